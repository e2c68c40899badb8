"""What a forecast says of cost, as tables and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forecasting.models import ForecastCost
from forecasting.presenters import words
from forecasting.presenters.money import (
    NO_PRICE,
    TOTAL,
    Pounds,
    between,
    counted,
    exact,
    kind,
    pounds,
    rounded,
)
from forecasting.presenters.pictures import Chart, Table, columns
from sufficiency.core.periods import year_label
from sufficiency.indicators.formatting import half_up

_LIMITS = ("low95", "low80", "middle", "high80", "high95", "no_change")


def by_year(totals: Sequence[ForecastCost], *, csv_href: str) -> Table:
    """One row a financial year."""
    notes = []
    if any(not one.tells_the_year for one in totals):
        notes.append(
            "Of a year that the forecast holds in part, what is counted is that part alone: it is not compared with "
            "the budget, which is for the whole year."
        )
    if any(one.tells_the_year and one.spent is not None for one in totals):
        notes.append(
            "What is spent already is what the children who were here cost from 1 April on at the prices entered; it "
            "is no ledger."
        )
    return {
        "caption": "Cost of placements by financial year",
        "columns": columns(
            "Year", "8 chances in 10", "Middle", "19 chances in 20", "No change", "Budget", "Chance of more"
        ),
        "rows": [
            {
                "cells": [
                    counted(one),
                    *_limits(one),
                    "None entered" if one.budget is None else pounds(one.budget),
                    _chance(one),
                ]
            }
            for one in totals
        ],
        "notes": notes,
        "csv_href": csv_href,
    }


def _limits(one: ForecastCost) -> list[str]:
    low95, low80, middle, high80, high95, no_change = map(one.of_the_year, _LIMITS)
    if low80 is None or high80 is None or middle is None or no_change is None:
        return [NO_PRICE] * 4
    assert low95 is not None
    assert high95 is not None
    return [between(low80, high80), pounds(middle), between(low95, high95), pounds(no_change)]


def _chance(one: ForecastCost) -> str:
    if one.budget is None:
        return ""
    if one.chance is None:
        return "Not compared"
    return f"{one.chance}%" if 0 < one.chance < 100 else ("Under 1%" if not one.chance else "Over 99%")


def by_kind(costs: Sequence[ForecastCost], *, csv_href: str) -> Table:
    """One row a kind of placement, of one year; in the order of other pages."""
    found = {one.placement: one for one in costs}
    total = found[""]
    # A column of budgets where any kind has one.
    has_budgets = any(one.placement and one.budget is not None for one in costs)

    def cells(one: ForecastCost, name: str, weekly: str) -> list[str]:
        told = _limits(one)
        budget = [pounds(one.budget) if one.budget is not None else "", _chance(one)] if has_budgets else []
        return [name, weekly, told[0], told[1], told[3], *budget]

    return {
        "caption": f"Cost by kind of placement in {counted(total)}",
        "columns": columns(
            "Placement",
            "Price a week",
            "8 chances in 10",
            "Middle",
            "No change",
            *(["Budget", "Chance of more"] if has_budgets else []),
        ),
        "rows": [
            *(
                {
                    "cells": cells(
                        one,
                        kind(name)
                        + (f" ({one.priced_months} of {one.months} months)" if _in_part(one) else ""),
                        NO_PRICE if one.weekly is None else exact(half_up(one.weekly)),
                    )
                }
                for name in words.PLACEMENTS
                if (one := found.get(name)) is not None
            ),
            {"cells": cells(total, TOTAL, ""), "total": True},
        ],
        "notes": [
            "Limits of kinds do not add up to those of all placements: not all go high or low together. The price is "
            "the mean of the year."
        ],
        "csv_href": csv_href,
    }


def _in_part(one: ForecastCost) -> bool:
    return 0 < one.priced_months < one.months


def chart(totals: Sequence[ForecastCost], *, csv_href: str) -> Chart | None:
    """Whole years as a band with the budget as a line; none of fewer than two: a sentence says one."""
    whole = [one for one in totals if one.tells_the_year and one.middle is not None]
    if len(whole) < 2:
        return None
    names = [year_label(one.year) for one in whole]
    series: list[dict[str, Any]] = [
        {
            "name": "Expected",
            "role": "council",
            "points": [
                _point(name, one.of_the_year("middle")) for name, one in zip(names, whole, strict=True)
            ],
        },
        {
            "name": "No change",
            "role": "no_change",
            "points": [
                _point(name, one.of_the_year("no_change")) for name, one in zip(names, whole, strict=True)
            ],
        },
    ]
    if any(one.budget is not None for one in whole):
        series.insert(
            1,
            {
                "name": "Budget",
                "role": "target",
                "points": [_point(name, one.budget) for name, one in zip(names, whole, strict=True)],
            },
        )
    over = [one for one in whole if one.budget is not None and (one.of_the_year("low80") or 0) > one.budget]
    within = [
        one for one in whole if one.budget is not None and (one.of_the_year("high80") or 0) <= one.budget
    ]
    title = "Cost of placements by financial year"
    if over:
        title = f"In {year_label(over[0].year)} placements are likely to cost more than the budget"
    elif within and len(within) == len(whole):
        title = "Placements are likely to stay within the budget"
    elif any(one.budget is not None for one in whole):
        title = "The budget lies within what placements may cost"
    last = whole[-1]
    low, high = last.of_the_year("low80"), last.of_the_year("high80")
    assert low is not None
    assert high is not None
    return {
        "id": "cost-by-year",
        "title": title,
        "subtitle": "Pounds in whole financial years; of this one, with what is spent already",
        "summary": f"Chart. {title}. In {year_label(last.year)} {between(low, high)} with 8 chances in "
        "10. The figures are in the table below.",
        "notes": [
            "The dark band holds what comes with 8 chances in 10, the light one with 19 in 20.",
            "The axis begins above £0.",
        ],
        "spec": {
            "kind": "line",
            "format": "pounds",
            "from_zero": False,
            "series": series,
            "bands": [
                {
                    "name": f"{percent}% range",
                    "role": f"band{percent}",
                    "points": [
                        {
                            "x": name,
                            "low": _drawn(one.of_the_year(f"low{percent}") or 0),
                            "high": _drawn(one.of_the_year(f"high{percent}") or 0),
                        }
                        for name, one in zip(names, whole, strict=True)
                    ],
                }
                for percent in (95, 80)
            ],
        },
        "table": by_year(whole, csv_href=csv_href) | {"hide_caption": True},
    }


def _point(name: str, amount: Pounds | None) -> dict[str, Any]:
    return {"x": name, "y": None if amount is None else _drawn(amount)}


def _drawn(amount: Pounds) -> int:
    return int(rounded(amount))
