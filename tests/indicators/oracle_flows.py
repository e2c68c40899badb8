"""Children who started and ceased being looked after, for the oracle."""

from datetime import date

from tests.indicators.oracle_lives import Life, Period


def started_in(lives: list[Life], first: date, last: date) -> tuple[dict[str, date], int]:
    """Each child who started from first to last with the first such day, and how many cannot be judged."""
    started: dict[str, date] = {}
    missing = 0
    for one in lives:
        candidates = [period for period in one.looked_after_periods if first <= period.start <= last]
        known = [period.start for period in candidates if period.start_known]
        if known:
            started[one.child] = min(known)
        elif candidates:
            missing += 1
    return started, missing


def ceased_in(lives: list[Life], first: date, last: date) -> tuple[dict[str, Period], int]:
    """Each child who ceased from first to last with the period last ended, and how many cannot be judged."""
    ceased: dict[str, Period] = {}
    missing = 0
    for one in lives:
        ended = [
            period
            for period in one.looked_after_periods
            if period.end is not None and first <= period.end <= last
        ]
        exits = [period for period in ended if period.last.real_exit and not one.looked_after_follows(period)]
        dangling = [period for period in ended if not period.last.real_exit and not one.follows(period)]
        if exits:
            ceased[one.child] = exits[-1]
        elif dangling:
            missing += 1
    return ceased, missing
