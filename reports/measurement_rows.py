"""Measurements as rows of a table that programs read: one for each figure, and one for each of its "
"categories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sufficiency.indicators.base import Category, Measurement, Unit

HEADER = (
    "key",
    "title",
    "category",
    "unit",
    "value",
    "numerator",
    "denominator",
    "missing",
    "as_at",
    "from",
    "to",
    "version",
    "reason",
)


def rows(measurements: Iterable[Measurement]) -> Iterator[tuple[object, ...]]:
    """Exact values, never rounded. A figure without a value has an empty cell and a reason."""
    for measurement in measurements:
        yield _row(measurement, "", measurement.value, measurement.numerator, measurement.denominator)
        for line in measurement.breakdown or ():
            yield _category(measurement, line)


def _category(measurement: Measurement, line: Category) -> tuple[object, ...]:
    if measurement.unit is Unit.PERCENT:
        return _row(measurement, line.category, line.percent, line.value, line.denominator)
    return _row(measurement, line.category, line.value, line.value, line.denominator or measurement.value)


def _row(measurement: Measurement, category: str, value, numerator, denominator) -> tuple[object, ...]:
    period = measurement.period
    return (
        measurement.key,
        measurement.title,
        category,
        measurement.unit.value,
        value,
        numerator,
        denominator,
        measurement.missing if not category else None,
        measurement.as_at,
        period and period.start,
        period and period.end,
        measurement.definition_version,
        measurement.reason if not category else None,
    )
