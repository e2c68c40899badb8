"""What a forecast was made of, in counts: for the page that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Used:
    """Counts of what the registers gave, what was repaired and what was left out. Nobody can be told from them."""

    # The first day from which on the records are whole up to the extract.
    window_from: date
    children: int
    periods: int
    placements: int
    in_care: int
    # In care on the extract, and counted by the indicator, though past their 18th birthday: not forecast.
    aged_18: int
    # Periods of which the first day seen stands for an unknown start, and those of them still open.
    unknown_starts: int
    unknown_starts_in_care: int
    # Days in periods of care without a placement: they count as other.
    days_without_placement: int
    # Fostering whose provider no record tells: it counts as other.
    fostering_not_told: int
    # Periods that ended for a reason that no record tells.
    reasons_not_told: int
    short_breaks: int
    asylum_seeking: int
    sibling_groups: int
    known_leavers: int
    known_arrivals: int
    # Approved households that are kept here, and places in them that a child could take on the extract.
    households: int
    places_free: int
