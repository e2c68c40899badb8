"""Prices and budgets for tests, all invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from forecasting.models import PlacementBudget, UnitCost
from forecasting.price_actions import Said, enter_price, set_budget
from sufficiency.core.models import Authority, User

SINCE = date(2020, 4, 1)


def said(placement: str = "residential", weekly: int | str = 5_000, **more: Any) -> Said:
    """A price since 2020, from a budget book."""
    given = {"starts_on": SINCE, "source": "Budget book 2020/21", "said_on": date(2020, 3, 1)}
    return Said(placement=placement, weekly=Decimal(weekly), **given | more)


def a_price(
    authority: Authority, by: User, placement: str = "residential", weekly: int | str = 5_000, **more: Any
) -> UnitCost:
    return enter_price(authority=authority, said=said(placement, weekly, **more), by=by)


def a_budget(
    authority: Authority, by: User, year: int = 2025, amount: int = 1_000_000, placement: str = ""
) -> PlacementBudget:
    return set_budget(
        authority=authority,
        year=year,
        placement=placement,
        amount=Decimal(amount),
        source="Council of 1 March",
        said_on=date(2024, 3, 1),
        by=by,
    )
