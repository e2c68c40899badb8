"""Dates and numbers of carer records as sentences have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def in_words(day: date) -> str:
    """'31 March 2026'."""
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """'1 household', '1,204 households'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(names: Iterable[str]) -> str:
    """'Ama', 'Ama and Tom', 'Ama, Tom and Lee'."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last
