"""What a scenario would make different: in sentences, a chart, tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from forecasting.models import Different
from forecasting.presenters import words
from forecasting.presenters.differences import (
    TOTAL,
    Found,
    Name,
    before,
    between,
    cell,
    fewer,
    fewer_between,
    financial_year,
    plain,
    years,
)
from forecasting.presenters.pictures import Chart, Table, columns
from sufficiency.indicators.formatting import number


def sentence(told: Found) -> str:
    """The finding, on the day of which forecasts speak."""
    day = told.spoken_of
    central = told.lines["central", TOTAL, day]
    kept = told.before.get((TOTAL, day))
    month, without = words.month(day), f" Without it we expect {number(kept.middle)}." if kept else ""
    if plain(central.middle) == "0":
        return f"In {month} as many children would be looked after as without it.{without}"
    said = f"{fewer(central.middle)} children would be looked after than without it{between(central)}"
    return f"In {month} {said}.{without}"


def beside(told: Found) -> str:
    """If it works little or much; and what it does to homes and cost, where that is told."""
    day = told.spoken_of
    low, _, high = told.of(TOTAL, day)
    said = []
    if low.middle or high.middle:
        said.append(f"If it works least, {fewer(low.middle)}; if it works most, {fewer(high.middle)}.")
    moved = [
        (name, line.middle)
        for name in told.names(Different.PLACEMENT)
        if abs((line := told.lines["central", name, day]).middle) >= Decimal("0.5")
    ]
    if moved:
        moved.sort(key=lambda one: -abs(one[1]))
        listed = "; ".join(
            f"{_lower(words.PLACEMENTS[name[2]])} {fewer(middle)}" for name, middle in moved[:3]
        )
        said.append(f"Most changed: {listed}.")
    return " ".join(said)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def chart(told: Found, *, csv_href: str) -> Chart:
    """A difference month by month: the central strength with its range, low and high as lines. Of the total, or of the
    placement that changes most where the total stays."""
    day, name = told.spoken_of, _charted(told)
    central = told.lines["central", name, day]
    what = words.PLACEMENTS[name[2]] if name[2] else "Children looked after"
    title = f"{what}: {fewer(central.middle)} in {words.month(day)}"
    return {
        "id": f"difference-{told.trial.pk}",
        "title": title,
        "subtitle": "Children: with the scenario less without it, at month ends",
        "summary": f"Chart. {title}, with a range of {fewer_between(central.low80, central.high80)}. The figures "
        "are in the table below.",
        "notes": [
            "The band holds the difference with 8 chances in 10 at central strength. The thin lines are the middles at "
            "low and high strength. Chance itself cancels out: each future is compared with itself."
        ],
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "number",
            "series": [
                {
                    "name": label,
                    "role": role,
                    "points": [
                        {"x": one.isoformat(), "y": float(told.lines[strength, name, one].middle)}
                        for one in told.days
                    ],
                }
                for strength, label, role in (
                    ("central", "Central", "forecast"),
                    ("low", "Low", "neighbours"),
                    ("high", "High", "england"),
                )
            ],
            "bands": [
                {
                    "name": "80% range",
                    "role": "band80",
                    "points": [
                        {"x": one.isoformat(), "low": float(line.low80), "high": float(line.high80)}
                        for one in told.days
                        for line in [told.lines["central", name, one]]
                    ],
                }
            ],
        },
        "table": {
            "caption": f"{what}, with the scenario less without it",
            "hide_caption": True,
            "columns": columns("At the end of", "Low", "Central", "High"),
            "rows": [
                {"cells": [words.month_end(one), *(cell(line) for line in told.of(name, one))]}
                for one in told.days
            ],
            "csv_href": csv_href,
        },
    }


def _charted(told: Found) -> Name:
    if any(line.middle for (_, name, _), line in told.lines.items() if name == TOTAL):
        return TOTAL
    day = told.spoken_of
    moved = {name: abs(told.lines["central", name, day].middle) for name in told.names(Different.PLACEMENT)}
    most = max(moved, key=lambda name: moved[name])
    return most if moved[most] else TOTAL


def by_year(told: Found, *, csv_href: str) -> Table:
    """One row a 31 March."""
    return {
        "caption": "Children looked after: without the scenario, and the difference it makes",
        "columns": columns("At the end of", "Without", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    words.month(day),
                    before(told, TOTAL, day),
                    *(cell(line) for line in told.of(TOTAL, day)),
                ]
            }
            for day in years(told.days, told.trial.run.extract_on)
        ],
        "notes": ["In brackets the range of 8 chances in 10."],
        "csv_href": csv_href,
    }


def by_group(told: Found) -> Table:
    """Ages and placements on the day of which forecasts speak."""
    day = told.spoken_of
    rows = [
        (words.AGES[name[1]] if name[1] != "0" else "Under 1", name) for name in told.names(Different.AGE)
    ] + [(words.PLACEMENTS[name[2]], name) for name in told.names(Different.PLACEMENT)]
    return {
        "caption": f"By age and by placement in {words.month(day)}",
        "columns": columns("Children", "Without", "Low", "Central", "High"),
        "rows": [
            {"cells": [text, before(told, name, day), *(cell(line) for line in told.of(name, day))]}
            for text, name in rows
        ],
        "notes": ["Middles of parts do not add up to that of the total."],
    }


def homes(told: Found) -> Table | None:
    """How many more, or fewer, homes would be short: of kinds whose places are known or are opened."""
    names = told.names(Different.HOMES_SHORT)
    if not names:
        return None
    return {
        "caption": "Homes short: how many more (+) or fewer (−) would be",
        "columns": columns("Homes, at the end of", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    f"{words.PLACEMENTS[name[2]]}, {words.month(day)}",
                    *(cell(line) for line in told.of(name, day)),
                ]
            }
            for name in names
            for day in years(told.days, told.trial.run.extract_on)
        ],
    }


def costs(told: Found) -> Table | None:
    """By financial year, where prices are held."""
    name: Name = (Different.COST, "", "")
    days = sorted({day for _, one, day in told.lines if one == name})
    if not days:
        return None
    return {
        "caption": "Cost of placements: how much more (+) or less (−)",
        "columns": columns("Financial year", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    financial_year(day, told.trial.run),
                    *(cell(line, pounds=True) for line in told.of(name, day)),
                ]
            }
            for day in days
        ],
        "notes": [
            "At the prices held when it was tried. What the scenario itself costs, and staying put, is not in it."
        ],
    }


def csv_rows(told: Found) -> list[tuple[Any, ...]]:
    """Every difference, as kept."""
    return [
        (
            line.get_strength_display(),
            Different(line.measure).label,
            words.AGES.get(line.age, ""),
            words.PLACEMENTS.get(line.placement, ""),
            line.on,
            line.low80,
            line.middle,
            line.high80,
        )
        for _, line in sorted(told.lines.items(), key=lambda one: (one[0][1], one[0][2], one[0][0]))
    ]
