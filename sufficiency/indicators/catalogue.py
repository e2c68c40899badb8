"""The ordered list of indicators, and look-up by key."""

from __future__ import annotations

from sufficiency.indicators.base import Indicator
from sufficiency.indicators.definitions import adoption, cla, leavers, placements, stability

INDICATORS: tuple[Indicator, ...] = (
    *cla.DEFINITIONS,
    *placements.DEFINITIONS,
    *stability.DEFINITIONS,
    *adoption.DEFINITIONS,
    *leavers.DEFINITIONS,
)
_BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
KEYS = tuple(_BY_KEY)


class UnknownIndicator(LookupError):
    """No indicator has that key. The message says so in words."""


def get(key: str) -> Indicator:
    """The definition of `key`; `UnknownIndicator` where there is none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UnknownIndicator(
            f"There is no indicator called '{key}'. The keys are: {', '.join(KEYS)}."
        ) from None
