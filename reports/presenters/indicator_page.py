"""The page of one indicator: its headline, its definition, and the figures published beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from reports import printing
from reports.matching import Match
from reports.models import EditionMeasurement
from reports.presenters import changes, comparison, edition_page, words
from reports.presenters.figure_tables import columns
from reports.presenters.tiles import indicator_address
from sufficiency.core.models import ConflictNote
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Direction, Indicator, Measurement, Unit
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.published import Comparators
from sufficiency.indicators.wording import in_words, run_in_words

_DIRECTIONS = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.NEITHER: "Neither higher nor lower is better",
}


def subject(indicator: Indicator) -> str:
    """The indicator as the subject of a sentence."""
    if indicator.unit is Unit.RATE:
        return "The rate for every 10,000 children"
    title = indicator.title[0].lower() + indicator.title[1:]
    if indicator.unit in {Unit.CHILDREN, Unit.YOUNG_PEOPLE}:
        return f"The number of {title}"
    return f"The {title}" if indicator.unit is Unit.PERCENT else f"The mean number of {title}"


def family_table(
    family: str, series: Mapping[str, Sequence[Measurement]], *, before: date, day: date
) -> dict[str, Any]:
    """A family's figures on two days, with the change. `series` has the two, in that order, by key."""
    return {
        "caption": f"{words.FAMILIES[family]} at {in_words(day)}",
        "hide_caption": True,
        "columns": columns("Figure", printing.column_date(before), printing.column_date(day), "Change"),
        "rows": [
            {
                "cells": [
                    now.title,
                    words.value_text(then),
                    words.value_text(now),
                    changes.short_change(now, then) or "",
                ],
                "href": indicator_address(key, day),
            }
            for key, (then, now) in series.items()
            if key.startswith(f"{family}.") and not is_breakdown(key)
        ],
    }


def breakdowns(family: str, day: date) -> list[dict[str, str]]:
    """The family's indicators that only cut its number, as links: 'by age', 'by sex'."""
    return [
        {"text": indicator.title.partition(", ")[2], "href": indicator_address(indicator.key, day)}
        for indicator in catalogue.INDICATORS
        if indicator.key.startswith(f"{family}.") and is_breakdown(indicator.key)
    ]


def is_breakdown(key: str) -> bool:
    """Whether the figure cuts another's number into categories and has none of its own."""
    return key.partition(".")[2].startswith("by_")


def is_comparable(indicator: Indicator) -> bool:
    """Whether others' figures can stand on one axis with ours: a number of children grows with the area."""
    return indicator.unit not in {Unit.CHILDREN, Unit.YOUNG_PEOPLE}


def headline(
    now: Measurement, series: Sequence[Measurement], others: Mapping[date, Comparators]
) -> dict[str, Any]:
    """The figure large, how it has moved, and England's beside it."""
    before = next((m for m in reversed(series[:-1])), None)
    moved = changes.change(now, before) if before else None
    england = others.get(now.as_at)
    england_text = england and comparison.published_text(england.england)
    parts = ""
    if now.value is not None and now.denominator is not None:
        parts = f"{formatting.number(now.numerator or 0)} of {formatting.number(now.denominator)}"
        if now.unit is Unit.DAYS:
            parts = f"The mean of {words.records(now.denominator, 'child', 'children')}"
        if now.unit is Unit.RATE:
            parts = (
                f"{formatting.number(now.numerator or 0)} children looked after; "
                f"{formatting.number(now.denominator)} children live in the area"
            )
    return {
        "value": words.value_text(now),
        "unit": words.unit_words(now),
        "parts": parts,
        "reason": now.reason,
        "change": moved,
        "england": england_text,
        "missing": f"{words.records(now.missing)} could not be judged" if now.missing else "",
        "mark": changes.small_numbers(now),
    }


def definition_rows(indicator: Indicator, now: Measurement) -> list[dict[str, Any]]:
    """What it counts, who is left out, where it comes from."""
    rows = [
        {"key": "Why it matters", "value": indicator.why_it_matters},
        {"key": "Who is counted", "value": indicator.population},
        {"key": "How it is counted", "value": indicator.how},
        {"key": "Direction", "value": _DIRECTIONS[indicator.better]},
        {"key": "Source", "value": indicator.source},
        {"key": "Definition", "value": f"{indicator.key}, version {indicator.version}"},
    ]
    if now.period:
        rows.insert(3, {"key": "Days it speaks of", "value": run_in_words(now.period)})
    return rows


def beside_published(
    indicator: Indicator,
    series: Sequence[Measurement],
    published: Mapping[tuple[str, str, str, date], Comparators],
    notes: Mapping[tuple[str, str, date], ConflictNote],
) -> dict[str, Any] | None:
    """This authority's figure as counted here and as published, with the difference in words."""
    measured = {measurement.as_at: measurement for measurement in series}
    found = []
    for (key, category, unit, day), others in sorted(
        published.items(), key=lambda one: (one[0][1], one[0][3])
    ):
        wanted = unit == indicator.unit.value if not category else unit == Unit.PERCENT.value
        if others.this_authority is None or day not in measured or not wanted:
            continue
        broken = breaks_between(key, series[0].as_at, day) if day > series[0].as_at else []
        note = notes.get((key, category, day))
        found.append(
            Match(key, category, unit, day, measured[day], others, broken[-1] if broken else None, note)
        )
    if not found:
        return None
    has_categories = any(match.category for match in found)
    return {
        "caption": "Counted here and published for this authority",
        "hide_caption": True,
        "columns": columns(
            "When",
            "Counted here",
            "Published",
            "Difference",
            *(["Category"] if has_categories else []),
            "Why they differ",
            words_last=2 if has_categories else 1,
        ),
        "rows": [
            {
                "cells": [
                    words.short_date(match.as_at),
                    words.plain(match.counted, match.unit),
                    comparison.published_text(match.published),
                    comparison.difference_text(match),
                    *([match.category] if has_categories else []),
                    match.explanation,
                ]
            }
            for match in found
        ],
        "notes": [f"Published: {source}." for source in _sources(found)],
    }


def where_printed(measured: Sequence[EditionMeasurement], now: Measurement) -> list[dict[str, str]]:
    """The editions in which the figure of that day stands, with its value as printed there.

    Where later corrections changed it, the day is told on which it was known so.
    """
    return [
        {
            "href": edition_page.address(one.edition),
            "text": str(one.edition),
            "value": words.plain(one.measurement["value"], one.measurement["unit"]) or "hidden or not known",
            "known": _known(one, now),
        }
        for one in measured
        if one.as_at == now.as_at
    ]


def _known(one: EditionMeasurement, now: Measurement) -> str:
    value = one.measurement["value"]
    if (
        value is None
        or value == now.value
        or one.measurement.get("definition_version") != now.definition_version
    ):
        return ""
    return f"as known on {in_words(timezone.localtime(one.edition.made_at).date())}"


def _sources(found: Sequence[Match]) -> list[str]:
    """Each source once, with the places in it."""
    places: dict[str, dict[str, None]] = {}
    for match in found:
        if match.published:
            places.setdefault(match.published.source, {})[match.published.place_in_source] = None
    return [
        f"{source}: {'; '.join(place for place in named if place)}" if any(named) else source
        for source, named in places.items()
    ]


def children_counted(measurement: Measurement) -> int | None:
    """How many children stand behind the figure: a share's numerator, a mean's number, a count itself."""
    if measurement.value is None:
        return None
    if measurement.unit is Unit.DAYS:
        return measurement.denominator
    counted = measurement.numerator if measurement.numerator is not None else measurement.value
    return int(counted)
