"""A draft's checks: its parts composed, and set beside what others print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reports.checks import Finding, Severity, Subject, exempt, findings
from reports.conflicts import conflicts
from reports.matching import matches
from reports.models import Draft, ReportHeader
from reports.writing.of_draft import composed


def draft_findings(draft: Draft, *, today: date) -> list[Finding]:
    """What the checks find in the draft, its exempt part included. Raises `NothingToPublish`."""
    found = list(_of_exemption(draft))
    titles = dict(draft.sections.values_list("key", "title"))
    printed = tuple(matches(draft.authority, today=today)), tuple(conflicts(draft.authority, today=today))
    parts = [False, *([True] if draft.sections.filter(is_exempt=True).exists() else [])]
    for is_exempt in parts:
        part = composed(draft, today=today, exempt=is_exempt)
        found += findings(
            Subject(part.document, part.protected, part.faults, *printed, kept=part.kept, titles=titles)
        )
    return found


def _of_exemption(draft: Draft) -> Iterator[Finding]:
    titles = list(draft.sections.filter(is_exempt=True).order_by("order").values_list("title", flat=True))
    header = ReportHeader.objects.filter(draft=draft).first()
    return exempt.check(titles, paragraph=header.exempt_paragraph if header else None)


def stopping(draft: Draft, *, today: date) -> list[Finding]:
    """Those that stop approval and publication."""
    found = draft_findings(draft, today=today)
    return [finding for finding in found if finding.severity is Severity.STOPS]
