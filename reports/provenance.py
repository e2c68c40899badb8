"""Where each figure of an edition came from: from what was frozen with it, and set beside the register of today.

What is hidden in an edition is not looked for: it is neither in what was frozen nor compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from reports import printing
from reports.document import Document, Items, Prose, Section, Subheading, Table, Words
from reports.models import Edition, EditionDefinition
from reports.statement.figures import AREAS
from reports.writing import picked
from sufficiency.indicators import catalogue, measure_series
from sufficiency.indicators.base import Unit

# By key and date, a measurement as JSON.
Measured = Mapping[tuple[str, date], Mapping[str, Any]]


class Today(Enum):
    """What the register says today of a figure as it was printed."""

    SAME = "The same"
    CORRECTED = "Corrected since"
    REDEFINED = "Not compared: the definition has changed"
    HIDDEN = "Hidden here: not compared"
    NOT_COUNTED = "Not counted from the register"


@dataclass(frozen=True)
class Origin:
    """One figure as printed. `where` is a section or table, `place` the row and column; `since` of a change.

    `source` is said of what was not counted. `version` is that of the definition.
    """

    where: str
    place: str
    text: str
    key: str = ""
    category: str = ""
    is_share: bool = False
    as_at: date | None = None
    since: date | None = None
    area: str = ""
    source: str = ""
    # The name of a figure that the council keeps.
    kept: str = ""
    version: str = ""
    # The number behind the text, of a cell of a table; and which number of the measurement it is.
    value: float | int | None = None
    part: str = ""
    today: Today = Today.NOT_COUNTED


def origins_of(edition: Edition, document: Document) -> list[Origin]:
    """Every picked figure and every cell of a table that is a figure, in the order of the document."""
    frozen = measured_of(edition)
    return [_settled(one, frozen) for section in document.sections for one in _of_section(section, document)]


def beside_today(origins: list[Origin], *, edition: Edition, today: date) -> list[Origin]:
    """The same, each with what the register says today: for those who may see exact figures."""
    frozen = measured_of(edition)
    now = _counted_now(edition, {one.key for one in origins if one.version}, frozen, today)
    return [replace(one, today=_compared(one, frozen, now)) for one in origins]


def measured_of(edition: Edition) -> Measured:
    return {(one.key, one.as_at): one.measurement for one in edition.measurements.all()}


def definitions_of(edition: Edition) -> dict[str, EditionDefinition]:
    """What each measure meant, in the words that were kept with the edition; none of one older than their keeping."""
    return {one.key: one for one in edition.definitions.all()}


def _of_section(section: Section, document: Document) -> Iterator[Origin]:
    title = f"{section.number} {section.title}".strip()
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _of_table(block)
        elif isinstance(block, Prose | Subheading):
            yield from _of_words(block.words, title, getattr(block, "number", ""), document)
        elif isinstance(block, Items):
            for words in block.items:
                yield from _of_words(words, title, "", document)


def _of_words(words: Words, where: str, number: str, document: Document) -> Iterator[Origin]:
    for run in words:
        if not run.figure:
            continue
        origin = Origin(where, f"Paragraph {number}" if number else "In the text", run.text)
        try:
            one = picked.named(run.figure)
        except picked.NotPicked:
            yield replace(origin, source=run.figure)
            continue
        if one.context:
            source = run.footnote or "Kept by the council with its source"
            yield replace(origin, kept=one.context, as_at=None, source=source)
            continue
        yield replace(
            origin,
            key=one.key,
            category=one.category,
            is_share=one.share,
            as_at=one.day(document.as_at),
            since=one.since_day(document.as_at),
            area=one.area,
        )


def _of_table(table: Table) -> Iterator[Origin]:
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            if not cell.text or not (cell.key or column.numeric):
                continue
            yield Origin(
                table.label,
                f"{', '.join(part for part in row.headings if part)}: {column.title}",
                cell.text,
                key=cell.key,
                category=cell.category,
                is_share=bool(cell.category) and cell.text.endswith("%"),
                as_at=cell.as_at,
                area=cell.area,
                source=table.source,
                value=cell.value,
            )


# How comparators are called in a pick and in a table.
_OF_OTHERS = {*picked.AREAS, *AREAS.values()}


def _settled(origin: Origin, frozen: Measured) -> Origin:
    """With the version of its definition, where what was frozen has it: a forecast or another's figure has none."""
    found = frozen.get((origin.key, origin.as_at)) if origin.as_at else None
    if found is None or origin.area in _OF_OTHERS:
        return origin
    part = _part(found, origin)
    if not part and origin.text != printing.HIDDEN:
        return origin
    return replace(
        origin,
        part=part,
        version=found["definition_version"],
        today=Today.HIDDEN if _is_hidden(found, origin, part) else Today.SAME,
    )


def _is_hidden(measured: Mapping[str, Any], origin: Origin, part: str) -> bool:
    """Whether the edition shows nothing of it: then nothing of it is looked for either."""
    own = _line(measured, origin.category) is measured
    name = part if own else f"{origin.category}: {part}"
    return origin.text == printing.HIDDEN or name in measured.get("hidden", ())


def _line(measured: Mapping[str, Any], category: str) -> Mapping[str, Any]:
    """What of the measurement has the figure: a line of its breakdown, or itself."""
    lines = measured["breakdown"] or ()
    return next((one for one in lines if one["category"] == category), measured)


def _part(measured: Mapping[str, Any], origin: Origin) -> str:
    """Which number of the frozen measurement was printed: blank where none of them was."""
    line = _line(measured, origin.category)
    if line is measured and origin.category and origin.category not in _PARTS:
        return ""
    if origin.value is None:
        return "percent" if origin.is_share and line is not measured else "value"
    wanted = ("percent", "value", "denominator") if origin.is_share else _PARTS
    return next((part for part in wanted if line.get(part) == origin.value), "")


_PARTS = ("value", "numerator", "denominator", "missing", "percent")


def _counted_now(edition: Edition, keys: set[str], frozen: Measured, today: date) -> Measured:
    wanted = {(key, day) for key, day in frozen if key in keys and key in catalogue.KEYS}
    if not wanted:
        return {}
    series = measure_series(
        sorted({key for key, _ in wanted}),
        authority=edition.authority,
        dates=sorted({day for _, day in wanted}),
        today=today,
    )
    return {(one.key, one.as_at): one.as_json() for measured in series.values() for one in measured}


def _compared(origin: Origin, frozen: Measured, now: Measured) -> Today:
    if origin.today is not Today.SAME or origin.as_at is None:
        return origin.today
    days = [origin.as_at, *([origin.since] if origin.since else [])]
    pairs = [(frozen.get((origin.key, day)), now.get((origin.key, day))) for day in days]
    if any(
        then is None or again is None or then["definition_version"] != again["definition_version"]
        for then, again in pairs
    ):
        return Today.REDEFINED
    is_same = all(
        _printed(then, origin) == _printed(again, origin) for then, again in pairs if then and again
    )
    return Today.SAME if is_same else Today.CORRECTED


def _printed(measured: Mapping[str, Any], origin: Origin) -> str:
    """The figure as a document rounds it."""
    line = _line(measured, origin.category)
    number = line.get(origin.part)
    if number is None:
        return printing.NOT_KNOWN
    if origin.part == "percent":
        return printing.figure(number, Unit.PERCENT)
    return printing.figure(number, measured["unit"] if line is measured and origin.part == "value" else "")
