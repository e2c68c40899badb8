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
    """`since` is the day from which it holds; None where no day could be found. `source` is where that is said."""

    phrase: re.Pattern[str]
    name: str
    since: date | None
    source: str


def _law(phrase: str, name: str, since: date | None, source: str) -> Law:
    return Law(re.compile(phrase, re.IGNORECASE), name, since, source)


# 2026 c. 21: of its first part section 5 alone has a day of its own, two months after the Act was passed.
_ACT_OF_2026 = (
    "2026 c. 21, s78: passed on 29 April 2026, most of Part 1 on days to be appointed by regulations"
)
LAWS = (
    _law(
        r"Children.s Wellbeing and Schools (Act|Bill)",
        "The Children's Wellbeing and Schools Act",
        None,
        _ACT_OF_2026,
    ),
    _law(
        r"regional care co-?operative",
        "The power to form regional care co-operatives",
        None,
        _ACT_OF_2026,
    ),
    _law(
        r"staying put (duty|arrangement)",
        "The duty to support staying put",
        date(2014, 5, 13),
        "Children and Families Act 2014, s98; S.I. 2014/889, article 5",
    ),
    _law(
        r"(personal adviser|support)[^.]{0,40} to (the age of )?25",
        "The offer of a personal adviser to every care leaver up to 25",
        date(2018, 4, 1),
        "Children and Social Work Act 2017, s3; S.I. 2018/346, regulation 4",
    ),
    # Providers could register from 28 April; six months later those who had not applied had to close.
    _law(
        r"supported accommodation[^.]{0,60}(regist|regulat|Ofsted)",
        "The registration of supported accommodation",
        date(2023, 10, 28),
        "S.I. 2023/416, regulation 1; Ofsted's introduction to supported accommodation",
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
                    "Look up which sections have commenced, and say only what is in force, or that it is proposed "
                    f"({law.source}).",
                )
            elif law.since > subject.document.as_at:
                yield Finding(
                    Severity.WARNS,
                    place(section),
                    f"{law.name} is in force from {in_words(law.since)}, after the document's date.",
                    f"Say that it lay ahead, or take it out ({law.source}).",
                )
