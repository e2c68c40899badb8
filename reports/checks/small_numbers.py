"""Small numbers that the protection cannot see because somebody typed them, and those that are out already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import heading, is_typed, tables, written
from reports.document import Audience
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words

_FEW = re.compile(
    r"\b([1-5]|one|two|three|four|five) (?:[a-z-]+ ){0,2}?"
    r"(child|children|young people|young person|boys?|girls?|siblings?|babies|baby|care leavers?)\b(?!['’])",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"child|young|boys|girls|leaver|looked after|number|total", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    """In a public document: a few children told of in words, or a count of 1 to 5 in a typed table."""
    if subject.document.audience is not Audience.PUBLIC:
        return
    for section, text in written(subject.document):
        for found in _FEW.finditer(text):
            yield Finding(
                Severity.WARNS,
                place(section),
                f"'{found.group()}' tells of so few that somebody may know who they are.",
                "Say 'a few' or leave it out, unless it is of no one in particular.",
            )
    for section, table in tables(subject.document):
        if not is_typed(table) or not _OF_PEOPLE.search(" ".join([table.caption, *map(heading, table.rows)])):
            continue
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                if re.fullmatch(r"[1-5]", cell.text.strip()):
                    yield Finding(
                        Severity.WARNS,
                        place(section, table, heading(row), table.columns[at].title),
                        f"A count of {cell.text.strip()} in a table that was typed is not protected.",
                        "Pick the table, so that small counts are hidden, or take the number out.",
                    )


def lost(subject: Subject) -> Iterator[Finding]:
    """Small counts that this document would give away beside earlier public editions, whatever it hides, and decisions
    that would now give one away.
    """
    for title, day in dict.fromkeys(
        (catalogue.get(cell.key).title, cell.as_at) for cell in subject.protected.lost
    ):
        yield Finding(
            Severity.STOPS,
            title,
            "Records were corrected since an earlier public edition, and beside it anybody could work out a small "
            f"count at {in_words(day)}, whatever is hidden here.",
            "Leave out the figures of that day, or have two people decide under What is hidden that it may be read.",
        )
    for cell in subject.protected.refused:
        yield Finding(
            Severity.WARNS,
            catalogue.get(cell.key).title,
            f"A count at {in_words(cell.as_at)} that two people decided to print stays hidden: figures were corrected "
            "since, and it would tell another small count.",
            "See what is hidden, and take the decision back or leave the table out.",
        )
