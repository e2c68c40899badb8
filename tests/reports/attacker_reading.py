"""What the attacker takes from everything that stands beside the tables of counts: sentences, standings, forecasts.

A threshold is an inequality: who reads that a target of 20% is met knows of at least so many. Known are the words as
they are printed and what they mean, and nothing of how they came to be printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.document import Document, Items, Paragraph, Prose, Run, Table
from reports.writing import picked
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Direction, Unit
from sufficiency.indicators.wording import in_words
from tests.reports.attacker import EVERYONE, Attacker, Name

_N = r"(\d[\d,]*)"
_P = r"(\d[\d.]*%)"
_KEY_OF = {catalogue.get(key).title: key for key in catalogue.KEYS}
_KINDS = {
    "Placed with parents": ("placements.by_type", "Placed with own parents"),
    "Placed for adoption": ("placements.by_type", group.FOR_ADOPTION),
    "Fostering through agencies": ("placements.agency_share", ""),
}
_FOSTERED = (
    "Fostering with relatives or friends",
    "Fostering with our own carers",
    "Fostering through agencies",
)
# A forecast of so few days is as good as a count.
_SOON = 31


@dataclass(frozen=True)
class Guesses:
    """What a clever reader guesses right: from which day targets set out, and which printed value was counted."""

    baselines_of: date | None = None
    counted: Mapping[tuple[str, str, date], int] = field(default_factory=dict)
    rounded: frozenset[date] = frozenset()

    def is_rounded(self, day: date) -> bool:
        """Whether counts of the day are printed rounded: one document says it, and a day is printed one way alone."""
        return day in self.rounded


def reads_all(attacker: Attacker, document: Document, guesses: Guesses) -> None:
    """Everything that the document says of the attacker's day outside its tables of counts."""
    attacker.rounds = guesses.is_rounded(attacker.day)
    for text in _texts(document):
        _sentences(attacker, text, document)
        _conflict(attacker, text, guesses)
    for run in _runs(document):
        _pick(attacker, run, document)
    for table in document.tables():
        captioned = table.caption.split(" at ")[0]
        if captioned == "Corporate parenting scorecard":
            _scorecard(attacker, table, document)
        elif captioned.startswith("Targets in force"):
            _targets(attacker, table, document, guesses)
        elif captioned == "Children expected to be looked after, by placement":
            _forecast(attacker, table)
        elif captioned.startswith("Children looked after: what was forecast"):
            _issued(attacker, table)


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from (block.text, *block.points)
            elif isinstance(block, Prose):
                yield "".join(run.text for run in block.words)


def _runs(document: Document) -> Iterator[Run]:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Prose):
                yield from block.words
            elif isinstance(block, Items):
                yield from (run for words in block.items for run in words)


def _pick(attacker: Attacker, run: Run, document: Document) -> None:
    """A figure in a sentence that somebody wrote: the words around it say what it is."""
    if not run.figure or not run.text[:1].isdigit():
        return
    one = picked.read(run.figure)
    if not one.key or one.area or one.since is not None or one.day(document.as_at) != attacker.day:
        return
    unit = catalogue.get(one.key).unit
    if unit in (Unit.RATE, Unit.DAYS):
        return
    name = EVERYONE if (one.key, one.category) == ("placements.by_type", "") else (one.key, one.category)
    attacker.learns(name, run.text)


def _sentences(attacker: Attacker, text: str, document: Document) -> None:
    when = re.escape(in_words(attacker.day))
    found: list[tuple[str, tuple[Name, ...]]] = [
        (rf"^At {when} .* looked after {_N} child", (EVERYONE,)),
        (rf"(?:more|fewer|as many) (?:than |as )?at {when} \({_N}\)", (EVERYONE,)),
        (rf"lay between {_N} \({when}\)", (EVERYONE,)),
        (rf" and {_N} \({when}\)\. A number", (EVERYONE,)),
        (rf"^At {when} {_N} were boys", (("cla.by_sex", "male"),)),
        (rf"^At {when} .*?{_N} were girls", (("cla.by_sex", "female"),)),
        (
            rf"^At {when} {_P} of children looked after lived 20 miles or less",
            (("placements.within_20_miles", ""),),
        ),
        (rf"^At {when} .* and {_P} farther away", (("placements.over_20_miles", ""),)),
        (rf"^At {when} .* for {_P} the distance", (("placements.distance_not_known", ""),)),
        (rf"^At {when} {_P} of children .* in foster placements", (("placements.fostering_share", ""),)),
        (rf"^At {when} .* and {_P} of those in fostering", (("placements.agency_share", ""),)),
        (rf"^At {when} .* {_P} lived outside", (("placements.outside_authority", ""),)),
        (
            rf"^At {when} .* {_N} child(?:ren)? w(?:as|ere) placed for",
            (("adoption.placed_awaiting_order", ""),),
        ),
        (
            rf"^At {when} {_P} of the {_N} children looked after had had three",
            (("stability.three_or_more", ""), ("stability.three_or_more", " of")),
        ),
        (
            rf"^At {when} {_P} of the {_N} children under 16 .* the same carer",
            (("stability.same_carer", ""), ("long term", "")),
        ),
        (
            rf"^At {when} {_P} of the {_N} children under 16 .* same placement",
            (("stability.same_placement", ""), ("long term", "")),
        ),
        *(
            (
                rf"{when} belongs to, {_P} of the {_N} care leavers aged {age} ",
                (
                    ("leavers.suitable_accommodation", age),
                    ("leavers.suitable_accommodation", f"{age} of"),
                ),
            )
            for age in group.LEAVER_AGES
        ),
        *(
            (rf"^{re.escape(title)}, {when}: {_N} records? could not", ((key, "missing"),))
            for title, key in _KEY_OF.items()
        ),
    ]
    if attacker.day == document.as_at:
        found.append((rf"^Of them, {_N} w(?:as|ere) unaccompanied", (("cla.uasc", ""),)))
        if text == "None of them was an unaccompanied asylum-seeking child.":
            attacker.learns(("cla.uasc", ""), "0")
    for pattern, names in found:
        if said := re.search(pattern, text):
            for name, number in zip(names, said.groups(), strict=True):
                attacker.learns(name, number)
    homes = re.search(
        rf"^At {when} .* approved for {_N} places\. A child could have moved into {_N} of", text
    )
    if homes:
        approved, free = (_number(one) for one in homes.groups())
        # Each rounded by itself: four more at the most. Every child of the council's own carers has one of the rest.
        taken = approved - free + (4 if attacker.rounds else 0)
        attacker.at_most.append(({("placements.by_budget_group", group.OWN_FOSTERING): 1.0}, float(taken)))


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _conflict(attacker: Attacker, text: str, guesses: Guesses) -> None:
    """Two values in print of one count: the reader guesses right which of them was counted."""
    for (key, category, day), counted in guesses.counted.items():
        named = f"{catalogue.get(key).title}{f', {category}' if category else ''}, "
        if day == attacker.day and text.startswith(named) and f", {in_words(day)}: " in text:
            values = {_number(one) for one in re.findall(rf"{_N} \(", text)}
            if counted in values:
                attacker.equal.append(({(key, category): 1.0}, float(counted)))


def _scorecard(attacker: Attacker, table: Table, document: Document) -> None:
    titles = [column.title for column in table.columns]
    for row in table.rows:
        cells = dict(zip(titles, row.cells, strict=True))
        one = cells["Now"]
        if one.as_at == attacker.day and one.key:
            _standing(attacker, (one.key, one.category), cells["Target"].text, cells["Standing"].text)


def _targets(attacker: Attacker, table: Table, document: Document, guesses: Guesses) -> None:
    titles = [column.title for column in table.columns]
    for row in table.rows:
        cells = {title: cell.text for title, cell in zip(titles, row.cells, strict=True)}
        name = (_KEY_OF[row.headings[0]], "")
        if document.as_at == attacker.day:
            _standing(attacker, name, cells["Target"], cells["How it stands"])
        baseline = cells["From"]
        counted = catalogue.get(name[0]).unit not in (Unit.RATE, Unit.DAYS)
        if guesses.baselines_of == attacker.day and baseline[:1].isdigit() and counted:
            now, attacker.rounds, printed = attacker.rounds, False, dict(attacker.printed)
            attacker.learns(name, baseline)
            attacker.rounds, attacker.printed = now, printed


def _standing(attacker: Attacker, name: Name, target: str, word: str) -> None:
    """On which side of its target a figure is."""
    better = catalogue.get(name[0]).better
    unit = catalogue.get(name[0]).unit
    is_met = {"Met": True, "Not met": False, "Missed": False, "At risk": False, "On the way": False}.get(word)
    if is_met is None or better is Direction.NEITHER or unit in (Unit.RATE, Unit.DAYS):
        return
    above = is_met == (better is Direction.HIGHER)
    number = float(target.rstrip("%").replace(",", ""))
    sign = -1.0 if above else 1.0
    # The target is printed to a whole number, and the figure may have been rounded.
    slack = 2.5 if attacker.rounds else 0.5
    if unit is Unit.PERCENT:
        edge = number - sign * -0.5 if target.endswith("%") and "." not in target else number
        of = attacker.of(name)
        attacker.at_most.append(({name: sign * 100.0, of: -sign * edge}, 500.0 if attacker.rounds else 0.0))
    else:
        attacker.at_most.append(({name: sign}, sign * number + slack))


def _forecast(attacker: Attacker, table: Table) -> None:
    """What is expected within a month is taken for what is there now."""
    made = re.search(r"records up to (.*?)\.", table.source)
    if made is None or made[1] != in_words(attacker.day):
        return
    for place, column in enumerate(table.columns):
        if not _is_soon(attacker.day, column.title):
            continue
        kinds: dict[str, Name] = {
            row.headings[0]: ("kind", row.headings[0]) for row in table.rows if not row.is_total
        }
        attacker.sum_is(EVERYONE, kinds.values())
        if kinds.keys() >= set(_FOSTERED):
            attacker.sum_is(("placements.fostering_share", ""), [kinds[kind] for kind in _FOSTERED])
        for kind, name in _KINDS.items():
            if kind in kinds:
                attacker.sum_is(name, [kinds[kind]])
        for row in table.rows:
            low, high = _range(row.cells[place].text)
            name = EVERYONE if row.is_total else kinds[row.headings[0]]
            attacker.at_most += [({name: 1.0}, high), ({name: -1.0}, -low)]


def _is_soon(day: date, title: str) -> bool:
    months = {f"{date(2000, month, 1):%b}": month for month in range(1, 13)}
    number, month, year = title.split()
    return 0 <= (date(int(year), months[month], int(number)) - day).days <= _SOON


def _range(text: str) -> tuple[float, float]:
    """Between which numbers 'under 20', 'up to 30', '20 to 40' or '20' lies."""
    numbers = [float(one.replace(",", "")) for one in re.findall(_N, text)]
    if not numbers:
        return 0.0, 100_000.0
    if text.startswith(("under", "up to")):
        return 0.0, numbers[0]
    return numbers[0], numbers[-1]


def _issued(attacker: Attacker, table: Table) -> None:
    """How far the number was above or below a range that is printed."""
    days = {column.title: place for place, column in enumerate(table.columns)}
    title = f"{attacker.day.day} {attacker.day:%b %Y}"
    if title not in days:
        return
    for row in table.rows:
        ends = [float(one.replace(",", "")) for one in re.findall(_N, row.cells[days[title]].text)]
        for note in table.notes:
            said = re.search(
                rf"^{re.escape(row.headings[0])}: .*at {in_words(attacker.day)} {_N} (above|below) its range",
                note,
            )
            if said and len(ends) >= 2:
                low, high = (ends[-2], ends[-1])
                by = float(said[1].replace(",", ""))
                attacker.learns(EVERYONE, f"{high + by if said[2] == 'above' else low - by:g}")
