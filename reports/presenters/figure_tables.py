"""Tables of figures as `_components/figure_table.html` takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reports import printing
from reports.presenters import words
from sufficiency.indicators import formatting
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.crossing import CrossTable

Table = dict[str, Any]


def columns(first: str, *others: str, words_last: int = 0) -> list[dict[str, Any]]:
    """A heading for the rows, then numbers; the last `words_last` columns are words."""
    numbers = len(others) - words_last
    return [
        {"text": first},
        *({"text": text, "numeric": at < numbers} for at, text in enumerate(others)),
    ]


# More columns than this are set in a box that scrolls.
_MOST_COLUMNS = 8


def crossed(table: CrossTable, *, caption: str, rows_are: str, columns_are: str = "Category") -> Table:
    """Counts by two cuts, with totals both ways; of a share, the percentage of each line beside its counts.

    The cut with more categories goes down the page.
    """
    if table.columns == ("counted", "of all asked"):
        return _crossed_share(table, caption, rows_are)
    heads, lines = table.columns, list(table.rows)
    if len(heads) > len(lines):
        heads, lines, rows_are = (
            tuple(name for name, _ in lines),
            [(name, tuple(counts[at] for _, counts in lines)) for at, name in enumerate(heads)],
            columns_are,
        )
    with_total = len(heads) > 1
    totals = tuple(sum(counts) for counts in zip(*(counts for _, counts in lines), strict=True))
    shown = [*heads, *(["All"] if with_total else [])]
    return {
        "caption": caption,
        "columns": columns(rows_are, *map(printing.sentence, shown)),
        "rows": [
            {
                "cells": [
                    printing.sentence(name),
                    *(formatting.number(count) for count in counts),
                    *([formatting.number(sum(counts))] if with_total else []),
                ],
                "total": at == len(lines),
            }
            for at, (name, counts) in enumerate([*lines, ("All", totals)])
        ],
        "wide": len(shown) > _MOST_COLUMNS,
    }


def _crossed_share(table: CrossTable, caption: str, rows_are: str) -> Table:
    lines = [*table.rows, ("All", table.totals)] if table.rows else []
    return {
        "caption": caption,
        "columns": columns(rows_are, "Share", "Children counted", "Of"),
        "rows": [
            {
                "cells": [
                    printing.sentence(name),
                    formatting.percent(100 * counted / asked) if asked else "no children",
                    formatting.number(counted),
                    formatting.number(asked),
                ],
                "total": at == len(table.rows),
            }
            for at, (name, (counted, asked)) in enumerate(lines)
        ],
    }


def categories_by_date(series: Mapping[date, Measurement], *, caption: str, first: str) -> Table:
    """A breakdown's lines by date: counts, and the share on the last of the dates."""
    days = list(series)
    last = series[days[-1]]
    names = [
        line.category
        for line in last.breakdown or next((m.breakdown for m in series.values() if m.breakdown), ())
    ]
    is_share = last.unit is Unit.PERCENT

    def cell(day: date, name: str) -> str | None:
        line = series[day].category(name)
        if line is None:
            return None
        return words.plain(line.percent, Unit.PERCENT) if is_share else formatting.number(line.value)

    def share(name: str) -> str | None:
        line = last.category(name)
        return words.plain(line.percent, Unit.PERCENT) if line else None

    rows: list[dict[str, Any]] = [
        {
            "cells": [
                printing.sentence(name),
                *(cell(day, name) for day in days),
                *([] if is_share else [share(name)]),
            ]
        }
        for name in names
    ]
    whole = [words.value_text(measurement) for measurement in series.values()]
    rows.append(
        {"cells": ["All", *whole, *([] if is_share else ["100%" if last.value else None])], "total": True}
    )
    heads = [printing.column_date(day) for day in days] + (
        [] if is_share else [f"Share at {printing.column_date(days[-1])}"]
    )
    return {"caption": caption, "columns": columns(first, *heads), "rows": rows}


def by_date(measurements: Sequence[Measurement], *, caption: str) -> Table:
    """One figure by date with what it was made from; not known in words, with the reason under the table."""
    unit = measurements[0].unit
    has_parts = any(m.denominator is not None for m in measurements)
    has_missing = any(measurement.missing for measurement in measurements)
    heads = [_VALUE[unit], *([_COUNTED[unit], _OF[unit]] if has_parts else [])]
    heads += ["Could not be judged"] if has_missing else []
    rows = []
    for measurement in measurements:
        cells = [words.short_date(measurement.as_at), words.value_text(measurement)]
        cells += [_whole(measurement.numerator), _whole(measurement.denominator)] if has_parts else []
        cells += [_whole(measurement.missing)] if has_missing else []
        rows.append({"cells": cells})
    return {
        "caption": caption,
        "columns": columns("As at", *heads),
        "rows": rows,
        "notes": reasons(measurements),
    }


def reasons(measurements: Sequence[Measurement]) -> list[str]:
    """Why figures are not known, each reason once."""
    return list(dict.fromkeys(m.reason for m in measurements if m.reason))


_VALUE = {
    Unit.CHILDREN: "Children",
    Unit.YOUNG_PEOPLE: "Young people",
    Unit.PERCENT: "Share",
    Unit.RATE: "Rate",
    Unit.DAYS: "Mean days",
}
_COUNTED = {
    Unit.CHILDREN: "Counted",
    Unit.YOUNG_PEOPLE: "Counted",
    Unit.PERCENT: "Counted",
    Unit.RATE: "Children looked after",
    Unit.DAYS: "Days in all",
}
_OF = {
    Unit.CHILDREN: "Of",
    Unit.YOUNG_PEOPLE: "Of",
    Unit.PERCENT: "Of",
    Unit.RATE: "Children in the area",
    Unit.DAYS: "Children",
}


def _whole(number: int | None) -> str | None:
    return None if number is None else formatting.number(number)
