"""What others published, beside what is computed here: comparators, DfE's own count, disagreements.

A later release of one source supersedes an earlier one for comparison; both stay on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sufficiency.core.models import Authority, ConflictNote, PublishedFigure

ENGLAND = "E92000001"
# An average of neighbours is printed only where at least half of them have a figure.
ENOUGH_NEIGHBOURS = 0.5


@dataclass(frozen=True)
class Comparators:
    """Others' figures for one key, category, unit and date. None where nobody published one."""

    this_authority: PublishedFigure | None
    neighbours: Decimal | None
    neighbours_counted: int
    region: PublishedFigure | None
    england: PublishedFigure | None


@dataclass(frozen=True)
class Disagreement:
    """One measure, area and date with more than one value in print."""

    area_code: str
    area_name: str
    key: str
    category: str
    as_at: date
    unit: str
    figures: tuple[PublishedFigure, ...]
    note: ConflictNote | None


def comparators(
    key: str, *, authority: Authority, dates: Iterable[date], unit: str, category: str = ""
) -> dict[date, Comparators]:
    """Comparators by date, in one query. Neighbours: as printed for this authority, else their plain mean."""
    neighbours = set(authority.statistical_neighbours.values_list("gss_code", flat=True))
    codes = {authority.gss_code, authority.region_code, ENGLAND, *neighbours}
    figures = (
        PublishedFigure.objects.for_areas(codes)
        .of(key, category)
        .filter(as_at__in=list(dates), unit=unit)
        .order_by("release", "pk")
    )
    latest: dict[tuple[date, str, str], PublishedFigure] = {}
    for figure in figures:
        latest[figure.as_at, figure.area_kind, figure.area_code] = figure
    return {day: _on(day, latest, authority, neighbours) for day in dates}


def _on(day, latest, authority: Authority, neighbours: set[str]) -> Comparators:
    Area = PublishedFigure.Area
    printed = latest.get((day, Area.NEIGHBOURS, authority.gss_code))
    values = [
        figure.value
        for code in neighbours
        if (figure := latest.get((day, Area.AUTHORITY, code))) and figure.value is not None
    ]
    if printed is not None:
        mean, counted = printed.value, 0
    elif neighbours and len(values) >= ENOUGH_NEIGHBOURS * len(neighbours):
        mean, counted = sum(values, Decimal(0)) / len(values), len(values)
    else:
        mean, counted = None, len(values)
    return Comparators(
        this_authority=latest.get((day, Area.AUTHORITY, authority.gss_code)),
        neighbours=mean,
        neighbours_counted=counted,
        region=latest.get((day, Area.REGION, authority.region_code)),
        england=latest.get((day, Area.ENGLAND, ENGLAND)),
    )


def disagreements(authority: Authority) -> list[Disagreement]:
    """The conflicts register: every measure and date that stands in print with two values, for this authority,
    its neighbours as a group, its region and England. Nothing is averaged or dropped; a note says what was chosen."""
    codes = {authority.gss_code, authority.region_code, ENGLAND}
    grouped: dict[tuple, list[PublishedFigure]] = defaultdict(list)
    for figure in PublishedFigure.objects.for_areas(codes).exclude(value=None):
        place = (figure.area_code, figure.area_kind, figure.key, figure.category, figure.as_at, figure.unit)
        grouped[place].append(figure)
    notes = {
        (note.area_code, note.key, note.category, note.as_at): note
        for note in ConflictNote.objects.filter(area_code__in=codes)
    }
    return [
        Disagreement(
            area_code=code,
            area_name=figures[0].area_name,
            key=key,
            category=category,
            as_at=day,
            unit=unit,
            figures=tuple(figures),
            note=notes.get((code, key, category, day)),
        )
        for (code, _, key, category, day, unit), figures in sorted(grouped.items())
        if len({figure.value for figure in figures}) > 1
    ]
