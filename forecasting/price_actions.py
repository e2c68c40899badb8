"""Keeping prices of placements and budgets: entered, corrected, ended. What stood before is kept as history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from forecasting.models import PlacementBudget, UnitCost
from forecasting.models.prices import PriceQuerySet
from forecasting.presenters.words import PLACEMENTS
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused, day_in_words


class NotPriced(Refused):
    """No price or budget was entered or changed."""


@dataclass(frozen=True)
class Said:
    """A price as somebody gives it: of what, how much a week, from when and who says so. Pounds."""

    placement: str
    weekly: Decimal
    starts_on: date
    source: str
    said_on: date
    provider: str = ""
    # The first day on which it holds no more; none while nobody knows.
    ends_on: date | None = None
    lowest: Decimal | None = None
    mean: Decimal | None = None
    median: Decimal | None = None
    highest: Decimal | None = None


@transaction.atomic
def enter_price(*, authority: Authority, said: Said, by: User) -> UnitCost:
    """A price from a day on; the one that holds until then, and has no end, ends on that day.

    Raises `PermissionDenied`, `NotPriced` where another price of the same holds on one of its days.
    """
    require(by, Action.KEEP_PRICES, authority)
    _one_at_a_time(authority)
    _can_be(said)
    before = (
        _same(authority, said).filter(valid__startswith__lt=said.starts_on, valid__upper_inf=True).first()
    )
    if before is not None:
        before.valid = DateRange(before.valid.lower, said.starts_on)
        before.version += 1
        before.save(update_fields=["valid", "version"])
        audit.record(
            by=by,
            action="price ended",
            on=before,
            authority=authority,
            ends_on=said.starts_on.isoformat(),
        )
    price = UnitCost(authority=authority)
    _keep(price, said, by)
    audit.record(by=by, action="price entered", on=price, authority=authority, **_facts(price))
    return price


@transaction.atomic
def correct_price(*, price: UnitCost, version: int, said: Said, by: User) -> UnitCost:
    """What was entered wrongly; for a new price from a day on, enter one.

    Raises `PermissionDenied`, `StaleEdit`, `NotPriced`.
    """
    require(by, Action.KEEP_PRICES, price.authority)
    _one_at_a_time(price.authority)
    now = take(price, version=version)
    _can_be(said)
    _keep(now, said, by)
    audit.record(by=by, action="price corrected", on=now, authority=now.authority, **_facts(now))
    return now


@transaction.atomic
def end_price(*, price: UnitCost, version: int, ends_on: date, by: User) -> UnitCost:
    """It holds until the day before `ends_on`; afterwards what it was for has no price until one is entered.

    Raises `PermissionDenied`, `StaleEdit`, `NotPriced`.
    """
    require(by, Action.KEEP_PRICES, price.authority)
    _one_at_a_time(price.authority)
    now = take(price, version=version)
    if ends_on <= now.valid.lower:
        raise NotPriced(
            f"The price holds from {day_in_words(now.valid.lower)}. Enter a later day, or correct its first day.",
            field="ends_on",
        )
    if now.valid.upper is not None and ends_on > now.valid.upper:
        raise NotPriced(
            f"The price has ended already: it held until {day_in_words(now.valid.upper)}. "
            "Correct it to let it hold for longer.",
            field="ends_on",
        )
    now.valid = DateRange(now.valid.lower, ends_on)
    now.save(update_fields=["valid", "version"])
    audit.record(by=by, action="price ended", on=now, authority=now.authority, ends_on=ends_on.isoformat())
    return now


@transaction.atomic
def set_budget(
    *, authority: Authority, year: int, placement: str, amount: Decimal, source: str, said_on: date, by: User
) -> PlacementBudget:
    """What may be spent in the financial year that ends in `year`, in all (blank) or on a kind.

    Raises `PermissionDenied`, `NotPriced` where there is one already.
    """
    require(by, Action.KEEP_PRICES, authority)
    _one_at_a_time(authority)
    budget = PlacementBudget(authority=authority, year=year, placement=placement)
    return _save_budget(budget, amount, source, said_on, by, "budget entered")


@transaction.atomic
def correct_budget(
    *,
    budget: PlacementBudget,
    version: int,
    year: int,
    placement: str,
    amount: Decimal,
    source: str,
    said_on: date,
    by: User,
) -> PlacementBudget:
    """Another amount, or what was entered wrongly. Raises `PermissionDenied`, `StaleEdit`, `NotPriced`."""
    require(by, Action.KEEP_PRICES, budget.authority)
    _one_at_a_time(budget.authority)
    now = take(budget, version=version)
    now.year, now.placement = year, placement
    return _save_budget(now, amount, source, said_on, by, "budget corrected")


def _one_at_a_time(authority: Authority) -> None:
    """So that two who enter prices of the same at once see each other."""
    Authority.objects.select_for_update().get(pk=authority.pk)


def _same(authority: Authority, said: Said) -> PriceQuerySet:
    return UnitCost.objects.filter(authority=authority, placement=said.placement, provider=said.provider)


def _can_be(said: Said) -> None:
    if said.ends_on is not None and said.ends_on <= said.starts_on:
        raise NotPriced("The day it ends must be after the day from which it holds.", field="ends_on")
    for below, above in (
        ("lowest", "weekly"),
        ("lowest", "mean"),
        ("lowest", "median"),
        ("lowest", "highest"),
        ("weekly", "highest"),
        ("mean", "highest"),
        ("median", "highest"),
    ):
        low, high = getattr(said, below), getattr(said, above)
        if low is not None and high is not None and low > high:
            raise NotPriced(
                "The lowest price cannot be above another, nor the highest below one. Correct the one that is wrong.",
                field=below if below == "lowest" else above,
            )


def _keep(price: UnitCost, said: Said, by: User) -> None:
    """Refused where another of the same holds on one of its days; the database would refuse it too."""
    valid = DateRange(said.starts_on, said.ends_on)
    other = _same(price.authority, said).filter(valid__overlap=valid).exclude(pk=price.pk).first()
    if other is not None:
        until = f"until {day_in_words(other.valid.upper)}" if other.valid.upper else "and has no end"
        raise NotPriced(
            f"A price of {PLACEMENTS[said.placement].lower()} holds already on some of these days: from "
            f"{day_in_words(other.valid.lower)}, {until}. Correct that one, or choose other days.",
            field="starts_on",
        )
    for name in (
        "placement",
        "provider",
        "weekly",
        "lowest",
        "mean",
        "median",
        "highest",
        "source",
        "said_on",
    ):
        setattr(price, name, getattr(said, name))
    price.valid, price.entered_by = valid, by
    price.save()


def _save_budget(
    budget: PlacementBudget, amount: Decimal, source: str, said_on: date, by: User, action: str
) -> PlacementBudget:
    same = PlacementBudget.objects.filter(
        authority=budget.authority, year=budget.year, placement=budget.placement
    )
    if same.exclude(pk=budget.pk).exists():
        raise NotPriced(
            "There is a budget of that year for that already. Correct it instead of adding another.",
            field="year",
        )
    budget.amount, budget.source, budget.said_on, budget.entered_by = amount, source, said_on, by
    budget.save()
    audit.record(
        by=by,
        action=action,
        on=budget,
        authority=budget.authority,
        year=budget.year,
        placement=budget.placement,
        amount=str(amount),
    )
    return budget


def _facts(price: UnitCost) -> dict[str, object]:
    return {
        "placement": price.placement,
        "provider": price.provider,
        "weekly": str(price.weekly),
        "starts_on": price.valid.lower.isoformat(),
    }
