"""Measurements as rows for programs: one for each figure, and one for each of its categories. Never rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sufficiency.indicators.base import Measurement

COLUMNS = (
    "key",
    "title",
    "category",
    "unit",
    "value",
    "percent",
    "numerator",
    "denominator",
    "missing",
    "as_at",
    "from",
    "to",
    "definition_version",
    "reason",
)


def rows(measurements: Iterable[Measurement]) -> Iterator[list[object]]:
    """In the order of `COLUMNS`; None where there is nothing. A category's value is a count, beside its percentage."""
    for each in measurements:
        period = [each.period.start, each.period.end] if each.period else [None, None]
        for line in (None, *(each.breakdown or ())):
            yield [
                each.key,
                each.title,
                line.category if line else None,
                each.unit.value,
                line.value if line else each.value,
                line.percent if line else None,
                None if line else each.numerator,
                line.denominator if line else each.denominator,
                None if line else each.missing,
                each.as_at,
                *period,
                each.definition_version,
                None if line else each.reason,
            ]
