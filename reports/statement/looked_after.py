"""Section 2: how many children are looked after, and who they are."""

from __future__ import annotations

from reports import printing
from reports.document import Bar, Chart, Column, Form, Paragraph, Row, Section, Series, Table
from reports.statement import charting
from reports.statement.comparing import latest_compared, with_others
from reports.statement.figures import Figures, notes_on
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit
from sufficiency.indicators.breaks import breaks_between

RETURN = "SSDA903 returns and extracts held by the council"


def section(figures: Figures) -> Section:
    return Section(
        "Children looked after",
        (
            Paragraph(_number(figures)),
            *([Paragraph(text)] if (text := _range(figures)) else []),
            *([Paragraph(text)] if (text := _rate(figures)) else []),
            table(figures),
            chart_of_number(figures),
            chart_of_rate(figures),
            Paragraph(_who(figures)),
            *([Paragraph(text)] if (text := _unaccompanied(figures)) else []),
        ),
    )


def _number(figures: Figures) -> str:
    now, when = figures.value("cla.number", figures.as_at), printing.in_words(figures.as_at)
    if now.value is None:
        return f"The number of children whom {figures.council} looked after at {when} is hidden (c)."
    said = f"At {when} {figures.council} looked after {printing.children(now.value)}"
    before = figures.before
    then = figures.value("cla.number", before) if before else None
    if before is None or then is None or then.value is None:
        return f"{said}."
    change = int(now.value - then.value)
    earlier = f"at {printing.in_words(before)} ({printing.number(then.value)})"
    if change == 0:
        return f"{said}, as many as {earlier}."
    return f"{said}, {printing.number(abs(change))} {'more' if change > 0 else 'fewer'} than {earlier}."


def _range(figures: Figures) -> str:
    days = [day for day in figures.dates if not figures.is_apart(day)]
    known = [(value, day) for day in days if (value := figures.value("cla.number", day).value) is not None]
    if len(known) < 3:
        return ""
    least, most = min(known), max(known)
    if least[0] == most[0]:
        return ""
    return (
        f"Over the {len(known)} year-ends in Table 1 the number lay between {printing.number(least[0])} "
        f"({printing.in_words(least[1])}) and {printing.number(most[0])} ({printing.in_words(most[1])}). A "
        "number is neither good nor bad in itself: a child in care may be a child kept safe. It is the "
        "number of homes that must be found."
    )


def _rate(figures: Figures) -> str:
    key = "cla.rate_per_10000"
    day = latest_compared(figures, key)
    if day is None:
        return ""
    text = figures.text(key, day)
    return (
        f"The rate at {printing.in_words(day)} was {text} for every 10,000 children aged 0 to 17 who lived "
        f"in the area.{with_others(figures, key, day)}"
    )


def _who(figures: Figures) -> str:
    day = figures.as_at
    boys, girls, unknown = (figures.text("cla.by_sex", day, sex) for sex in ("male", "female", "not known"))
    shares = [
        (printing.shown(figures.share("cla.by_age", day, age), Unit.PERCENT), age)
        for age in ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
    ]
    ages = printing.listed(
        [f"{share} were aged {age}" if age[0] != "u" else f"{share} were {age}" for share, age in shares]
    )
    sexes = printing.listed(
        [f"{boys} were boys", f"{girls} were girls"]
        + ([] if unknown == "0" else [f"of {unknown} the sex is not known"])
    )
    hidden = (
        " (c: hidden, because the number is small or would give a small one away)"
        if "c" in {boys, girls, unknown, *(share for share, _ in shares)}
        else ""
    )
    when = printing.in_words(day)
    return f"At {when} {sexes}. By age, {ages}{hidden}. The annex of the statement has the other breakdowns."


def _unaccompanied(figures: Figures) -> str:
    count = figures.value("cla.uasc", figures.as_at)
    if count.value is None:
        return ""
    if count.value == 0:
        return "None of them was an unaccompanied asylum-seeking child."
    return (
        f"Of them, {printing.number(count.value)} {printing.were(count.value)} unaccompanied asylum-seeking "
        "children, who have no home in the area to be near to."
    )


def table(figures: Figures) -> Table:
    rate = "cla.rate_per_10000"
    rows = (
        Row(("Children looked after", figures.council), figures.cells("cla.number")),
        Row(("For every 10,000 aged 0 to 17", figures.council), figures.cells(rate)),
        *figures.comparator_rows(("For every 10,000 aged 0 to 17",), rate, Unit.RATE),
    )
    apart = any(figures.is_apart(day) for day in figures.dates)
    mid_year = (
        "The rate for a date is of the children who lived in the area at the mid-year before its return "
        "year's end.",
    )
    return Table(
        identifier="table-1",
        label="Table 1",
        caption="Children looked after: number, and rate for every 10,000 children",
        heading_columns=(Column("Measure", numeric=False), Column("Area", numeric=False)),
        columns=figures.columns(),
        rows=rows,
        source=(f"{RETURN}; populations and comparators as named where counting is explained."),
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(rows, *mid_year, *([charting.NOT_A_YEAR_END] if apart else [])),
    )


def chart_of_number(figures: Figures) -> Chart:
    cells = figures.cells("cla.number")
    known = [(day, cell) for day, cell in zip(figures.dates, cells, strict=True) if cell.value is not None]
    first, last = known[0] if known else None, known[-1] if known else None
    title = "The number of children looked after is not shown"
    if first and last and first[0] != last[0]:
        title = (
            f"{last[1].text} children were looked after at {printing.in_words(last[0])}; {first[1].text} at "
            f"{printing.in_words(first[0])}"
        )
    elif last:
        title = f"{last[1].text} children were looked after at {printing.in_words(last[0])}"
    series = (Series(figures.council, "council", figures.points(cells)),)
    return Chart(
        identifier="chart-1",
        label="Chart 1",
        title=title,
        subtitle="Children looked after, by date",
        alternative=charting.alternative("Column chart", title, series),
        source="The figures stand in Table 1.",
        form=Form.COLUMNS,
        series=series,
        unit="children",
        notes=charting.notes(figures),
    )


def chart_of_rate(figures: Figures) -> Chart:
    key = "cla.rate_per_10000"
    series = charting.with_comparators(figures, key, figures.cells(key))
    breaks = tuple(
        (broken.on, broken.what_changed)
        for broken in breaks_between(key, figures.dates[0], figures.dates[-1])
    )
    day = latest_compared(figures, key)
    title = "Children looked after for every 10,000 children in the area"
    if day:
        others = [
            f"{cell.text} {place}"
            for area, place in (("neighbours", "for statistical neighbours"), ("england", "for England"))
            if (cell := figures.comparator(key, area, day, Unit.RATE)).value is not None
        ]
        title = (
            f"{figures.text(key, day)} in every 10,000 children were looked after at "
            f"{printing.in_words(day)}: {printing.listed(others)}"
        )
    return Chart(
        identifier="chart-2",
        label="Chart 2",
        title=title,
        subtitle="Children looked after for every 10,000 aged 0 to 17",
        alternative=charting.alternative("Line chart", title, series),
        source="The figures stand in Table 1.",
        form=Form.LINES,
        series=series,
        unit="per 10,000",
        breaks=breaks,
        notes=charting.notes(figures, breaks),
    )


def chart_of_ages(figures: Figures) -> Chart:
    """A bar for each age group, the youngest first."""
    key, day = "cla.by_age", figures.as_at
    when = printing.in_words(day)
    groups = catalogue.get(key).categories
    bars = tuple(
        Bar(printing.sentence(group), figures.value(key, day, group).value, figures.text(key, day, group))
        for group in groups
    )
    title = f"Ages at {when}"
    told = [bar for bar in bars if bar.value is not None]
    if len(told) == len(bars) and (largest := max(told, key=lambda bar: bar.value or 0)).value:
        title = f"The largest age group at {when}: {largest.label} ({largest.text})"
    said = ", ".join(f"{bar.label} {'hidden' if bar.text == printing.HIDDEN else bar.text}" for bar in bars)
    return Chart(
        identifier="chart-ages",
        label="Chart",
        title=title,
        subtitle="Children looked after, by age",
        alternative=f"Bar chart. {title}. {said}.",
        source="The figures stand in the annex of every measure.",
        form=Form.BARS,
        bars=bars,
        unit="children",
        notes=("c: hidden; no bar is drawn.",) if any(bar.text == printing.HIDDEN for bar in bars) else (),
    )
