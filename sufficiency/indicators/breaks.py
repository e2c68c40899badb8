"""Breaks in series: days from which a figure no longer means what it meant, marked wherever a series is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Break:
    """From `on`, figures of `key` are not comparable with those before it."""

    key: str
    on: date
    what_changed: str
    source: str


BREAKS = (
    Break(
        "placements.by_group",
        date(2023, 10, 28),
        "Supported accommodation without an accepted Ofsted application moved to 'Other placements'.",
        "DfE, children looked after in England: notes to the placement tables",
    ),
    Break(
        "stability.same_carer",
        date(2016, 3, 31),
        "DfE's measure follows the carer; the one before it, national indicator 63, followed the placement.",
        "DfE, children looked after in England: stability measures",
    ),
    Break(
        "leavers.suitable_accommodation",
        date(2014, 3, 31),
        "Collected for ages 17 to 21 around each birthday; before it, at 19 only (national indicator 147).",
        "DfE guide to the SSDA903 return; statutory guidance on national indicators",
    ),
    Break(
        "leavers.in_education_employment_training",
        date(2014, 3, 31),
        "Collected for ages 17 to 21 around each birthday; before it, at 19 only (national indicator 148).",
        "DfE guide to the SSDA903 return; statutory guidance on national indicators",
    ),
    Break(
        "cla.rate_per_10000",
        date(2012, 3, 31),
        "Populations rebased on the 2011 Census.",
        "ONS mid-year population estimates",
    ),
)


def breaks_between(key: str, after: date, up_to: date) -> list[Break]:
    """Breaks of a series that lie after one day and on or before another."""
    return [broken for broken in BREAKS if broken.key == key and after < broken.on <= up_to]
