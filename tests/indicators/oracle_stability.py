"""Stability, for the oracle: each measure judges one looked-after child as met, not met, missing or out."""

from datetime import date

from tests.indicators.oracle_calendar import age_on, first_day_of_year_to, months_before
from tests.indicators.oracle_codes import FOR_ADOPTION
from tests.indicators.oracle_lives import (
    Day,
    Life,
    Period,
    Placement,
    counted_starts,
    run_start,
)


def three_or_more(one: Life, day: Day, on: date) -> str:
    """Three or more placements in the year to the day."""
    first = first_day_of_year_to(on)
    number = 1 if one.on(first) else 0
    for period in one.looked_after_periods:
        number += sum(first < start <= on for start in counted_starts(period))
    if number >= 3:
        return "met"
    unknown = one.rows[0].rne != "S" and one.rows[0].start > first
    return "missing" if unknown else "not met"


def same_carer(one: Life, day: Day, on: date) -> str:
    """The same carer for two years or more, of those under 16 in care for two and a half."""
    return _same(one, day, on, run_start(day.period, day.placement, ("L", "T", "U"))[0])


def same_placement(one: Life, day: Day, on: date) -> str:
    """The older definition: same placement, or for adoption and the one before it, together two years."""
    start, index = run_start(day.period, day.placement, ("L",))
    if day.described_by.place in FOR_ADOPTION and index > 0:
        start = _start_of_previous(day.period, day.period.placements[index - 1])
    return _same(one, day, on, start)


def _start_of_previous(period: Period, placement: Placement) -> date:
    return run_start(period, placement, ("L",))[0]


def _same(one: Life, day: Day, on: date, run_began: date) -> str:
    if age_on(one.person.born, on) >= 16:
        return "out"
    if day.period.start > months_before(on, 30):
        return "out" if day.period.start_known else "missing"
    return "met" if run_began <= months_before(on, 24) else "not met"
