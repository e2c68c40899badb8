"""Forecasts as they were printed elsewhere, from the rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.issuing import NotIssued
from forecasting.models import IssuedLine
from forecasting.models.issued import PROMISES
from sufficiency.indicators.groupings import BUDGET_GROUPS

COLUMNS = ("measure", "of", "on", "low", "middle", "high", "promise")
_NAMES = {
    IssuedLine.Measure.TOTAL: ("",),
    IssuedLine.Measure.AGE: AGES,
    IssuedLine.Measure.PLACEMENT: PLACEMENTS,
    IssuedLine.Measure.BUDGET_GROUP: BUDGET_GROUPS,
}


def read_lines(rows: Iterable[Mapping[str, str | None]]) -> list[IssuedLine]:
    """Lines of a forecast from rows with `COLUMNS`, in their order. Raises `NotIssued`, which names the row.

    The heading is row 1. `of` is the age, kind of placement or budget group, and empty of the total; `promise` is how
    often, in a hundred, the range was said to hold, and empty where the source does not say.
    """
    lines: list[IssuedLine] = []
    seen: dict[tuple[str, str, date], int] = {}
    for at, row in enumerate(rows, 2):
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        line = _line(cells, at)
        name = (line.measure, cells["of"], line.on)
        if name in seen:
            raise NotIssued(f"Row {at} tells of the same number as row {seen[name]}. Leave one of them out.")
        seen[name] = at
        lines.append(line)
    return lines


def _line(cells: Mapping[str, str], at: int) -> IssuedLine:
    measure, name = cells["measure"], cells["of"]
    if measure not in _NAMES:
        raise NotIssued(f"Row {at}: “{measure}” is no measure. Give one of {', '.join(_NAMES)}.")
    if name not in _NAMES[IssuedLine.Measure(measure)]:
        fitting = ", ".join(_NAMES[IssuedLine.Measure(measure)])
        raise NotIssued(
            f"Row {at}: “{name}” does not go with {measure}. Give one of {fitting}."
            if fitting
            else f"Row {at}: leave “of” empty for the total."
        )
    try:
        on = date.fromisoformat(cells["on"])
    except ValueError:
        raise NotIssued(f"Row {at}: “{cells['on']}” is no day. Write it as 2015-03-31.") from None
    low, middle, high, promise = (_number(cells, each, at) for each in ("low", "middle", "high", "promise"))
    if (low is None) != (high is None) or (low is None and middle is None):
        raise NotIssued(f"Row {at}: give low and high, or middle, or all three.")
    if low is not None and high is not None and not low <= (low if middle is None else middle) <= high:
        raise NotIssued(f"Row {at}: low, middle and high must be in order.")
    if promise is not None and (promise not in PROMISES or low is None):
        raise NotIssued(f"Row {at}: promise is 80 or 95, of a range; leave it empty where it is not stated.")
    return IssuedLine(
        measure=measure,
        on=on,
        low=low,
        middle=middle,
        high=high,
        promise=promise,
        **({measure: name} if name else {}),
    )


def _number(cells: Mapping[str, str], name: str, at: int) -> int | None:
    text = cells[name]
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise NotIssued(f"Row {at}: {name} is “{text}”. Give a whole number of children.")
    return int(text)
