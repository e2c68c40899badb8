"""The last three weeks, logged by people: the plan's own events through the actions of the placement desk."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial

from placements.actions import (
    booking,
    change_legal_status,
    create_child,
    end_care,
    move_child,
    record_temporary_move,
    start_care,
)
from placements.actions.guards import How
from placements.models import Child as ChildRecord
from placements.models import Coverage, Deed, MissingSpell, Notice, Review, UnaccompaniedStatus
from sufficiency.core.models import User
from sufficiency.core.periods import year_end, year_ending
from sufficiency.demonstration.northmere.homes import Household, Provider
from sufficiency.demonstration.northmere.linking import link_family
from sufficiency.demonstration.northmere.people import Away, Child, Move, Stay
from sufficiency.demonstration.northmere.returns import Teller
from sufficiency.demonstration.northmere.world import World, moment

# Notices of older days have been sent.
_SENT_BEFORE = timedelta(days=4)
LOGGED_HERE = "Logged here"


@dataclass(frozen=True)
class Event:
    """Something that happened to a child on a day; ends come before moves, and moves before starts."""

    day: int
    rank: int
    child: Child
    log: Callable[[], object]


def log_the_last_weeks(world: World, teller: Teller) -> int:
    """Log what happened since the extract; the number of deeds."""
    rng = random.Random(f"live:{world.plan.scale}")
    events = sorted(_events(world, rng), key=lambda one: (one.day, one.rank, one.child.serial))
    for event in events:
        event.log()
    _tell_beside(world, teller)
    _settle(world)
    Coverage.objects.update_or_create(
        authority=world.authority, source=LOGGED_HERE, defaults={"dates": (world.plan.live_from, None)}
    )
    return len(events)


def _events(world: World, rng: random.Random) -> list[Event]:
    first, last = world.plan.live_from.toordinal(), world.day
    found: list[Event] = []
    for child in world.plan.children:
        for stay in child.stays:
            if stay.end < first or stay.start > last:
                continue
            found += _of_stay(world, rng, child, stay, first, last)
    return found


def _of_stay(
    world: World, rng: random.Random, child: Child, stay: Stay, first: int, last: int
) -> list[Event]:
    found = []
    if first <= stay.start <= last:
        found.append(Event(stay.start, 3, child, partial(_start, world, rng, child, stay)))
    if first <= stay.end <= last:
        found.append(Event(stay.end, 0, child, partial(_end, world, child, stay)))
    for day, code in stay.statuses:
        if first <= day <= last and stay.start < day < stay.end:
            found.append(Event(day, 1, child, partial(_status, world, child, day, code)))
    for at, move in enumerate(stay.moves):
        if first <= move.start <= last and stay.start < move.start and move.opens == "P":
            before = stay.moves[at - 1]
            found.append(
                Event(
                    move.start,
                    2,
                    child,
                    partial(_move, world, rng, child, move, before),
                )
            )
        for away in move.away:
            if first <= away.start <= last and move.opens == "P":
                found.append(Event(away.start, 4, child, partial(_away, world, child, away)))
    return found


def _by(world: World, day: int) -> User:
    """Emergency duty logs at weekends."""
    return world.people["duty" if date.fromordinal(day).weekday() > 4 else "officer"]


def _how(rng: random.Random, day: int) -> How:
    on = date.fromordinal(day)
    emergency = rng.random() < 0.4
    arrived = (
        time(rng.randint(14, 21), rng.choice([0, 15, 30, 45])) if emergency else time(rng.randint(10, 16))
    )
    return How(
        on=on, today=on, already=True, planning="emergency" if emergency else "planned", arrived_at=arrived
    )


def destination(world: World, child: Child, move: Move) -> booking.Destination:
    """Where the plan has the child go."""
    home = move.home
    return booking.Destination(
        code=move.code,
        provider=move.provider,
        household=world.households.get(home.reference) if isinstance(home, Household) else None,
        home=world.homes[home.urn] if isinstance(home, Provider) else None,
        as_told="" if home or move.kind == "parents" else "As the social worker told",
        urn=move.urn,
        home_postcode="" if child.unaccompanied else child.family.home,
        postcode=move.postcode,
        registered=True if home else None,
    )


def _start(world: World, rng: random.Random, child: Child, stay: Stay) -> None:
    by, day = _by(world, stay.start), date.fromordinal(stay.start)
    record = ChildRecord.objects.filter(authority=world.authority, number=child.number).first()
    if record is None:
        record = create_child(
            authority=world.authority,
            date_of_birth=date.fromordinal(child.born),
            today=day,
            first_name=child.first_name,
            last_name=child.family.name,
            number=child.number,
            sex=child.sex,
            by=by,
        )
        ChildRecord.objects.filter(pk=record.pk).update(ethnicity=child.ethnic)
        world.keys[child.number] = record.pk
        link_family(world, child.family)
    start_care(
        child=record,
        version=record.version,
        how=_how(rng, stay.start),
        destination=destination(world, child, stay.moves[0]),
        legal_status=stay.statuses[0][1],
        need=child.need,
        by=by,
    )


def _end(world: World, child: Child, stay: Stay) -> None:
    record, day = world.record_of(child), date.fromordinal(stay.end)
    end_care(
        child=record, version=record.version, on=day, today=day, reason=stay.exit, by=_by(world, stay.end)
    )


def _status(world: World, child: Child, day: int, code: str) -> None:
    record, on = world.record_of(child), date.fromordinal(day)
    change_legal_status(child=record, version=record.version, on=on, today=on, code=code, by=_by(world, day))


def _move(world: World, rng: random.Random, child: Child, move: Move, before: Move) -> None:
    record = world.record_of(child)
    move_child(
        child=record,
        version=record.version,
        how=_how(rng, move.start),
        destination=destination(world, child, move),
        reason=before.reason_left,
        by=_by(world, move.start),
    )


def _away(world: World, child: Child, away: Away) -> None:
    record, on = world.record_of(child), date.fromordinal(away.start)
    until = date.fromordinal(away.end) if away.end <= world.day else None
    record_temporary_move(
        child=record,
        version=record.version,
        on=on,
        until=until,
        today=on,
        code=away.code,
        by=_by(world, away.start),
    )


def _tell_beside(world: World, teller: Teller) -> None:
    """Reviews held and children missing since the extract, and who is unaccompanied in the return to come."""
    first, last = world.plan.live_from.toordinal(), world.day
    reviews, missing, unaccompanied = [], [], []
    to_come = year_end(year_ending(world.today))
    begun = date(to_come.year - 1, 4, 1).toordinal()
    for child in world.plan.children:
        key = world.keys.get(child.number)
        if key is None:
            continue
        reviews += [
            Review(child_id=key, held_on=date.fromordinal(day), participation=part)
            for day, part in teller.reviews[child.serial]
            if first <= day <= last
        ]
        missing += [
            MissingSpell(
                child_id=key, kind=kind, started_on=date.fromordinal(start), ended_on=date.fromordinal(end)
            )
            for kind, start, end in teller.missing[child.serial]
            if first <= start and end <= last
        ]
        if child.unaccompanied and any(stay.end >= begun and stay.start <= last for stay in child.stays):
            unaccompanied.append(
                UnaccompaniedStatus(
                    child_id=key, as_at=to_come, ceased_on=date.fromordinal(child.stays[-1].end)
                )
            )
    _came_back(world, teller)
    Review.objects.bulk_create(reviews, ignore_conflicts=True)
    MissingSpell.objects.bulk_create(missing, ignore_conflicts=True)
    UnaccompaniedStatus.objects.bulk_create(unaccompanied, ignore_conflicts=True)


def _came_back(world: World, teller: Teller) -> None:
    """Who was missing on the day of the extract, and has come back since."""
    here = {world.keys[child.number]: child for child in world.plan.children if child.number in world.keys}
    open_ones = MissingSpell.objects.filter(child__authority=world.authority, ended_on=None)
    for spell in open_ones:
        spell.ended_on = next(
            date.fromordinal(end)
            for _, start, end in teller.missing[here[spell.child_id].serial]
            if start == spell.started_on.toordinal()
        )
    MissingSpell.objects.bulk_update(open_ones, ["ended_on"])


def _settle(world: World) -> None:
    """Deeds were logged on their own days; who had to be told of the older ones was told."""
    deeds = Deed.objects.filter(child__authority=world.authority)
    for day in deeds.values_list("happened_on", flat=True).distinct():
        deeds.filter(happened_on=day).update(at=moment(day, 16, 20))
    Notice.objects.filter(
        child__authority=world.authority, deed__happened_on__lt=world.today - _SENT_BEFORE
    ).update(sent_at=moment(world.today - _SENT_BEFORE, 11), sent_by=world.people["officer"])
