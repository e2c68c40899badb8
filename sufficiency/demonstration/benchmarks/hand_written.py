"""The yardstick of the indicators: the same counts as one query, written by hand for one authority and one day.

It takes from the register what is simply so there (every start is known, no placement lacks its reason), and
knows no definition, version or breakdown. Its numbers must equal the product's.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from sufficiency.core.models import Authority
from sufficiency.core.periods import months_before, year_to
from sufficiency.demonstration.benchmarks.hand_written_query import SQL
from sufficiency.indicators import measure
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.catalogue import KEYS

Counts = dict[tuple[str, str], int]
NUMERATOR, DENOMINATOR = "numerator", "denominator"


def counts_by_hand(authority: Authority, day: date) -> Counts:
    """Numbers by key and category; of a share or a mean its numerator and denominator. Noughts are left out."""
    year = year_to(day)
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            {
                "authority": authority.pk,
                "area": sorted(authority.area_codes or ()),
                "gss": authority.gss_code,
                "day": day,
                "first": year.start,
                "next": day + timedelta(days=1),
                "long_ago": months_before(day, 30),
                "settled": months_before(day, 24),
                "three_years": months_before(day, 36) + timedelta(days=1),
                "mid_year": day.year - 1,
            },
        )
        return {(key, category): int(number) for key, category, number in cursor.fetchall() if number}


def counts_measured(authority: Authority, day: date) -> Counts:
    """The same of the product's own measurements."""
    counts: Counts = {}
    for key, one in measure(KEYS, authority=authority, as_at=day, today=day).items():
        counts |= {(key, name): number for name, number in _numbers(one).items() if number}
    return counts


def _numbers(one: Measurement) -> dict[str, int]:
    if one.unit in (Unit.PERCENT, Unit.DAYS, Unit.RATE):
        return {NUMERATOR: int(one.numerator or 0), DENOMINATOR: one.denominator or 0}
    if one.breakdown is not None:
        return {line.category: line.value for line in one.breakdown}
    return {"": int(one.value or 0)}
