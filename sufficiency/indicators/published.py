"""What others published, beside what is computed here: comparators, DfE's own count, disagreements.

A later release of one source supersedes an earlier one for comparison; both stay on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sufficiency.core.models import Authority, ConflictNote, PublishedFigure

ENGLAND = "E92000001"
# The national indicator of care leavers' homes before 2014 has no key of today's: it is another cohort, and
# never one series with it.
FORMER_INDICATOR_147 = "Care leavers aged 19 in contact and in suitable accommodation (former NI 147)"
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
    # This authority's figure as it stands elsewhere with another value: the conflicts register has them all.
    also_printed: tuple[PublishedFigure, ...] = ()


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
    key: str, *, authority: Authority, dates: Collection[date], unit: str, category: str = ""
) -> dict[date, Comparators]:
    """Comparators by date, in three queries. Neighbours: as printed for this one, else their plain mean."""
    figures = all_comparators(authority, keys=[key], dates=dates)
    nobody = Comparators(None, None, 0, None, None)
    return {day: figures.get((key, category, unit, day), nobody) for day in dates}


def all_comparators(
    authority: Authority, *, keys: Iterable[str], dates: Iterable[date] | None = None
) -> dict[tuple[str, str, str, date], Comparators]:
    """Comparators of many figures, in three queries: by key, category, unit and date.

    Of several figures for one area and date: the one that the conflicts register chose, else the newest.
    """
    neighbours = set(authority.statistical_neighbours.values_list("gss_code", flat=True))
    codes = {authority.gss_code, authority.region_code, ENGLAND, *neighbours}
    figures = PublishedFigure.objects.for_areas(codes).filter(key__in=list(keys)).order_by("release", "pk")
    if dates is not None:
        figures = figures.filter(as_at__in=list(dates))
    chosen = {
        (note.area_code, note.key, note.category, note.as_at): note.chosen
        for note in ConflictNote.objects.filter(area_code__in=codes)
    }
    latest: dict[tuple[str, str, str, date], dict[tuple[str, str], PublishedFigure]] = defaultdict(dict)
    own: dict[tuple[str, str, str, date], list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        place = (figure.key, figure.category, figure.unit, figure.as_at)
        area = (figure.area_kind, figure.area_code)
        if area == (PublishedFigure.Area.AUTHORITY, authority.gss_code):
            own[place].append(figure)
        held = latest[place].get(area)
        if held is None or not _is_chosen(held, chosen) or _is_chosen(figure, chosen):
            latest[place][area] = figure
    return {
        place: _among(by_area, own.get(place, ()), authority, neighbours) for place, by_area in latest.items()
    }


def _is_chosen(figure: PublishedFigure, chosen: Mapping[tuple[str, str, str, date], str]) -> bool:
    value = chosen.get((figure.area_code, figure.key, figure.category, figure.as_at))
    return value is not None and figure.value is not None and value == f"{figure.value.normalize():f}"


def _among(
    latest: Mapping[tuple[str, str], PublishedFigure],
    own: Iterable[PublishedFigure],
    authority: Authority,
    neighbours: set[str],
) -> Comparators:
    Area = PublishedFigure.Area
    this = latest.get((Area.AUTHORITY, authority.gss_code))
    printed = latest.get((Area.NEIGHBOURS, authority.gss_code))
    values = [
        figure.value
        for code in neighbours
        if (figure := latest.get((Area.AUTHORITY, code))) and figure.value is not None
    ]
    if printed is not None:
        mean, counted = printed.value, 0
    elif neighbours and len(values) >= ENOUGH_NEIGHBOURS * len(neighbours):
        mean, counted = sum(values, Decimal(0)) / len(values), len(values)
    else:
        mean, counted = None, len(values)
    return Comparators(
        this_authority=this,
        neighbours=mean,
        neighbours_counted=counted,
        region=latest.get((Area.REGION, authority.region_code)),
        england=latest.get((Area.ENGLAND, ENGLAND)),
        also_printed=tuple(one for one in own if this and one.value is not None and one.value != this.value),
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
