"""Northmere's young people from 16 to 24: advisers, homes, activities, contacts, plans and papers."""

from __future__ import annotations

import random
from datetime import date

from careleavers.models import YearlyContact, YoungPerson
from sufficiency.core.models import User
from sufficiency.core.periods import age_on
from sufficiency.demonstration.northmere import chances
from sufficiency.demonstration.northmere.chances import drawn
from sufficiency.demonstration.northmere.world import World
from sufficiency.demonstration.young_people import Records, Told

# Young people an adviser has; in proportion to the others: no contact for long, no plan, nobody appointed yet.
CASELOAD = 24
_SEEN_WITHIN = 75
_WITHOUT_CONTACT, _WITHOUT_A_PLAN, _WITHOUT_AN_ADVISER = 0.05, 0.06, 0.06
# Of those of 21 or more: who asks for support, who does not, and whom nobody has asked.
_ASKS = {True: 30, False: 55, None: 15}
# What the return says of those whom nobody advises: they refuse, need nothing, have died, or are at home.
_NOBODY_ADVISES = frozenset({"REFU", "NREQ", "DIED", "RHOM"})


def record_young_people(world: World) -> int:
    """As the last return told them where it did, as drawn where none has yet; the number of people."""
    rng = random.Random(f"young people:{world.plan.scale}")
    people = list(
        YoungPerson.objects.filter(authority=world.authority)
        .known_on(world.today)
        .order_by("number")
        .values_list("pk", "number", "date_of_birth")
    )
    last_told = {
        one.child_id: one
        for one in YearlyContact.objects.filter(child__authority=world.authority).order_by("as_at")
    }
    ends = {child.number: child.stays[-1].end for child in world.plan.children}
    advisers = [world.people["adviser"], *world.advisers]
    records = Records(rng, by=world.people["manager"], day=world.today, seen_within=_SEEN_WITHIN)
    advised = 0
    for key, number, born in people:
        told = last_told.get(key)
        end = ends.get(number or "", world.day + 1)
        person = _told(rng, key, born, date.fromordinal(end) if end <= world.day else None, told, world.today)
        adviser: User | None = None
        if _is_advised(person, told, world.today) and rng.random() > _WITHOUT_AN_ADVISER:
            adviser = advisers[advised % len(advisers)]
            advised += 1
        in_touch = told is None or told.in_touch == "YES"
        records.of(
            person,
            adviser,
            contact=in_touch and rng.random() > _WITHOUT_CONTACT,
            plan=adviser is not None and rng.random() > _WITHOUT_A_PLAN,
        )
    records.save()
    return len(people)


def _told(
    rng: random.Random, key: int, born: date, left: date | None, told: YearlyContact | None, today: date
) -> Told:
    """Who is in care lives where the placement says."""
    age = age_on(born, today)
    living, activity = (told.accommodation, told.activity) if told else ("", "")
    if left is None:
        living, activity = "", drawn(rng, chances.ACTIVITY) if age >= 17 else "F2"
    elif told is None:
        living = drawn(rng, chances.ACCOMMODATION_YOUNG if age <= 18 else chances.ACCOMMODATION)
        activity = drawn(rng, chances.ACTIVITY)
    return Told(key, born, living, activity, left, drawn(rng, _ASKS) if age >= 21 else None)


def _is_advised(person: Told, told: YearlyContact | None, today: date) -> bool:
    if told is not None and told.in_touch in _NOBODY_ADVISES:
        return False
    return age_on(person.born, today) < 21 or person.asks_for_support is True
