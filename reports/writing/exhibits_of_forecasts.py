"""Forecasts in a document: those that were issued beside what came, by placement, and the latest in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from forecasting.models import ForecastLine, ForecastRun, IssuedForecast, IssuedLine
from forecasting.models.runs import Measure
from forecasting.presenters import words
from reports import printing
from reports.document import Block, Cell, Column, Note, Paragraph, Row, Table
from reports.statement.figures import Figures, notes_on
from sufficiency.core.models import PublishedFigure
from sufficiency.core.periods import year_end
from sufficiency.core.protection import Addition, hidden_cells, is_small
from sufficiency.indicators.base import Unit
from sufficiency.indicators.groupings import BUDGET_GROUPS
from sufficiency.indicators.protected import State

NUMBER = "cla.number"
GROUPS = "placements.by_budget_group"
_TOTAL = "Total"
_HIDDEN_FORECAST = "A forecast of 1 to 5 that the council has not printed before is shown as c."
# Beside smaller numbers a range in tens would say nothing.
_FEW = 20
# Of the day of the records and of days so soon after it a forecast is as good as a count, which may be hidden.
_NO_FORECAST = timedelta(days=90)


def asked_by_projections(as_at: date) -> frozenset[tuple[str, date | None]]:
    """Budget groups on the document's day and the year-end before: no other date is printed."""
    return frozenset({(GROUPS, as_at), (GROUPS, _year_end_before(as_at))})


def _year_end_before(day: date) -> date:
    return year_end(day.year) if day > year_end(day.year) else year_end(day.year - 1)


def _issued(figures: Figures) -> list[IssuedForecast]:
    return list(
        IssuedForecast.objects.standing()
        .filter(authority__gss_code=figures.gathered.gss_code)
        .order_by("issued_on", "pk")
        .prefetch_related("lines")
    )


def _printed(figures: Figures, key: str) -> dict[tuple[str, date], PublishedFigure]:
    """What the council itself has printed of a figure, by category and date; the first place where it stands."""
    found: dict[tuple[str, date], PublishedFigure] = {}
    for one in (
        PublishedFigure.objects.for_areas({figures.gathered.gss_code})
        .filter(key=key, area_kind=PublishedFigure.Area.AUTHORITY, unit=Unit.CHILDREN, value__isnull=False)
        .exclude(source__startswith="DfE")
        .order_by("source", "place_in_source", "pk")
    ):
        found.setdefault((one.category, one.as_at), one)
    return found


def _between_returns(figures: Figures) -> list[date]:
    """Dates of which the council printed its placements by budget group, and has no return."""
    days = {day for _, day in _printed(figures, GROUPS)}
    return sorted(day for day in days if day not in figures.dates and day > _year_end_before(figures.as_at))


def issued_table(figures: Figures) -> Table:
    """Table 2: each forecast that was issued, beside the number that came."""
    issued = _issued(figures)
    lines = {(one.pk, line.on): line for one in issued for line in one.lines.all() if line.measure == "total"}
    days = sorted(
        {_year_end_before(figures.as_at), figures.as_at, *_between_returns(figures)}
        | {day for _, day in lines}
    )
    rows = [Row(("Actual", ""), tuple(_actual(figures, day) for day in days))]
    rows += [
        Row(
            (one.title, printing.in_words(one.issued_on)),
            tuple(_line(lines.get((one.pk, day))) for day in days),
        )
        for one in issued
    ]
    return Table(
        identifier="table-2",
        label="Table 2",
        caption="Children looked after: what was forecast, and what came",
        heading_columns=(Column("Forecast", numeric=False), Column("Issued", numeric=False)),
        columns=tuple(Column(printing.column_date(day), stands_apart=figures.is_apart(day)) for day in days),
        rows=tuple(rows),
        source="Forecasts as they were issued; numbers from the records held by the council.",
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows,
            *(_outcome(figures, one, lines) for one in issued if _outcome(figures, one, lines)),
            *(f"{one.title}: {one.published_in}. {one.note}".strip() for one in issued),
            *([_said_elsewhere(figures)] if _between_returns(figures) else []),
        )
        if issued
        else ("No forecast has been issued yet.",),
    )


def _said_elsewhere(figures: Figures) -> str:
    days = printing.listed([printing.in_words(day) for day in _between_returns(figures)])
    return f"{days}: as the council printed it; there is no return of that day to count from."


def _actual(figures: Figures, day: date) -> Cell:
    if day in figures.dates:
        shown = figures.value(NUMBER, day)
        return Cell(printing.shown(shown, Unit.CHILDREN), shown.value, NUMBER, "", figures.council, day)
    said = _printed(figures, NUMBER).get(("", day)) if day in _between_returns(figures) else None
    if said is None or said.value is None or is_small(int(said.value)):
        return Cell(printing.NOT_HELD)
    return Cell(printing.number(int(said.value)), int(said.value), NUMBER, "", figures.council, day)


def _line(line: IssuedLine | None) -> Cell:
    """A range, a number, or "-" where nothing was foretold for the day."""
    if line is None:
        return Cell(printing.NOT_HELD)
    if _is_hidden(line):
        return Cell(printing.HIDDEN)
    text = words.between(line.low, line.high) if line.low is not None and line.high is not None else ""
    if line.middle is None:
        return Cell(text)
    return Cell(
        f"{printing.number(line.middle)} ({text})" if text else printing.number(line.middle), line.middle
    )


def _is_hidden(line: IssuedLine) -> bool:
    """Whether it tells of so few, in a forecast that the council has not printed before."""
    told = [number for number in (line.low, line.middle, line.high) if number is not None]
    return line.issued.run_id is not None and any(map(is_small, told))


def _outcome(figures: Figures, one: IssuedForecast, lines: dict[tuple[int, date], IssuedLine]) -> str:
    """Where the number left the range, by how many; blank where it did not, or nobody can say yet."""
    said = []
    for (pk, day), line in lines.items():
        value = figures.value(NUMBER, day).value if pk == one.pk and day in figures.dates else None
        # How far off it was would tell the range.
        if (
            value is None
            or _is_hidden(line)
            or line.low is None
            or line.high is None
            or line.low <= value <= line.high
        ):
            continue
        way, by = ("above", value - line.high) if value > line.high else ("below", line.low - value)
        said.append(f"at {printing.in_words(day)} {printing.number(by)} {way} its range")
    return f"{one.title}: the number was {printing.listed(said)}." if said else ""


def projections_table(figures: Figures) -> Table:
    """Table 7: placements by budget group, counted, and as the latest forecast of them has it."""
    issued = next(
        (one for one in reversed(_issued(figures)) if any(line.budget_group for line in one.lines.all())),
        None,
    )
    groups = {(line.budget_group, line.on): line for line in (issued.lines.all() if issued else ())}
    totals = {line.on: line for line in (issued.lines.all() if issued else ()) if line.measure == "total"}
    counted = [day for day in (_year_end_before(figures.as_at), figures.as_at) if day in figures.dates]
    between = _between_returns(figures)
    ahead = sorted({day for group, day in groups if group})
    said = _printed(figures, GROUPS)
    apart = {day: _protected_column(figures, said, day) for day in between}
    rows = [
        Row(
            (group,),
            (
                *(_counted(figures, day, group) for day in counted),
                *(apart[day][group] for day in between),
                *(_line(groups.get((group, day))) for day in ahead),
            ),
        )
        for group in BUDGET_GROUPS
    ]
    rows.append(
        Row(
            (_TOTAL,),
            (
                *(_actual(figures, day) for day in counted),
                *(apart[day][_TOTAL] for day in between),
                *(_line(totals.get(day)) for day in ahead),
            ),
            is_total=True,
        )
    )
    return Table(
        identifier="table-7",
        label="Table 7",
        caption="Children looked after by budget group: counted, and as projected",
        heading_columns=(Column("Placement", numeric=False),),
        columns=(
            *(Column(f"Actual, {printing.column_date(day)}") for day in counted),
            *(Column(f"As printed, {printing.column_date(day)}", stands_apart=True) for day in between),
            *(Column(f"Projected, {printing.column_date(day)}") for day in ahead),
        ),
        rows=tuple(rows),
        source="Counted from the council's returns; projections as issued."
        + (f" {issued.title}: {issued.published_in}." if issued else ""),
        as_at=printing.in_words(figures.as_at),
        notes=notes_on(
            rows,
            *_conflicts(figures, said, counted),
            *([_said_elsewhere(figures)] if between else []),
            *([_HIDDEN_FORECAST] if issued and issued.run_id is not None else []),
        ),
    )


def _counted(figures: Figures, day: date, group: str) -> Cell:
    shown = figures.value(GROUPS, day, group)
    return Cell(printing.shown(shown, Unit.CHILDREN), shown.value, GROUPS, group, figures.council, day)


def _protected_column(
    figures: Figures, said: dict[tuple[str, date], PublishedFigure], day: date
) -> dict[str, Cell]:
    """What was printed of a day that has no return. In public no small count of it is printed once more."""
    counts = {group: int(said[group, day].value or 0) for group in BUDGET_GROUPS if (group, day) in said}
    total = _printed(figures, NUMBER).get(("", day))
    hidden: frozenset[str] = frozenset()
    if not figures.is_exact:
        whole = {_TOTAL: int(total.value)} if total and total.value is not None else {}
        additions = [Addition(_TOTAL, tuple(counts))] if whole else []
        hidden = frozenset(hidden_cells({**counts, **whole}, additions, always_printed=frozenset(whole)))
    cells = {
        group: Cell(printing.HIDDEN, None, GROUPS, group, figures.council, day)
        if group in hidden
        else Cell(printing.number(count), count, GROUPS, group, figures.council, day)
        for group, count in counts.items()
    }
    cells |= {group: Cell(printing.NOT_HELD) for group in BUDGET_GROUPS if group not in cells}
    return cells | {_TOTAL: _actual(figures, day)}


def _conflicts(
    figures: Figures, said: dict[tuple[str, date], PublishedFigure], days: Sequence[date]
) -> Iterable[str]:
    """Where the council printed another number than is counted here. In public none of a small or hidden count, and
    none of a day that is printed rounded: beside it an exact number says more than the table.
    """
    for day in days:
        if day in figures.rounded_dates:
            continue
        other = []
        for group in BUDGET_GROUPS:
            printed, shown = said.get((group, day)), figures.value(GROUPS, day, group)
            if printed is None or printed.value is None or shown.state is not State.PRINTED:
                continue
            value = int(printed.value)
            if value != shown.value and (figures.is_exact or not is_small(value)):
                other.append(f"{group} {printing.number(value)}")
        if other:
            yield (
                f"At {printing.in_words(day)} the council's own table has other numbers, by a budget's view of the "
                f"same children: {printing.listed(other)}."
            )


def _run(figures: Figures) -> ForecastRun | None:
    """The latest forecast from records up to the document's day; where there is none, the first after it."""
    runs = ForecastRun.objects.made().filter(authority__gss_code=figures.gathered.gss_code)
    return runs.filter(extract_on__lte=figures.as_at).first() or runs.order_by("extract_on").first()


def forecast_words(figures: Figures) -> tuple[Block, ...]:
    """What is expected, in one sentence: a range, in tens for the public."""
    run = _run(figures)
    lines = list(run.lines.filter(measure=Measure.TOTAL).order_by("on")) if run else []
    if run is None or not lines:
        return (Note("No forecast has been made from the council's records yet."),)
    day = words.spoken_of([line.on for line in lines], run.extract_on)
    line = next(line for line in lines if line.on == day)
    return (
        Paragraph(
            f"{words.roughly(line)} The forecast rests on the records up to {printing.in_words(run.extract_on)}; "
            "in two cases of ten the number will lie outside the range."
        ),
    )


def forecast_table(figures: Figures) -> tuple[Block, ...]:
    """The number expected at each 31 March ahead, in all and by placement."""
    run = _run(figures)
    lines = (
        list(run.lines.filter(measure__in=[Measure.TOTAL, Measure.PLACEMENT]).order_by("on")) if run else []
    )
    days = sorted(
        {
            line.on
            for line in lines
            if line.on == year_end(line.on.year) and line.on - run.extract_on > _NO_FORECAST
        }
        if run
        else ()
    )
    if run is None or not days:
        return forecast_words(figures)
    placements: list[str] = [
        kind for kind in words.PLACEMENTS if any(line.placement == kind for line in lines)
    ]
    by = {(line.placement, line.on): line for line in lines}
    rows = [
        Row((words.PLACEMENTS[kind],), tuple(_roughly(by.get((kind, day))) for day in days))
        for kind in placements
    ]
    rows.append(Row(("All children looked after",), tuple(_roughly(by.get(("", day))) for day in days), True))
    return (
        Table(
            identifier="table-forecast",
            label="Forecast",
            caption="Children expected to be looked after, by placement",
            heading_columns=(Column("Placement", numeric=False),),
            columns=tuple(Column(printing.column_date(day)) for day in days),
            rows=tuple(rows),
            source=f"Forecast from the records up to {printing.in_words(run.extract_on)}.",
            as_at=printing.in_words(run.extract_on),
            notes=(
                "Ranges that are expected to hold eight times in ten, rounded outwards to tens; parts do not add to "
                "the whole. Under 20: the range begins too low to be told without telling of single children.",
            ),
        ),
    )


def _roughly(line: ForecastLine | None) -> Cell:
    if line is None:
        return Cell(printing.NOT_HELD)
    if line.low80 < _FEW:
        return Cell(
            "under 20" if line.high80 <= _FEW else f"up to {printing.number(-(-line.high80 // 10) * 10)}"
        )
    return Cell(words.between(line.low80 // 10 * 10, -(-line.high80 // 10) * 10))
