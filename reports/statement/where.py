"""Section 3: where children live: how far from home, and in what kind of placement."""

from __future__ import annotations

from reports import printing
from reports.document import Bar, Chart, Column, Form, Paragraph, Row, Section, Table
from reports.statement import charting
from reports.statement.comparing import latest_compared, with_before, with_others
from reports.statement.figures import Figures, is_printed, notes_on
from reports.statement.looked_after import RETURN
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Unit

WITHIN, OVER, UNKNOWN = (
    "placements.within_20_miles",
    "placements.over_20_miles",
    "placements.distance_not_known",
)
DISTANCE = "placements.by_distance"
# The seven rows of the council's own Table 3: heading, key, category.
DISTANCE_ROWS = (
    ("20 miles or less", WITHIN, ""),
    ("20 miles or less, inside the authority", DISTANCE, f"{group.INSIDE}, {group.NEAR}"),
    ("20 miles or less, outside the authority", DISTANCE, f"{group.OUTSIDE}, {group.NEAR}"),
    ("Over 20 miles", OVER, ""),
    ("Over 20 miles, inside the authority", DISTANCE, f"{group.INSIDE}, {group.FAR}"),
    ("Over 20 miles, outside the authority", DISTANCE, f"{group.OUTSIDE}, {group.FAR}"),
    ("Not known or not recorded", UNKNOWN, ""),
)
TYPE = "placements.by_type"


def section(figures: Figures) -> Section:
    return Section(
        "Where children live",
        (
            Paragraph(_near_home(figures)),
            *([Paragraph(text)] if (text := _near_home_compared(figures)) else []),
            distance_table(figures),
            distance_chart(figures),
            Paragraph(_types(figures)),
            type_table(figures),
            type_chart(figures),
        ),
    )


def _near_home(figures: Figures) -> str:
    day = figures.as_at
    near, far, unknown = (figures.text(key, day) for key in (WITHIN, OVER, UNKNOWN))
    if printing.NOT_KNOWN in (near, far, unknown):
        return (
            f"How far from home children lived at {printing.in_words(day)} is not known; see how the figures "
            "were counted."
        )
    hidden = " (c: hidden)" if printing.HIDDEN in (near, far, unknown) else ""
    return (
        f"At {printing.in_words(day)} {near} of children looked after lived 20 miles or less from home, in "
        f"a straight line, and {far} farther away; for {unknown} the distance is not known{hidden}. "
        "Distance is not known for children who have no home in the area, for children placed for "
        "adoption, and where a postcode is missing; they stay in the denominator."
    )


def _near_home_compared(figures: Figures) -> str:
    day = latest_compared(figures, WITHIN)
    if day is None:
        return ""
    year_ends = [end for end in figures.dates if end < day and not figures.is_apart(end)]
    before = year_ends[-1] if year_ends else None
    return (
        f"At {printing.in_words(day)} the share within 20 miles of home was {figures.text(WITHIN, day)}"
        f"{with_before(figures, WITHIN, day, before)}.{with_others(figures, WITHIN, day)}"
    )


def distance_table(figures: Figures) -> Table:
    """Table 3: the distance between home and placement, as percentages of all children looked after."""
    rows: list[Row] = []
    for heading, key, category in DISTANCE_ROWS:
        rows.append(Row((heading, figures.council), figures.cells(key, category, percent=True)))
        rows += figures.comparator_rows((heading,), key, Unit.PERCENT, category)
    return Table(
        identifier="table-3",
        label="Table 3",
        caption="Distance between home and placement, as a percentage of children looked after",
        heading_columns=(Column("Distance", numeric=False), Column("Area", numeric=False)),
        columns=figures.columns(),
        rows=tuple(rows),
        source=f"{RETURN}; comparators as named where counting is explained.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows,
            "Straight line from the home postcode to the placement's. Rows are rounded each for itself: "
            "parts may not add to their total.",
        ),
    )


def distance_chart(figures: Figures) -> Chart:
    series = charting.with_comparators(figures, WITHIN, figures.cells(WITHIN))
    day = figures.as_at
    title = "Children who live 20 miles or less from home"
    if is_printed(figures.value(WITHIN, day)):
        title = f"{figures.text(WITHIN, day)} lived 20 miles or less from home at {printing.in_words(day)}"
    return Chart(
        identifier="chart-3",
        label="Chart 3",
        title=title,
        subtitle="Children looked after who live 20 miles or less from home, percentage of all",
        alternative=charting.alternative("Line chart", title, series),
        source="The figures stand in Table 3.",
        form=Form.LINES,
        series=series,
        unit="percent",
        notes=charting.notes(figures),
    )


def _types(figures: Figures) -> str:
    day = figures.as_at
    fostered = figures.text("placements.fostering_share", day)
    agency = figures.text("placements.agency_share", day)
    outside = figures.text("placements.outside_authority", day)
    awaiting = figures.value("adoption.placed_awaiting_order", day)
    texts = (fostered, agency, outside)
    said = [f"At {printing.in_words(day)}"]
    if printing.NOT_KNOWN in texts:
        said.append("the table below shows the kinds of placement in which children lived.")
    else:
        hidden = " (c: hidden)" if printing.HIDDEN in texts else ""
        said.append(
            f"{fostered} of children looked after lived in foster placements, and {agency} of those in "
            f"fostering were with independent agencies. {outside} lived outside the authority's "
            f"area{hidden}."
        )
    if is_printed(awaiting) and awaiting.value:
        said.append(
            f"{printing.sentence(printing.children(awaiting.value))} {printing.were(awaiting.value)} placed "
            "for adoption, awaiting the order."
        )
    return " ".join(said)


def _heading(category: str) -> str:
    return printing.sentence(
        category.replace(" (inc placed", ", including placed").replace("carer)", "carer")
    )


def type_table(figures: Figures) -> Table:
    """Table 4: children by type of placement."""
    rows = [Row((_heading(category),), figures.cells(TYPE, category)) for category in group.TYPES]
    rows.append(Row(("All children looked after",), figures.cells(TYPE), is_total=True))
    return Table(
        identifier="table-4",
        label="Table 4",
        caption="Children looked after, by type of placement",
        heading_columns=(Column("Placement", numeric=False),),
        columns=figures.columns(),
        rows=tuple(rows),
        source=f"{RETURN}.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows,
            "Inside and outside LA: whether the foster home lies in the authority's area.",
            *([charting.NOT_A_YEAR_END] if any(map(figures.is_apart, figures.dates)) else []),
        ),
    )


def type_chart(figures: Figures) -> Chart:
    day = figures.as_at
    bars = []
    for category in group.TYPES:
        shown = figures.value(TYPE, day, category)
        text = figures.text(TYPE, day, category)
        if text != "0":
            bars.append(Bar(_heading(category), shown.value, text))
    bars.sort(key=lambda bar: -(bar.value or 0))
    title = f"Types of placement at {printing.in_words(day)}"
    if bars and bars[0].value is not None:
        title = f"The largest group at {printing.in_words(day)}: {bars[0].label} ({bars[0].text})"
    said = ", ".join(f"{bar.label} {'hidden' if bar.text == printing.HIDDEN else bar.text}" for bar in bars)
    return Chart(
        identifier="chart-4",
        label="Chart 4",
        title=title,
        subtitle="Children looked after, by type of placement; types with nobody are left out",
        alternative=f"Bar chart. {title}. {said}.",
        source="The figures stand in Table 4.",
        form=Form.BARS,
        bars=tuple(bars),
        unit="children",
        notes=("c: hidden; no bar is drawn.",) if any(bar.text == printing.HIDDEN for bar in bars) else (),
    )
