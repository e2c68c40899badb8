"""One measure on one date with two values, and numbers that were typed where a figure could be picked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import NUMBER, heading, is_typed, number, tables, written
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected import ProtectedMeasurement, State
from sufficiency.indicators.wording import in_words

_CHILDREN = re.compile(r"looked[ -]after|children in care|in our care|\btotal\b", re.IGNORECASE)
# A number of another thing: a year, an age, a paragraph, a distance, money.
_SOMETHING_ELSE = re.compile(
    r"^(19|20)\d\d$|^\d$|^1\d$|^2[0-5]$",
)
_COUNTS = (Unit.CHILDREN, Unit.YOUNG_PEOPLE)
_LEAST = 26  # under this, a number is an age or a paragraph as often as a count
_NEAR = Decimal("0.01")
_CHILDREN_LOOKED_AFTER = "cla.number"


@dataclass(frozen=True)
class _Value:
    text: str
    where: str


def two_values(subject: Subject) -> Iterator[Finding]:
    """The same measure, part, area and date in two cells that print different numbers; typed totals among them."""
    found: dict[tuple[str, str, str, date | None, str], list[_Value]] = defaultdict(list)
    for section, table in tables(subject.document):
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                if cell.key and number(cell.text) is not None:
                    form = (
                        "%"
                        if cell.text.strip().endswith("%")
                        else (table.columns[at].title == "Of" and "of") or ""
                    )
                    found[cell.key, cell.category, cell.area, cell.as_at, str(form)].append(
                        _Value(
                            cell.text.strip(), place(section, table, heading(row), table.columns[at].title)
                        )
                    )
    for values in found.values():
        first = values[0]
        for other in values[1:]:
            if other.text != first.text:
                yield Finding(
                    Severity.STOPS,
                    other.where,
                    f"It says {other.text}, and {first.where} says {first.text} for the same on the same date.",
                    "One of the two is wrong: find out which, and correct it where it comes from.",
                )
    yield from _typed_totals(subject)


def _typed_totals(subject: Subject) -> Iterator[Finding]:
    """The number looked after in typed tables, against the measured one and against each other, by column."""
    held: dict[str, _Value] = {}
    for (key, day), measured in subject.protected.measurements.items():
        if key == _CHILDREN_LOOKED_AFTER and measured.value.state is State.PRINTED and measured.value.value:
            for name in (f"{day.day} {day:%b %Y}", in_words(day), f"{day:%b-%y}", _return_year(day)):
                held[name.casefold()] = _Value(f"{measured.value.value:,}", f"the records at {in_words(day)}")
    for section, table in tables(subject.document):
        if not is_typed(table):
            continue
        for row in table.rows:
            if not _CHILDREN.search(heading(row)) or "%" in heading(row):
                continue
            for at, column in enumerate(table.columns):
                text = row.cells[at].text.strip()
                if number(text) is None or text.endswith("%"):
                    continue
                here = _Value(text, place(section, table, heading(row), column.title))
                other = held.setdefault(column.title.strip().casefold(), here)
                if number(other.text) != number(text) and _is_near(text, other.text):
                    yield Finding(
                        Severity.STOPS,
                        here.where,
                        f"It says {text}; for the same date {other.where} says {other.text}.",
                        "Pick the figure, or correct the one that is wrong, or footnote why they differ in print.",
                    )


def _return_year(day: date) -> str:
    """'2012/13', as older tables head a column of 31 March 2013."""
    return f"{day.year - 1}/{day:%y}" if (day.month, day.day) == (3, 31) else ""


def _is_near(one: str, other: str) -> bool:
    first, second = number(one), number(other)
    return (
        first is not None and second is not None and abs(first - second) <= max(abs(second) / 10, Decimal(5))
    )


def typed(subject: Subject) -> Iterator[Finding]:
    """A number in the narrative that is a measured one, or all but: it should be picked, so that it stays right."""
    measured = [
        one
        for (_, day), one in subject.protected.measurements.items()
        if day == subject.document.as_at and one.unit in _COUNTS and one.value.state is State.PRINTED
    ]
    for section, text in written(subject.document):
        for match in NUMBER.finditer(text):
            value = number(match.group())
            if (
                value is None
                or match.group().endswith("%")
                or value < _LEAST
                or _SOMETHING_ELSE.match(match.group())
            ):
                continue
            yield from _picked_rather(section, text, match.group(), value, measured)


def _picked_rather(
    section: str, text: str, said: str, value: Decimal, measured: list[ProtectedMeasurement]
) -> Iterator[Finding]:
    for one in measured:
        true = Decimal(str(one.value.value))
        if true == value:
            yield Finding(
                Severity.WARNS,
                place(section),
                f"{said} is typed. It is {one.title} at {in_words(one.as_at)}.",
                f"Pick it: [[{one.key}]]. A typed number stays as it is when the records are corrected.",
            )
            return
    for one in measured:
        true = Decimal(str(one.value.value))
        about_children = _CHILDREN.search(text) is not None
        if (
            one.key == _CHILDREN_LOOKED_AFTER
            and about_children
            and abs(true - value) <= max(true * _NEAR, Decimal(3))
        ):
            yield Finding(
                Severity.STOPS,
                place(section),
                f"{said} is typed, and {one.title} at {in_words(one.as_at)} is {true:,}.",
                f"Pick it: [[{one.key}]]. If {said} is of another date, pick that date.",
            )
            return
