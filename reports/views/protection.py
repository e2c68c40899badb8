"""What the public version of a draft hides, and why."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from reports.hidden import Hidden, hidden_of
from reports.models import DisclosureOverride, DisclosureRule, Draft
from reports.presenters import draft_page, words
from reports.statement.gathering import NothingToPublish
from reports.tables_of_protection import HiddenTable, OverrideTable
from reports.views.drafts import draft_open_to
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.indicators.wording import in_words


@require_safe
def draft_protection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each count that the public is not shown, whatever the draft's own audience. The counts themselves stay out."""
    draft = draft_open_to(request, public_id)
    refusal = ""
    rows: list[Hidden] = []
    is_rounded = DisclosureRule.objects.rounds(draft.authority)
    try:
        rows = hidden_of(draft, today=timezone.localdate())
    except NothingToPublish as nothing:
        refusal = str(nothing)
    user = person(request)
    may_ask = (
        draft.status in {Draft.Status.WRITING, Draft.Status.CLEARANCE}
        and may(user, Action.WRITE_DOCUMENTS, draft.authority)
        and may(user, Action.SEE_FIGURES, draft.authority)
    )
    asked = DisclosureOverride.objects.visible_to(user).filter(draft=draft)
    asked = asked.select_related("asked_by", "agreed_by", "declined_by")
    table = HiddenTable(rows, ask=reverse("reports:override-ask", args=[draft.public_id]) if may_ask else "")
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
            "is_rounded": is_rounded,
            "breadcrumbs": draft_page.crumbs(draft),
            "pages": draft_page.pages(draft, request.path),
            "asked": OverrideTable(
                asked,
                may_decide=may(user, Action.APPROVE_DOCUMENTS, draft.authority),
                may_withdraw=may_ask,
                user=user,
            )
            if asked
            else None,
            "may_choose": may(user, Action.APPROVE_DOCUMENTS, draft.authority),
        },
    )
