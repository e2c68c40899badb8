"""Who is known to leave or to come, as the engine takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from forecasting.codes import CHANCES
from forecasting.engine import kinds
from forecasting.engine.inputs import KnownArrivals, KnownLeavers
from forecasting.engine.months import completed_months, month_ends_after
from placements.expected.known_changes import EIGHTEENTH_BIRTHDAY, Change, known_changes
from placements.models import Child
from placements.models.expected import ChangeKind, Direction, HowSure
from sufficiency.core.models import Authority
from sufficiency.core.periods import months_after

if TYPE_CHECKING:
    from forecasting.register.inputs import _Periods, _Places

# No plan reaches further (placements.expected.actions).
_MONTHS = 36
# Where a change is known by its month alone.
_MIDDLE = 15
# Typical of unaccompanied children who come: 16 and a half (DfE, ages of UASC looked after).
_ASYLUM_SEEKING_MONTHS = 198
# Of arrivals, those whose ages and first homes are looked at.
_LOOK_BACK_DAYS = 4 * 365


def leavers(authority: Authority, as_at: date, child_at: Mapping[int, int]) -> KnownLeavers:
    """Children in the inputs of whom it is said that they will leave. 18th birthdays the engine knows itself."""
    said = [
        one
        for one in known_changes(authority, as_at, months_after(as_at, _MONTHS))
        if one.direction == Direction.LEAVING and one.kind != EIGHTEENTH_BIRTHDAY and one.child_id in child_at
    ]
    return KnownLeavers(
        child=np.array([child_at[one.child_id or 0] for one in said], dtype=np.int64),
        day=np.array([np.datetime64(_day(one, as_at)) for one in said], dtype="datetime64[D]"),
        chance=np.array([CHANCES[HowSure(one.how_sure)] for one in said], dtype=np.float64),
    )


def expected_arrivals(authority: Authority, as_at: date) -> list[Change]:
    """Arrivals that somebody said are coming after the day."""
    said = known_changes(authority, as_at, months_after(as_at, _MONTHS))
    return [one for one in said if one.direction == Direction.ARRIVING]


def arrivals(authority: Authority, as_at: date, found: _Periods, places: _Places) -> KnownArrivals:
    """Each expected child: of the age on record, or spread as ages of those who came lately; to the kind of home that
    most of them came to.
    """
    said = expected_arrivals(authority, as_at)
    born = dict(
        Child.objects.filter(pk__in=[one.child_id for one in said if one.child_id]).values_list(
            "pk", "date_of_birth"
        )
    )
    ages, homes = _lately(as_at, found, places)
    rows: list[tuple[np.datetime64, float, int]] = []
    unknown = sum(one.number for one in said if _age_is_unknown(one))
    spread = iter(np.quantile(ages, (np.arange(unknown) + 0.5) / unknown) if unknown else ())
    for one in said:
        day = np.datetime64(_day(one, as_at))
        end = month_ends_after(day - np.timedelta64(1, "D"), 1)[0]
        for _ in range(one.number):
            if one.child_id:
                age = int(completed_months(np.asarray(np.datetime64(born[one.child_id])), end))
            elif one.kind == ChangeKind.BEFORE_BIRTH:
                age = 0
            elif one.kind == ChangeKind.UNACCOMPANIED:
                age = _ASYLUM_SEEKING_MONTHS
            else:
                age = int(next(spread))
            # Who is not born on the record, or grown up, would be a fault of the plan; neither may upset the sum.
            rows.append((day, CHANCES[HowSure(one.how_sure)], min(max(age, 0), kinds.ADULT_MONTHS - 1)))
    months = np.array([row[2] for row in rows], dtype=np.int64)
    return KnownArrivals(
        day=np.array([row[0] for row in rows], dtype="datetime64[D]"),
        chance=np.array([row[1] for row in rows], dtype=np.float64),
        age_months=months,
        kind=homes[kinds.SHOWN_AGE[kinds.fine_age(months)]] if len(months) else months,
    )


def _age_is_unknown(one: Change) -> bool:
    return not one.child_id and one.kind not in (ChangeKind.BEFORE_BIRTH, ChangeKind.UNACCOMPANIED)


def _lately(as_at: date, found: _Periods, places: _Places) -> tuple[kinds.Floats, kinds.Ints]:
    """Ages in months of those who came in the past years, and by shown age the kind of home most of them came to."""
    periods, stays = found.periods(as_at), places.arrays
    since = np.datetime64(as_at - timedelta(days=_LOOK_BACK_DAYS))
    came = np.flatnonzero(periods.start_known & (periods.start > since))
    ages = np.maximum(completed_months(found.born[periods.child[came]], periods.start[came]), 0)
    first = np.full(len(periods), kinds.OTHER)
    begins = stays.start == periods.start[stays.period]
    first[stays.period[begins]] = stays.kind[begins]
    shown = kinds.SHOWN_AGE[kinds.fine_age(ages)]
    counts = np.zeros((len(kinds.AGES), kinds.KINDS))
    np.add.at(counts, (shown, first[came]), 1)
    return ages.astype(float) if len(ages) else np.zeros(1), counts.argmax(axis=1)


def _day(change: Change, as_at: date) -> date:
    """The day itself, or the middle of its month; in a month that has begun, not before tomorrow."""
    return max(change.day or change.month.replace(day=_MIDDLE), as_at + timedelta(days=1))
