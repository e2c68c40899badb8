"""Counted here beside published, as rows of text and as rows for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from reports.matching import Match
from reports.presenters import words
from reports.presenters.tiles import indicator_address
from sufficiency.core.models import PublishedFigure
from sufficiency.core.periods import year_end, year_label
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Span, Unit
from sufficiency.indicators.wording import in_words

CSV_HEADER = (
    "key",
    "title",
    "category",
    "unit",
    "as_at",
    "counted_here",
    "published_for_this_authority",
    "difference",
    "explanation",
    "neighbours",
    "region",
    "england",
    "new_definition",
    "source",
    "release",
)


def row(match: Match) -> dict[str, Any]:
    """One line of the page's table."""
    return {
        "title": match.title,
        "href": indicator_address(match.key, match.as_at),
        "as_at": match.as_at,
        "when": when(match),
        "counted": words.plain(match.counted, match.unit),
        "published": published_text(match.published),
        "difference": difference_text(match),
        "explanation": match.explanation,
        "neighbours": words.plain(match.others.neighbours, match.unit),
        "region": published_text(match.others.region),
        "england": published_text(match.others.england),
        "broken": match.broken,
    }


def when(match: Match) -> str:
    """'2012/13' for a year's figure, '31 March 2013' for a day's."""
    if catalogue.get(match.key).span is not Span.DAY and match.as_at == year_end(match.as_at.year):
        return year_label(match.as_at.year)
    return in_words(match.as_at)


def published_text(figure: PublishedFigure | None) -> str | None:
    """As the source prints it; a symbol in words."""
    if figure is None:
        return None
    if figure.value is None:
        return "hidden" if figure.symbol == "c" else "not printed"
    return words.plain(figure.value, figure.unit)


def difference_text(match: Match) -> str:
    """'0', '+3', '−1 point'; empty where one of the two is not known."""
    if match.difference is None:
        return ""
    if match.difference == 0:
        return "0"
    size = abs(match.difference).normalize()
    amount = words.points(size) if match.unit == Unit.PERCENT else f"{size:,f}"
    return f"{'+' if match.difference > 0 else '−'}{amount}"


def csv_rows(found: Iterable[Match]) -> Iterator[tuple[object, ...]]:
    """Exact values; what stands in print as it was printed."""
    for match in found:
        figure = match.published
        others = match.others
        yield (
            match.key,
            catalogue.get(match.key).title,
            match.category,
            match.unit,
            match.as_at,
            match.counted,
            figure and (figure.symbol if figure.value is None else short(figure.value)),
            match.difference,
            match.explanation,
            others.neighbours and round(others.neighbours, 4),
            short(others.region.value if others.region else None),
            short(others.england.value if others.england else None),
            match.broken and match.broken.what_changed,
            figure and figure.source,
            figure and figure.release,
        )


def short(value: Decimal | None) -> Decimal | None:
    """Without the noughts that the database pads a figure with: 14, not 14.0000."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def summary(found: list[Match]) -> str:
    """'12 figures: 9 equal at the rounding in print, 2 differ, 1 not counted here.'"""
    known = [match for match in found if match.published and match.published.value is not None]
    equal = sum(match.difference == 0 for match in known)
    open_ = sum(match.counted is None for match in known)
    parts = [
        f"{formatting.number(equal)} equal at the rounding in print",
        f"{formatting.number(len(known) - equal - open_)} differ",
        f"{formatting.number(open_)} not counted here",
    ]
    return f"{words.records(len(known), 'published figure', 'published figures')}: {words.listed(parts)}."
