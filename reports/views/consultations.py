"""The log of whom a document was put to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from reports import actions
from reports.forms_of_clearance import ConsultationForm, consultation_in_words
from reports.models import Consultation, Draft
from reports.presenters import draft_page, words
from reports.tables_of_drafts import ConsultationTable
from reports.views.drafts import draft_open_to, drafts_open_to
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.writing import Refused, Writing, day_to_type, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def consultation_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who was asked, the latest first, what they said, and what was made of it."""
    draft = draft_open_to(request, public_id)
    entries = Consultation.objects.filter(draft=draft).order_by("-on", "-pk")
    is_open = draft.status != Draft.Status.PUBLISHED
    may_write = is_open and may(request.user, Action.WRITE_DOCUMENTS, draft.authority)
    table = ConsultationTable(entries, may_write=may_write)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    number = entries.count()
    return render(
        request,
        "reports/consultation_list.html",
        {
            "page_title": "Consultation",
            "page_caption": f"{draft.title} at {in_words(draft.as_at)}",
            "page_source": f"As logged on {in_words(timezone.localdate())}. The log itself is not printed.",
            "breadcrumbs": draft_page.crumbs(draft),
            "pages": draft_page.pages(draft, request.path),
            "draft": draft,
            "table": table,
            "count": words.records(number, "entry", "entries"),
            "is_empty": not number,
            "may_write": may_write,
        },
    )


@_GET_OR_POST
def consultation_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Log that somebody was asked."""
    draft = get_object_or_404(drafts_open_to(request, Action.WRITE_DOCUMENTS), public_id=public_id)
    form = ConsultationForm(
        request.POST if request.method == "POST" else None,
        initial={"on": day_to_type(timezone.localdate())},
    )

    def work() -> str:
        try:
            actions.log_consultation(draft=draft, consulted=form.consulted(), by=person(request))
        except actions.NotOpen as closed:
            raise Refused(str(closed)) from None
        messages.success(request, "The consultation is logged.")
        return _list(draft)

    return Writing(
        form=form,
        name=f"log consultation {draft.public_id}",
        work=work,
        title="Log a consultation",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Save the entry",
        breadcrumbs=_crumbs(draft),
    ).answer(request)


@_GET_OR_POST
def consultation_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct an entry, or add what came of it. What stood before is kept as history."""
    entries = Consultation.objects.filter(draft__in=drafts_open_to(request, Action.WRITE_DOCUMENTS))
    entry = get_object_or_404(
        entries.select_related("draft__authority", "draft__template"), public_id=public_id
    )
    form = ConsultationForm(
        request.POST if request.method == "POST" else None,
        initial={
            "whom": entry.whom,
            "how": entry.how,
            "on": day_to_type(entry.on),
            "said": entry.said,
            "answer": entry.answer,
        },
    )

    def work() -> str:
        try:
            actions.change_consultation(
                consultation=entry,
                version=version_sent(request, now=entry.version),
                consulted=form.consulted(),
                by=person(request),
            )
        except actions.NotOpen as closed:
            raise Refused(str(closed)) from None
        messages.success(request, "The entry is saved.")
        return _list(entry.draft)

    return Writing(
        form=form,
        name=f"change consultation {entry.public_id}",
        work=work,
        title="Change an entry",
        caption=entry.whom,
        button="Save the entry",
        breadcrumbs=_crumbs(entry.draft),
        version=entry.version,
        standing=consultation_in_words,
    ).answer(request)


def _list(draft: Draft) -> str:
    return reverse("reports:consultation-list", args=[draft.public_id])


def _crumbs(draft: Draft) -> list[dict[str, str]]:
    return [*draft_page.crumbs(draft), {"text": "Consultation", "href": _list(draft)}]
