"""From keys, an authority and dates to measurements: one query a family, however many keys and dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from sufficiency.core.models import Authority
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Indicator, Measurement, Span
from sufficiency.indicators.families import adoption, coverage, flows, leavers, snapshot, stability
from sufficiency.indicators.figures import Figure, undefined

FAMILIES = (snapshot, flows, stability, adoption, leavers)


def measure(
    keys: Iterable[str],
    *,
    authority: Authority,
    as_at: date,
    today: date,
    count_same_carer_moves: bool = False,
) -> dict[str, Measurement]:
    """Each key's figure as at a day, in the order asked. Of a day after `today` nothing is known.

    `count_same_carer_moves` counts moves that keep the carer (T and U) among the placements of
    `stability.three_or_more`, which by default are left out.
    """
    series = measure_series(
        keys,
        authority=authority,
        dates=[as_at],
        count_same_carer_moves=count_same_carer_moves,
        today=today,
    )
    return {key: measurement for key, [measurement] in series.items()}


def measure_series(
    keys: Iterable[str],
    *,
    authority: Authority,
    dates: Sequence[date],
    today: date,
    count_same_carer_moves: bool = False,
) -> dict[str, list[Measurement]]:
    """Each key's figures as at several days, in the order of `dates`."""
    indicators = [catalogue.get(key) for key in dict.fromkeys(keys)]
    held = coverage.held(authority, today=today)
    found: dict[tuple[str, date], Figure] = {}
    wanted: dict[date, set[str]] = {day: set() for day in dates}
    for indicator in indicators:
        for day in wanted:
            reason = _not_covered(indicator, day, held)
            if reason:
                found[indicator.key, day] = undefined(reason)
            else:
                wanted[day].add(indicator.key)
    for family in FAMILIES:
        figures = family.figures
        if family is stability:
            figures = partial(stability.figures, count_same_carer_moves=count_same_carer_moves)
        keys_of_family = [indicator.key for indicator in indicators if indicator.key in family.KEYS]
        days = [day for day in wanted if wanted[day].intersection(keys_of_family)]
        if not days:
            continue
        for day, by_key in figures(keys_of_family, authority=authority, days=days).items():
            for key in wanted[day].intersection(by_key):
                found[key, day] = by_key[key]
    return {
        indicator.key: [_measurement(indicator, day, found[indicator.key, day]) for day in dates]
        for indicator in indicators
    }


def _not_covered(indicator: Indicator, day: date, held: coverage.Held) -> str | None:
    # What a return tells of care leavers it tells whole, in rows of its own: the family asks for those.
    if indicator.span is Span.RETURN:
        return None
    return held.shortfall(indicator.span.window(day), indicator.groups)


def _measurement(indicator: Indicator, day: date, figure: Figure) -> Measurement:
    return Measurement(
        key=indicator.key,
        title=indicator.title,
        unit=indicator.unit,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        missing=figure.missing,
        as_at=day,
        period=None if indicator.span is Span.DAY else indicator.span.window(day),
        definition_version=indicator.version,
        reason=figure.reason,
        breakdown=figure.breakdown,
    )
