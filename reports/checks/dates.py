"""Dates in what somebody wrote: after the document's own, or left over from an edition of two years ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import written
from sufficiency.indicators.wording import in_words

_DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b"
)
# What lies ahead is planned: it is not told as known.
_PLANNED = re.compile(r"\b(will|by|until|from|plan|aim|expect|forecast|target|due|review)", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    as_at = subject.document.as_at
    for section, text in written(subject.document):
        for found in _DATE.finditer(text):
            try:
                day = datetime.strptime(found.group(), "%d %B %Y").replace(tzinfo=UTC).date()
            except ValueError:
                yield Finding(
                    Severity.STOPS, place(section), f"There is no {found.group()}.", "Correct the date."
                )
                continue
            if day > as_at and not _PLANNED.search(text):
                yield Finding(
                    Severity.WARNS,
                    place(section),
                    f"{found.group()} is after {in_words(as_at)}, the date that the document speaks of.",
                    "Check the date. Figures of a later day belong in a later edition.",
                )
            elif (day.month, day.day) == (3, 31) and day <= _two_years_before(as_at):
                yield Finding(
                    Severity.WARNS,
                    place(section),
                    f"{found.group()} is two years or more before {in_words(as_at)}.",
                    "Bring the sentence up to date, or say that it is of an earlier time.",
                )


def kept(subject: Subject) -> Iterator[Finding]:
    """Context figures that are old for the document, or of a later day."""
    as_at = in_words(subject.document.as_at)
    for section, figure in subject.kept:
        if figure.is_later:
            yield Finding(
                Severity.WARNS,
                place(section),
                f"'{figure.name}' is {figure.text} of {figure.when}, after {as_at}.",
                "Say of when it is, or keep the figure of that date under context figures.",
            )
        elif figure.is_stale:
            yield Finding(
                Severity.WARNS,
                place(section),
                f"'{figure.name}' is {figure.text} of {figure.when}, more than 18 months before {as_at}.",
                "Keep the latest figure under context figures, or say of when this one is.",
            )


def _two_years_before(day: date) -> date:
    return (
        date(day.year - 2, day.month, min(day.day, 28)) if day.month == 2 else day.replace(year=day.year - 2)
    )
