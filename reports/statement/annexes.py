"""The annexes: every measure on the as-at date, the breakdowns, the definitions, and inside the council "
"what is hidden."""

from __future__ import annotations

from reports import printing
from reports.document import Cell, Column, Note, Paragraph, Row, Section, Table
from reports.statement.figures import Figures, notes_on
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected import HiddenCell, ProtectedMeasurement
from sufficiency.indicators.protected_links import Part

# Printed line by line in Tables 3, 4 and 5 already.
IN_THE_TABLES = ("placements.by_type", "placements.by_distance")
_OF = {Unit.PERCENT, Unit.DAYS}


def every_measure(figures: Figures) -> Section:
    day = figures.as_at
    found = [m for key in catalogue.KEYS if (m := figures.measurement(key, day)) is not None]
    when = printing.in_words(day)
    blocks: list = [
        Paragraph(
            f"Table A1 has every measure of this edition as at {when}, counted by the definitions in Annex "
            "B. Table A2 has those that are broken down, save those that Tables 3 and 4 show."
        ),
        _values(found, figures),
        _breakdowns(found, figures),
    ]
    return Section(f"Every measure at {when}", tuple(blocks), is_annex=True)


def _value_cell(found: ProtectedMeasurement, figures: Figures) -> Cell:
    text = printing.shown(found.value, found.unit)
    return Cell(text, found.value.value, found.key, "", figures.council, found.as_at)


def _part_cell(found: ProtectedMeasurement, figures: Figures, part: str) -> Cell:
    shown = getattr(found, part)
    text = printing.shown(shown, Unit.CHILDREN) if found.unit in _OF and shown.value is not None else ""
    if found.unit in _OF and shown.state == "hidden":
        text = printing.HIDDEN
    if part == "numerator" and found.unit is Unit.DAYS:
        text = ""
    return Cell(text, shown.value if text else None, found.key, part, figures.council, found.as_at)


def _values(found: list[ProtectedMeasurement], figures: Figures) -> Table:
    rows = tuple(
        Row(
            (m.title,),
            (
                _value_cell(m, figures),
                Cell(m.unit.value),
                _part_cell(m, figures, "numerator"),
                _part_cell(m, figures, "denominator"),
            ),
        )
        for m in found
    )
    return Table(
        identifier="table-a1",
        label="Table A1",
        caption="Every measure",
        heading_columns=(Column("Measure", numeric=False),),
        columns=(Column("Value"), Column("Unit", numeric=False), Column("Number"), Column("Of")),
        rows=rows,
        source="Counted from the council's records by the definitions in the annex of definitions.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows),
    )


def _breakdowns(found: list[ProtectedMeasurement], figures: Figures) -> Table:
    rows = []
    for measured in found:
        if measured.key in IN_THE_TABLES:
            continue
        for line in measured.breakdown or ():
            of = "" if line.denominator is None else printing.shown(line.denominator, Unit.CHILDREN)
            place = (measured.key, line.category, figures.council, measured.as_at)
            rows.append(
                Row(
                    (measured.title, printing.sentence(line.category)),
                    (
                        Cell(printing.shown(line.value, Unit.CHILDREN), line.value.value, *place),
                        Cell(of, line.denominator.value if line.denominator else None, *place),
                        Cell(printing.shown(line.percent, Unit.PERCENT), line.percent.value, *place),
                    ),
                )
            )
    return Table(
        identifier="table-a2",
        label="Table A2",
        caption="Measures broken down",
        heading_columns=(Column("Measure", numeric=False), Column("Group", numeric=False)),
        columns=(Column("Number"), Column("Of"), Column("Percentage")),
        rows=tuple(rows),
        source="Counted from the council's records by the definitions in the annex of definitions.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows, "Of: where a group has a denominator of its own; elsewhere percentages are of the total."
        ),
    )


def definitions(figures: Figures) -> Section:
    """What each printed measure means."""
    rows = tuple(
        Row(
            (indicator.title,),
            (
                Cell(indicator.population),
                Cell(indicator.how),
                Cell(f"{indicator.source}. Key {indicator.key}, version {indicator.version}."),
            ),
        )
        for indicator in catalogue.INDICATORS
        if indicator.key in figures.used
    )
    words = (
        Column("Who is counted", numeric=False),
        Column("How", numeric=False),
        Column("Source", numeric=False),
    )
    return Section(
        "Definitions",
        (
            Paragraph(
                "Each measure has one definition, with a version that changes when the definition does."
            ),
            Table(
                identifier="table-b1",
                label="Table B1",
                caption="Definitions of the measures printed",
                heading_columns=(Column("Measure", numeric=False),),
                columns=words,
                rows=rows,
                source="The catalogue of measures.",
                as_at=printing.in_words(figures.as_at),
                landscape=True,
            ),
        ),
        is_annex=True,
    )


_PARTS = {
    Part.COUNT: "number",
    Part.OF: "of how many",
    Part.MISSING: "not judged",
}


def what_is_hidden(figures: Figures, hidden: tuple[HiddenCell, ...]) -> Section:
    """For those inside only: each count that the public version does not show, and why."""
    ordered = sorted(
        hidden, key=lambda one: (one.cell.as_at, catalogue.KEYS.index(one.cell.key), one.cell.category)
    )
    rows = tuple(
        Row(
            (catalogue.get(one.cell.key).title, printing.sentence(one.cell.category) or "All"),
            (
                Cell(printing.column_date(one.cell.as_at)),
                Cell(_PARTS[one.cell.part]),
                Cell(
                    printing.number(one.count),
                    one.count,
                    one.cell.key,
                    one.cell.category,
                    figures.council,
                    one.cell.as_at,
                ),
                Cell("small" if one.is_small else "would tell a small one"),
            ),
        )
        for one in ordered
    )
    return Section(
        "What the public version hides",
        (
            Note("Not for publication. This list alone would undo the protection of the public version."),
            Paragraph(
                f"The public version hides {len(rows)} counts, and with them the percentages that would "
                "tell them."
                if rows
                else "The public version hides nothing: there is no small count."
            ),
            *(
                [
                    Table(
                        identifier="table-c1",
                        label="Table C1",
                        caption="Counts hidden from the public version",
                        heading_columns=(Column("Measure", numeric=False), Column("Group", numeric=False)),
                        columns=(
                            Column("Date", numeric=False),
                            Column("What", numeric=False),
                            Column("Count"),
                            Column("Why", numeric=False),
                        ),
                        rows=rows,
                        source="The protection that the public version is made with.",
                        as_at=printing.in_words(figures.as_at),
                    )
                ]
                if rows
                else []
            ),
        ),
        is_annex=True,
    )
