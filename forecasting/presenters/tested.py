"""How good the method has been on an authority's own records, in sentences and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forecasting.models import BacktestLine
from forecasting.presenters.pictures import columns
from sufficiency.indicators.formatting import half_up

# A share of ranges that held within this of what was promised is as promised.
_NEAR = 0.08
_WHAT = {"total": "the total", "ages": "ages", "placements": "placements"}


def ahead(months: int) -> str:
    """'a year ahead', '2 years ahead', '18 months ahead'."""
    if months == 12:
        return "a year ahead"
    return f"{months // 12} years ahead" if months % 12 == 0 else f"{months} months ahead"


def held(lines: Sequence[BacktestLine]) -> list[str]:
    """Of each kind of number a year ahead: how many ranges held what came, and what that says of them."""
    return [
        f"For {_WHAT[line.group]} {ahead(line.months)}, {_hundred(line.held80)} in 100 ranges of 8 chances in 10 held "
        f"what came{_judged(line.held80)}. The middle missed by {half_up(line.error, 1)} children on average; "
        f"no change would have missed by {half_up(line.error_no_change, 1)}."
        for line in lines
        if line.months == 12
    ]


def _hundred(share: float) -> int:
    return round(100 * share)


def _judged(share: float) -> str:
    if share < 0.8 - _NEAR:
        return ": fewer than the 80 promised, so take the ranges here as too narrow"
    return (
        ": more than the 80 promised, so they were wider than need be"
        if share > 0.8 + _NEAR
        else ", as promised"
    )


def table(lines: Sequence[BacktestLine], *, csv_href: str = "") -> dict[str, Any]:
    """One row a kind of number and horizon."""
    return {
        "caption": "Forecasts made as if on earlier days, against what came",
        "columns": columns(
            "Forecast of",
            "Tried",
            "Missed by",
            "No change missed by",
            "Too high (+) or low (-)",
            "80% ranges that held",
            "95% ranges that held",
            "Width of 80% range",
            "Of no change",
        ),
        "wide": True,
        "rows": [
            {
                "cells": [
                    f"{line.get_group_display()}, {ahead(line.months)}",
                    f"{line.cases:,}",
                    f"{half_up(line.error, 1)}",
                    f"{half_up(line.error_no_change, 1)}",
                    f"{half_up(line.bias, 1):+}",
                    f"{_hundred(line.held80)}%",
                    f"{_hundred(line.held95)}%",
                    f"{half_up(line.width80, 1)}",
                    f"{half_up(line.width80_no_change, 1)}",
                ]
            }
            for line in lines
        ],
        "notes": [
            "Misses and widths in children. Forecasts of ages and of placements are tried one by one and averaged.",
            "Earlier days lie close together, so the cases are not independent: few years are few trials.",
        ],
        "csv_href": csv_href,
    }
