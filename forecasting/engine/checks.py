"""Refuses, in words, what no forecast can be made of."""

from __future__ import annotations

import numpy as np

from forecasting.engine.errors import (
    BadValue,
    DatesAfterExtract,
    GapInHistory,
    NobodyInCare,
    TooLittleHistory,
    UnknownStarts,
)
from forecasting.engine.inputs import Inputs
from forecasting.engine.kinds import ADULT, KINDS, REASONS
from forecasting.engine.months import birthday, completed_months, months_after

# Months of whole records below which flows by age and placement are not estimated.
MONTHS_NEEDED = 24
# Share of children in care of whom it may be unknown since when.
_UNKNOWN_ALLOWED = 0.5


def check(inputs: Inputs) -> None:
    """Raises a kind of `errors.BadInput` where the records cannot carry a forecast; returns nothing otherwise."""
    _check_values(inputs)
    _check_dates(inputs)
    _check_history(inputs)
    _check_in_care(inputs)
    _check_costs_and_places(inputs)


def in_care_on(inputs: Inputs, day: np.datetime64) -> np.ndarray:
    """Of each period, whether it covers the day with the child under 18."""
    periods = inputs.periods
    adult = birthday(inputs.children.born[periods.child], ADULT)
    return (periods.start <= day) & ~(periods.end <= day) & (adult > day)


def _check_values(inputs: Inputs) -> None:
    children, periods, placements = inputs.children, inputs.periods, inputs.placements
    if np.isnat(children.born).any():
        raise BadValue(
            f"{np.isnat(children.born).sum()} children have no date of birth. Leave them out or correct them."
        )
    if len(periods) and not (periods.child.min() >= 0 and periods.child.max() < len(children)):
        raise BadValue("A period of care names a child who is not there.")
    if len(placements) and not (placements.period.min() >= 0 and placements.period.max() < len(periods)):
        raise BadValue("A placement names a period of care that is not there.")
    if ((placements.kind < 0) | (placements.kind >= KINDS)).any():
        raise BadValue(f"Kinds of placement are numbered 0 to {KINDS - 1}.")
    if ((periods.reason < -1) | (periods.reason >= len(REASONS))).any():
        raise BadValue(
            f"Reasons for leaving care are numbered 0 to {len(REASONS) - 1}, and -1 where unknown."
        )
    for name, table in (("periods of care", periods), ("placements", placements)):
        if np.isnat(table.start).any():
            raise BadValue(
                f"{np.isnat(table.start).sum()} {name} have no start. "
                "Give the first day seen, and say that it is unknown."
            )
        if (table.end <= table.start).any():
            raise BadValue(f"{(table.end <= table.start).sum()} {name} end on or before the day they begin.")
    chances = np.concatenate([inputs.known_leavers.chance, inputs.known_arrivals.chance])
    if not ((chances >= 0) & (chances <= 1)).all():
        raise BadValue("A chance of somebody leaving or arriving must lie between 0 and 1.")


def _check_dates(inputs: Inputs) -> None:
    extract = inputs.extract_on
    for name, days in (
        ("dates of birth", inputs.children.born),
        ("starts of care", inputs.periods.start),
        ("ends of care", inputs.periods.end),
        ("starts of placements", inputs.placements.start),
        ("ends of placements", inputs.placements.end),
    ):
        late = int((days > extract).sum())
        if late:
            raise DatesAfterExtract(
                f"{late} {name} lie after {extract}, the day on which the records were taken. "
                "Correct them, or state a later day."
            )


def _check_history(inputs: Inputs) -> None:
    # From 1 April to 31 March is twelve months.
    until = inputs.extract_on + np.timedelta64(1, "D")
    have = int(completed_months(np.asarray(inputs.window_from), np.asarray(until)))
    if have < MONTHS_NEEDED:
        raise TooLittleHistory(
            f"{MONTHS_NEEDED} months of records are needed to estimate who comes and who leaves; "
            f"there are {max(have, 0)}. "
            "Until then only a range for the total can be given, from the numbers at year-ends."
        )
    for year in range(have // 12):
        before = months_after(inputs.extract_on, -12 * year)
        since = months_after(inputs.extract_on, -12 * (year + 1))
        begun = ((inputs.periods.start > since) & (inputs.periods.start <= before)).any()
        ended = ((inputs.periods.end > since) & (inputs.periods.end <= before)).any()
        if len(inputs.periods) and not begun and not ended:
            raise GapInHistory(
                f"Nobody came into care and nobody left between {since} and {before}. "
                "A year of returns seems to be missing: load it, or let the records begin after it."
            )


def _check_in_care(inputs: Inputs) -> None:
    now = in_care_on(inputs, inputs.extract_on)
    if not now.any():
        raise NobodyInCare(f"Nobody is in care on {inputs.extract_on}, so there is nothing to forecast from.")
    unknown = now & ~inputs.periods.start_known
    if unknown.sum() > _UNKNOWN_ALLOWED * now.sum():
        raise UnknownStarts(
            f"Of {unknown.sum()} of {now.sum()} children in care it is not known since when. "
            "Load earlier returns: how long a child has been in care decides how likely it is to leave."
        )


def _check_costs_and_places(inputs: Inputs) -> None:
    for cost in inputs.unit_costs:
        if not (0 <= cost.kind < KINDS and np.isfinite(cost.weekly) and 0 <= cost.weekly < 100_000):
            raise BadValue(f"A weekly cost of {cost.weekly} for placement {cost.kind} cannot be.")
    for place in inputs.capacity:
        if not (0 <= place.kind < KINDS and np.isfinite(place.places) and 0 <= place.fill_rate <= 1):
            raise BadValue(
                f"{place.places} places filled at {place.fill_rate} for placement {place.kind} cannot be."
            )
