"""Scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from forecasting.models import Different, ForecastLine, ForecastRun
from forecasting.presenters import words
from forecasting.presenters.differences import STRENGTHS, TOTAL, Found, Name, before, cell, fewer, years
from forecasting.presenters.pictures import Chart, Table, columns
from sufficiency.indicators.formatting import number

# Lines of a chart that stand beside one another: one look each.
_LOOKS = ("forecast", "published", "england", "neighbours")


def compared(run: ForecastRun, lines: Sequence[ForecastLine], trials: Sequence[Found]) -> Table:
    """Each 31 March at low, central and high: the baseline's middle, and what each scenario makes different."""
    kept = {line.on: line for line in lines}
    return {
        "caption": "Children looked after: without, and the difference that each scenario makes",
        "columns": columns("At the end of", "Without", *(one.trial.name for one in trials)),
        "rows": [
            {
                "cells": [
                    f"{words.month(day)}, {strength.label.lower()}",
                    number(kept[day].middle) if day in kept else None,
                    *(cell(one.lines.get((strength.value, TOTAL, day))) for one in trials),
                ]
            }
            for day in years(sorted(kept), run.extract_on)
            for strength in STRENGTHS
        ],
        "notes": [
            "In brackets the range of 8 chances in 10. All were tried on the same forecast and the same futures."
        ],
        "wide": len(trials) > 2,
    }


def compared_groups(day: date, trials: Sequence[Found]) -> Table:
    """Placements on one day, at central strength."""
    names: Sequence[Name] = [(Different.PLACEMENT, "", kind) for kind in words.PLACEMENTS]
    return {
        "caption": f"By placement in {words.month(day)}, at central strength",
        "columns": columns("Placement", "Without", *(one.trial.name for one in trials)),
        "rows": [
            {
                "cells": [
                    words.PLACEMENTS[name[2]],
                    before(trials[0], name, day),
                    *(cell(one.lines.get(("central", name, day))) for one in trials),
                ]
            }
            for name in names
        ],
        "wide": len(trials) > 2,
    }


def compared_chart(trials: Sequence[Found]) -> Chart:
    """Central differences of the total, one line a scenario."""
    day = trials[0].spoken_of
    said = "; ".join(f"{one.trial.name} {fewer(one.lines['central', TOTAL, day].middle)}" for one in trials)
    title = f"In {words.month(day)}: {said}"
    return {
        "id": "compared",
        "title": title,
        "subtitle": "Children looked after, with each scenario less without it, at central strength",
        "summary": f"Chart. {title}. The figures are in the table.",
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "number",
            "series": [
                {
                    "name": one.trial.name,
                    "role": look,
                    "points": [
                        {"x": at.isoformat(), "y": float(one.lines["central", TOTAL, at].middle)}
                        for at in one.days
                    ],
                }
                for one, look in zip(trials, _LOOKS, strict=False)
            ],
        },
        "table": {
            "caption": "Differences at central strength by month",
            "hide_caption": True,
            "columns": columns("At the end of", *(one.trial.name for one in trials)),
            "rows": [
                {
                    "cells": [
                        words.month_end(at),
                        *(cell(one.lines.get(("central", TOTAL, at))) for one in trials),
                    ]
                }
                for at in trials[0].days
            ],
        },
    }
