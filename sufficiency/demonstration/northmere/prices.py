"""What a week of a placement costs in Northmere, and what it may spend: invented, of the size of today's prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from forecasting.models import UnitCost
from forecasting.price_actions import Said, enter_price, set_budget
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import year_end, year_label

# Kind, provider, pounds a week in the present financial year: mean, lowest and highest.
_PRICES = (
    ("kinship_fostering", "", 290, 210, 420),
    ("in_house_fostering", "", 520, 380, 790),
    ("agency_fostering", "", 1_080, 900, 1_300),
    ("residential", "", 6_200, 4_000, 10_000),
    ("residential", "own", 5_100, 4_600, 5_600),
    ("supported", "", 1_150, 620, 2_400),
    ("with_parents", "", 0, 0, 0),
    ("for_adoption", "", 0, 0, 0),
    ("other", "", 900, 0, 3_100),
)
# Of the year before, and of that to come, for which the next contracts are signed.
_RISES = ((-1, Decimal("0.94")), (0, Decimal(1)), (1, Decimal("1.04")))
# Millions in the present year and those to come, for each 480 children.
_BUDGETS = ((0, "33.0"), (1, "34.5"), (2, "35.6"), (3, "36.7"))
_OF_RESIDENTIAL = Decimal("0.58")


def record_prices(authority: Authority, *, today: date, by: User, scale: int = 1) -> int:
    """Record them, once: how many. Repeated, it finds them and records nothing."""
    if UnitCost.objects.filter(authority=authority).exists():
        return 0
    now = today.year if today <= year_end(today.year) else today.year + 1
    said = list(_said(now))
    for one in said:
        enter_price(authority=authority, said=one, by=by)
    for ahead, millions in _BUDGETS:
        whole = Decimal(millions) * 1_000_000 * scale
        for placement, share in (("", Decimal(1)), ("residential", _OF_RESIDENTIAL)):
            set_budget(
                authority=authority,
                year=now + ahead,
                placement=placement,
                amount=(whole * share).quantize(Decimal(1)),
                source=f"Invented: budget of {year_label(now + ahead)}"
                + ("" if ahead < 1 else ", medium-term plan"),
                said_on=date(now - 1, 3, 1),
                by=by,
            )
    return len(said)


def _said(now: int) -> Iterator[Said]:
    """The years one after another: each price ends where the next of its kind begins."""
    for ahead, rise in _RISES:
        for placement, provider, mean, lowest, highest in _PRICES:
            weekly, low, high = (
                (Decimal(one) * rise).quantize(Decimal(1)) for one in (mean, lowest, highest)
            )
            yield Said(
                placement=placement,
                provider=provider,
                weekly=weekly,
                lowest=low if high else None,
                mean=weekly if high else None,
                highest=high or None,
                starts_on=date(now - 1 + ahead, 4, 1),
                source=f"Invented: price list of {year_label(now + ahead)}",
                said_on=date(now - 1, 3, 1),
            )
