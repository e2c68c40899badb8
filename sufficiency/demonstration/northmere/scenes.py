"""What a weekday has beside the ordinary: rules that are broken, records that are closed, people who ask for access."""

from __future__ import annotations

import random
from datetime import date, time, timedelta

from django.http import QueryDict

from placements.access import actions as closing
from placements.actions import booking, create_child, end_placement, move_child, start_care
from placements.actions.guards import How
from placements.actions.handover import write_handover
from placements.models import AccessProposal, Breach, Connection, Deed, MissingSpell, Opening, Placement
from placements.models import Child as ChildRecord
from placements.views.child_file import as_listed, found_in_list
from sufficiency.core import audit
from sufficiency.core.access import Role
from sufficiency.core.files.actions import ask
from sufficiency.core.people.actions import add_person, days
from sufficiency.demonstration.northmere import names
from sufficiency.demonstration.northmere.area import NORTHMERE, postcodes_of
from sufficiency.demonstration.northmere.homes import Household
from sufficiency.demonstration.northmere.people import Child
from sufficiency.demonstration.northmere.world import World, moment

Kind, Ground = AccessProposal.Kind, AccessProposal.Ground


def set_the_scenes(world: World) -> None:
    """Each on a child whom none of the others is about."""
    rng = random.Random("scenes")
    quiet = [child for child in world.in_care() if _is_quiet(world, child)]
    used: set[int] = set()

    def somebody(youngest: float, oldest: float, *kinds: str) -> Child:
        found = next(
            child
            for child in quiet
            if child.serial not in used
            and youngest <= child.age(world.day) < oldest
            and (move := child.move_on(world.day)) is not None
            and move.kind in kinds
        )
        used.add(found.serial)
        return found

    _not_registered(world, rng, somebody(15, 16, "home", "foster"))
    _outside_without_approval(world, quiet, used)
    _missing(world, somebody(14, 17, "home", "supported", "foster"))
    closed = somebody(8, 15, "foster")
    _restricted(world, closed)
    _opened_last_night(world, closed)
    _connected(world, somebody(3, 12, "foster", "kin"))
    _waiting_for_a_second_person(world, somebody(5, 15, "foster", "kin"), closed)
    _waits_for_a_home(world, somebody(12, 16, "foster"))
    _asks_for_access(world)
    _asks_for_a_file(world)
    _came_last_night(world, rng)
    _left_a_note(world)


def _is_quiet(world: World, child: Child) -> bool:
    """In the same home since before people logged here, with nothing planned for today."""
    stay = child.stay_on(world.day)
    move = child.move_on(world.day)
    return (
        child.number in world.keys
        and stay is not None
        and move is not None
        and move.start < world.plan.live_from.toordinal() - 5
        and not any(
            since > world.plan.live_from.toordinal() - 5 for since, _ in stay.statuses if since <= world.day
        )
        and not any(away.end > world.plan.live_from.toordinal() - 5 for away in move.away)
        and len(child.stays) == 1
    )


def _not_registered(world: World, rng: random.Random, child: Child) -> None:
    """Fifteen, in a flat with staff that nobody registered: recorded, flagged, and the days counted."""
    record, on = world.record_of(child), world.today - timedelta(days=9)
    move_child(
        child=record,
        version=record.version,
        how=How(on=on, today=on, already=True, planning="emergency", arrived_at=time(19, 40)),
        destination=booking.Destination(
            code="K2",
            provider="PR4",
            as_told="A flat with two staff on shifts; no Ofsted number was given",
            home_postcode=child.family.home,
            postcode=rng.choice(postcodes_of("E06999004")),
            registered=False,
        ),
        reason="CREQB",
        by=world.people["officer"],
    )


def _outside_without_approval(world: World, quiet: list[Child], used: set[int]) -> None:
    """Moved far outside the area in an emergency; no approval of the Director is on file (reg 11(2))."""
    far = Placement.objects.filter(
        child__in=[world.keys[child.number] for child in quiet if child.serial not in used],
        dates__contains=world.today,
        code="K2",
        miles__gt=20,
    ).exclude(located_in=NORTHMERE)
    placement = far.order_by("-dates__startswith", "pk").first()
    if placement is None:
        return
    used |= {child.serial for child in quiet if world.keys[child.number] == placement.child_id}
    Breach.objects.create(
        child_id=placement.child_id,
        placement=placement,
        rule="outside_not_approved",
        words="Outside the area and at a distance: no approval by the Director is recorded (Care Planning "
        "Regulations 2010, reg 11(2)).",
        since=placement.dates.lower,
    )


def _missing(world: World, child: Child) -> None:
    MissingSpell.objects.create(
        child_id=world.keys[child.number], kind="M", started_on=world.today - timedelta(days=1)
    )


def _restricted(world: World, child: Child) -> None:
    """A relative of the child works for the council: open to three people alone."""
    manager, director = world.people["manager"], world.people["director"]
    record = world.record_of(child)
    proposal = closing.propose(
        child=record, kind=Kind.RESTRICT, ground=Ground.STAFF, person=world.people["worker"], by=manager
    )
    closing.decide(proposal=proposal, agree=True, by=director)


def _opened_last_night(world: World, child: Child) -> None:
    """By emergency duty, at a quarter past eleven; no manager has read the notice, no auditor reviewed it."""
    record, duty = world.record_of(child), world.people["duty"]
    at = moment(world.today - timedelta(days=1), 23, 15)
    opening = Opening.objects.create(
        child=record,
        person=duty,
        ground=Opening.Ground.POLICE,
        what_happened="Police found the child at the station and asked who the carers are and whom to ring.",
        opened_at=at,
        until=at + timedelta(hours=2),
    )
    audit.record(
        by=duty,
        action="open in an emergency",
        on=record,
        authority=world.authority,
        reason=opening.ground,
        opening=str(opening.public_id),
        until=opening.until.isoformat(),
    )


def _connected(world: World, child: Child) -> None:
    """The placement officer is the child's aunt: for her the record is not there."""
    closing.connect(
        child=world.record_of(child),
        person=world.people["officer"],
        nature=Connection.Nature.FAMILY,
        by=world.people["manager"],
    )


def _waiting_for_a_second_person(world: World, child: Child, closed: Child) -> None:
    manager, director = world.people["manager"], world.people["director"]
    closing.propose(
        child=world.record_of(child), kind=Kind.RESTRICT, ground=Ground.PROFILE, person=manager, by=director
    )
    closing.propose(
        child=world.record_of(closed),
        kind=Kind.GRANT,
        ground=Ground.WORK,
        person=world.people["duty"],
        by=manager,
    )


def _waits_for_a_home(world: World, child: Child) -> None:
    """The carers could not go on this morning, and nobody else has been found yet."""
    record = world.record_of(child)
    end_placement(
        child=record,
        version=record.version,
        on=world.today,
        today=world.today,
        reason="CREQB",
        by=world.people["officer"],
    )


def _asks_for_access(world: World) -> None:
    """A new social worker begins on Monday: the administrator asks, a manager confirms."""
    add_person(
        username="northmere-newcomer",
        first_name="Sorrin",
        last_name="Yarrowmede",
        authority=world.authority,
        role=Role.SOCIAL_WORKER,
        dates=days(world.today, None),
        by=world.people["administrator"],
    )


def _asks_for_a_file(world: World) -> None:
    """A placement officer needs the whole list of children outside this service: a manager decides."""
    officer, today = world.people["officer"], world.today
    _, filters, table = found_in_list(officer, world.authority, QueryDict(), searched="", today=today)
    ask(
        listed=as_listed(world.authority, table, filters, searched=""),
        reason="To check against the finance team's list of payments. Read by two of us, deleted on Friday.",
        by=officer,
    )


def _came_last_night(world: World, rng: random.Random) -> None:
    """A child who came at twenty to eleven with a name and a date of birth, and no number yet."""
    duty, on = world.people["duty"], world.today - timedelta(days=1)
    age = 9
    planned = next(
        one
        for one in world.plan.households
        if one.kind == "general"
        and one.reference in world.households
        and one.approved <= world.day < one.until
        and one.youngest <= age <= one.oldest
        and not one.there(world.day)
        and not one.staying_put
        and not _is_taken(world, one)
    )
    record = create_child(
        authority=world.authority,
        date_of_birth=date(on.year - age, 3, 14),
        today=on,
        first_name=names.first_name(rng, "F"),
        last_name=names.family_name(rng),
        sex="F",
        by=duty,
    )
    start_care(
        child=record,
        version=record.version,
        how=How(on=on, today=on, already=True, planning="emergency", arrived_at=time(22, 40)),
        destination=booking.Destination(
            household=world.households[planned.reference], home_postcode=postcodes_of(NORTHMERE)[411]
        ),
        legal_status="L1",
        need="N1",
        by=duty,
    )
    Deed.objects.filter(child=record).update(at=moment(on, 22, 55))
    assert ChildRecord.objects.filter(pk=record.pk, number=None).exists()


def _left_a_note(world: World) -> None:
    """Of last night, for whoever comes in the morning."""
    write_handover(
        authority=world.authority,
        text="One girl of nine came under police protection at 22:40 and is settled; the order runs out in three days "
        "and the allocated team has not been told. One closed record was opened for the police, see the notice. The "
        "young person missing since yesterday had not rung by four.",
        now=moment(world.today, 6, 45),
        by=world.people["duty"],
    )


def _is_taken(world: World, one: Household) -> bool:
    record = world.households[one.reference]
    return (
        record.holds.filter(dates__contains=world.today).exists()
        or record.reservations.filter(dates__contains=world.today).exists()
        or record.other_occupants.filter(dates__contains=world.today).exists()
        or record.confirmations.filter(not_before__gt=world.today).exists()
    )
