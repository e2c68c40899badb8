"""A figure of a return's day as it was known when the return came, beside the figure as now known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Min
from django.utils import timezone

from reports.presenters import words
from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.indicators import catalogue
from sufficiency.indicators.as_known import measure_as_known
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.wording import in_words

# What was known at a moment that is past does not change; kept in the process for a day.
_SECONDS_KEPT = 24 * 60 * 60


def as_first_returned(now: Measurement, *, authority: Authority, at: datetime) -> str:
    """'As known on 2 June 2025, when the return came: 479', where a later correction changed it; else blank.

    The moment is the end of the day on which the return to that very day was first applied.
    """
    first = Return.objects.filter(
        authority=authority, as_at=now.as_at, batch__applied_at__isnull=False
    ).aggregate(at=Min("batch__applied_at"))["at"]
    if first is None:
        return ""
    day = timezone.localtime(first).date()
    moment = end_of(day)
    if moment >= at:
        return ""
    then = _values(authority, now, moment).get(now.key)
    if then is None or then == now.value:
        return ""
    return f"As known on {in_words(day)}, when the return came: {words.plain(then, now.unit.value)}"


def end_of(day: date) -> datetime:
    """The moment at which the day ends in London."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _values(authority: Authority, now: Measurement, moment: datetime) -> dict[str, float | int | None]:
    """Every figure of the day as known at the moment: the registers are rebuilt once for all of them."""
    versions = "".join(one.version for one in catalogue.INDICATORS)
    name = f"as-known:{authority.pk}:{now.as_at.isoformat()}:{moment.isoformat()}:{versions}".replace(" ", "")
    held = cache.get(name)
    if held is None:
        told = measure_as_known(catalogue.KEYS, authority=authority, as_at=now.as_at, known_at=moment)
        held = {key: measurement.value for key, measurement in told.items()}
        cache.set(name, held, _SECONDS_KEPT)
    return held
