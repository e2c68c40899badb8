"""Everything that a statement needs, read once: measurements, comparators, printed figures, disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reports import printing
from reports.models import DisclosureRule, Edition, EditionMeasurement
from sufficiency.core.models import Authority, Population, PublishedFigure
from sufficiency.core.periods import year_end, year_ending
from sufficiency.indicators import catalogue, measure_series
from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.printed_before import NOTHING, Before, before
from sufficiency.indicators.protected_links import Cell, Part
from sufficiency.indicators.published import (
    ENGLAND,
    FORMER_INDICATOR_147,
    Comparators,
    Disagreement,
    all_comparators,
    disagreements,
)

YEAR_ENDS = 7

SERIES_KEYS = (
    "cla.number",
    "cla.rate_per_10000",
    "placements.by_distance",
    "placements.within_20_miles",
    "placements.over_20_miles",
    "placements.distance_not_known",
    "placements.by_type",
    "stability.three_or_more",
    "stability.same_placement",
    "stability.same_carer",
    "leavers.suitable_accommodation",
)
# Their lines would be a third and fourth split of the table of placement types, for another document.
GROUPS = "placements.by_budget_group"
TOTAL_ONLY = (GROUPS, "placements.by_group")

COMPARED: tuple[tuple[str, str, Unit], ...] = (
    ("cla.rate_per_10000", "", Unit.RATE),
    ("placements.within_20_miles", "", Unit.PERCENT),
    ("placements.over_20_miles", "", Unit.PERCENT),
    ("placements.distance_not_known", "", Unit.PERCENT),
    *(("placements.by_distance", category, Unit.PERCENT) for category in group.DISTANCES[:4]),
    ("stability.three_or_more", "", Unit.PERCENT),
    ("stability.same_placement", "", Unit.PERCENT),
    ("stability.same_carer", "", Unit.PERCENT),
    *(("leavers.suitable_accommodation", age, Unit.PERCENT) for age in group.LEAVER_AGES),
)


class NothingToPublish(Exception):
    """The records do not cover the day. The message says what to do."""


@dataclass(frozen=True)
class Gathered:
    """`dates` are the year-ends, oldest first, and then the as-at date where it is not one of them."""

    gss_code: str
    name: str
    short_name: str
    is_synthetic: bool
    as_at: date
    dates: tuple[date, ...]
    measurements: Mapping[tuple[str, date], Measurement]
    # By key, category, unit and date.
    comparators: Mapping[tuple[str, str, str, date], Comparators]
    former_147: Mapping[tuple[str, date], PublishedFigure]
    conflicts: tuple[Disagreement, ...]
    # Counts of the council that DfE has published, each with the number that DfE gives.
    published_counts: frozenset[tuple[Cell, int]]
    # Source and release of every comparator and population that may stand in it.
    sources: tuple[tuple[str, str], ...]
    # What earlier public editions print of these dates, and what of it this document does not, as counted now.
    before: Before = NOTHING
    only_before: Mapping[tuple[str, date], Measurement] = field(default_factory=dict)
    # Everything that can be counted of the days of the measurements, printed or not.
    countable: Mapping[tuple[str, date], Measurement] = field(default_factory=dict)
    # The dates of which the public sees rounded counts.
    rounded_dates: frozenset[date] = frozenset()


def gather(
    *,
    authority: Authority,
    as_at: date,
    today: date,
    more: Collection[tuple[str, date | None]] = (),
) -> Gathered:
    """Read all figures of a document as at a day. `NothingToPublish` where the records do not cover it.

    `more` are further figures, each on a day, or on every date of the document's tables where the day is None.
    """
    last = year_ending(as_at) if as_at == year_end(as_at.year) else year_ending(as_at) - 1
    year_ends = [year_end(year) for year in range(last - YEAR_ENDS + 1, last + 1)]
    asked = [*year_ends, *([as_at] if as_at not in year_ends else [])]
    days = sorted({*asked, *(day for _, day in more if day)})
    series = measure_series(catalogue.KEYS, authority=authority, dates=days, today=today)
    whole = {(one.key, one.as_at): one for measured in series.values() for one in measured}
    dates = tuple(day for day in asked if whole["cla.number", day].value is not None)
    if as_at not in dates:
        raise NothingToPublish(
            f"There is nothing to publish for {authority.name} as at this day. {whole['cla.number', as_at].reason} "
            "Load the return or extract that covers it."
        )
    found = {(key, day): whole[key, day] for key in SERIES_KEYS for day in dates}
    others = [key for key in catalogue.KEYS if key not in SERIES_KEYS]
    found |= {(key, as_at): as_printed(whole[key, as_at]) for key in others}
    wanted = [(key, each) for key, day in more for each in (dates if day is None else [day])]
    found |= {place: whole[place] for place in wanted}
    days_of_it = {day for _, day in found}
    # What is picked can be picked of other areas too.
    compared = {key for key, _, _ in COMPARED} | {key for key, _ in more}
    compared_on = sorted({*dates, *(day for _, day in more if day)})
    in_print = _before(authority, days_of_it)
    return Gathered(
        gss_code=authority.gss_code,
        name=authority.name,
        short_name=authority.short_name,
        is_synthetic=authority.is_synthetic,
        as_at=as_at,
        dates=dates,
        measurements=found,
        comparators=all_comparators(authority, keys=compared, dates=compared_on),
        former_147=_former_147(authority, dates),
        conflicts=tuple(
            conflict
            for conflict in disagreements(authority)
            if (conflict.key, conflict.as_at) in found or conflict.key == FORMER_INDICATOR_147
        ),
        published_counts=published_counts(authority, days_of_it),
        sources=_sources(authority, compared, compared_on),
        before=in_print,
        only_before={
            place: as_printed_before(whole[place], in_print)
            for place in sorted(printed_elsewhere(in_print, found))
        },
        countable={place: one for place, one in whole.items() if place[1] in days_of_it},
        rounded_dates=rounded_among(days_of_it, in_print, rounds=DisclosureRule.objects.rounds(authority)),
    )


def rounded_among(dates: Iterable[date], in_print: Before, *, rounds: bool) -> frozenset[date]:
    """The dates that are printed rounded: each keeps the way in which it was first printed, and new ones follow the
    council's choice.

    One date printed exactly and rounded would undo both: an exact total leaves one value of a hidden count where the
    rounded one left five, and a count hidden to protect another would stand in the other edition within two.
    """
    fresh = frozenset(dates) - in_print.exact_dates
    return fresh if rounds else fresh & in_print.rounded_dates


def nothing_counted(authority: Authority, *, as_at: date) -> Gathered:
    """For a document that picks kept figures alone: an authority without any return can have one."""
    return Gathered(
        gss_code=authority.gss_code,
        name=authority.name,
        short_name=authority.short_name,
        is_synthetic=authority.is_synthetic,
        as_at=as_at,
        dates=(),
        measurements={},
        comparators={},
        former_147={},
        conflicts=(),
        published_counts=frozenset(),
        sources=(),
    )


def _before(authority: Authority, dates: Iterable[date]) -> Before:
    """What the authority's issued public editions print of the dates, and what was counted when they were made."""
    days = set(dates)
    printed = EditionMeasurement.objects.filter(
        edition__authority=authority,
        edition__audience=Edition.Audience.PUBLIC,
        edition__status=Edition.Status.ISSUED,
        as_at__in=days,
    )
    by_edition: dict[int, list[dict[str, Any]]] = defaultdict(list)
    kept = printed.order_by("edition").values_list("edition", "measurement", "counted")
    for edition, measured, counted in kept:
        if measured["key"] in catalogue.KEYS:
            by_edition[edition].append({**measured, "counted": counted})
    unprinted = Edition.objects.filter(pk__in=by_edition).values_list("pk", "counted_besides")
    for edition, counted in unprinted:
        by_edition[edition] += [
            {"counted": one}
            for one in counted
            if one["key"] in catalogue.KEYS and date.fromisoformat(one["as_at"]) in days
        ]
    uncounted = Edition.objects.filter(
        authority=authority,
        audience=Edition.Audience.PUBLIC,
        status=Edition.Status.ISSUED,
        tables__contains=[{"rows": [{"cells": [{"key": GROUPS}]}]}],
    )
    for edition, tables in uncounted.order_by("pk").values_list("pk", "tables"):
        measured = {(one["key"], one["as_at"]) for one in by_edition[edition] if "key" in one}
        by_edition[edition] += told_without_return(tables, days, measured)
    return before(by_edition.values())


def told_without_return(
    tables: Iterable[Mapping[str, Any]], dates: Set[date], measured: Set[tuple[str, str]]
) -> list[dict[str, Any]]:
    """What an edition's tables print of days of which nothing was counted then, from figures that the council had
    printed: as measurements, so that what is counted of these days later is protected beside them.
    """
    lines: dict[str, dict[str, tuple[str, Any]]] = defaultdict(dict)
    totals: dict[str, Any] = {}
    for table in tables:
        for cell in (cell for row in table["rows"] for cell in row["cells"]):
            day = cell["as_at"]
            is_of_them = cell["key"] == GROUPS and day and date.fromisoformat(day) in dates
            if is_of_them and (GROUPS, day) not in measured:
                lines[day][cell["category"]] = cell["text"], cell["value"]
            elif cell["key"] == "cla.number" and day and ("cla.number", day) not in measured:
                totals[day] = cell["value"]
    numbers = [
        {
            "key": "cla.number",
            "unit": Unit.CHILDREN.value,
            "as_at": day,
            "value": value,
            "missing": None,
            "breakdown": None,
        }
        for day, value in sorted(totals.items())
        if day in lines and value is not None
    ]
    return numbers + [
        {
            "key": GROUPS,
            "unit": Unit.CHILDREN.value,
            "as_at": day,
            "value": None,
            "missing": None,
            "breakdown": [{"category": name, "value": value} for name, (_, value) in of_day.items()],
            "hidden": [f"{name}: value" for name, (text, _) in of_day.items() if text == printing.HIDDEN],
        }
        for day, of_day in sorted(lines.items())
    ]


def as_printed(measurement: Measurement) -> Measurement:
    """Without the lines that the statement leaves to other documents."""
    return replace(measurement, breakdown=None) if measurement.key in TOTAL_ONLY else measurement


def printed_elsewhere(
    in_print: Before, found: Mapping[tuple[str, date], Measurement]
) -> frozenset[tuple[str, date]]:
    """What an earlier edition prints and the document does not, or not broken down."""
    whole = {place for place, measured in found.items() if measured.breakdown is None}
    return frozenset(in_print.named - found.keys() | in_print.broken_down & whole)


def as_printed_before(measurement: Measurement, in_print: Before) -> Measurement:
    """With its lines where an edition prints them."""
    is_broken_down = (measurement.key, measurement.as_at) in in_print.broken_down
    return measurement if is_broken_down else as_printed(measurement)


def _former_147(authority: Authority, dates: Iterable[date]) -> dict[tuple[str, date], PublishedFigure]:
    Area = PublishedFigure.Area
    figures = PublishedFigure.objects.for_areas({authority.gss_code, ENGLAND}).of(FORMER_INDICATOR_147)
    found: dict[tuple[str, date], PublishedFigure] = {}
    for figure in figures.filter(as_at__in=list(dates)).order_by("release", "pk"):
        kind = {Area.NEIGHBOURS: "neighbours", Area.ENGLAND: "england"}.get(
            Area(figure.area_kind), "authority"
        )
        # Where a table's cell is empty and the text gives a figure, the figure stands.
        if figure.value is not None or (kind, figure.as_at) not in found:
            found[kind, figure.as_at] = figure
    return found


def published_counts(authority: Authority, dates: Iterable[date]) -> frozenset[tuple[Cell, int]]:
    """Counts that DfE has published for this authority, each with its number: hiding the same one protects nothing."""
    figures = PublishedFigure.objects.for_areas({authority.gss_code}).filter(
        area_kind=PublishedFigure.Area.AUTHORITY,
        as_at__in=list(dates),
        unit__in=[Unit.CHILDREN, Unit.YOUNG_PEOPLE],
        source__startswith="DfE",
    )
    return frozenset(
        (Cell(figure.key, figure.as_at, figure.category, Part.COUNT), int(figure.value))
        for figure in figures
        if figure.value is not None
    )


def _sources(
    authority: Authority, keys: Collection[str], dates: Sequence[date]
) -> tuple[tuple[str, str], ...]:
    neighbours = authority.statistical_neighbours.values_list("gss_code", flat=True)
    figures = PublishedFigure.objects.for_areas({authority.gss_code, ENGLAND, *neighbours}).filter(
        key__in=[*keys, FORMER_INDICATOR_147], as_at__in=list(dates)
    )
    populations = Population.objects.filter(
        area_code=authority.gss_code, year__range=(min(dates).year - 1, max(dates).year)
    )
    return tuple(
        sorted(
            {*figures.values_list("source", "release").distinct()}
            | {*populations.values_list("source", "release").distinct()}
        )
    )
