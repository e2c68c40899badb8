"""Hand-made figures for documents: invented children counted in plain Python, without a database."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from placements import codes
from reports.statement.gathering import SERIES_KEYS, Gathered, as_printed
from sufficiency.core.models import PublishedFigure
from sufficiency.core.periods import year_to
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Category, Measurement, Unit
from sufficiency.indicators.published import FORMER_INDICATOR_147, Comparators
from tests.reports.flows import Flows, flows

SOUTHAMPTON = Path(__file__).resolve().parents[2] / "fixtures" / "southampton"
AGES_FOR = {"A": ("under 1", "1 to 4"), "K": ("10 to 15", "16 and over"), "P2": ("16 and over",)}


class Child(NamedTuple):
    place: str
    provider: str
    distance: str
    age: str
    sex: str
    ethnic: str
    legal: str
    need: str
    is_uasc: bool
    turns_18: bool
    moved: bool
    is_long_term: bool
    same_carer: bool
    same_placement: bool
    # Whether anybody can say how often the child moved in the year.
    moves_known: bool = True


class Leaver(NamedTuple):
    age: str
    in_touch: bool
    judged: bool
    suitable: bool
    active: bool
    home: str


def child(chance: random.Random, place: str, provider: str, distance: str) -> Child:
    """An invented child in that placement."""
    age = chance.choice(
        next((ages for start, ages in AGES_FOR.items() if place.startswith(start)), group.AGE_BANDS)
    )
    is_uasc = "not known" in distance and age == "16 and over" and chance.random() < 0.5
    is_long = chance.random() < 0.4
    same_carer = is_long and chance.random() < 0.7
    return Child(
        place, provider, distance, age,
        chance.choice(("female", "male", "male")),
        chance.choices(group.ETHNIC_GROUPS, (80, 6, 5, 5, 3, 1))[0],
        chance.choices(group.LEGAL_STATUSES, (20, 45, 15, 17, 1, 1, 1))[0],
        chance.choices(group.NEEDS, (60, 4, 5, 9, 14, 2, 1, 4, 1))[0],
        is_uasc,
        age == "16 and over" and chance.random() < 0.5,
        chance.random() < 0.1,
        is_long, same_carer, same_carer and chance.random() < 0.95,
    )  # fmt: skip


def leaver(chance: random.Random) -> Leaver:
    judged = chance.random() < 0.97
    return Leaver(
        chance.choice(group.LEAVER_AGES),
        chance.random() < 0.9,
        judged,
        judged and chance.random() < 0.85,
        chance.random() < 0.55,
        chance.choice(group.ACCOMMODATIONS),
    )


def _type(one: Child) -> str:
    name = next((name for name, codes in group.TYPE.items() if one.place in codes), group.UNCLASSIFIED)
    if name in (group.KINSHIP, group.OTHER_FOSTERING):
        where = one.distance.split(",")[0]
        return f"{name}: {where} LA" if where in (group.INSIDE, group.OUTSIDE) else group.UNCLASSIFIED
    return name


def budget_group(one: Child) -> str:
    """As budgets have it: fostering by who provides it."""
    if one.place in codes.FOSTERING:
        return {
            "PR2": group.INTER_AGENCY,
            "PR4": group.AGENCY_FOSTERING,
            "PR5": group.AGENCY_FOSTERING,
        }.get(one.provider, group.OWN_FOSTERING)
    return _grouped(group.BUDGET_GROUP, one.place, group.OTHER_PLACEMENTS)


def _grouped(grouping: group.Grouping, code: str, otherwise: str) -> str:
    return next((name for name, members in grouping.items() if code in members), otherwise)


def measurements(
    children: Sequence[Child],
    leavers: Sequence[Leaver],
    day: date,
    population: int,
    moved: Flows | None = None,
) -> dict[str, Measurement]:
    """Every measure of the catalogue for these invented people."""
    by: dict[str, Callable[[Child], str]] = {
        "cla.by_age": lambda one: one.age,
        "cla.by_sex": lambda one: one.sex,
        "cla.by_ethnic_group": lambda one: one.ethnic,
        "cla.by_legal_status": lambda one: one.legal,
        "cla.by_need": lambda one: one.need,
        "placements.by_type": _type,
        "placements.by_budget_group": budget_group,
        "placements.by_group": lambda one: _grouped(group.PLACEMENT_GROUP, one.place, group.OTHER_PLACEMENTS),
        "placements.by_provider": lambda one: next(
            (name for name, codes in group.PROVIDER.items() if one.provider in codes), group.NOT_REPORTED
        ),
        "placements.by_distance": lambda one: one.distance,
    }
    fostered = [one for one in children if one.place[0] in "UQ"]
    long_term = [one for one in children if one.is_long_term]
    shares: dict[str, tuple[int, int]] = {
        "placements.fostering_share": (len(fostered), len(children)),
        "placements.agency_share": (sum(one.provider == "PR4" for one in fostered), len(fostered)),
        "placements.within_20_miles": (sum(group.NEAR in one.distance for one in children), len(children)),
        "placements.over_20_miles": (sum(group.FAR in one.distance for one in children), len(children)),
        "placements.distance_not_known": (
            sum(group.NOT_KNOWN in one.distance for one in children),
            len(children),
        ),
        "placements.outside_authority": (
            sum(group.OUTSIDE in one.distance for one in children),
            len(children),
        ),
        "stability.three_or_more": (
            sum(one.moved and one.moves_known for one in children),
            sum(one.moves_known for one in children),
        ),
        "stability.same_carer": (sum(one.same_carer for one in long_term), len(long_term)),
        "stability.same_placement": (sum(one.same_placement for one in long_term), len(long_term)),
        "adoption.share_of_leavers": (moved.adopted, len(moved.ceased)) if moved else (2, 20),
    }
    missing = {"stability.three_or_more": sum(not one.moves_known for one in children)}
    of_leavers: dict[str, tuple[Callable[[Leaver], bool], Callable[[Leaver], bool]]] = {
        "leavers.in_touch": (lambda one: one.in_touch, lambda one: True),
        "leavers.suitable_accommodation": (lambda one: one.suitable, lambda one: one.judged),
        "leavers.in_education_employment_training": (lambda one: one.active, lambda one: True),
    }
    counts = {
        "cla.number": len(children),
        "cla.uasc": sum(one.is_uasc for one in children),
        "adoption.placed_awaiting_order": sum(one.place[0] == "A" for one in children),
        "leavers.turning_18_in_year": sum(one.turns_18 for one in children),
    }
    found: dict[str, Measurement] = {}
    for key in catalogue.KEYS:
        definition = catalogue.get(key)
        value: float | int | None = None
        numerator = denominator = breakdown = None
        if key in by:
            tally = Counter(by[key](one) for one in children)
            value = len(children)
            breakdown = tuple(
                Category(name, tally[name], 100 * tally[name] / len(children) if children else None)
                for name in definition.categories
            )
        elif key in shares:
            numerator, denominator = shares[key]
            value = 100 * numerator / denominator if denominator else None
        elif key in of_leavers:
            counted, among = of_leavers[key]
            lines = []
            for age in group.LEAVER_AGES:
                here = [one for one in leavers if one.age == age and among(one)]
                yes = sum(counted(one) for one in here)
                lines.append(Category(age, yes, 100 * yes / len(here) if here else None, len(here)))
            numerator, denominator = (
                sum(line.value for line in lines),
                sum(line.denominator or 0 for line in lines),
            )
            value = 100 * numerator / denominator if denominator else None
            breakdown = tuple(lines)
        elif key == "cla.rate_per_10000":
            numerator, denominator = len(children), population
            value = 10000 * len(children) / population
        elif key in counts:
            value = counts[key]
        elif key in ("cla.started", "cla.ceased") and moved:
            ages = Counter(moved.started if key == "cla.started" else moved.ceased)
            value = ages.total()
            breakdown = tuple(
                Category(age, ages[age], 100 * ages[age] / value if value else None)
                for age in group.AGE_BANDS
            )
        elif key in ("cla.started", "cla.ceased"):
            value = 20
            breakdown = tuple(Category(age, 4, 20.0) for age in group.AGE_BANDS)
        elif key == "leavers.by_accommodation":
            tally = Counter(one.home for one in leavers)
            value = len(leavers)
            breakdown = tuple(
                Category(name, tally[name], 100 * tally[name] / len(leavers) if leavers else None)
                for name in group.ACCOMMODATIONS
            )
        elif definition.unit is Unit.DAYS:
            numerator, denominator, value = 12000, 24, 500.0
        found[key] = Measurement(
            key=key,
            title=definition.title,
            unit=definition.unit,
            value=value,
            numerator=numerator,
            denominator=denominator,
            missing=missing.get(key, 0),
            as_at=day,
            period=year_to(day),
            definition_version=definition.version,
            reason=None if value is not None else "There is nobody to count.",
            breakdown=breakdown,
        )
    return found


def gathered(
    people: dict[date, tuple[Sequence[Child], Sequence[Leaver]]],
    *,
    name: str = "Testshire Council",
    short_name: str = "Testshire",
    comparators: dict | None = None,
    former_147: dict | None = None,
    population: int = 47000,
    moved: Mapping[date, Flows] = MappingProxyType({}),
    more: Iterable[tuple[str, date | None]] = (),
) -> Gathered:
    """What a statement of these people is built from; the last date is the as-at date. `more` are further figures, each
    on a day, or on every date where the day is None.
    """
    dates = tuple(sorted(people))
    found = {}
    countable = {}
    asked = set(more)
    for day, (children, leavers) in people.items():
        counted = measurements(children, leavers, day, population, moved.get(day))
        countable |= {(key, day): one for key, one in counted.items()}
        for key, measured in counted.items():
            if not asked.isdisjoint({(key, day), (key, None)}):
                found[key, day] = measured
            elif day == dates[-1] or key in SERIES_KEYS:
                found[key, day] = as_printed(measured)
    return Gathered(
        gss_code="E06000045",
        name=name,
        short_name=short_name,
        is_synthetic=True,
        as_at=dates[-1],
        dates=dates,
        measurements=found,
        comparators=comparators or {},
        former_147=former_147 or {},
        conflicts=(),
        published_counts=frozenset(),
        sources=(("An invented release", "2014"),),
        countable=countable,
    )


@cache
def small(seed: int) -> Gathered:
    """An invented authority of a few dozen children at three year-ends."""
    chance = random.Random(seed)
    places = (
        *(("U5", "PR1"),) * 6, *(("U5", "PR4"),) * 3, ("U2", "PR1"), ("U2", "PR1"), ("K2", "PR4"),
        ("K1", "PR4"), ("P1", "PR0"), ("A3", "PR1"), ("P2", "PR4"), ("S1", "PR4"), ("Z1", "PR1"),
        ("R2", "PR1"),
    )  # fmt: skip
    people = {}
    for year in (2022, 2023, 2024):
        size = chance.choice((7, 25, 60, 140))
        children = []
        for _ in range(size):
            place, provider = chance.choice(places)
            distance = chance.choices(group.DISTANCES, (50, 25, 1, 12, 2, 2, 1))[0]
            children.append(child(chance, place, provider, distance))
        people[date(year, 3, 31)] = (children, [leaver(chance) for _ in range(chance.choice((4, 15, 60)))])
    numbers = {day: len(children) for day, (children, _) in people.items()}
    return gathered(people, moved=flows(numbers, seed))


@cache
def southampton() -> Gathered:
    """Children placed as the council's strategy printed, with its neighbours and England; all invented."""
    chance = random.Random(45)
    people: dict[date, tuple[list[Child], list[Leaver]]] = {}
    with (SOUTHAMPTON / "year_end_mix.csv").open() as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["year_end"])
            if day.year >= 2008:
                children, _ = people.setdefault(day, ([], [leaver(chance) for _ in range(107)]))
                for _ in range(int(row["children"])):
                    children.append(
                        child(
                            chance,
                            row["place"],
                            row["provider"] if row["provider"] != "PR5" else "PR4",
                            row["distance"],
                        )
                    )
    compared = {}
    rates = _printed("table1.csv", "per 10,000 population 0-17")
    near = _printed("table3.csv", "20 miles or less - all episodes at 31 March")
    for day in people:
        compared["cla.rate_per_10000", "", Unit.RATE.value, day] = _comparators(rates, day)
        compared["placements.within_20_miles", "", Unit.PERCENT.value, day] = _comparators(near, day)
    former = {}
    for (area, day), value in _printed("table5.csv", "Table 5").items():
        if day in people and value is not None:
            former[area, day] = PublishedFigure(key=FORMER_INDICATOR_147, value=value, as_at=day)
    return gathered(
        people,
        name="Southampton City Council",
        short_name="Southampton",
        comparators=compared,
        former_147=former,
    )


_AREAS = {"Southampton": "authority", "Statistical neighbours": "neighbours", "England": "england"}


def _printed(file: str, category: str) -> dict[tuple[str, date], Decimal | None]:
    with (SOUTHAMPTON / file).open() as handle:
        return {
            (_AREAS[row["area"]], date.fromisoformat(row["as_at"])): Decimal(row["value"])
            if row["value"]
            else None
            for row in csv.DictReader(handle)
            if row["category"] == category
        }


def _comparators(printed: dict[tuple[str, date], Decimal | None], day: date) -> Comparators:
    england = printed.get(("england", day))
    return Comparators(
        this_authority=None,
        neighbours=printed.get(("neighbours", day)),
        neighbours_counted=0,
        region=None,
        england=None if england is None else PublishedFigure(value=england),
    )
