"""A figure of one day by another cut: ages by type of placement, over 20 miles by sex."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from sufficiency.core.models import Authority
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Category, Span
from sufficiency.indicators.families import coverage, snapshot
from sufficiency.indicators.figures import split
from sufficiency.indicators.query import rows
from sufficiency.kept.keeping import rows_by_day

# What a figure may be cut by, in the order in which pages offer them.
CUTS = {
    "age": "cla.by_age",
    "sex": "cla.by_sex",
    "ethnic group": "cla.by_ethnic_group",
    "legal status": "cla.by_legal_status",
    "need": "cla.by_need",
    "type of placement": "placements.by_group",
    "provider": "placements.by_provider",
    "distance": "placements.by_distance",
}


@dataclass(frozen=True)
class CrossTable:
    """Counts of children: a row for each category of the cut, a column for each category of the figure.

    A share has the columns `counted` and `of all asked`; a figure without categories has `children` alone. Where
    it cannot be counted `reason` says why and there are no rows.
    """

    key: str
    by: str
    as_at: date
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    reason: str | None = None

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(counts) for counts in zip(*(counts for _, counts in self.rows), strict=True))


def can_cross(key: str) -> bool:
    """Whether the figure is of children on one day, so that it can be cut another way."""
    return key in snapshot.KEYS


def cross(key: str, by: str, *, authority: Authority, as_at: date, today: date) -> CrossTable:
    """The figure of `key` on a day by one of `CUTS`, in one query beside the one that asks what is covered."""
    if not can_cross(key):
        raise ValueError(
            f"'{catalogue.get(key).title}' is not a figure of one day and cannot be cut another way."
        )
    if by not in CUTS:
        raise ValueError(f"There is no cut called '{by}'. The cuts are: {', '.join(CUTS)}.")
    cut, other = snapshot.KEYS[key], snapshot.KEYS[CUTS[by]]
    columns = _columns(key, cut)
    held, window = coverage.held(authority, today=today), Span.DAY.window(as_at)
    reason = held.shortfall(window, catalogue.get(key).groups)
    reason = reason or held.shortfall(window, catalogue.get(CUTS[by]).groups)
    reason = reason or snapshot.boundary_not_held(authority, cut, other)
    if reason:
        return CrossTable(key, by, as_at, columns, (), reason)
    counts: dict[str, dict[str, int]] = {}
    for row in rows_by_day(
        f"""{snapshot.JUDGED}
        select day, {other.dimension} as line, {cut.dimension} as category, count(*) as children
        from judged group by 1, 2, 3""",
        authority=authority,
        days=[as_at],
        binding=partial(snapshot.parameters, authority),
        rows=rows,
    ):
        counts.setdefault(row["line"], {})[row["category"]] = row["children"]
    lines = tuple(
        (line, _cells(key, cut, counts.get(line, {}))) for line in catalogue.get(CUTS[by]).categories
    )
    return CrossTable(key, by, as_at, columns, lines)


def _columns(key: str, cut: snapshot.Cut) -> tuple[str, ...]:
    if cut.is_split:
        return catalogue.get(key).categories
    return ("counted", "of all asked") if cut.is_share else ("children",)


def _cells(key: str, cut: snapshot.Cut, counts: dict[str, int]) -> tuple[int, ...]:
    if cut.is_split:
        line: tuple[Category, ...] = split(catalogue.get(key).categories, counts)
        return tuple(category.value for category in line)
    numerator, denominator = cut.count(counts)
    return (numerator, denominator) if cut.is_share else (numerator,)
