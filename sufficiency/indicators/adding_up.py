"""Printed tables that do not add up: parts beside the whole they are parts of, as far as rounding allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sufficiency.core.models import Authority, PublishedFigure
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.published import ENGLAND

# A key and a category of it.
Cell = tuple[str, str]
# Nobody prints a row for these where it would be empty.
_MAY_BE_LEFT_OUT = frozenset({group.NOT_KNOWN, group.UNCLASSIFIED})
_NEAR, _FAR = "placements.within_20_miles", "placements.over_20_miles"


@dataclass(frozen=True)
class DoesNotAddUp:
    """Parts of one table whose sum is not the whole. `whole` is None where it is a hundred per cent."""

    whole: PublishedFigure | None
    parts: tuple[PublishedFigure, ...]

    @property
    def sum(self) -> Decimal:
        return _sum(self.parts)

    @property
    def key(self) -> str:
        """Of which figure: the whole's, else the one that the parts split."""
        first = self.parts[0]
        return self.whole.key if self.whole else first.key if first.category else "placements.by_distance"

    @property
    def expected(self) -> Decimal:
        return Decimal(100) if self.whole is None else _value(self.whole)


def that_do_not_add_up(authority: Authority) -> list[DoesNotAddUp]:
    """Of this authority, its neighbours as a group, its region and England, in one query.

    Each figure may be half of its last printed digit away from what was rounded: only more is told.
    Counts of authorities are exact; those of larger areas are rounded by rules of their own and left out.
    """
    codes = {authority.gss_code, authority.region_code, ENGLAND}
    tables: dict[tuple, dict[Cell, PublishedFigure]] = defaultdict(dict)
    for one in PublishedFigure.objects.for_areas(codes).exclude(value=None):
        place = (
            one.area_kind,
            one.area_code,
            one.as_at,
            one.unit,
            one.source,
            one.release,
            one.place_in_source,
        )
        tables[place][one.key, one.category] = one
    return [
        found
        for place, table in sorted(tables.items())
        for found in _sums_of(table)
        if abs(found.sum - found.expected) > _room(found)
    ]


def _sums_of(table: Mapping[Cell, PublishedFigure]) -> Iterator[DoesNotAddUp]:
    unit = next(iter(table.values())).unit
    if unit == "percent":
        yield from _shares(table)
    elif unit == "children" and next(iter(table.values())).area_kind == PublishedFigure.Area.AUTHORITY:
        for key in {key for key, _ in table}:
            whole = table.get((key, "")) or table.get(("cla.number", ""))
            parts = _every_part(key, table)
            if whole and parts:
                yield DoesNotAddUp(whole, parts)


def _shares(table: Mapping[Cell, PublishedFigure]) -> Iterator[DoesNotAddUp]:
    for whole, nearness in ((_NEAR, group.NEAR), (_FAR, group.FAR)):
        parts = [
            table.get(("placements.by_distance", f"{side}, {nearness}")) for side in ("inside", "outside")
        ]
        if (whole, "") in table and None not in parts:
            yield DoesNotAddUp(table[whole, ""], tuple(part for part in parts if part))
    bands = [table.get((key, "")) for key in (_NEAR, _FAR, "placements.distance_not_known")]
    if None not in bands:
        yield DoesNotAddUp(None, tuple(band for band in bands if band))
    for key in {key for key, _ in table}:
        if parts_of_key := _every_part(key, table):
            yield DoesNotAddUp(None, parts_of_key)


def _every_part(key: str, table: Mapping[Cell, PublishedFigure]) -> tuple[PublishedFigure, ...]:
    """The key's categories in print, where all are; else none."""
    categories = catalogue.get(key).categories if key in catalogue.KEYS else ()
    if not categories or any((key, name) not in table for name in set(categories) - _MAY_BE_LEFT_OUT):
        return ()
    return tuple(table[key, name] for name in categories if (key, name) in table)


def _room(found: DoesNotAddUp) -> Decimal:
    """How far rounding alone can part the sum from the whole."""
    figures: Sequence[PublishedFigure] = [*found.parts, *([found.whole] if found.whole else [])]
    if figures[0].unit == "children":
        return Decimal(0)
    return sum((_last_digit(one) for one in figures), Decimal(0)) / 2


def _last_digit(figure: PublishedFigure) -> Decimal:
    """What one of the last printed digit is worth: 1, or 0.1 of a figure printed as 0.2."""
    exponent = _value(figure).normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))


def _value(figure: PublishedFigure) -> Decimal:
    return Decimal(0) if figure.value is None else figure.value


def _sum(figures: Iterable[PublishedFigure]) -> Decimal:
    return sum((_value(one) for one in figures), Decimal(0))
