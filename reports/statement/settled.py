"""Section 4: whether children stay where they are."""

from __future__ import annotations

from reports import printing
from reports.document import Chart, Column, Form, Paragraph, Row, Section, Series, Table
from reports.statement import charting
from reports.statement.comparing import latest_compared, with_before, with_others
from reports.statement.figures import Figures, is_printed, notes_on
from reports.statement.looked_after import RETURN
from sufficiency.indicators.base import Unit
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.protected import State

LONG_TERM = "under 16 who had been looked after for two and a half years or more"
# Key, heading of its rows, and how a sentence names those counted.
MEASURES = (
    (
        "stability.three_or_more",
        "Three or more placements in the year",
        "looked after had had three or more placements in the year to that day",
    ),
    (
        "stability.same_placement",
        "Same placement for two years, or placed for adoption",
        f"{LONG_TERM} had lived in the same placement for at least two years, or were placed for adoption",
    ),
    (
        "stability.same_carer",
        "Same carer for two years",
        f"{LONG_TERM} had lived with the same carer for at least two years",
    ),
)


def section(figures: Figures) -> Section:
    return Section(
        "How settled children are",
        (
            Paragraph(
                "Children need homes that last. Three measures tell of it: moves within the year and, for "
                "children in long-term care, staying in one placement, or with one carer, for two years."
            ),
            *(Paragraph(_measure(figures, key, words)) for key, _, words in MEASURES),
            table(figures),
            chart(figures),
        ),
    )


def _measure(figures: Figures, key: str, words: str) -> str:
    day = figures.as_at
    found = figures.measurement(key, day)
    said = []
    if found is not None and is_printed(found.value):
        of = found.denominator.value
        who = "children" if of is None else f"the {printing.number(of)} children"
        said.append(f"At {printing.in_words(day)} {figures.text(key, day)} of {who} {words}.")
    else:
        is_hidden = found is not None and found.value.state is State.HIDDEN
        why = "is hidden (c)" if is_hidden else "is not known; see how the figures were counted"
        said.append(f"What share of children {words} {why}.")
    compared = latest_compared(figures, key)
    if compared is not None:
        year_ends = [end for end in figures.dates if end < compared and not figures.is_apart(end)]
        before = year_ends[-1] if year_ends else None
        said.append(
            f"At {printing.in_words(compared)} it was {figures.text(key, compared)}"
            f"{with_before(figures, key, compared, before)}.{with_others(figures, key, compared)}"
        )
    return " ".join(said)


def table(figures: Figures) -> Table:
    rows: list[Row] = []
    for key, heading, _ in MEASURES:
        rows.append(Row((heading, figures.council), figures.cells(key)))
        rows += figures.comparator_rows((heading,), key, Unit.PERCENT)
    return Table(
        identifier="table-4a",
        label="Table 4a",
        caption="Stability of placements, percentages",
        heading_columns=(Column("Measure", numeric=False), Column("Area", numeric=False)),
        columns=figures.columns(),
        rows=tuple(rows),
        source=f"{RETURN}; comparators as named where counting is explained.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows,
            "Three or more placements: of all children looked after whose year is known. The other two: of "
            "children under 16 looked after for two and a half years or more.",
        ),
    )


def chart(figures: Figures) -> Chart:
    series = tuple(
        Series(heading, role, figures.points(figures.cells(key)))
        for (key, heading, _), role in zip(MEASURES, ("council", "part", "part_two"), strict=True)
    )
    day = figures.as_at
    three, carer = (figures.text(key, day) for key in ("stability.three_or_more", "stability.same_carer"))
    title = "How settled children are"
    if "%" in three and "%" in carer:
        title = f"{three} had three or more placements; {carer} kept their carer for two years"
    breaks = tuple(
        (broken.on, broken.what_changed)
        for key, *_ in MEASURES
        for broken in breaks_between(key, figures.dates[0], figures.dates[-1])
    )
    return Chart(
        identifier="chart-5",
        label="Chart 5",
        title=title,
        subtitle=f"{figures.council}, percentages as in Table 4a",
        alternative=charting.alternative("Line chart", title, series),
        source="The figures stand in Table 4a.",
        form=Form.LINES,
        series=series,
        unit="percent",
        breaks=breaks,
        notes=charting.notes(figures, breaks),
    )
