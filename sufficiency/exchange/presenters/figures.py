"""Key figures before and after a load, beside what DfE published for the authority."""

from __future__ import annotations

from datetime import date
from typing import Any

from sufficiency.core.models import Authority, PublishedFigure
from sufficiency.exchange.key_figures import KEYS
from sufficiency.exchange.presenters import words
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Unit
from sufficiency.indicators.formatting import figure, number
from sufficiency.indicators.published import comparators
from sufficiency.indicators.wording import in_words

# By date and key: the latest that anyone published of the authority, with who did.
Published = dict[tuple[date, str], PublishedFigure]


def published(authority: Authority, stored: list[dict]) -> Published:
    """What DfE or others published of the authority, for the stored dates and keys."""
    days = [date.fromisoformat(one["as_at"]) for one in stored]
    found: Published = {}
    for key in KEYS if stored else ():
        unit = catalogue.get(key).unit
        for day, others in comparators(key, authority=authority, dates=days, unit=unit.value).items():
            if others.this_authority is not None and others.this_authority.value is not None:
                found[day, key] = others.this_authority
    return found


def tables(stored: list[dict], printed: Published) -> list[dict[str, Any]]:
    """One table a date, the latest first, each with a sentence of what changed."""
    return [_table(one, printed) for one in reversed(stored)]


def _table(one: dict, printed: Published) -> dict[str, Any]:
    day = date.fromisoformat(one["as_at"])
    before, after = one["before"], one["after"]
    # The database keeps the keys in an order of its own.
    keys = [key for key in KEYS if key in after]
    changed = sum(before.get(key) != after[key] for key in keys)
    return {
        "id": f"figures-{day.isoformat()}",
        "heading": in_words(day),
        "summary": f"{words.counted(changed, 'figure')} changed" if changed else "no figure changed",
        "table": {
            "caption": f"Key figures as at {in_words(day)}",
            "columns": [
                {"text": "Figure"},
                {"text": "Before", "numeric": True},
                {"text": "Now", "numeric": True},
                {"text": "Change", "numeric": True},
                {"text": "Published", "numeric": True},
            ],
            "rows": [
                {"cells": _cells(key, before.get(key), after[key], printed.get((day, key)))} for key in keys
            ],
            "notes": _sources([printed[day, key] for key in keys if (day, key) in printed]),
        },
    }


def _cells(
    key: str, before: float | None, now: float | None, in_print: PublishedFigure | None
) -> list[str | None]:
    indicator = catalogue.get(key)
    return [
        indicator.title,
        _text(before, indicator.unit),
        _text(now, indicator.unit),
        _change(before, now, indicator.unit),
        _in_print(in_print, indicator.unit),
    ]


def _in_print(found: PublishedFigure | None, unit: Unit) -> str:
    return "none held" if found is None or found.value is None else figure(found.value, unit)


def _sources(found: list[PublishedFigure]) -> list[str]:
    """Where the published figures stand."""
    sources = dict.fromkeys(one.source for one in found)
    return [f"Published: {words.listed(list(sources))}."] if sources else []


def _text(value: float | None, unit: Unit) -> str | None:
    return None if value is None else figure(value, unit)


def _change(before: float | None, now: float | None, unit: Unit) -> str:
    """'12 more', '3 points fewer': of the exact values, so that rounding hides no change."""
    if before is None or now is None:
        return (
            "new"
            if before is None and now is not None
            else "no longer known"
            if before is not None
            else "none"
        )
    difference = now - before
    if difference == 0:
        return "none"
    if unit is Unit.PERCENT:
        size = f"{abs(difference):.1f}" if abs(difference) >= 0.05 else "under 0.1"
        return f"{size} points {'up' if difference > 0 else 'down'}"
    return f"{number(abs(difference))} {'more' if difference > 0 else 'fewer'}"
