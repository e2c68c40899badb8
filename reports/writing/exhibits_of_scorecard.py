"""The scorecard of corporate parents, and the six figures that every member should know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reports import printing
from reports.document import Block, Cell, Column, Note, Row, Table
from reports.models import IndicatorTarget
from reports.standing import RULE_OF_TARGETS, is_met, of_target
from reports.statement.figures import Figures, is_printed, notes_on
from reports.statement.gathering import COMPARED
from reports.writing.records import targets_in_force
from sufficiency.core.models import Authority
from sufficiency.core.periods import year_end
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit
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
_RULE = f"{RULE_OF_TARGETS} Nothing is said of a figure that is hidden or not known."
_FROM = (
    "From: c where this document does not print that figure of the day from which the target set out, or prints it "
    "rounded."
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


def _targets(figures: Figures) -> dict[str, IndicatorTarget]:
    """The target in force on the document's day, by figure."""
    return targets_in_force(Authority.objects.get(gss_code=figures.gathered.gss_code), figures.as_at)


def _wanted(target: IndicatorTarget | None, unit: Unit) -> str:
    return "none set" if target is None or target.value is None else printing.figure(target.value, unit)


def _title(key: str, part: str) -> str:
    title = catalogue.get(key).title
    return f"{title}, aged {part}" if part else title


def _unit(key: str, part: str) -> Unit:
    return catalogue.get(key).unit


def _value(figures: Figures, key: str, part: str, day: date) -> Shown:
    return figures.share(key, day, part) if part else figures.value(key, day)


def _row(figures: Figures, key: str, part: str, target: IndicatorTarget | None) -> Row:
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
            Cell(_wanted(target, unit)),
            Cell(_standing(key, now, target, day)),
            Cell(moved),
            *(
                figures.comparator(key, area, day, unit, part) if is_compared else Cell(printing.NOT_HELD)
                for area in ("neighbours", "england")
            ),
        ),
    )


def _standing(key: str, now: Shown, target: IndicatorTarget | None, day: date) -> str:
    if target is None or not is_printed(now):
        return printing.NOT_HELD
    met = is_met(target.value, now.value, catalogue.get(key).better)
    return of_target(met=met, due_on=target.due_on, today=day).word


def targets_table(figures: Figures) -> tuple[Block, ...]:
    """The register of targets: from where, to where, by when, who answers for it, and how it stands.

    A figure that the document hides is not judged: its standing would tell on which side of the target it is.
    """
    day = figures.as_at
    rows = [
        Row(
            (catalogue.get(key).title,),
            (
                Cell(_baseline(figures, one)),
                Cell(_wanted(one, _unit(key, ""))),
                Cell(printing.in_words(one.due_on) if one.due_on else "no day set"),
                Cell(str(one.owner or "nobody yet")),
                Cell(_standing(key, figures.value(key, day), one, day)),
            ),
        )
        for key, one in _targets(figures).items()
    ]
    if not rows:
        return (Note("The council has set no targets that were in force on that day."),)
    return (
        Table(
            identifier="targets",
            label="Table",
            caption=f"Targets in force at {printing.in_words(day)}",
            heading_columns=(Column("Measure", numeric=False),),
            columns=tuple(
                Column(title, numeric=False)
                for title in ("From", "Target", "By", "Who answers for it", "How it stands")
            ),
            rows=tuple(rows),
            source="Targets as the council set them.",
            as_at=printing.in_words(day),
            notes=(_RULE, *((_FROM,) if any(row.cells[0].text == printing.HIDDEN for row in rows) else ())),
        ),
    )


def _baseline(figures: Figures, target: IndicatorTarget) -> str:
    """From where it set out. For the public as the document prints that figure, else hidden: it was typed from exact
    figures.
    """
    if target.baseline is None:
        return "not set"
    unit = _unit(target.key, "")
    text = printing.figure(target.baseline, unit)
    if figures.is_exact:
        return text
    days = [day for key, day in figures.protected.measurements if key == target.key and day <= target.since]
    # Beside a rounded figure an exact one says more, even where both read alike.
    if not days or max(days) in figures.rounded_dates:
        return printing.HIDDEN
    return text if printing.shown(figures.value(target.key, max(days)), unit) == text else printing.HIDDEN
