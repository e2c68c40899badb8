"""Printed against computed, cell by cell: what `make tables` shows and its test holds to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sufficiency.core.models import Authority
from sufficiency.demonstration.southampton.printed import BOTH_SIDES, Printed, printed_figures
from sufficiency.indicators import catalogue, measure_series
from sufficiency.indicators.base import Measurement


@dataclass(frozen=True)
class Compared:
    """One printed cell with what is computed here, at the rounding it was printed at."""

    printed: Printed
    computed: Decimal | None
    measurement: Measurement

    @property
    def equal(self) -> bool:
        return self.computed == self.printed.value


def compare(authority: Authority) -> list[Compared]:
    """Every figure that Southampton printed of itself and that has an indicator, in the order printed."""
    printed = [
        said
        for said in printed_figures()
        if said.area_kind == "authority" and said.key in catalogue.KEYS and said.value is not None
    ]
    dates = sorted({said.as_at for said in printed})
    series = measure_series({said.key for said in printed}, authority=authority, dates=dates, today=dates[-1])
    by_day = {key: dict(zip(dates, found, strict=True)) for key, found in series.items()}
    return [
        Compared(said, _computed(said, by_day[said.key][said.as_at]), by_day[said.key][said.as_at])
        for said in printed
    ]


def _computed(said: Printed, measurement: Measurement) -> Decimal | None:
    if measurement.value is None:
        return None
    if said.category:
        share = Fraction(_in_category(measurement, said.category))
        exact = 100 * share / Fraction(measurement.value) if said.unit == "percent" else share
    elif measurement.denominator and measurement.numerator is not None:
        per = 10_000 if said.key == "cla.rate_per_10000" else 100
        exact = Fraction(per * measurement.numerator, measurement.denominator)
    else:
        exact = Fraction(measurement.value)
    _, _, decimals = str(said.value).partition(".")
    step = Decimal(1).scaleb(-len(decimals))
    return (Decimal(exact.numerator) / exact.denominator).quantize(step, ROUND_HALF_UP)


def _in_category(measurement: Measurement, category: str) -> int:
    names = (
        [category.replace(BOTH_SIDES, f"{side} LA") for side in ("inside", "outside")]
        if BOTH_SIDES in category
        else [category]
    )
    return sum(line.value for line in measurement.breakdown or () if line.category in names)
