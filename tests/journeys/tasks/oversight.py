"""Those who watch over access: auditor, Director, system administrator."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from placements.access.actions import mark_read, propose
from placements.models import AccessProposal, Opening
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, AuditEvent, Membership, User
from tests.journeys.person import Person
from tests.journeys.tasks import task
from tests.journeys.world import World, a_name, day_to_type
from tests.people import signed_in, someone

AUDITOR, DIRECTOR, ADMINISTRATOR = Role.AUDITOR, Role.DIRECTOR, Role.SYSTEM_ADMINISTRATOR


@task(AUDITOR, clicks=3, fields=1)
def see_who_opened_this_child(auditor: Person, world: World) -> None:
    """Who, when, in which role and from where: what this officer did, and then all about one record."""
    child, officer = world.placed(), world.person(Role.PLACEMENT_OFFICER)
    signed_in(officer).get(f"/children/{child.public_id}/")
    auditor.begins_at("/")
    auditor.goes_to("Audit")
    auditor.unfolds_filters()
    auditor.picks("Who", str(officer))
    auditor.presses("Apply filters")
    auditor.follows(f"child {child.public_id}")
    auditor.sees("Who has looked")
    seen = auditor.page.get_by_role("row").filter(has_text="Saw child page")
    expect(seen.first).to_contain_text(str(officer))
    expect(seen.first).to_contain_text("Placement officer")
    assert world.written_down(world.person(AUDITOR), "saw audit trail of a record")


@task(AUDITOR, clicks=3, fields=1)
def see_what_left_the_building(auditor: Person, world: World) -> None:
    """Every file that was taken, by whom, and the list itself as a file."""
    admin = world.person(Role.FOSTERING_ADMIN)
    assert signed_in(admin).get("/homes/?format=csv").status_code == 200
    auditor.begins_at("/")
    auditor.goes_to("Audit")
    auditor.unfolds_filters()
    auditor.fills("What, in part", "exported households")
    auditor.presses("Apply filters")
    taken = AuditEvent.objects.filter(action="exported households", authority=world.desk).count()
    auditor.reads(re.compile(rf"^{taken} events?\. "))
    expect(auditor.page.get_by_role("row").filter(has_text=str(admin)).first).to_be_visible()
    name, content = auditor.downloads("Download CSV")
    assert (name, len(content.splitlines())) == ("audit-trail.csv", taken + 1)
    assert world.written_down(world.person(AUDITOR), "exported audit trail")


@task(AUDITOR, clicks=3)
def see_who_has_access_by_role(auditor: Person, world: World) -> None:
    """Who holds each role, given by whom, and what it opens."""
    officer = world.person(Role.PLACEMENT_OFFICER)
    auditor.begins_at("/")
    auditor.goes_to("Audit")
    auditor.follows("Who has access")
    row = auditor.page.get_by_role("row").filter(has_text=str(officer))
    expect(row.first).to_contain_text("Placement officer")
    auditor.activates(auditor.page.locator("summary").filter(has_text="Placement officer:"))
    expect(auditor.page.locator("details[open]")).to_contain_text("Log, move and end placements")
    assert world.written_down(world.person(AUDITOR), "saw list of roles")


@task(AUDITOR, clicks=2, fields=1)
def review_an_emergency_opening(auditor: Person, world: World) -> None:
    mark_read(opening=world.opening(), by=world.person(Role.PLACEMENT_MANAGER))
    auditor.begins_at("/")
    auditor.follows(re.compile("^A closed record, opened at"))
    opening = Opening.objects.get(public_id=auditor.page.url.split("/")[-2])
    auditor.reads(opening.what_happened)
    auditor.ticks("Justified")
    auditor.presses("Save the finding")
    opening.refresh_from_db()
    assert (opening.finding, opening.reviewed_by) == ("justified", world.person(AUDITOR))


@task(DIRECTOR, clicks=2)
def read_the_morning_note(director: Person, world: World) -> None:
    """From the number to the child who has no home."""
    child = world.waits()
    director.begins_at("/")
    director.sees(re.compile("^Morning note for"))
    director.follows(re.compile(r"child(ren)? without a home"))
    director.follows(re.compile(child.last_name))
    director.sees(f"Wren {child.last_name}")
    director.reads("No placement today")
    assert world.written_down(world.person(DIRECTOR), "saw child page", child)


@task(DIRECTOR, clicks=2, fields=1)
def decide_who_may_open_a_record(director: Person, world: World) -> None:
    """What a manager proposes the Director decides. Placements outside the area are not approved here yet."""
    proposal = propose(
        child=world.placed(),
        kind=AccessProposal.Kind.RESTRICT,
        ground="risk",
        person=world.person(Role.PLACEMENT_OFFICER),
        by=world.person(Role.PLACEMENT_MANAGER),
    )
    director.begins_at("/")
    director.follows(proposal.get_kind_display())
    director.ticks("Yes: it takes effect at once")
    director.presses("Save the decision")
    proposal.refresh_from_db()
    assert (proposal.agreed, proposal.decided_by) == (True, world.person(DIRECTOR))
    proposal.child.refresh_from_db()
    assert proposal.child.is_restricted


@task(DIRECTOR, clicks=3)
def read_why_a_record_was_opened(director: Person, world: World) -> None:
    world.opening()
    director.begins_at("/")
    director.follows("Read it")
    director.follows(
        re.compile(r"20\d\d"), within=director.page.get_by_role("row").filter(has_text="Not read")
    )
    opening = Opening.objects.get(public_id=director.page.url.split("/")[-2])
    director.presses("Mark as read")
    opening.refresh_from_db()
    assert opening.read_by == world.person(DIRECTOR)


@task(ADMINISTRATOR, clicks=3, fields=4)
def add_a_person(administrator: Person, world: World) -> None:
    """Name, user name, role; the first day stands there. A role that opens records waits for a manager."""
    name = a_name()
    administrator.begins_at("/")
    administrator.goes_to("People")
    administrator.presses("Add a person")
    administrator.fills("First name", "Nia")
    administrator.fills("Last name", name)
    administrator.fills("User name", name.lower())
    administrator.picks("Role", "Placement officer (a manager confirms)")
    administrator.presses("Add this person")
    person = User.objects.get(username=name.lower())
    assert not person.memberships.exists()
    waiting = AccessRequest.objects.waiting().get(user=person)
    assert waiting.role == Role.PLACEMENT_OFFICER


@task(ADMINISTRATOR, clicks=2)
def hand_over_a_link_for_a_password(administrator: Person, world: World) -> None:
    person = someone(world.desk, Role.ELECTED_MEMBER)
    administrator.begins_at(f"/people/{person.public_id}/")
    administrator.follows("Make a link to choose a password")
    administrator.presses("Make the link")
    expect(administrator.page.get_by_label(f"Link for {person}")).to_have_value(
        re.compile("/choose-password/")
    )
    assert AuditEvent.objects.filter(actor=world.person(ADMINISTRATOR)).about(person.public_id).exists()


@task(ADMINISTRATOR, clicks=2, fields=2)
def give_a_role_for_cover(administrator: Person, world: World) -> None:
    """With a last day, after which it opens nothing."""
    person = someone(world.desk, Role.FINANCE_OFFICER)
    until = world.today + timedelta(days=14)
    administrator.begins_at(f"/people/{person.public_id}/")
    administrator.presses("Give a role")
    administrator.picks("Role", "Report author")
    administrator.fills("Last day (optional)", day_to_type(until))
    administrator.presses("Give this role")
    held = Membership.objects.get(user=person, role=Role.REPORT_AUTHOR)
    assert (held.dates.lower, held.dates.upper) == (world.today, until + timedelta(days=1))
