"""Indicators of one day, and of ten year-ends, against the same counts in one query written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from reports.views.dashboard import KEYS as DASHBOARD_KEYS
from sufficiency.demonstration.benchmarks.bench import Bench, authority, register_size, runs
from sufficiency.demonstration.benchmarks.filling import LAST_DAY, year_ends
from sufficiency.demonstration.benchmarks.hand_written import counts_by_hand, counts_measured
from sufficiency.demonstration.benchmarks.measuring import Line, in_turn, queries_counted
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure
from sufficiency.indicators import measure, measure_series
from sufficiency.indicators.catalogue import KEYS
from sufficiency.kept.keeping import counted_afresh

_TIMES_BY_HAND = 3
_YEAR_ENDS = 10


def run(bench: Bench) -> Iterator[Line]:
    for looked_after, placements in bench.sizes.register:
        with bench.scratch.use(bench.register(looked_after, placements)), counted_afresh():
            yield from _of_size(bench, looked_after, register_size(looked_after, placements))


def _of_size(bench: Bench, looked_after: int, size: str) -> Iterator[Line]:
    ours = authority()
    differing = differences(counts_by_hand(ours, LAST_DAY), counts_measured(ours, LAST_DAY))
    if differing:
        raise CannotMeasure(f"The yardstick and the indicators count differently: {'; '.join(differing[:5])}")
    small = looked_after == bench.sizes.register[0][0]
    limits = small or bench.sizes.full
    times = runs(looked_after, small=11, large=5)

    def by_hand() -> object:
        return counts_by_hand(ours, LAST_DAY)

    every = in_turn(
        lambda: measure(KEYS, authority=ours, as_at=LAST_DAY, today=LAST_DAY), by_hand, times=times
    )
    yield every.line(
        "All indicators of a day", size, under=0.3 if small else 5, within=_TIMES_BY_HAND, limits=limits
    )
    board = in_turn(
        lambda: measure(DASHBOARD_KEYS, authority=ours, as_at=LAST_DAY, today=LAST_DAY), by_hand, times=times
    )
    yield board.line("The dashboard's own of a day", size, under=0.3 if small else 1, limits=limits)
    days = year_ends(_YEAR_ENDS)
    with queries_counted() as counted:
        measure_series(DASHBOARD_KEYS, authority=ours, dates=days, today=LAST_DAY)
    series = in_turn(
        lambda: measure_series(DASHBOARD_KEYS, authority=ours, dates=days, today=LAST_DAY),
        lambda: [counts_by_hand(ours, day) for day in days],
        times=runs(looked_after, small=5, large=3),
    )
    yield series.line(f"… at ten year-ends, {counted.number} queries", size)


def differences(one: dict[tuple[str, str], int], other: dict[tuple[str, str], int]) -> list[str]:
    """Where two counts differ, in words."""
    return [
        f"{key} {category}: {one.get((key, category), 0):,} by hand, {other.get((key, category), 0):,} measured"
        for key, category in sorted(one.keys() | other.keys())
        if one.get((key, category), 0) != other.get((key, category), 0)
    ]
