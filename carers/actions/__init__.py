from carers.actions.addresses import change_address, reveal_address
from carers.actions.approvals import approve_household, change_details, change_terms, end_approval
from carers.actions.holds import hold, release
from carers.actions.oversight import record_check, record_review
from carers.actions.people import add_carer, change_carer
from carers.actions.refusals import CarerRecordRefused
from carers.actions.vacancies import confirm_vacancy

__all__ = [
    "CarerRecordRefused",
    "add_carer",
    "approve_household",
    "change_address",
    "change_carer",
    "change_details",
    "change_terms",
    "confirm_vacancy",
    "end_approval",
    "hold",
    "record_check",
    "record_review",
    "release",
    "reveal_address",
]
