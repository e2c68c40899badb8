"""Measurements rounded: what the public sees of a date on which counts under 10 are hidden, all others rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from sufficiency.core.protection import CannotProtect
from sufficiency.core.rounding import hidden_when_rounded, is_few, rounded
from sufficiency.indicators.base import Category, Measurement, Unit
from sufficiency.indicators.formatting import half_up
from sufficiency.indicators.printed_before import Before, Elsewhere, same_elsewhere
from sufficiency.indicators.protected_links import Cell, Part, System
from sufficiency.indicators.protected_pattern import noughts_beside

Rounded = Callable[[str, Part, int], int]


def to_hide_when_rounded(
    system: System, known_elsewhere: Elsewhere, before: Before, decided: frozenset[Cell]
) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """What to hide of a date that is printed rounded, and the small counts that others give away whatever is hidden.

    First as if a reader took each hidden small count for one of 1 to 9. Where no pattern stands up to that, as in a
    table of a handful of children, hidden counts may be any: "c" stands for those that protect others too.
    """
    told = before.rounded_sums(system, known_elsewhere)
    then = {cell: told.counts[cell] for cell in told.hidden}
    named = same_elsewhere(known_elsewhere, system)
    known = before.known(system) | system.known
    noughts = noughts_beside(decided, system)
    additions = [*system.additions, *told.additions]

    def hidden(
        *, few_are_known: bool, always_printed: frozenset[Cell], lost: set[Cell] | None = None
    ) -> frozenset[Cell]:
        return hidden_when_rounded(
            {**system.counts, **then},
            additions,
            exact=named | known | decided,
            printed=known | decided,
            unprinted=system.unprinted | then.keys(),
            hidden_before=before.kept_hidden(system),
            told=told.ranges,
            also=noughts,
            always_printed=always_printed,
            few_are_known=few_are_known,
            lost=lost,
        )

    for few_are_known in (False,) if noughts else (True, False):
        for always_printed in (system.totals, frozenset[Cell]()):
            try:
                cells = hidden(few_are_known=few_are_known, always_printed=always_printed)
                return cells, noughts & known
            except CannotProtect:
                continue
    lost = set(noughts & known)
    return hidden(few_are_known=False, always_printed=frozenset(), lost=lost), frozenset(lost)


def rounded_measurement(measurement: Measurement, system: System, decided: frozenset[Cell]) -> Measurement:
    """The measurement with every count rounded and its percentages worked out from rounded counts.

    `decided` are small counts that two people decided to print: they stand as they are.
    """

    def of(category: str, part: Part, count: int) -> int:
        cell = system.cell(measurement.key, measurement.as_at, category, part)
        return count if cell in decided and is_few(count) else rounded(count)

    value = measurement.value
    above, below = measurement.numerator, measurement.denominator
    if value is not None and measurement.unit is Unit.PERCENT:
        above, below = of("", Part.COUNT, above or 0), of("", Part.OF, below or 0)
        value = _percent(above, below)
    elif value is not None and measurement.unit is Unit.RATE:
        # The population is published as it is.
        above = of("", Part.COUNT, above or 0)
        value = 10_000 * above / below if below else value
    elif value is not None and measurement.unit is Unit.DAYS:
        # All the days together would tell of how many they are the mean.
        above, below = None, of("", Part.OF, below or 0)
        value = float(half_up(Decimal(str(value))))
    elif value is not None:
        value = of("", Part.COUNT, int(value))
    return replace(
        measurement,
        value=value,
        numerator=above,
        denominator=below,
        missing=of("", Part.MISSING, measurement.missing),
        breakdown=None
        if measurement.breakdown is None
        else tuple(_line(line, int(value or 0), of) for line in measurement.breakdown),
    )


def _line(line: Category, total: int, of: Rounded) -> Category:
    number = of(line.category, Part.COUNT, line.value)
    below = None if line.denominator is None else of(line.category, Part.OF, line.denominator)
    return Category(
        line.category,
        number,
        None if line.percent is None else _percent(number, total if below is None else below),
        below,
    )


def _percent(number: int, of: int) -> float:
    """Of nobody it is hidden anyway: a number that was rounded to nought is under the threshold."""
    return 100 * number / of if of else 0.0
