"""Charts as `_components/chart.html` takes them: a finding, a drawing as data, the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reports import printing
from reports.presenters import words
from reports.presenters.figure_tables import columns
from sufficiency.core.periods import Window, year_end
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.published import Comparators
from sufficiency.indicators.wording import in_words

Chart = dict[str, Any]
# A rise or fall of less than this share of the first value is called none.
_STEADY = 0.02


def line_chart(
    identifier: str,
    series: Sequence[Measurement],
    others: Mapping[date, Comparators],
    *,
    council: str,
    subject: str,
    csv_href: str = "",
    wanted: Mapping[date, Decimal] | None = None,
) -> Chart:
    """A figure by date, with England, neighbours and region where anybody published one, and what was wanted of it."""
    key, unit = series[0].key, series[0].unit
    days = [measurement.as_at for measurement in series]
    lines: list[dict[str, Any]] = [{"name": council, "role": "council", "values": [m.value for m in series]}]
    lines += [
        _published("England", "england", days, others, _england),
        _published("Neighbours", "neighbours", days, others, _neighbours),
        _published("Region", "region", days, others, _region),
        {"name": "Target", "role": "target", "values": [(wanted or {}).get(day) for day in days]},
    ]
    lines = [line for line in lines if any(value is not None for value in line["values"])]
    broken = breaks_between(key, days[0], days[-1])
    title = finding(subject, series, others)
    return {
        "id": identifier,
        "title": title,
        "subtitle": f"{catalogue.get(key).title}, {in_words(days[0])} to {in_words(days[-1])}",
        "summary": f"Line chart. {title} The figures are in the table below.",
        "notes": [f"From {in_words(one.on)}: {one.what_changed} ({one.source})" for one in broken],
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "percent" if unit is Unit.PERCENT else "number",
            "tick_at_points": all(day == year_end(day.year) for day in days),
            "series": [
                {
                    "name": line["name"],
                    "role": line["role"],
                    "points": [
                        {"x": day.isoformat(), "y": None if value is None else round(float(value), 2)}
                        for day, value in zip(days, line["values"], strict=True)
                    ],
                }
                for line in lines
            ],
            "breaks": [{"x": _first_on_or_after(one.on, days), "text": "New definition"} for one in broken],
        },
        "table": {
            "caption": f"{catalogue.get(key).title}, by date",
            "hide_caption": True,
            "columns": columns("As at", *(line["name"] for line in lines)),
            "rows": [
                {
                    "cells": [
                        words.short_date(day),
                        *(words.plain(line["values"][at], unit) for line in lines),
                    ]
                }
                for at, day in enumerate(days)
            ],
            "csv_href": csv_href,
        },
    }


def finding(subject: str, series: Sequence[Measurement], others: Mapping[date, Comparators]) -> str:
    """What the line shows: 'The rate rose from 63 in 2007 to 102 in 2013; England's was 60.'"""
    known = [measurement for measurement in series if measurement.value is not None]
    if not known:
        return f"{subject} is not known at any of these dates."
    first, last = known[0], known[-1]
    broken = breaks_between(last.key, first.as_at, last.as_at)
    if broken:
        first = next((m for m in known if m.as_at >= broken[-1].on), last)
    text = f"{subject} was {words.value_text(last)} at {in_words(last.as_at)}"
    if first is not last:
        moved = float(last.value or 0) - float(first.value or 0)
        steady = abs(moved) <= _STEADY * abs(float(first.value or 0))
        verb = "hardly moved" if steady else "rose" if moved > 0 else "fell"
        text = (
            f"{subject} {verb} from {words.value_text(first)} at {in_words(first.as_at)} "
            f"to {words.value_text(last)} at {in_words(last.as_at)}"
        )
    england = others.get(last.as_at)
    if england and england.england and england.england.value is not None:
        text += f"; England’s was {words.plain(england.england.value, last.unit)}"
    return f"{text}."


def flows_chart(
    started: Sequence[Measurement], ceased: Sequence[Measurement], *, csv_href: str = ""
) -> Chart:
    """Children who came and left, year by year."""
    days = [measurement.as_at for measurement in started]
    names = [_year_name(day) for day in days]
    pairs = [
        (came.value, left.value)
        for came, left in zip(started, ceased, strict=True)
        if came.value is not None and left.value is not None
    ]
    grew = sum(came > left for came, left in pairs)
    title = (
        f"More children came than left in {grew} of {len(pairs)} years"
        if pairs
        else "Nobody can say yet how many came and left"
    )
    return {
        "id": "came-and-left",
        "title": title,
        "subtitle": "Children who started and who ceased to be looked after, by year",
        "summary": f"Bar chart. {title}. The figures are in the table below.",
        "spec": {
            "kind": "bars",
            "format": "number",
            "series": [
                {
                    "name": name,
                    "role": role,
                    "points": [{"x": at, "y": m.value} for at, m in zip(names, figures, strict=True)],
                }
                for name, role, figures in (("Started", "council", started), ("Ceased", "region", ceased))
            ],
        },
        "table": {
            "caption": "Children who started and who ceased to be looked after, by year",
            "hide_caption": True,
            "columns": columns("Year", "Started", "Ceased"),
            "rows": [
                {"cells": [name, words.value_text(came), words.value_text(left)]}
                for name, came, left in zip(names, started, ceased, strict=True)
            ],
            "csv_href": csv_href,
        },
    }


def months_chart(months: Sequence[tuple[Window, tuple[int, int] | None]]) -> Chart:
    """Children who came and left, month by month; None where the records do not cover a month."""
    names = [f"{window.start:%b %Y}" for window, _ in months]
    known = [pair for _, pair in months if pair is not None]
    came, left = (sum(pair[at] for pair in known) for at in (0, 1))
    title = f"{formatting.number(came)} came and {formatting.number(left)} left"
    title += " in twelve months" if len(known) == len(months) else f" in {len(known)} of twelve months"
    subtitle = (
        f"Children who started and who ceased to be looked after, by month, to {in_words(months[-1][0].end)}"
    )
    return {
        "id": "by-month",
        "title": title,
        "subtitle": subtitle,
        "summary": f"Bar chart. {title}. The figures are in the table below.",
        "notes": [
            "Each child once a month: who came twice in a year stands in two months, and once in the year."
        ],
        "spec": {
            "kind": "bars",
            "format": "number",
            "series": [
                {
                    "name": name,
                    "role": role,
                    "points": [
                        {"x": month, "y": None if pair is None else pair[at]}
                        for month, (_, pair) in zip(names, months, strict=True)
                    ],
                }
                for at, (name, role) in enumerate((("Started", "council"), ("Ceased", "region")))
            ],
        },
        "table": {
            "caption": subtitle,
            "hide_caption": True,
            "columns": columns("Month", "Started", "Ceased"),
            "rows": [
                {"cells": [month, *(formatting.number(one) for one in pair)] if pair else [month, None, None]}
                for month, (_, pair) in zip(names, months, strict=True)
            ],
        },
    }


def categories_chart(identifier: str, measurement: Measurement, *, csv_href: str = "") -> Chart:
    """A breakdown on one day as lying bars, noughts left out of the drawing and kept in the table."""
    lines = measurement.breakdown or ()
    is_share = measurement.unit is Unit.PERCENT
    drawn = [(line.category, line.percent if is_share else line.value) for line in lines]
    drawn = [(name, value) for name, value in drawn if value]
    title = _largest(measurement, drawn)
    return {
        "id": identifier,
        "title": title,
        "subtitle": words.title_when(measurement.key, measurement.as_at),
        "summary": f"Bar chart. {title} The figures are in the table below.",
        "size": "tall" if len(drawn) > 7 else "",
        "spec": {
            "kind": "lying-bars",
            "format": "percent" if is_share else "number",
            "series": [
                {
                    "name": measurement.title,
                    "role": "council",
                    "points": [{"x": printing.sentence(name), "y": value} for name, value in drawn],
                }
            ],
        },
        "table": {
            "caption": words.title_when(measurement.key, measurement.as_at),
            "hide_caption": True,
            "columns": columns(
                "Category", *(["Share", "Counted", "Of"] if is_share else ["Number", "Share"])
            ),
            "rows": [
                {
                    "cells": [
                        printing.sentence(line.category),
                        *(
                            [
                                words.plain(line.percent, "percent"),
                                formatting.number(line.value),
                                formatting.number(line.denominator or 0),
                            ]
                            if is_share
                            else [formatting.number(line.value), words.plain(line.percent, "percent")]
                        ),
                    ]
                }
                for line in lines
            ],
            "csv_href": csv_href,
        },
    }


def _largest(measurement: Measurement, drawn: Sequence[tuple[str, Any]]) -> str:
    if not drawn:
        return f"{measurement.title}: nobody."
    name, value = max(drawn, key=lambda one: one[1])
    if measurement.unit is Unit.PERCENT:
        return f"{printing.sentence(name)}: {formatting.percent(value)}, the highest share."
    share = words.plain(100 * value / measurement.value, "percent") if measurement.value else ""
    return f"The largest group is {name}: {formatting.number(value)}, {share} of all."


def _published(
    name: str,
    role: str,
    days: Sequence[date],
    others: Mapping[date, Comparators],
    of: Callable[[Comparators], Decimal | None],
) -> dict[str, Any]:
    return {
        "name": name,
        "role": role,
        "values": [of(others[day]) if day in others else None for day in days],
    }


def _england(others: Comparators) -> Decimal | None:
    return others.england.value if others.england else None


def _neighbours(others: Comparators) -> Decimal | None:
    return others.neighbours


def _region(others: Comparators) -> Decimal | None:
    return others.region.value if others.region else None


def _first_on_or_after(day: date, days: Sequence[date]) -> str:
    return next(one for one in days if one >= day).isoformat()


def _year_name(day: date) -> str:
    if day == year_end(day.year):
        return f"{day.year - 1}/{day.year % 100:02d}"
    return f"to {words.short_date(day)}"
