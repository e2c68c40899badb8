"""Section 5: care leavers, and whether where they live is suitable. Today's measure and the one before it."""

from __future__ import annotations

from reports import printing
from reports.document import Cell, Chart, Column, Form, Note, Paragraph, Row, Section, Series, Table
from reports.statement import charting
from reports.statement.figures import Figures, is_printed, notes_on
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Unit
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.protected import State
from sufficiency.indicators.published import FORMER_INDICATOR_147

KEY = "leavers.suitable_accommodation"
FORMER = "Former national indicator 147: aged 19 and in contact"
NOT_ONE_SERIES = (
    "The former national indicator 147 counted young people at 19 who were in contact. Today's measure "
    "counts ages 17 to 21 around each birthday, and keeps those not in touch in the denominator. The two "
    "are not one series."
)
AREAS = ("authority", "neighbours", "england")


def section(figures: Figures) -> Section:
    return Section(
        "Care leavers in suitable accommodation",
        (
            *(Paragraph(text) for age in group.LEAVER_AGES if (text := _age(figures, age))),
            *([Paragraph(text)] if (text := _former(figures)) else []),
            Paragraph(
                "Suitable means that the council judged the home to be safe, secure and affordable for the "
                "young person. Custody and having no home are never suitable."
            ),
            table(figures),
            *([chart(figures)] if _series(figures) else []),
        ),
    )


def _age(figures: Figures, age: str) -> str:
    day = figures.as_at
    found = figures.measurement(KEY, day)
    lines = {each: found.category(each) for each in group.LEAVER_AGES} if found else {}
    counted = [each for each, held in lines.items() if held and held.percent.state is not State.NOT_KNOWN]
    line = lines.get(age)
    if line is None or age not in counted:
        if counted:
            return f"The return that {printing.in_words(day)} belongs to has no care leavers aged {age}."
        if age != group.LEAVER_AGES[0]:
            return ""
        return (
            f"For the year that {printing.in_words(day)} belongs to, no return held tells of care leavers, "
            "so the share in suitable accommodation is not known. Table 5 has what earlier returns say."
        )
    if not is_printed(line.percent):
        return f"The share of care leavers aged {age} in suitable accommodation is hidden (c)."
    text = printing.shown(line.percent, Unit.PERCENT)
    of = line.denominator.value if line.denominator else None
    who = "of care leavers" if of is None else f"of the {printing.number(of)} care leavers"
    return (
        f"In the return that {printing.in_words(day)} belongs to, {text} {who} aged {age} lived in "
        "accommodation that the council judged suitable."
    )


def _former_cells(figures: Figures, area: str) -> tuple[Cell, ...]:
    cells = []
    for day in figures.dates:
        # A yearly indicator: what a source prints within the year is of others than its cohort.
        found = None if figures.is_apart(day) else figures.gathered.former_147.get((area, day))
        value = None if found is None or found.value is None else float(found.value)
        text = printing.NOT_HELD if value is None else printing.percent(value)
        cells.append(Cell(text, value, FORMER_INDICATOR_147, "", _area(figures, area), day))
    return tuple(cells)


def _area(figures: Figures, area: str) -> str:
    return {"authority": figures.council, "neighbours": "Statistical neighbours", "england": "England"}[area]


def _former(figures: Figures) -> str:
    for day in reversed(figures.dates):
        held = {area: figures.gathered.former_147.get((area, day)) for area in AREAS}
        own = held["authority"]
        if figures.is_apart(day) or own is None or own.value is None:
            continue
        others = [
            f"{printing.percent(figure.value)} for "
            f"{'statistical neighbours' if area == 'neighbours' else 'England'}"
            for area, figure in held.items()
            if area != "authority" and figure is not None and figure.value is not None
        ]
        said = f", beside {printing.listed(others)}" if others else ""
        return (
            f"By the measure before 2014, former national indicator 147, {printing.percent(own.value)} were "
            f"in contact and in suitable accommodation at {printing.in_words(day)}{said}. These are figures "
            "that others printed; they are not counted from the council's records here."
        )
    return ""


def table(figures: Figures) -> Table:
    rows: list[Row] = []
    for age in group.LEAVER_AGES:
        heading = f"Aged {age}"
        rows.append(Row((heading, figures.council), figures.cells(KEY, age, percent=True)))
        rows += figures.comparator_rows((heading,), KEY, Unit.PERCENT, age)
    printed = {area: _former_cells(figures, area) for area in AREAS}
    former = [
        Row((FORMER, _area(figures, area)), cells)
        for area, cells in printed.items()
        if any(cell.value is not None for cell in cells)
    ]
    rows += former
    return Table(
        identifier="table-5",
        label="Table 5",
        caption="Care leavers in suitable accommodation, percentages",
        heading_columns=(Column("Measure", numeric=False), Column("Area", numeric=False)),
        columns=figures.columns(),
        rows=tuple(rows),
        source="SSDA903 returns (OC3) held by the council; published figures as named where counting is explained.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows, *([NOT_ONE_SERIES] if former else [])),
    )


def _series(figures: Figures) -> tuple[Series, ...]:
    lines = [
        Series(f"Aged {age}", role, figures.points(figures.cells(KEY, age, percent=True)))
        for age, role in zip(group.LEAVER_AGES, ("council", "part"), strict=True)
    ]
    lines.append(
        Series("Former NI 147, aged 19", "former", figures.points(_former_cells(figures, "authority")))
    )
    return tuple(line for line in lines if any(point.value is not None for point in line.points))


def chart_or_why_not(figures: Figures) -> Chart | Note:
    """The chart; where every figure of it is hidden or not known, a note that says so: nothing could be drawn."""
    if _series(figures):
        return chart(figures)
    return Note("No share of care leavers in suitable accommodation is printed, so none is drawn.")


def chart(figures: Figures) -> Chart:
    series = _series(figures)
    breaks = tuple(
        (broken.on, broken.what_changed)
        for broken in breaks_between(KEY, figures.dates[0], figures.dates[-1])
    )
    title = "Care leavers in suitable accommodation"
    for line in reversed(series):
        drawn = [point for point in line.points if point.value is not None]
        if line.role != "former" and drawn:
            title = (
                f"{drawn[-1].text} of care leavers {line.name[0].lower()}{line.name[1:]} lived in suitable "
                f"accommodation, {printing.in_words(drawn[-1].at)}"
            )
            break
    return Chart(
        identifier="chart-6",
        label="Chart 6",
        title=title,
        subtitle=f"{figures.council}, percentages as in Table 5; each measure is a line of its own",
        alternative=charting.alternative("Line chart", title, series),
        source="The figures stand in Table 5.",
        form=Form.LINES,
        series=series,
        unit="percent",
        breaks=breaks,
        notes=(
            *charting.notes(figures, breaks),
            *([NOT_ONE_SERIES] if any(line.role == "former" for line in series) else []),
        ),
    )
