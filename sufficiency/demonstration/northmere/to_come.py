"""What is known in Northmere to come: of leavings most that the plan holds for the next months, of arrivals a few."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from placements.expected.known_changes import first_of_month
from placements.models import KnownChange
from reports.actions import set_target
from sufficiency.core.periods import months_after
from sufficiency.demonstration.copied import copy_rows
from sufficiency.demonstration.northmere.people import Child, Stay
from sufficiency.demonstration.northmere.world import World

# So many days ahead somebody knows, and of so many of what comes.
_AHEAD, _SHARE = 240, 0.7
_COURT = "Family Court, Northmere"
_WORKER = "The child's social worker"
# How care ends: kind, how sure, where it was said and by whom, whether a day is known.
_LEAVINGS = {
    ("E11", "E12"): ("adoption", "firm", "court", _COURT, True),
    ("E45", "E46", "E47", "E48"): ("hearing", "likely", "court", _COURT, True),
    ("E4A", "E4B", "E13", "E41"): ("home", "likely", "review", _WORKER, False),
    ("E8",): ("independence", "possible", "review", "The independent reviewing officer", False),
}
# Kind, children for each 480 in care, in how many months, how sure, where it was said and by whom.
_ARRIVALS = (
    ("birth", 1, 1, "firm", "prebirth", "Unborn baby conference"),
    ("birth", 2, 2, "likely", "prebirth", "Unborn baby conference"),
    ("proceedings", 3, 1, "likely", "legal", "Legal planning meeting"),
    ("proceedings", 2, 3, "possible", "legal", "Legal planning meeting"),
    ("unaccompanied", 2, 2, "likely", "scheme", "National Transfer Scheme"),
)
# Key, wanted, whose it is, and what they say.
_TARGETS = (
    (
        "stability.three_or_more",
        "9.0",
        "manager",
        "Half of those who moved three times moved within their first eight weeks. From May a placement meeting is "
        "held within ten days of every start.",
    ),
    (
        "placements.within_20_miles",
        "72.0",
        "director",
        "Two homes of the council's own open in the autumn; ten places with foster carers are on hold.",
    ),
    ("leavers.suitable_accommodation", "90.0", "manager", ""),
)


def record_what_is_known(world: World) -> int:
    """Leavings of children on record, arrivals without a name; how many."""
    rng = random.Random(f"to come:{world.plan.scale}")
    rows = [*_leavings(world, rng), *_arrivals(world, rng)]
    copy_rows(KnownChange, rows)
    return len(rows)


def _leavings(world: World, rng: random.Random) -> Iterator[KnownChange]:
    kinds = {code: told for codes, told in _LEAVINGS.items() for code in codes}
    for child in world.in_care():
        stay = child.stay_on(world.day)
        if (
            stay is None
            or stay.exit not in kinds
            or child.number not in world.keys
            or not world.day < stay.end <= world.day + _AHEAD
            or rng.random() > _SHARE
        ):
            continue
        yield _leaving(world, rng, child, stay, *kinds[stay.exit])


def _leaving(
    world: World,
    rng: random.Random,
    child: Child,
    stay: Stay,
    kind: str,
    how_sure: str,
    said_in: str,
    said_by: str,
    has_day: bool,
) -> KnownChange:
    # People are out by a few weeks, and now and then what was expected is late.
    day = date.fromordinal(stay.end + (0 if has_day else rng.randint(-40, 30)))
    said_on = world.today - timedelta(days=rng.randint(1, 90))
    return KnownChange(
        authority=world.authority,
        direction="leaving",
        kind=kind,
        child_id=world.keys[child.number],
        month=first_of_month(day),
        day=day if has_day else None,
        how_sure=how_sure,
        said_in=said_in,
        said_by=said_by,
        said_on=max(said_on, date.fromordinal(stay.start)),
        entered_by=world.people["officer"],
    )


def _arrivals(world: World, rng: random.Random) -> Iterator[KnownChange]:
    for kind, number, months, how_sure, said_in, said_by in _ARRIVALS:
        yield KnownChange(
            authority=world.authority,
            direction="arriving",
            kind=kind,
            number=min(99, number * world.plan.scale),
            month=months_after(first_of_month(world.today), months),
            how_sure=how_sure,
            said_in=said_in,
            said_by=said_by,
            said_on=world.today - timedelta(days=rng.randint(1, 60)),
            entered_by=world.people["manager"],
        )


def set_targets(world: World) -> None:
    """What Northmere wants of three of its figures, since the year began."""
    for key, value, owner, commentary in _TARGETS:
        set_target(
            authority=world.authority,
            key=key,
            since=world.plan.returns_on[-1] + timedelta(days=1),
            value=Decimal(value),
            owner=world.people[owner],
            commentary=commentary,
            version=0,
            by=world.people["director"],
        )
