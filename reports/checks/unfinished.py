"""What is still to be written, and what was picked that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports import printing
from reports.checks.finding import Finding, Severity, Subject, place
from reports.checks.reading import heading, said, tables
from reports.writing.composing import MISSING

_TO_WRITE = re.compile(r"\[\s*to (be )?(write|written|add|follow)[^\]]*\]|\bTBC\b|\bXX+\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Finding]:
    for fault in subject.faults:
        yield Finding(
            Severity.STOPS,
            place(subject.titles.get(fault.section, fault.section)),
            f"{fault.what}: {fault.message}",
            "",
        )
    texts = list(said(subject.document))
    for section, table in tables(subject.document):
        texts += [
            (place(section, table), cell.text) for row in table.rows for cell in row.cells if not cell.key
        ]
    for where, text in texts:
        if found := _TO_WRITE.search(text):
            yield Finding(
                Severity.STOPS, where, f"'{found.group()}' still stands here.", "Write it, or take it out."
            )
        if MISSING in text and not subject.faults:
            yield Finding(Severity.STOPS, where, f"'{MISSING}' stands here.", "Pick a figure that there is.")
    yield from _not_known(subject)


def _not_known(subject: Subject) -> Iterator[Finding]:
    for section, table in tables(subject.document):
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                if cell.text == printing.NOT_KNOWN and cell.as_at == subject.document.as_at:
                    yield Finding(
                        Severity.WARNS,
                        place(section, table, heading(row), table.columns[at].title),
                        "The figure is not known.",
                        "Load the records that it is counted from, or say in the text why it is not known.",
                    )
