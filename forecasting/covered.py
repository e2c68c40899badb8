"""The days that a forecast may start from."""

from __future__ import annotations

from datetime import date

from sufficiency.core.models import Authority
from sufficiency.indicators.base import WHERE_THEY_LIVE
from sufficiency.indicators.families.coverage import ONE_DAY, held


def latest_day(authority: Authority, *, today: date) -> date | None:
    """The last day that the records cover, up to today; None where they cover none."""
    runs = held(authority, today=today).runs(WHERE_THEY_LIVE)
    if not runs:
        return None
    end = runs[-1].end
    return today if end is None else min(end - ONE_DAY, today)
