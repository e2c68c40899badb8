"""What an author can pick by name and set between paragraphs: tables, charts, and paragraphs that write themselves.

Each takes the document's figures and gives blocks. Beside those listed, `[[table: KEY]]` gives any figure by date,
with its categories where it has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports import printing
from reports.document import Block, Column, Paragraph, Row, Table
from reports.statement import duty, leaving, looked_after, settled, where
from reports.statement.figures import Figures, notes_on
from reports.writing import exhibits_of_plans
from reports.writing.exhibits_of_plans import NothingKept, OfferedOfRecords
from reports.writing.markup import Exhibit
from reports.writing.records import Records
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit

# The words before the colon.
TABLE, CHART, LIST, WORDS = "table", "chart", "list", "words"


class NoExhibit(ValueError):
    """There is nothing of that name to set here; the message says what is wrong."""


@dataclass(frozen=True)
class Offered:
    """An exhibit as the picker offers it."""

    kind: str
    name: str
    title: str
    build: Callable[[Figures], tuple[Block, ...]]


def _paragraphs(section: Callable[[Figures], object]) -> Callable[[Figures], tuple[Block, ...]]:
    def build(figures: Figures) -> tuple[Block, ...]:
        blocks = section(figures).blocks  # type: ignore[attr-defined]
        return tuple(block for block in blocks if isinstance(block, Paragraph))

    return build


def _one(make: Callable[[Figures], Block]) -> Callable[[Figures], tuple[Block, ...]]:
    return lambda figures: (make(figures),)


_OFFERED = (
    Offered(TABLE, "numbers", "Children looked after: number and rate, by year", _one(looked_after.table)),
    Offered(TABLE, "distance", "Distance between home and placement, by year", _one(where.distance_table)),
    Offered(TABLE, "placements", "Children by type of placement, by year", _one(where.type_table)),
    Offered(TABLE, "stability", "Stability of placements, by year", _one(settled.table)),
    Offered(TABLE, "care leavers", "Care leavers in suitable accommodation, by year", _one(leaving.table)),
    Offered(CHART, "numbers", "The number of children looked after", _one(looked_after.chart_of_number)),
    Offered(CHART, "rate", "The rate beside neighbours and England", _one(looked_after.chart_of_rate)),
    Offered(CHART, "distance", "Children who live within 20 miles of home", _one(where.distance_chart)),
    Offered(CHART, "placements", "Children by type of placement", _one(where.type_chart)),
    Offered(CHART, "stability", "Stability of placements", _one(settled.chart)),
    Offered(WORDS, "numbers", "How many children, in words", _paragraphs(looked_after.section)),
    Offered(WORDS, "where they live", "Where children live, in words", _paragraphs(where.section)),
    Offered(WORDS, "stability", "How settled they are, in words", _paragraphs(settled.section)),
    Offered(WORDS, "care leavers", "Care leavers' homes, in words", _paragraphs(leaving.section)),
    Offered(
        WORDS,
        "the duty",
        "The sufficiency duty and what guidance asks",
        _paragraphs(lambda figures: duty.section(figures.council)),
    ),
)
_ALL: tuple[Offered | OfferedOfRecords, ...] = (*_OFFERED, *exhibits_of_plans.OFFERED)
OFFERED: Mapping[tuple[str, str], Offered | OfferedOfRecords] = {(one.kind, one.name): one for one in _ALL}


def build(exhibit: Exhibit, figures: Figures, records: Records) -> tuple[Block, ...]:
    """The blocks of what was picked. Raises `NoExhibit`."""
    offered = OFFERED.get((exhibit.kind, exhibit.name))
    if isinstance(offered, OfferedOfRecords):
        try:
            return offered.build(records)
        except NothingKept as fault:
            raise NoExhibit(str(fault)) from None
    if offered is not None:
        return offered.build(figures)
    if exhibit.kind == TABLE and exhibit.name in catalogue.KEYS:
        return (_by_date(exhibit.name, figures),)
    raise NoExhibit(
        f"There is no {exhibit.kind} called '{exhibit.name}'. Pick one from the list of tables and charts."
    )


def keys_of(exhibit: Exhibit) -> tuple[str, ...]:
    """The figures that an exhibit prints for every date of the document, beyond those that all documents read."""
    if exhibit.kind == TABLE and (TABLE, exhibit.name) not in OFFERED and exhibit.name in catalogue.KEYS:
        return (exhibit.name,)
    return ()


def _by_date(key: str, figures: Figures) -> Table:
    """Any figure at the dates of the document: its categories and their total, or its value alone."""
    indicator = catalogue.get(key)
    is_share = indicator.unit is Unit.PERCENT
    rows = [
        Row((printing.sentence(category),), figures.cells(key, category, percent=is_share))
        for category in indicator.categories
    ]
    if not rows:
        rows = [
            Row((figures.council,), figures.cells(key)),
            *figures.comparator_rows((), key, indicator.unit),
        ]
    elif not is_share:
        rows.append(Row(("Total",), figures.cells(key), is_total=True))
    return Table(
        identifier=key.replace(".", "-").replace("_", "-"),
        label="Table",
        caption=f"{indicator.title} ({indicator.unit.value})",
        heading_columns=(Column("Category" if indicator.categories else "Area", numeric=False),),
        columns=figures.columns(),
        rows=tuple(rows),
        source=f"{looked_after.RETURN}.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows),
    )
