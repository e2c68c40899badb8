"""The households of the plan into the register: in sets, and so that every constraint and trigger is asked."""

from __future__ import annotations

import random
from datetime import date, timedelta

from carers.models import (
    Carer,
    Check,
    Household,
    HouseholdAddress,
    HouseholdReview,
    Terms,
)
from sufficiency.demonstration.copied import copy_rows
from sufficiency.demonstration.northmere import area, names
from sufficiency.demonstration.northmere.homes import Household as Planned
from sufficiency.demonstration.northmere.people import OPEN
from sufficiency.demonstration.northmere.vacancies import load_vacancies
from sufficiency.demonstration.northmere.world import World, dates

_BATCH = 5_000
# Days that a check holds; None where it is of the home.
_OF_A_CARER = {"dbs": 1_095, "medical": 1_095, "safeguarding": 730, "first_aid": 1_095}
_OF_THE_HOME = {"home_safety": 365, "unannounced_visit": 365, "insurance": 365}
_OTHER_KINDS = {"supported_lodgings": 6, "short_breaks": 4, "parent_and_child": 2}
_ENDINGS = (
    "retired",
    "circumstances",
    "circumstances",
    "moved_away",
    "other_agency",
    "dissatisfied",
    "other",
)


def load_households(world: World) -> None:
    """Those approved at some time in the years that returns tell of, up to today."""
    rng = random.Random(f"households:{world.plan.scale}")
    since = date(world.plan.returns_on[0].year - 1, 4, 1).toordinal()
    told = [*world.plan.households, *_other_kinds(world, rng)]
    told = [one for one in told if one.approved <= world.day and _until(world, one) >= since]
    records = [_household(world, rng, one) for one in told]
    Household.objects.bulk_create(records, batch_size=_BATCH)
    pairs = list(zip(told, records, strict=True))
    world.households = {record.reference: record for record in records}
    copy_rows(Terms, _terms(world, rng, pairs))
    copy_rows(HouseholdAddress, (_address(rng, *pair) for pair in pairs))
    carers = [
        Carer(household=record, first_name=first, last_name=last, is_primary=at == 0, dates=record.approved)
        for one, record in pairs
        for at, (first, last) in enumerate(one.carers)
    ]
    Carer.objects.bulk_create(carers, batch_size=_BATCH)
    current = [(one, record) for one, record in pairs if record.approved.upper is None]
    _load_oversight(world, rng, pairs, carers)
    load_vacancies(world, rng, current)


def _other_kinds(world: World, rng: random.Random) -> list[Planned]:
    made: list[Planned] = []
    for kind, number in _OTHER_KINDS.items():
        for _ in range(number * world.plan.scale):
            family = names.family_name(rng)
            youngest, oldest = (16, 21) if kind == "supported_lodgings" else (0, 17)
            made.append(
                Planned(
                    reference=f"H{90_000 + len(made) + 1}"
                    if world.plan.scale < 100
                    else f"H9{len(made):06d}",
                    kind=kind,
                    approved=world.day - rng.randint(400, 3_000),
                    until=OPEN,
                    postcode=rng.choice(area.postcodes_of(area.NORTHMERE)),
                    area_code=area.NORTHMERE,
                    youngest=youngest,
                    oldest=oldest,
                    ends=[0] * rng.randint(1, 2),
                    carers=[(names.first_name(rng, "F"), family)],
                )
            )
    return made


def _until(world: World, one: Planned) -> int:
    """The day on which its approval ended; far ahead where it goes on. Relatives' ends with the last child there."""
    if one.kind == "connected":
        last = max(end for start, end, _ in one.residents if start <= world.day)
        return last if last <= world.day else OPEN
    return one.until if one.until <= world.day else OPEN


def _household(world: World, rng: random.Random, one: Planned) -> Household:
    until = _until(world, one)
    reason = "" if until == OPEN else "last_child_left" if one.kind == "connected" else rng.choice(_ENDINGS)
    if reason == "last_child_left" and one.residents[-1][2].stays[-1].exit in ("E43", "E45"):
        reason = "child_stayed"
    return Household(
        authority=world.authority,
        reference=one.reference,
        kind=one.kind,
        approved=dates(one.approved, None if until == OPEN else until),
        reason_ended=reason,
        supervising_worker=rng.choice(world.supervisors),
        area=one.postcode.split()[0],
        located_in=one.area_code,
    )


def _terms(world: World, rng: random.Random, pairs: list[tuple[Planned, Household]]) -> list[Terms]:
    rows = []
    for one, record in pairs:
        places = one.places
        if one.kind == "connected":
            # As many as ever lived there by today; more may come, and then the terms change.
            places = _most_at_once(one, world.day)
        rows.append(
            Terms(
                household=record,
                dates=record.approved,
                places=places,
                youngest=one.youngest,
                oldest=one.oldest,
                siblings_only=one.siblings_only,
                only_child=one.only_child,
                note="For the children placed here" if one.kind == "connected" else "",
                entered_by=world.people["carers"],
            )
        )
    return rows


def _most_at_once(one: Planned, day: int) -> int:
    starts = [start for start, _, _ in one.residents if start <= day]
    return max(len(one.there(start)) for start in starts)


def _address(rng: random.Random, one: Planned, record: Household) -> HouseholdAddress:
    town = next(place.full_name for place in area.AREAS if place.code == one.area_code)
    return HouseholdAddress(
        household=record,
        line_1=names.street(rng),
        town=town,
        postcode=one.postcode,
        # Ofcom keeps these numbers for drama: nobody has them.
        phone=f"01632 960{rng.randint(0, 999):03d}",
    )


def _load_oversight(
    world: World, rng: random.Random, pairs: list[tuple[Planned, Household]], carers: list[Carer]
) -> None:
    reviews: list[HouseholdReview] = []
    checks: list[Check] = []
    for _, record in pairs:
        reviews += _reviews(world, rng, record)
        checks += [
            check
            for kind, days in _OF_THE_HOME.items()
            for check in _checks(world, rng, record, None, kind, days)
        ]
    for carer in carers:
        for kind, days in _OF_A_CARER.items():
            checks += _checks(world, rng, carer.household, carer, kind, days)
    copy_rows(HouseholdReview, reviews)
    copy_rows(Check, checks)


def _reviews(world: World, rng: random.Random, record: Household) -> list[HouseholdReview]:
    """One a year, each held before its day; of those due about now two in five are not held yet."""
    rows = []
    due = record.approved.lower + timedelta(days=365)
    last = record.approved.upper or world.today
    while True:
        held = due - timedelta(days=rng.randint(0, 40))
        late = due + timedelta(days=60) > world.today and rng.random() < 0.4
        if held > last or late:
            break
        decided = min(held + timedelta(days=rng.randint(14, 50)), last)
        row = HouseholdReview(household=record, due_on=due, held_on=held)
        if decided < world.today:
            row.panel_on, row.decided_on = decided, decided
            row.outcome = "terms_changed" if rng.random() < 0.12 else "unchanged"
        rows.append(row)
        due = held + timedelta(days=365)
    if record.approved.upper is None:
        rows.append(HouseholdReview(household=record, due_on=due))
    return rows


def _checks(
    world: World, rng: random.Random, record: Household, carer: Carer | None, kind: str, days: int
) -> list[Check]:
    """The present one and the one before. A few have run out."""
    last = record.approved.upper or world.today
    age = rng.randint(5, days + (12 if rng.random() < 0.25 else -3))
    done = max(last - timedelta(days=age), record.approved.lower - timedelta(days=20))
    rows = [
        Check(household=record, carer=carer, kind=kind, done_on=done, expires_on=done + timedelta(days=days))
    ]
    before = done - timedelta(days=days - 12)
    if before > record.approved.lower and record.approved.upper is None:
        rows.append(
            Check(
                household=record,
                carer=carer,
                kind=kind,
                done_on=before,
                expires_on=before + timedelta(days=days),
            )
        )
    return rows
