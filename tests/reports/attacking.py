"""The attack on everything that an authority has in public: invented authorities, their editions, and what is found.

Children are counted in plain Python, without a database. What was counted goes the way of every document from there:
protected, set by a template, stored as an edition, and read back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from reports.document import Audience, Document, Table
from reports.editions import table_json
from reports.statement import build
from reports.statement.gathering import (
    Gathered,
    as_printed_before,
    printed_elsewhere,
    published_counts,
    rounded_among,
    told_without_return,
)
from reports.statement.protecting import protected_of
from reports.writing.composing import set_down
from reports.writing.records import records_of
from sufficiency.core.models import Authority, User
from sufficiency.core.protection import PROTECTION_WIDTH, is_small
from sufficiency.core.rounding import ROUNDED_WIDTH, is_few
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.printed_before import before
from sufficiency.indicators.protected_links import Cell, system_of
from sufficiency.indicators.published import disagreements
from tests.factories import AuthorityFactory, UserFactory
from tests.reports import figures
from tests.reports.attack_papers import BY_ITSELF, EVERYTHING, papers
from tests.reports.attack_records import keep
from tests.reports.attacker import A_YEAR_BEFORE, Attacker, all_counts, true_counts
from tests.reports.attacker_reading import Guesses, reads_all
from tests.reports.flows import Flows, flows
from tests.reports.populations import People, a_month_later, a_year_later, corrected, people
from tests.reports.surfaces import as_stored

# An edition's measurements and its tables, as they are kept.
Kept = tuple[list[dict], list[dict]]


@dataclass(frozen=True)
class Case:
    """How a second edition follows the first."""

    name: str
    change: Callable[[People, random.Random], People]
    # Whether the council rounds: when the first edition was made, and when the second was.
    rounds: tuple[bool, bool] = (False, False)
    # Whether two people decided to print one small count all the same.
    overrides: bool = False


CASES = (
    Case("a month later", a_month_later),
    Case("a year later", a_year_later),
    Case("a correction", corrected),
    Case("a correction, one count printed all the same", corrected, overrides=True),
    Case("rounded, a month later", a_month_later, (True, True)),
    Case("rounded, a correction", corrected, (True, True)),
    Case("rounded, one count printed all the same", a_month_later, (True, True), overrides=True),
    Case("from exact to rounded, a month later", a_month_later, (False, True)),
    Case("from rounded to exact, a correction", corrected, (True, False)),
    Case("from exact to rounded, a correction", corrected, (False, True)),
)


@dataclass(frozen=True)
class Published:
    """One edition: what was counted when it was made, what it says, and what was printed although it is small.

    `counted` is everything that could be counted of each day then, printed or not; `stage` is 0 of the documents that
    were published first, and 1 of those that came after.
    """

    gathered: Gathered
    document: Document
    counted: Mapping[date, Mapping[str, Measurement]]
    stage: int = 0
    decided: frozenset[Cell] = frozenset()
    guesses: Guesses = field(default_factory=Guesses)


@dataclass
class Outcome:
    """What an attack came to: how many small counts there were, and those that were confined too closely.

    They are all that can be counted of the days, whether a document prints or hides them or none does. `withheld` is
    how many documents were not published, because the checks stop what would tell one.
    """

    attacked: int = 0
    withheld: int = 0
    caught: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """The people of an authority at one time, what is counted of them, and what is published then."""

    number: int
    people: People
    moved: Mapping[date, Flows]
    papers: tuple[str, ...]
    rounds: bool

    @cached_property
    def counted(self) -> dict[date, dict[str, Measurement]]:
        return {
            day: figures.measurements(*there, day, 47000, self.moved.get(day))
            for day, there in self.people.items()
        }


def papers_of(seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is published first, and what later: every template in its turn, and everything in one document."""
    names = [*papers(), BY_ITSELF]
    at = 3 * seed
    first = (names[at % len(names)], names[(at + 1) % len(names)])
    second = (names[(at + 2) % len(names)], EVERYTHING)
    return (first, second) if seed % 2 else (second[::-1], first)


def published(
    seed: int,
    change: Callable[[People, random.Random], People],
    audience: Audience,
    *,
    rounds: tuple[bool, bool] = (False, False),
    overrides: bool = False,
    wanted: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
) -> list[Published]:
    """Documents of one date, and those that follow when the people are as `change` has them.

    Its records are made in the database, which is left with them: ask within a transaction that is rolled back.
    """
    first = people(seed)
    after = change(first, random.Random(seed + 10_000))
    stages = [
        Stage(
            number,
            there,
            flows({day: len(children) for day, (children, _) in {**first, **there}.items()}, seed),
            names,
            does_round,
        )
        for number, (there, does_round, names) in enumerate(
            zip((first, after), rounds, wanted or papers_of(seed), strict=True)
        )
    ]
    authority, by = AuthorityFactory(), UserFactory()
    editions: list[Published] = []
    kept: list[Kept] = []
    for stage in stages:
        guesses = _records(stage, stages, authority, by, seed)
        for name in stage.papers:
            gathered = _gathered(name, stage, kept, authority)
            asks = overrides and name != BY_ITSELF
            decided = _one_small(gathered, random.Random(seed)) if asks else frozenset()
            composed = _composed(name, gathered, audience, decided, authority)
            if composed.protected.lost:
                continue  # The checks stop it: beside what is in print it would tell a small count.
            refused = composed.protected.refused.keys()
            printed = _all_names(gathered, decided - refused)
            editions.append(
                Published(
                    gathered, as_stored(composed.document), stage.counted, stage.number, printed, guesses
                )
            )
            counted = {place: one.as_json() for place, one in gathered.countable.items()}
            measured = [
                {**one.as_json(), "counted": counted.pop(place)}
                for place, one in composed.protected.measurements.items()
            ]
            measured += [{"counted": one} for one in counted.values()]
            kept.append((measured, [table_json(table) for table in composed.document.tables()]))
    return editions


def _records(stage: Stage, stages: Sequence[Stage], authority: Authority, by: User, seed: int) -> Guesses:
    """What is kept of the stage's last day, and what a clever reader guesses of it."""
    *_, before, day = sorted(stage.people)
    later = sorted(stages[-1].people)[-1]
    keep(
        authority,
        by,
        day=day,
        before=before,
        children=stage.people[day][0],
        now=stage.counted[day],
        then=stage.counted[before],
        later=(later, stages[-1].people[later][0]) if later > day else None,
        chance=random.Random(seed + 20_000),
    )
    counted = {
        (key, line.category, day): line.value
        for key in ("placements.by_budget_group",)
        for line in stage.counted[day][key].breakdown or ()
    }
    return Guesses(before, {**counted, ("cla.number", "", day): len(stage.people[day][0])})


def _gathered(name: str, stage: Stage, kept: list[Kept], authority: Authority) -> Gathered:
    as_at = max(stage.people)
    asked = frozenset() if name == BY_ITSELF else papers()[name].asks(as_at)
    gathered = figures.gathered(stage.people, moved=stage.moved, more=asked)
    days = {day for _, day in gathered.measurements}
    in_print = before(_told(edition, tables, days) for edition, tables in kept)
    return replace(
        gathered,
        before=in_print,
        only_before={
            (key, day): as_printed_before(stage.counted[day][key], in_print)
            for key, day in printed_elsewhere(in_print, gathered.measurements)
            if day in stage.counted
        },
        rounded_dates=rounded_among(days, in_print, rounds=stage.rounds),
        conflicts=tuple(
            one for one in disagreements(authority) if (one.key, one.as_at) in gathered.measurements
        ),
        published_counts=published_counts(authority, days),
    )


def _told(edition: list[dict], tables: list[dict], days: set[date]) -> list[dict]:
    """What an edition prints of the days, as it is kept."""
    measured = {(one["key"], one["as_at"]) for one in edition if "key" in one}
    names = {day.isoformat() for day in days}
    return [
        *(one for one in edition if one.get("counted", one)["as_at"] in names),
        *told_without_return(tables, days, measured),
    ]


def _composed(
    name: str, gathered: Gathered, audience: Audience, decided: frozenset[Cell], authority: Authority
):
    if name == BY_ITSELF:
        return build(gathered, audience)
    paper = papers()[name]
    today = gathered.as_at + timedelta(days=2)
    return set_down(
        paper.sections,
        gathered,
        title="Our homes for children",
        kind=paper.kind,
        audience=audience,
        numbering=paper.numbering,
        records=lambda figures: records_of(authority, as_at=gathered.as_at, today=today, figures=figures),
        printed_anyway=decided,
    )


def _one_small(gathered: Gathered, chance: random.Random) -> frozenset[Cell]:
    """A hidden small count of the last date."""
    hidden = [
        one.cell
        for one in protected_of(gathered).hidden
        if one.is_small and one.cell.as_at == gathered.as_at and one.cell.part == "count"
    ]
    return frozenset({chance.choice(sorted(hidden))}) if hidden else frozenset()


def _all_names(gathered: Gathered, cells: frozenset[Cell]) -> frozenset[Cell]:
    """The cells with every other name that the same counts have."""
    found = set(cells)
    for day in {cell.as_at for cell in cells}:
        same = system_of([one for one in gathered.countable.values() if one.as_at == day]).same
        named = {same.get(cell, cell) for cell in cells}
        found |= named | {other for other, name in same.items() if name in named}
    return frozenset(found)


def attack(editions: Sequence[Published], forms: Mapping[int, Iterable[Table]] | None = None) -> Outcome:
    """Look for the small counts of every edition, by all that the editions print together.

    The attacker guesses right which counts are the same at both times, and which were corrected. `forms` has by
    edition its tables as another form than the files has them.
    """
    outcome = Outcome()
    for day in sorted({day for edition in editions for day in edition.counted}):
        stages = {edition.stage: edition.counted[day] for edition in editions if day in edition.counted}
        rounds = any(day in edition.gathered.rounded_dates for edition in editions)
        is_hidden, width = (is_few, ROUNDED_WIDTH) if rounds else (is_small, PROTECTION_WIDTH)
        counts = {stage: all_counts(counted.values()) for stage, counted in stages.items()}
        both = Attacker(day)
        truth: dict[tuple[str, str], int] = {}
        in_print: set[tuple[str, str]] = set()
        for stage, counted in stages.items():
            name_of = _names(list(counts.values()), counts[stage], stage)
            alone = Attacker(day)
            alone.definitions()
            for number, edition in enumerate(editions):
                # What was told of a day before it could be counted is set beside what is counted then.
                if edition.stage == stage or (day not in edition.counted and stage == max(stages)):
                    alone.reads(edition.document, (forms or {}).get(number))
                    reads_all(
                        alone,
                        edition.document,
                        replace(edition.guesses, rounded=frozenset({day} if rounds else ())),
                    )
                    in_print |= {
                        name_of((cell.key, cell.category)) for cell in edition.decided if cell.as_at == day
                    }
            alone.deduces()
            both.joins(alone, name_of)
            own = true_counts(counted.values())
            truth |= {name_of(name): count for name, count in own.items() if is_hidden(count)}
        wanted, caught = both.confined(truth.keys() - in_print, width)
        outcome.attacked += len(wanted)
        outcome.caught += [
            (day.isoformat(), name, truth[name], round(least, 2), round(greatest, 2))
            for name, least, greatest in caught
        ]
    return outcome


def _names(counts: Sequence[dict], own: dict, stage: int) -> Callable[[tuple[str, str]], tuple[str, str]]:
    """One name for a count that is the same at both times, else one for each."""

    def name_of(name: tuple[str, str]) -> tuple[str, str]:
        known = {one[name] for one in counts if name in one}
        if len(known) <= 1 and (name in own or name == A_YEAR_BEFORE):
            return name
        return name[0], f"{name[1]} at time {stage + 1}"

    return name_of


def case_of(seed: int) -> Case:
    return CASES[seed % len(CASES)]


def attacked(seed: int, *, protected: bool = True) -> tuple[Case, Outcome]:
    """One invented authority with the case that falls to it."""
    case = case_of(seed)
    audience = Audience.PUBLIC if protected else Audience.INTERNAL
    editions = published(
        seed, case.change, audience, rounds=case.rounds, overrides=case.overrides and protected
    )
    outcome = attack(editions)
    outcome.withheld = sum(map(len, papers_of(seed))) - len(editions)
    return case, outcome
