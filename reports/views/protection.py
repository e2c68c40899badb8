"""What the public version of a draft hides, and why."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.hidden import hidden_of
from reports.presenters import words
from reports.statement.gathering import NothingToPublish
from reports.tables import HiddenTable
from reports.views.drafts import draft_open_to
from sufficiency.indicators.wording import in_words


@require_safe
def draft_protection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each count that the public is not shown, whatever the draft's own audience. The counts themselves stay out."""
    draft = draft_open_to(request, public_id)
    refusal = ""
    rows = []
    try:
        rows = hidden_of(draft, today=timezone.localdate())
    except NothingToPublish as nothing:
        refusal = str(nothing)
    table = HiddenTable(rows)
    RequestConfig(request, paginate={"per_page": 50, "silent": True}).configure(table)
    return render(
        request,
        "reports/draft_protection.html",
        {
            "page_title": f"What is hidden in {draft.title} at {in_words(draft.as_at)}",
            "page_source": "Worked out now, beside every public edition and what DfE prints of the same dates.",
            "refusal": refusal,
            "table": table,
            "count": words.records(len(rows), "count", "counts"),
            "is_empty": not rows,
        },
    )
