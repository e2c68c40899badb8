"""Where the document's figures differ from those that DfE or another source prints."""

from __future__ import annotations

from collections.abc import Iterator

from reports.checks.finding import Finding, Severity, Subject
from reports.checks.reading import tables
from sufficiency.indicators import formatting
from sufficiency.indicators.wording import in_words


def _printed(subject: Subject) -> set[tuple[str, object]]:
    return {
        (cell.key, cell.as_at)
        for _, table in tables(subject.document)
        for row in table.rows
        for cell in row.cells
    }


def differences(subject: Subject) -> Iterator[Finding]:
    """A figure of this document that is not the published one, by more than rounding."""
    printed = _printed(subject)
    for match in subject.matches:
        if (match.key, match.as_at) not in printed or not match.difference or match.published is None:
            continue
        if match.explanation.startswith("Within rounding") or match.published.value is None:
            continue
        yield Finding(
            Severity.WARNS,
            f"{match.title}, {in_words(match.as_at)}",
            f"{match.published.source} prints {formatting.figure(match.published.value, match.unit)}; "
            "this document prints another figure.",
            match.explanation,
        )


def conflicting(subject: Subject) -> Iterator[Finding]:
    """A figure of this document that stands in print with two values, or in a table that does not add up."""
    printed = _printed(subject)
    for conflict in subject.conflicts:
        if (conflict.key, conflict.as_at) not in printed:
            continue
        values = [formatting.figure(one.value, one.unit) for one in conflict.figures if one.value is not None]
        yield Finding(
            Severity.WARNS,
            f"{conflict.title}, {conflict.area}, {in_words(conflict.as_at)}",
            f"{conflict.kind}: {', '.join(dict.fromkeys(values))}.",
            conflict.note.reason if conflict.note else "Say in a footnote which is used, and why.",
        )
