"""The attack on everything that an authority has in public: invented authorities, their editions, and what is found.

Children are counted in plain Python, without a database. What was counted goes the way of every document from there:
protected, set by a template, stored as an edition, and read back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.reports.populations import People, a_month_later, a_year_later, corrected, people

if TYPE_CHECKING:
    from reports.document import Audience, Document, Table
    from reports.statement.gathering import Gathered
    from sufficiency.indicators.printed_before import Before
    from sufficiency.indicators.protected_links import Cell

# What the exhibits print that need nothing but counted figures: the tables and words of the product's templates.
TEXT = """[[words: numbers]]

[[table: numbers]]

[[chart: numbers]]

[[chart: rate]]

[[words: where they live]]

[[table: distance]]

[[chart: distance]]

[[table: placements]]

[[chart: placements]]

[[words: stability]]

[[table: stability]]

[[chart: stability]]

[[words: care leavers]]

[[table: care leavers]]

[[chart: care leavers]]

[[table: cla.by_age]]

[[table: six figures]]

At present [[cla.uasc]], of them [[cla.by_sex: female; share]] girls, [[cla.number; change since the last year-end]].

[[table: every measure]]

[[words: how counted]]
"""


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
    """One edition: what was counted when it was made, what it says, and what was printed although it is small."""

    gathered: Gathered
    document: Document
    decided: frozenset[Cell] = frozenset()


@dataclass
class Outcome:
    """What an attack came to. `caught` are the small counts that were confined too closely."""

    attacked: int = 0
    caught: list[Any] = field(default_factory=list)


def published(
    seed: int,
    change: Callable[[People, random.Random], People],
    audience: Audience,
    *,
    rounds: tuple[bool, bool] = (False, False),
    overrides: bool = False,
) -> list[Published]:
    """An edition, and the one that follows when the people are as `change` has them."""
    from reports.statement.gathering import rounded_among
    from sufficiency.indicators.printed_before import before
    from tests.reports import figures

    first = people(seed)
    after = change(first, random.Random(seed + 10_000))
    editions: list[Published] = []
    kept: list[list[dict]] = []
    for there, does_round in zip((first, after), rounds, strict=True):
        gathered = figures.gathered(there)
        days = [day.isoformat() for day in gathered.dates]
        in_print = before([one for one in edition if one["as_at"] in days] for edition in kept)
        gathered = replace(
            gathered,
            before=in_print,
            only_before=_only_before(in_print, gathered, there),
            rounded_dates=rounded_among(gathered.dates, in_print, rounds=does_round),
        )
        decided = _one_small(gathered, random.Random(seed)) if overrides else frozenset()
        composed = _composed(gathered, audience, decided)
        printed = _all_names(gathered, decided - composed.protected.refused.keys())
        editions.append(Published(gathered, composed.document, printed))
        kept.append(
            [
                {**one.as_json(), "counted": gathered.measurements[place].as_json()}
                for place, one in composed.protected.measurements.items()
            ]
        )
    return editions


def _composed(gathered: Gathered, audience: Audience, decided: frozenset[Cell]):
    from reports.document import Numbering
    from reports.frozen import document_from, document_json
    from reports.writing.composing import Written, set_down

    done = set_down(
        [Written("all", "All of it", TEXT)],
        gathered,
        title="Our homes for children",
        kind="statement",
        audience=audience,
        numbering=Numbering.NONE,
        printed_anyway=decided,
    )
    # As the edition keeps it: what every later form is made of.
    return replace(done, document=document_from(document_json(done.document)))


def _one_small(gathered: Gathered, chance: random.Random) -> frozenset[Cell]:
    """A hidden small count of the last date."""
    from reports.statement.protecting import protected_of

    hidden = [
        one.cell
        for one in protected_of(gathered).hidden
        if one.is_small and one.cell.as_at == gathered.as_at and one.cell.part == "count"
    ]
    return frozenset({chance.choice(sorted(hidden))}) if hidden else frozenset()


def _all_names(gathered: Gathered, cells: frozenset[Cell]) -> frozenset[Cell]:
    """The cells with every other name that the same counts have."""
    from sufficiency.indicators.protected_links import system_of

    found = set(cells)
    for day in {cell.as_at for cell in cells}:
        measured = [*gathered.measurements.values(), *gathered.only_before.values()]
        same = system_of([one for one in measured if one.as_at == day]).same
        found |= {other for other, named in same.items() if named in cells}
    return frozenset(found)


def _only_before(in_print: Before, gathered: Gathered, there: People) -> dict:
    """What the earlier edition printed of these dates and this one does not, as it is counted now."""
    from reports.statement.gathering import as_printed
    from tests.reports import figures

    counted = {day: figures.measurements(*there[day], day, 47000) for day in gathered.dates}
    return {
        (key, day): as_printed(counted[day][key])
        for key, day in in_print.named - gathered.measurements.keys()
    }


def attack(editions: Sequence[Published], forms: Mapping[int, Iterable[Table]] | None = None) -> Outcome:
    """Look for the small counts of every edition, by all that the editions print together.

    The attacker guesses right which counts are the same in both editions, and which were corrected. `forms` has by
    edition its tables as another form than the files has them.
    """
    from sufficiency.core.protection import PROTECTION_WIDTH, is_small
    from sufficiency.core.rounding import ROUNDED_WIDTH, is_few
    from tests.reports.attacker import Attacker, all_counts, true_counts

    outcome = Outcome()
    for day in sorted({day for edition in editions for day in edition.gathered.dates}):
        of_day = [edition for edition in editions if day in edition.gathered.dates]
        rounds = any(day in edition.gathered.rounded_dates for edition in of_day)
        is_hidden, width = (is_few, ROUNDED_WIDTH) if rounds else (is_small, PROTECTION_WIDTH)
        counts = [
            all_counts(m for m in edition.gathered.measurements.values() if m.as_at == day)
            for edition in of_day
        ]
        both = Attacker(day)
        truth: dict[tuple[str, str], int] = {}
        in_print: set[tuple[str, str]] = set()
        for number, edition in enumerate(of_day):
            name_of = _names(counts, number)
            alone = Attacker(day)
            alone.definitions()
            alone.reads(edition.document, (forms or {}).get(number))
            alone.deduces()
            both.joins(alone, name_of)
            own = true_counts(m for m in edition.gathered.measurements.values() if m.as_at == day)
            in_print |= {name_of((cell.key, cell.category)) for cell in edition.decided if cell.as_at == day}
            truth |= {name_of(name): count for name, count in own.items() if is_hidden(count)}
        wanted, caught = both.confined(truth.keys() - in_print, width)
        outcome.attacked += len(wanted)
        outcome.caught += [
            (day.isoformat(), name, truth[name], round(least, 2), round(greatest, 2))
            for name, least, greatest in caught
        ]
    return outcome


def _names(counts: Sequence[dict], number: int) -> Callable[[tuple[str, str]], tuple[str, str]]:
    """One name for a count that is the same in every edition that has it, else one an edition."""

    def name_of(name: tuple[str, str]) -> tuple[str, str]:
        known = {one[name] for one in counts if name in one}
        return name if len(known) <= 1 else (name[0], f"{name[1]} in edition {number + 1}")

    return name_of


def case_of(seed: int) -> Case:
    return CASES[seed % len(CASES)]


def attacked(seed: int, *, protected: bool = True) -> tuple[Case, Outcome]:
    """One invented authority with the case that falls to it."""
    from reports.document import Audience

    case = case_of(seed)
    audience = Audience.PUBLIC if protected else Audience.INTERNAL
    editions = published(
        seed, case.change, audience, rounds=case.rounds, overrides=case.overrides and protected
    )
    return case, attack(editions)
