"""A draft's checks: its parts composed, and set beside what others print."""

from __future__ import annotations

from datetime import date

from reports.checks import Finding, Severity, Subject, findings
from reports.conflicts import conflicts
from reports.matching import matches
from reports.models import Draft
from reports.writing.of_draft import composed


def draft_findings(draft: Draft, *, today: date) -> list[Finding]:
    """What the checks find in the draft, its exempt part included. Raises `NothingToPublish`."""
    found: list[Finding] = []
    titles = dict(draft.sections.values_list("key", "title"))
    printed = tuple(matches(draft.authority, today=today)), tuple(conflicts(draft.authority, today=today))
    parts = [False, *([True] if draft.sections.filter(is_exempt=True).exists() else [])]
    for exempt in parts:
        part = composed(draft, today=today, exempt=exempt)
        found += findings(
            Subject(part.document, part.protected, part.faults, *printed, kept=part.kept, titles=titles)
        )
    return found


def stopping(draft: Draft, *, today: date) -> list[Finding]:
    """Those that stop approval and publication."""
    found = draft_findings(draft, today=today)
    return [finding for finding in found if finding.severity is Severity.STOPS]
