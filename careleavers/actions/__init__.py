from careleavers.actions.being_in_touch import log_contact, record_plan_step
from careleavers.actions.living import record_accommodation, record_activity
from careleavers.actions.papers import add_person_to_ring, record_document, remove_person_to_ring
from careleavers.actions.standing import name_adviser, say_category

__all__ = [
    "add_person_to_ring",
    "log_contact",
    "name_adviser",
    "record_accommodation",
    "record_activity",
    "record_document",
    "record_plan_step",
    "remove_person_to_ring",
    "say_category",
]
