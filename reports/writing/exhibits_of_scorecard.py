"""The scorecard of corporate parents, and the six figures that every member should know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reports import printing
from reports.document import Cell, Column, Row, Table
from reports.models import IndicatorTarget
from reports.statement.figures import Figures, is_printed, notes_on
from reports.statement.gathering import COMPARED
from sufficiency.core.periods import year_end
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Direction, Unit
from sufficiency.indicators.protected import Shown

# A figure, and of one that is broken down, the part that is told.
SIX = (
    ("cla.number", ""),
    ("cla.rate_per_10000", ""),
    ("placements.within_20_miles", ""),
    ("stability.three_or_more", ""),
    ("stability.same_carer", ""),
    ("leavers.suitable_accommodation", "19 to 21"),
)
_PARTS = {
    "leavers.in_touch": "19 to 21",
    "leavers.suitable_accommodation": "19 to 21",
    "leavers.in_education_employment_training": "19 to 21",
}
ON_THE_SCORECARD = tuple(
    (key, _PARTS.get(key, "")) for key in catalogue.KEYS if not catalogue.get(key).categories or key in _PARTS
)
_RULE = (
    "Green: the target is met. Amber: not met, and nearer than at the year-end before. Red: not met, and no nearer. "
    "Nothing is said of a figure that is hidden or not known."
)


def asked_by_scorecard(as_at: date) -> frozenset[tuple[str, date | None]]:
    return _asked(ON_THE_SCORECARD, as_at)


def asked_by_six(as_at: date) -> frozenset[tuple[str, date | None]]:
    return _asked(SIX, as_at)


def _asked(lines: Sequence[tuple[str, str]], as_at: date) -> frozenset[tuple[str, date | None]]:
    return frozenset((key, day) for key, _ in lines for day in (as_at, _before(as_at)))


def _before(day: date) -> date:
    return year_end(day.year) if day > year_end(day.year) else year_end(day.year - 1)


def scorecard_table(figures: Figures) -> Table:
    """Every figure with its target, how it stands, which way it went, and beside others."""
    targets = _targets(figures)
    rows = [_row(figures, key, part, targets.get(key)) for key, part in ON_THE_SCORECARD]
    return Table(
        identifier="scorecard",
        label="Scorecard",
        caption=f"Corporate parenting scorecard at {printing.in_words(figures.as_at)}",
        heading_columns=(Column("Measure", numeric=False),),
        columns=(
            Column("Now"),
            Column("Target"),
            Column("Standing", numeric=False),
            Column("Since the year-end before", numeric=False),
            Column("Neighbours"),
            Column("England"),
        ),
        rows=tuple(rows),
        source="Counted from the council's records; targets as the council set them; others as published.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows, _RULE),
        landscape=True,
    )


def six_table(figures: Figures) -> Table:
    """Six figures, each beside the year before and England."""
    rows = []
    for key, part in SIX:
        unit = _unit(key, part)
        now, before = (_value(figures, key, part, day) for day in (figures.as_at, _before(figures.as_at)))
        rows.append(
            Row(
                (_title(key, part),),
                (
                    Cell(printing.shown(now, unit), now.value, key, part, figures.council, figures.as_at),
                    Cell(
                        printing.shown(before, unit),
                        before.value,
                        key,
                        part,
                        figures.council,
                        _before(figures.as_at),
                    ),
                    figures.comparator(key, "england", figures.as_at, unit, part),
                ),
            )
        )
    return Table(
        identifier="six-figures",
        label="Six figures",
        caption="Six figures for every corporate parent",
        heading_columns=(Column("Measure", numeric=False),),
        columns=(
            Column(printing.column_date(figures.as_at)),
            Column(printing.column_date(_before(figures.as_at))),
            Column("England"),
        ),
        rows=tuple(rows),
        source="Counted from the council's records; England as published.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows),
    )


def _targets(figures: Figures) -> dict[str, Decimal]:
    """The target in force on the document's day, by figure."""
    found = {}
    for one in IndicatorTarget.objects.filter(
        authority__gss_code=figures.gathered.gss_code, since__lte=figures.as_at
    ).order_by("since"):
        found[one.key] = one.value
    return {key: value for key, value in found.items() if value is not None}


def _title(key: str, part: str) -> str:
    title = catalogue.get(key).title
    return f"{title}, aged {part}" if part else title


def _unit(key: str, part: str) -> Unit:
    return catalogue.get(key).unit


def _value(figures: Figures, key: str, part: str, day: date) -> Shown:
    return figures.share(key, day, part) if part else figures.value(key, day)


def _row(figures: Figures, key: str, part: str, target: Decimal | None) -> Row:
    unit, day = _unit(key, part), figures.as_at
    now, before = _value(figures, key, part, day), _value(figures, key, part, _before(day))
    moved = "-"
    if is_printed(now, before) and now.value is not None and before.value is not None:
        moved = printing.change(now.value - before.value, unit)
    elif printing.HIDDEN in (printing.shown(now, unit), printing.shown(before, unit)):
        moved = printing.HIDDEN
    is_compared = (key, part, unit) in COMPARED
    return Row(
        (_title(key, part),),
        (
            Cell(printing.shown(now, unit), now.value, key, part, figures.council, day),
            Cell("none set" if target is None else printing.figure(target, unit)),
            Cell(_standing(key, now, before, target)),
            Cell(moved),
            *(
                figures.comparator(key, area, day, unit, part) if is_compared else Cell(printing.NOT_HELD)
                for area in ("neighbours", "england")
            ),
        ),
    )


def _standing(key: str, now: Shown, before: Shown, target: Decimal | None) -> str:
    better = catalogue.get(key).better
    if target is None or now.value is None or not is_printed(now) or better is Direction.NEITHER:
        return printing.NOT_HELD
    sign = 1 if better is Direction.HIGHER else -1
    away = sign * (Decimal(str(now.value)) - target)
    if away >= 0:
        return "Green: met"
    if before.value is not None and is_printed(before) and sign * (now.value - before.value) > 0:
        return "Amber: nearer"
    return "Red: no nearer"
