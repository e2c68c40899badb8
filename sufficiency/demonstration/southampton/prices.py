"""What a week cost in Southampton, as its cabinet was told in 2014: the three ranges that were printed, and no more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from forecasting.models import UnitCost
from forecasting.price_actions import Said, enter_price
from sufficiency.core.models import Authority, User

_SINCE = date(2013, 4, 1)
# The report names no day of its own.
_SAID_ON = date(2014, 4, 1)
# Kind, lowest and highest, pounds a week: paragraph 11. No mean was printed.
_PRINTED = (
    ("in_house_fostering", 150, 620),
    ("agency_fostering", 600, 1_900),
    ("residential", 2_400, 5_200),
)


def record_prices(authority: Authority, *, by: User) -> int:
    """Record them, once: how many. Repeated, it finds them and records nothing. No budget was printed."""
    if UnitCost.objects.filter(authority=authority).exists():
        return 0
    for placement, lowest, highest in _PRINTED:
        enter_price(
            authority=authority,
            said=Said(
                placement=placement,
                weekly=Decimal(lowest + highest) / 2,
                lowest=Decimal(lowest),
                highest=Decimal(highest),
                starts_on=_SINCE,
                source=f"Cabinet report 2014, paragraph 11: £{lowest:,} to £{highest:,} a week. Counted with the "
                "middle of that range, for want of a mean",
                said_on=_SAID_ON,
            ),
            by=by,
        )
    return len(_PRINTED)
