"""The counts of one day that fall into categories, for the oracle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tests.indicators import oracle_codes as codes
from tests.indicators.oracle_calendar import age_on
from tests.indicators.oracle_lives import Day, Life
from tests.indicators.oracle_places import budget_group_of, provider_of, type_of

if TYPE_CHECKING:
    from tests.indicators.oracle import Oracle


def age_band(born: date, on: date) -> str:
    """The band of `cla.by_age`; those of 18 and over count in the last."""
    return next(
        band for limit, band in zip((1, 5, 10, 16, 999), codes.AGES, strict=True) if age_on(born, on) < limit
    )


Category = Callable[["Oracle", Life, Day, date], str]

SNAPSHOT_BREAKDOWNS: dict[str, tuple[tuple[str, ...], Category]] = {
    "cla.by_age": (
        codes.AGES,
        lambda oracle, one, day, on: age_band(one.person.born, on),
    ),
    "cla.by_sex": (
        codes.SEXES,
        lambda oracle, one, day, on: codes.SEX_OF.get(one.person.sex, "not known"),
    ),
    "cla.by_ethnic_group": (
        codes.ETHNIC_GROUPS,
        lambda oracle, one, day, on: codes.ETHNIC_GROUP_OF.get(one.person.ethnic, "not known"),
    ),
    "cla.by_legal_status": (
        codes.LEGAL_STATUSES,
        lambda oracle, one, day, on: codes.LEGAL_STATUS_OF.get(day.row.ls, "other"),
    ),
    "cla.by_need": (
        codes.NEEDS,
        lambda oracle, one, day, on: codes.NEED_OF.get(day.row.cin, "not known"),
    ),
    "placements.by_type": (
        codes.TYPES,
        lambda oracle, one, day, on: type_of(day.described_by, oracle.inside(day)),
    ),
    "placements.by_budget_group": (
        codes.BUDGET_GROUPS,
        lambda oracle, one, day, on: budget_group_of(day.described_by),
    ),
    "placements.by_group": (
        codes.GROUPS,
        lambda oracle, one, day, on: codes.GROUP_OF.get(day.described_by.place, "Other placements"),
    ),
    "placements.by_provider": (
        codes.PROVIDERS,
        lambda oracle, one, day, on: provider_of(day.described_by),
    ),
    "placements.by_distance": (
        codes.DISTANCES,
        lambda oracle, one, day, on: oracle.distance(one, day, on),
    ),
}
