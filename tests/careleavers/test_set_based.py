"""What the database finds and puts in order is what the law says of each, over random lives."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django_tables2.utils import OrderByTuple

from careleavers import law
from careleavers.codes import Category
from careleavers.filters import _STATES, SOON, YoungPeopleFilter
from careleavers.models import (
    Accommodation,
    Contact,
    LeavingCareRecord,
    PersonalAdviser,
    PlanReview,
    YearlyContact,
    YoungPerson,
)
from careleavers.set_based import UNKNOWN, categories, in_order_of
from careleavers.situation import Situation, situations, with_facts
from placements.models import PeriodOfCare, Placement
from sufficiency.core.periods import months_before
from tests.careleavers.people import DAY, council, manager_of, young_person

pytestmark = pytest.mark.django_db
LIVES = 200
_ENDS = ("E4A", "E4B", "E8", "E43", "E46", "E6", "X1", "")
_WANTED = {
    "overdue": {law.State.OVERDUE},
    "unknown": {law.State.UNKNOWN},
    "either": {law.State.OVERDUE, law.State.UNKNOWN},
}
_ORDER = {
    "name": ("person__last_name", "person__first_name", "person__number"),
    "age": ("-person__date_of_birth",),
    "category": ("category",),
    "lives": ("living__words",),
    "contact": ("contact__on",),
    "plan": ("plan__on",),
    "adviser": ("adviser__last_name",),
}


def a_life(chance: random.Random, authority, user, another, number: int) -> None:
    """Somebody from 16 to 24, born on any day or on one of those at which ages are decided."""
    # 29 February of the years in which they would be so old, edges of ages, any day.
    on_edge = months_before(DAY, 12 * chance.choice((16, 18, 21, 25))) + timedelta(chance.randint(-2, 2))
    leap = date(chance.choice((2004, 2008)), 2, 29)
    anyday = DAY - timedelta(days=chance.randint(16 * 365, 25 * 366))
    born = chance.choice((on_edge, leap, anyday, anyday))
    marks = [0, *(round(age * 365.25) + chance.choice((-1, 0, 1, 90, 91, 92)) for age in (14, 16, 18))]
    begin = born + timedelta(days=chance.choice((*marks, chance.randint(13 * 365, 19 * 365))))
    stays = []
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        end = begin + timedelta(days=chance.choice((1, 30, 60, 90, 91, 92, 200, 700, 1500)))
        stays.append((begin, end, chance.choice(_ENDS[:-1])))
        begin = end + timedelta(days=chance.choice((0, 1, 40, 400)))
    if stays and chance.random() < 0.3:
        stays[-1] = (stays[-1][0], None)
    known = chance.random() > 0.2
    person = young_person(
        authority,
        born,
        *stays,
        start_known=known,
        first_name=chance.choice(("", "Ada", "Éva")),
        last_name=chance.choice(("", "Lovelace", "de Vere", "Zed")),
        number=chance.choice((None, f"N{number}")),
    )
    period = PeriodOfCare.objects.filter(child_id=person.pk, dates__contains=DAY).first()
    if period and chance.random() < 0.8:
        Placement.objects.create(
            child_id=person.pk,
            period=period,
            dates=period.dates,
            code=chance.choice(("U1", "K2", "P2", "P1", "Z1", "")),
            reason_started="S",
        )
    fact = {"child_id": person.pk, "entered_by": user}
    if chance.random() < 0.4:
        said = chance.choice(["", *Category.values])
        LeavingCareRecord.objects.create(
            child_id=person.pk,
            asks_for_support=chance.choice((None, True, False)),
            **(
                {
                    "category": said,
                    "category_source": "letter",
                    "category_said_on": DAY + timedelta(days=chance.choice((-9, 0, 1))),
                    "category_said_by": user,
                }
                if said
                else {}
            ),
        )
    for back in chance.sample((1, 58, 60, 61, 62, 63, 90, -3), chance.choice((0, 1, 2))):
        Contact.objects.create(
            **fact,
            by=user,
            on=DAY - timedelta(days=back),
            kind="visit",
            outcome=chance.choice(("seen", "none")),
        )
    for back in chance.sample((1, 100, 180, 182, 184, 300, -5), chance.choice((0, 1, 2))):
        on = DAY - timedelta(days=back)
        ahead = on + timedelta(days=chance.choice((30, 100, 250)))
        PlanReview.objects.create(**fact, on=on, step="reviewed", next_on=chance.choice((None, ahead)))
    if chance.random() < 0.5:
        kind = chance.choice("BUGXR")
        suits = {"X": False, "G": None, "R": None}.get(kind, chance.choice((True, False, None)))
        Accommodation.objects.create(
            **fact,
            dates=DateRange(
                DAY - timedelta(days=chance.choice((3, 6, 7, 8, 60))), chance.choice((None, DAY))
            ),
            kind=kind,
            is_suitable=suits,
            why="" if suits is not False else "damp",
            provided_by_council=chance.choice((True, True, False, None)),
        )
    for year in chance.sample((2023, 2024, 2025, 2026), chance.choice((0, 1, 2))):
        YearlyContact.objects.create(
            child_id=person.pk,
            as_at=date(year, 3, 31),
            in_touch=chance.choice(("YES", "RHOM", "")),
            accommodation=chance.choice(("B1", "U2", "G1", "X2", "R", "B", "Q1", "")),
        )
    if chance.random() < 0.4:
        PersonalAdviser.objects.create(
            **fact, adviser=chance.choice((user, another)), dates=DateRange(DAY, None)
        )


@pytest.fixture
def lives():
    """A council of random lives, and one of its advisers."""
    authority = council()
    user = manager_of(authority)
    another = manager_of(authority)
    chance = random.Random(20250630)
    for number in range(LIVES):
        a_life(chance, authority, user, another, number)
    return authority, user


def everyone(authority, recorded_from) -> list[Situation]:
    people = YoungPerson.objects.filter(authority=authority).known_on(DAY)
    found = situations(with_facts(people, day=DAY), day=DAY, recorded_from=recorded_from)
    assert len(found) > LIVES / 2
    return found


def fits(one: Situation, name: str, value: str, reader) -> bool:
    match name:
        case "contact":
            return one.contact.state in _WANTED[value]
        case "plan":
            return one.plan.state in _WANTED[value]
        case "turning":
            return one.day < one.turns(int(value)) <= one.day + SOON
        case "home" if value == "unsuitable":
            return one.living.is_suitable is False
        case "home":
            return one.living.is_judged and one.living.is_suitable is None
        case _:
            return one.adviser == (reader if value == "mine" else None)


def test_the_list_is_narrowed_and_ordered_as_the_law_says_of_each(lives):
    for recorded_from in (None, date(2010, 4, 1), date(2020, 6, 1)):
        compare(*lives, recorded_from)


def compare(authority, user, recorded_from: date | None) -> None:
    told = everyone(authority, recorded_from)
    by_dates = dict(categories(day=DAY, recorded_from=recorded_from).values_list("child_id", "category"))
    for one in told:
        said = one.derived.category.value if one.derived.category else ("" if one.derived.known else UNKNOWN)
        assert by_dates.get(one.person.pk, UNKNOWN) == said, one.care
    # The lives are not all alike: each category is among them, and what cannot be told.
    assert {one.category for one in told} == {*Category, None}
    assert {one.derived.known for one in told} == {True, False}

    people = YoungPerson.objects.filter(authority=authority).known_on(DAY)
    states = [value for value, _ in _STATES if value]
    choices = [
        *(("contact", value) for value in states),
        *(("plan", value) for value in states),
        *(("turning", value) for value in ("18", "21", "25")),
        *(("home", value) for value in ("unsuitable", "unknown")),
        *(("adviser", value) for value in ("mine", "none")),
    ]
    for name, value in choices:
        chosen = YoungPeopleFilter({name: value}, reader=user).chosen(
            people, day=DAY, recorded_from=recorded_from
        )
        expected = {one.person.pk for one in told if fits(one, name, value, user)}
        assert set(chosen.values_list("pk", flat=True)) == expected, (name, value)
        assert chosen.count() == len(expected)
        assert 0 < len(expected) < len(told) or name == "turning"

    for column, accessors in _ORDER.items():
        for descending in (False, True):
            key = OrderByTuple(accessors)
            key = (key.opposite if descending else key).key
            expected = [one.person.pk for one in sorted(told, key=key)]
            found = in_order_of(column, people, day=DAY, recorded_from=recorded_from, descending=descending)
            assert list(found.values_list("pk", flat=True)) == expected, (column, descending)
