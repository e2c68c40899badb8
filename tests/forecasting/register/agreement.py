"""The children that a forecast is made from, counted day by day beside the indicator."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from forecasting.engine.inputs import Inputs
from forecasting.register import inputs_for
from sufficiency.core.models import Authority
from sufficiency.indicators import measure_series
from sufficiency.indicators.base import WHERE_THEY_LIVE
from sufficiency.indicators.families.coverage import held


def looked_after(inputs: Inputs, day: date) -> int:
    """Periods of the inputs that cover the day."""
    on, periods = np.datetime64(day), inputs.periods
    return int(((periods.start <= on) & (np.isnat(periods.end) | (periods.end > on))).sum())


def covered_days(authority: Authority, *, every: int) -> list[date]:
    """Every so many days of the last stretch that the records cover up to today, its first and last days among them."""
    today = timezone.localdate()
    run = held(authority, today=today).runs(WHERE_THEY_LIVE)[-1]
    last = today if run.end is None else min(run.end - timedelta(days=1), today)
    days = [run.start + timedelta(days=at) for at in range(0, (last - run.start).days, every)]
    return [*days, last]


def disagreements(
    authority: Authority, *, every: int, known_every: int
) -> tuple[int, dict[date, tuple[int, object]]]:
    """How many days were compared, and those on which the two counts differ: the inputs', the indicator's.

    Inputs of the last day tell of all days; on every `known_every`-th of them they are also taken as known on the day.
    """
    days = covered_days(authority, every=every)
    [numbers] = measure_series(["cla.number"], authority=authority, dates=days, today=days[-1]).values()
    inputs = inputs_for(authority, as_at=days[-1]).inputs
    differ: dict[date, tuple[int, object]] = {}
    for at, (day, number) in enumerate(zip(days, numbers, strict=True)):
        counts = {looked_after(inputs, day)}
        if at % known_every == 0:
            then = inputs_for(authority, as_at=day)
            counts |= {looked_after(then.inputs, day), then.used.in_care}
        if counts != {number.value}:
            differ[day] = (max(counts, key=lambda one: one != number.value), number.value)
    return len(days), differ
