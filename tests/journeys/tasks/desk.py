"""The placement desk, by day and by night, and the social worker who asks it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from placements.models import Child, Deed, HandoverNote, Placement
from sufficiency.core.access import Role
from tests.journeys.person import Person
from tests.journeys.tasks import task
from tests.journeys.world import World, a_name, day_to_type

OFFICER, DUTY, WORKER = Role.PLACEMENT_OFFICER, Role.EMERGENCY_DUTY, Role.SOCIAL_WORKER
_ANSWER_WITHIN = 2000  # milliseconds


@task(OFFICER, clicks=3, fields=6)
def log_a_placement(officer: Person, world: World) -> None:
    """Two clicks to the form, six required fields, one to save."""
    child = world.waits()
    officer.begins_at("/")
    officer.follows(re.compile(f"Wren {child.last_name}"))
    officer.presses("Log a placement")
    assert officer.questions() <= 6
    officer.ticks_home("F200")
    officer.ticks("Planned")
    officer.presses("Log the placement")
    officer.sees("Placement logged")
    assert world.lives_at(child) == "F200"
    placement = Placement.objects.get(child=child)
    assert (placement.planning, placement.code, placement.provider) == ("planned", "U6", "PR1")


@task(OFFICER, clicks=3, fields=6)
def log_a_placement_from_the_homes_page(officer: Person, world: World) -> None:
    """Two clicks to the form, where the home is chosen already; one to save."""
    child = world.waits()
    home = world.household(f"F{a_name()}", places=1)
    officer.begins_at(f"/homes/{home.public_id}/")
    officer.presses("Place a child here")
    officer.follows(re.compile(f"Wren {child.last_name}"))
    assert officer.questions() <= 6
    officer.ticks("Planned")
    officer.presses("Log the placement")
    officer.sees("Placement logged")
    assert world.lives_at(child) == home.reference


@task(OFFICER, clicks=2, fields=5)
def move_a_child(officer: Person, world: World) -> None:
    """One form: it ends the old and starts the new."""
    child = world.placed(at="F100")
    officer.begins_at(f"/children/{child.public_id}/")
    officer.presses("Move")
    assert officer.questions() <= 5
    officer.fills("Find a household or home", "F200")
    expect(officer.page.locator("#homes").get_by_role("radio")).to_have_count(2)
    officer.ticks_home("F200")
    officer.ticks("Planned")
    officer.picks("Why the present placement ends", "Change to, or carrying out of, the care plan")
    expect(officer.page.locator("#will-be-recorded")).to_contain_text("Moves from F100 to F200")
    officer.presses("Record the move")
    officer.sees("Moved")
    old, new = Placement.objects.filter(child=child).order_by("dates")
    assert (str(old.household), old.reason_for_change, str(new.household)) == ("F100", "CARPL", "F200")
    assert old.dates.upper == new.dates.lower == world.today


@task(OFFICER, clicks=1, fields=1)
def see_who_could_take_this_child_now(officer: Person, world: World) -> None:
    """From the child, the homes with a place truly free; who does not fit says why. Searches come with requests."""
    child = world.waits()
    young = world.household(f"F{a_name()}", places=1, youngest=14)
    officer.begins_at(f"/children/{child.public_id}/")
    officer.presses("Log a placement")
    timing = "(one => one.responseEnd - one.requestStart)(performance.getEntriesByType('navigation')[0])"
    assert officer.page.evaluate(timing) < _ANSWER_WITHIN
    first = officer.page.locator("#homes .govuk-radios__item").first
    expect(first).to_contain_text("free of")
    expect(first).not_to_contain_text("not approved")
    officer.fills("Find a household or home", young.reference)
    homes = officer.page.locator("#homes")
    expect(homes).to_contain_text("1 free of 1")
    expect(homes).to_contain_text("not approved for age 10")
    assert world.written_down(world.person(OFFICER), "saw form about a child", child)
    assert not Placement.objects.filter(child=child).exists()


@task(DUTY, clicks=4, fields=7)
def log_the_child_who_came_tonight(duty: Person, world: World) -> None:
    """A name and a date of birth open the record; where the child goes follows on the next page."""
    name = a_name()
    duty.begins_at("/")
    duty.goes_to("Children")
    duty.presses("Open a record")
    duty.fills("First name", "Bryn")
    duty.fills("Last name", name)
    duty.fills("Date of birth", day_to_type(world.today.replace(day=1, year=world.today.year - 7)))
    duty.presses("Open the record and log where the child goes")
    duty.ticks_home("F100")
    duty.ticks("Emergency")
    duty.picks("Legal status", "Police protection")
    duty.picks("Main need", "Abuse or neglect")
    duty.presses("Log the start of care")
    child = Child.objects.get(last_name=name)
    duty.sees("Came into care")
    assert world.in_care(child)
    assert world.lives_at(child) == "F100"


@task(DUTY, clicks=2, fields=1)
def leave_a_note_for_the_morning(duty: Person, world: World) -> None:
    text = f"A boy came at two: {a_name()}."
    duty.begins_at("/")
    duty.presses("Write a handover note")
    duty.fills("What those who come in the morning must know", text)
    duty.presses("Leave the note")
    assert HandoverNote.objects.get(text=text).written_by == world.person(DUTY)


@task(DUTY, clicks=2, fields=3)
def open_a_closed_record_at_night(duty: Person, world: World) -> None:
    child = world.closed()
    duty.begins_at("/")
    duty.presses("Open a closed record")
    _open_in_an_emergency(duty, child)
    assert world.opened_by(world.person(DUTY), child)


@task(WORKER, clicks=1)
def see_where_my_child_is(worker: Person, world: World) -> None:
    child = world.placed()
    world.allocated(child, WORKER)
    worker.begins_at("/children/")
    worker.follows(f"Wren {child.last_name}")
    worker.sees(f"Wren {child.last_name}")
    expect(worker.page.locator(".app-facts").first).to_contain_text("F100")
    assert world.written_down(world.person(WORKER), "saw child page", child)
    assert not Deed.objects.filter(child=child, by=world.person(WORKER)).exists()


@task(WORKER, clicks=1)
def see_what_is_coming_for_my_children(worker: Person, world: World) -> None:
    """A review that is due stands on the first page, and leads to the child."""
    child = world.placed(days=40)
    world.allocated(child, WORKER)
    worker.begins_at("/")
    row = worker.page.get_by_role("listitem").filter(has_text=child.last_name).filter(has_text="review")
    expect(row).to_contain_text("none is on record")
    worker.follows(re.compile(f"Wren {child.last_name}"), within=row)
    worker.sees(f"Wren {child.last_name}")
    assert world.written_down(world.person(WORKER), "saw child page", child)


@task(WORKER, clicks=2, fields=3)
def open_a_closed_record_in_an_emergency(worker: Person, world: World) -> None:
    child = world.closed()
    worker.begins_at("/")
    worker.follows("Open a closed record in an emergency")
    _open_in_an_emergency(worker, child)
    assert world.opened_by(world.person(WORKER), child)


def _open_in_an_emergency(person: Person, child: Child) -> None:
    person.fills("The child's number", child.number)
    person.ticks("A child is in danger now")
    person.fills("What happened?", "The police rang: she was seen at the station.")
    person.presses("Open the record for two hours")
    person.sees("Record opened in an emergency")
    person.reads("The record is open to you")
