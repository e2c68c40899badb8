"""What an author can pick by name and set between paragraphs: tables, charts, and paragraphs that write themselves.

Each takes the document's figures and gives blocks. Beside those listed, `[[table: KEY]]` gives any figure by date,
with its categories where it has them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from reports import printing
from reports.document import Audience, Block, Column, Paragraph, Row, Table
from reports.statement import annexes, counting, duty, leaving, looked_after, settled, where
from reports.statement.figures import Figures, notes_on
from reports.writing import exhibits_of_forecasts as forecasts
from reports.writing import exhibits_of_plans
from reports.writing import exhibits_of_provision as provision
from reports.writing import exhibits_of_scorecard as scorecard
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
    # Figures by the days on which it prints them, beyond those that all documents read.
    asks: Callable[[date], frozenset[tuple[str, date | None]]] = lambda as_at: frozenset()
    # Whether it prints anything that is counted from the records.
    is_counted: bool = True


def _tables(section: Callable[[Figures], object]) -> Callable[[Figures], tuple[Block, ...]]:
    def build(figures: Figures) -> tuple[Block, ...]:
        blocks = section(figures).blocks  # type: ignore[attr-defined]
        return tuple(block for block in blocks if isinstance(block, Table))

    return build


def _how_counted(figures: Figures) -> tuple[Block, ...]:
    return counting.paragraphs(figures, Audience.INTERNAL if figures.is_exact else Audience.PUBLIC)


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
    Offered(CHART, "ages", "Children looked after, by age", _one(looked_after.chart_of_ages)),
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
        is_counted=False,
    ),
    Offered(TABLE, "forecasts issued", "Forecasts as issued, beside what came", _one(forecasts.issued_table)),
    Offered(
        TABLE,
        "projections",
        "Children by budget group: counted, and as projected",
        _one(forecasts.projections_table),
        asks=forecasts.asked_by_projections,
    ),
    Offered(TABLE, "forecast", "Children expected, by placement", forecasts.forecast_table),
    Offered(WORDS, "forecast", "How many children are expected, in words", forecasts.forecast_words),
    Offered(
        TABLE, "recruitment", "Recruitment of foster carers", provision.recruitment_table, is_counted=False
    ),
    Offered(WORDS, "own homes", "Places with the council's own carers, in words", provision.capacity_words),
    Offered(WORDS, "unit costs", "What a week costs, in words", provision.cost_words, is_counted=False),
    Offered(
        TABLE,
        "scorecard",
        "Every figure with target, standing and comparators",
        _one(scorecard.scorecard_table),
        asks=scorecard.asked_by_scorecard,
    ),
    Offered(
        TABLE,
        "six figures",
        "Six figures for every member",
        _one(scorecard.six_table),
        asks=scorecard.asked_by_six,
    ),
    Offered(
        TABLE,
        "targets",
        "Targets, and how they stand",
        scorecard.targets_table,
        asks=scorecard.asked_by_scorecard,
    ),
    Offered(CHART, "care leavers", "Care leavers in suitable accommodation", _one(leaving.chart_or_why_not)),
    Offered(WORDS, "how counted", "How the figures were counted", _how_counted),
    Offered(TABLE, "every measure", "Every measure on the day", _tables(annexes.every_measure)),
    Offered(TABLE, "definitions", "What each printed measure means", _tables(annexes.definitions)),
)
_ALL: tuple[Offered | OfferedOfRecords, ...] = (*_OFFERED, *exhibits_of_plans.OFFERED)
OFFERED: Mapping[tuple[str, str], Offered | OfferedOfRecords] = {(one.kind, one.name): one for one in _ALL}


def build(exhibit: Exhibit, figures: Figures, records: Records) -> tuple[Block, ...]:
    """The blocks of what was picked. Raises `NoExhibit`."""
    exists(exhibit)
    offered = OFFERED.get((exhibit.kind, exhibit.name))
    if isinstance(offered, OfferedOfRecords):
        try:
            return offered.build(records)
        except NothingKept as fault:
            raise NoExhibit(str(fault)) from None
    if offered is not None:
        return offered.build(figures)
    return (_by_date(exhibit.name, figures),)


def exists(exhibit: Exhibit) -> None:
    """Raises `NoExhibit` where nothing of that name is offered, whatever the records are."""
    if (exhibit.kind, exhibit.name) not in OFFERED and not (
        exhibit.kind == TABLE and exhibit.name in catalogue.KEYS
    ):
        raise NoExhibit(
            f"There is no {exhibit.kind} called '{exhibit.name}'. Pick one from the list of tables and charts."
        )


def is_counted(exhibit: Exhibit) -> bool:
    """Whether it prints anything that is counted from the records; what is not offered prints nothing."""
    offered = OFFERED.get((exhibit.kind, exhibit.name))
    if isinstance(offered, OfferedOfRecords):
        return False
    return offered.is_counted if offered else exhibit.kind == TABLE and exhibit.name in catalogue.KEYS


def asked_by(exhibit: Exhibit, as_at: date) -> frozenset[tuple[str, date | None]]:
    """The figures that it prints beyond those that all documents read, each on a day, or on every date (None)."""
    offered = OFFERED.get((exhibit.kind, exhibit.name))
    if isinstance(offered, Offered):
        return offered.asks(as_at)
    return frozenset({(exhibit.name, None)}) if is_counted(exhibit) else frozenset()


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
