"""Numbers, days and rules in the words of the pages of returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from sufficiency.core.periods import year_label
from sufficiency.exchange.models import Return
from sufficiency.exchange.ssda903.rules import RULES
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

_QUERY_NAMES = {rule.code: rule.name for rule in RULES} | {
    "ABSENT": "Open in the return before, and absent from this one",
    "MOVE": "Temporary move that did not lead back",
}
# By code: what is the matter, and what to do.
_SET_ASIDE = {
    "CHILD": ("Whose row it is cannot be known", "Give the child's number in your case system."),
    "DOB": ("The date of birth is blank or cannot be read", "Give it as dd/mm/yyyy."),
    "DECOM": ("The day on which the episode began is blank or cannot be read", "Give DECOM as dd/mm/yyyy."),
    "DATE": ("A date cannot be read, or ends before it begins", "Give it as dd/mm/yyyy."),
    "CODE": ("A code that is in no year's list", "Choose one that DfE's guide has for that year."),
    "DEC": (
        "The episode ends on or before the day it began, or its end cannot be read",
        "Correct DEC or DECOM.",
    ),
    "OVERLAP": (
        "The episode overlaps another of the same child",
        "A child is in one place at a time: correct where one ends or the other begins.",
    ),
    "HEADER": (
        "No Header row with a date of birth stands for the child in this return",
        "Add the child to the Header.",
    ),
}


def query_name(code: str) -> str:
    """What a query's rule is called."""
    return _QUERY_NAMES.get(code, f"Rule {code}")


def set_aside_words(code: str) -> tuple[str, str]:
    """What is the matter with rows set aside under a code, and what to do."""
    return _SET_ASIDE.get(code, (f"Rule {code}", "Correct it in your case system."))


def counted(count: int, singular: str, plural: str = "") -> str:
    """'1 row', '1,204 rows'."""
    return f"{number(count)} {singular if count == 1 else plural or f'{singular}s'}"


def shown_rows(count: int) -> str:
    return "See the row" if count == 1 else "See the rows"


def listed(parts: Sequence[str]) -> str:
    """'a, b and c'."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def moment(at: datetime) -> str:
    """'22 November 2026 at 14:05'."""
    local = timezone.localtime(at)
    return f"{in_words(local.date())} at {local:%H:%M}"


def return_name(one: Return) -> str:
    """'Return for 2012/13', 'Extract to 31 December 2013'."""
    return f"Extract to {in_words(one.as_at)}" if one.is_extract else f"Return for {year_label(one.year)}"


def returns_in_short(returns: Sequence[Return]) -> str:
    """'Return for 2012/13', '7 returns, for the years ending 31 March 2007 to 2013'."""
    yearly = sorted(one.year for one in returns if not one.is_extract)
    extracts = sorted(one.as_at for one in returns if one.is_extract)
    parts = []
    if len(yearly) == 1:
        parts.append(f"Return for {year_label(yearly[0])}")
    elif yearly:
        parts.append(f"{len(yearly)} returns, for the years ending {_run(yearly)}")
    parts += [
        f"Extract to {in_words(day)}" if not parts else f"extract to {in_words(day)}" for day in extracts
    ]
    return listed(parts) or "Nothing"


def _run(years: list[int]) -> str:
    if years == list(range(years[0], years[-1] + 1)):
        return f"31 March {years[0]} to {years[-1]}"
    return f"31 March {listed([str(year) for year in years])}"
