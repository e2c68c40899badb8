"""Charts without words: who cannot see one must be told what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from reports.checks.finding import Finding, Severity, Subject


def check(subject: Subject) -> Iterator[Finding]:
    for chart in subject.document.charts():
        if not chart.alternative.strip():
            yield Finding(
                Severity.STOPS,
                f"{chart.label}: {chart.title}",
                "The chart has no description for those who cannot see it.",
                "Say in a sentence or two what it shows, with its first and last figures.",
            )
