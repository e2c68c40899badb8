"""What the checks find in a draft."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.checks import Finding, Severity
from reports.checks.of_draft import draft_findings
from reports.presenters import clearance_page, draft_page, words
from reports.statement.gathering import NothingToPublish
from reports.tables import FindingTable
from reports.views.drafts import draft_open_to
from sufficiency.indicators.wording import in_words


@require_safe
def draft_checks(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everything that stops the draft from being approved, then what somebody should look at."""
    draft = draft_open_to(request, public_id)
    found: list[Finding] = []
    refusal = ""
    try:
        found = draft_findings(draft, today=timezone.localdate())
    except NothingToPublish as nothing:
        refusal = str(nothing)
    sections = list(draft.sections.order_by("order"))

    def address(finding: Finding) -> str:
        return clearance_page.mended_at(finding, draft, sections)

    stops = [one for one in found if one.severity is Severity.STOPS]
    warns = [one for one in found if one.severity is Severity.WARNS]
    return render(
        request,
        "reports/draft_checks.html",
        {
            "page_title": f"Checks of {draft.title} at {in_words(draft.as_at)}",
            "page_source": "Looked at now, with the figures as they are counted now.",
            "breadcrumbs": draft_page.crumbs(draft),
            "pages": draft_page.pages(draft, request.path),
            "refusal": refusal,
            "stops": FindingTable(stops, caption="To be mended before it can be approved", address=address),
            "warns": FindingTable(warns, caption="To be looked at", address=address),
            "stops_count": words.records(len(stops), "fault", "faults"),
            "warns_count": words.records(len(warns), "warning", "warnings"),
            "has_stops": bool(stops),
            "has_warns": bool(warns),
        },
    )
