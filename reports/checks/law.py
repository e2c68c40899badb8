"""Law that a document speaks of before it is in force: phrases with the day from which each holds, as data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import written
from sufficiency.indicators.wording import in_words


@dataclass(frozen=True)
class Law:
    """`since` is the day from which it holds; None where that has to be looked up before it is claimed."""

    phrase: re.Pattern[str]
    name: str
    since: date | None


def _law(phrase: str, name: str, since: date | None) -> Law:
    return Law(re.compile(phrase, re.IGNORECASE), name, since)


LAWS = (
    _law(r"Children.s Wellbeing and Schools (Act|Bill)", "The Children's Wellbeing and Schools Act", None),
    _law(r"regional care co-?operative", "The power to form regional care co-operatives", None),
    _law(r"staying put (duty|arrangement)", "The duty to support staying put", date(2014, 5, 13)),
    _law(
        r"(personal adviser|support)[^.]{0,40} to (the age of )?25",
        "The offer of a personal adviser to every care leaver up to 25",
        date(2018, 4, 1),
    ),
    _law(
        r"supported accommodation[^.]{0,60}(regist|regulat|Ofsted)",
        "The registration of supported accommodation",
        date(2023, 10, 28),
    ),
)


def check(subject: Subject) -> Iterator[Finding]:
    for section, text in written(subject.document):
        for law in LAWS:
            if not law.phrase.search(text):
                continue
            if law.since is None:
                yield Finding(
                    Severity.WARNS,
                    place(section),
                    f"{law.name} may not be in force.",
                    "Look up which sections have commenced, and say only what is in force, or that it is proposed.",
                )
            elif law.since > subject.document.as_at:
                yield Finding(
                    Severity.WARNS,
                    place(section),
                    f"{law.name} is in force from {in_words(law.since)}, after the document's date.",
                    "Say that it lay ahead, or take it out.",
                )
