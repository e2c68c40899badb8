"""The leaving-care adviser, at a door with a phone in one hand."""

from __future__ import annotations

from careleavers.models import Accommodation, Contact, PlanReview
from sufficiency.core.access import Role
from tests.journeys.person import PHONE, Person
from tests.journeys.tasks import task
from tests.journeys.world import World

ADVISER = Role.LEAVING_CARE_ADVISER


@task(ADVISER, clicks=3, fields=2)
def log_a_visit(adviser: Person, world: World) -> None:
    """Two answers; the button is in reach of the thumb before anything is pressed."""
    person = world.young_person()
    adviser.begins_at("/young-people/")
    adviser.follows(f"Robin {person.last_name}")
    adviser.presses("Log a visit")
    if adviser.page.viewport_size["width"] == PHONE:
        box = adviser.page.get_by_role("button", name="Save").bounding_box()
        assert box["y"] + box["height"] <= adviser.page.viewport_size["height"]
        assert box["height"] >= 44
    adviser.ticks("Visit where they live")
    adviser.ticks("Seen")
    adviser.presses("Save")
    adviser.reads("The contact is on record.")
    contact = Contact.objects.get(child_id=person.pk)
    assert (contact.kind, contact.outcome, contact.on) == ("visit", "seen", world.today)


@task(ADVISER, clicks=2, fields=2)
def record_where_they_live(adviser: Person, world: World) -> None:
    person = world.young_person()
    adviser.begins_at(person.get_absolute_url())
    adviser.follows("Record where they live")
    adviser.picks("Where do they live?", "Supported lodgings")
    adviser.ticks_of("Is it suitable?", "Yes")
    adviser.presses("Save")
    adviser.reads("Where they live is on record.")
    home = Accommodation.objects.get(child_id=person.pk)
    assert (home.kind, home.is_suitable, home.dates.lower) == ("E", True, world.today)


@task(ADVISER, clicks=2, fields=2)
def record_a_review_of_the_plan(adviser: Person, world: World) -> None:
    person = world.young_person()
    adviser.begins_at(person.get_absolute_url())
    adviser.follows("Record a plan review")
    adviser.ticks("The plan was reviewed")
    adviser.ticks_of("Did the young person take part?", "Yes")
    adviser.presses("Save")
    step = PlanReview.objects.get(child_id=person.pk)
    assert (step.step, step.took_part, step.on) == ("reviewed", True, world.today)
