"""Dates and windows in the words that reasons use."""

from __future__ import annotations

from datetime import date

from sufficiency.core.periods import Window, year_to


def in_words(day: date) -> str:
    """'31 March 2026'."""
    return f"{day.day} {day:%B %Y}"


def run_in_words(window: Window) -> str:
    """'1 April 2025 to 31 March 2026', or one day's date."""
    if window.start == window.end:
        return in_words(window.start)
    return f"{in_words(window.start)} to {in_words(window.end)}"


def year_in_words(day: date) -> str:
    """'the year from 1 April 2025 to 31 March 2026'."""
    return f"the year from {run_in_words(year_to(day))}"
