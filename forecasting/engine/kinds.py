"""The states that children are in, as small whole numbers: placement, age, time in care, stream of arrival.

A state is one number, `((asylum × 6 + duration) × 7 + age) × 8 + placement`; 672 in all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# datetime64[D]; NaT where a date is not there.
Days = npt.NDArray[np.datetime64]

PLACEMENTS = (
    "kinship_fostering",
    "in_house_fostering",
    "agency_fostering",
    "residential",
    "supported",
    "with_parents",
    "for_adoption",
    "other",
)
KINSHIP, IN_HOUSE, AGENCY, RESIDENTIAL, SUPPORTED, WITH_PARENTS, FOR_ADOPTION, OTHER = range(8)
FOSTERING = (KINSHIP, IN_HOUSE, AGENCY)

# Ages as they are shown, and the finer ages by which chances differ. Each begins at a birthday.
AGES = ("0", "1-4", "5-9", "10-15", "16-17")
AGE_BEGINS = (0, 1, 5, 10, 13, 16, 17)
SHOWN_AGE = np.array([0, 1, 2, 3, 3, 4, 4])
ADULT = 18
ADULT_MONTHS = 12 * ADULT

# Completed months in this period of care at which each class of duration begins.
DURATION_BEGINS = (0, 3, 6, 12, 24, 48)

REASONS = ("home", "guardianship", "adoption", "other")

STREAMS, FINE_AGES, DURATIONS, KINDS = 2, len(AGE_BEGINS), len(DURATION_BEGINS), len(PLACEMENTS)
SHAPE = (STREAMS, DURATIONS, FINE_AGES, KINDS)
STATES = STREAMS * FINE_AGES * DURATIONS * KINDS
# What is added to a state when time in care passes a limit, and when a birthday does.
NEXT_DURATION, NEXT_AGE = KINDS * FINE_AGES, KINDS

_FINE_AGE_OF_MONTH = (
    np.searchsorted(12 * np.array(AGE_BEGINS), np.arange(ADULT_MONTHS), side="right") - 1
).astype(np.int64)


def fine_age(months: npt.NDArray[Any]) -> Ints:
    """The finer age class, 0 to 6, of ages in completed months; below 0 counts as 0, 18 and over as 17."""
    return _FINE_AGE_OF_MONTH[np.clip(months, 0, ADULT_MONTHS - 1)]


def duration_class(months: npt.NDArray[Any]) -> Ints:
    """The class of time in care, 0 to 5, of completed months."""
    return np.searchsorted(np.array(DURATION_BEGINS), np.maximum(months, 0), side="right") - 1


def state_of(
    stream: npt.NDArray[Any], age: npt.NDArray[Any], duration: npt.NDArray[Any], kind: npt.NDArray[Any]
) -> Ints:
    """The number of a state; arguments are classes, not months."""
    return (
        ((np.asarray(stream, dtype=np.int64) * DURATIONS + duration) * FINE_AGES + age) * KINDS + kind
    ).astype(np.int64)
