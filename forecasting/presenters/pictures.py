"""Charts and tables of a forecast, as `_components/chart.html` and `_components/figure_table.html` take them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from forecasting.models import ForecastHistory, ForecastLine
from forecasting.presenters import words
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

Chart = dict[str, Any]
Table = dict[str, Any]
RANGES = ("95% low", "80% low", "Middle", "80% high", "95% high")


def columns(first: str, *others: str) -> list[dict[str, Any]]:
    """The first column heads the rows; the others hold figures."""
    return [{"text": first, "numeric": False}, *({"text": text, "numeric": True} for text in others)]


def fan(
    identifier: str,
    lines: Sequence[ForecastLine],
    history: Sequence[ForecastHistory],
    *,
    extract: date,
    title: str,
    subtitle: str,
    csv_href: str = "",
    size: str = "",
    notes: Sequence[str] = (),
    no_change: bool = True,
    beside: Sequence[dict[str, Any]] = (),
) -> Chart:
    """How it was, the middle of what may come within its ranges, and the number of the extract carried on.

    `beside` are other lines, such as issued forecasts.
    """
    last = lines[-1]
    series = [
        {
            "name": "So far",
            "role": "council",
            "points": [{"x": one.on.isoformat(), "y": one.number} for one in history],
        },
        {
            "name": "Forecast",
            "role": "forecast",
            "points": [{"x": line.on.isoformat(), "y": line.middle} for line in lines],
        },
    ]
    if no_change:
        series.append(
            {
                "name": "No change",
                "role": "no_change",
                "points": [{"x": line.on.isoformat(), "y": line.no_change} for line in (lines[0], last)],
            }
        )
    return {
        "id": identifier,
        "title": title,
        "subtitle": subtitle,
        "size": size,
        "summary": f"Chart. {title}. From {in_words(extract)} on: the middle of what may come, with ranges that hold "
        f"8 and 19 chances in 10 and 20; in {words.month(last.on)} {words.between(last.low80, last.high80)} and "
        f"{words.between(last.low95, last.high95)}. The figures are in the table below.",
        "notes": ["The dark band holds what comes with 8 chances in 10, the light one with 19 in 20.", *notes]
        if size != "short"
        else [*notes],
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "number",
            "series": [one for one in [*series, *beside] if one["points"]],
            "bands": [
                {
                    "name": f"{percent}% range",
                    "role": f"band{percent}",
                    "points": [
                        {
                            "x": line.on.isoformat(),
                            "low": getattr(line, f"low{percent}"),
                            "high": getattr(line, f"high{percent}"),
                        }
                        for line in lines
                    ],
                }
                for percent in (95, 80)
            ],
            "marks": [{"x": extract.isoformat(), "text": "Forecast starts"}],
        },
        "table": by_month(lines, caption=subtitle, csv_href=csv_href, no_change=no_change),
    }


def by_month(
    lines: Sequence[ForecastLine], *, caption: str, csv_href: str = "", no_change: bool = True
) -> Table:
    """One row a month end."""
    return {
        "caption": caption,
        "hide_caption": True,
        "columns": columns("At the end of", *RANGES, *(["No change"] if no_change else [])),
        "rows": [
            {
                "cells": [
                    words.month_end(line.on),
                    *limits(line),
                    *([number(line.no_change)] if no_change else []),
                ]
            }
            for line in lines
        ],
        "csv_href": csv_href,
    }


def limits(line: ForecastLine) -> list[str]:
    """The figures of `RANGES`."""
    return [number(one) for one in (line.low95, line.low80, line.middle, line.high80, line.high95)]


def by_group(
    lines: Sequence[ForecastLine],
    names: dict[str, str],
    field: str,
    *,
    caption: str,
    day: date,
    csv_href: str,
) -> Table:
    """One row an age or placement: now, the middle on a day, and the range of 8 chances in 10."""
    on = {getattr(line, field): line for line in lines if line.on == day}
    return {
        "caption": caption,
        "columns": columns(field.capitalize(), "Now", "Expected", "8 chances in 10", "19 chances in 20"),
        "rows": [
            {
                "cells": [
                    text,
                    number(on[name].no_change),
                    number(on[name].middle),
                    words.between(on[name].low80, on[name].high80),
                    words.between(on[name].low95, on[name].high95),
                ]
            }
            for name, text in names.items()
        ],
        "notes": [
            "Middles and limits of parts do not add up to those of the total: not all go high or low together."
        ],
        "csv_href": csv_href,
    }


def crossed(lines: Sequence[ForecastLine], *, day: date, csv_href: str) -> Table:
    """Ages across, placements down: the middle, and the range of 8 chances in 10."""
    on = {(line.placement, line.age): line for line in lines if line.on == day}
    return {
        "caption": f"Placement by age expected in {words.month(day)}, with the range of 8 chances in 10",
        "columns": columns("Placement", *words.AGES.values()),
        "rows": [
            {
                "cells": [
                    text,
                    *(
                        f"{number(one.middle)} ({words.between(one.low80, one.high80)})"
                        for one in (on[kind, age] for age in words.AGES)
                    ),
                ]
            }
            for kind, text in words.PLACEMENTS.items()
        ],
        "csv_href": csv_href,
    }
