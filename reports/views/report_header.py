"""The head of a report, and by which paragraph of Schedule 12A a part of it is exempt."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from reports import actions
from reports.forms_of_clearance import HeadForm, head_as_typed, head_in_words
from reports.models import DocumentTemplate, Draft, ReportHeader
from reports.presenters import draft_page
from reports.views.drafts import drafts_open_to
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.writing import Refused, Writing, version_sent
from sufficiency.indicators.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def draft_head(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The fields of the council's form; a document without a head is asked about its exempt part alone."""
    needed = Action.WRITE_DOCUMENTS if request.method == "POST" else Action.SEE_DOCUMENTS
    draft = get_object_or_404(drafts_open_to(request, needed), public_id=public_id)
    with_head = draft.template.header != DocumentTemplate.Header.NONE
    form = HeadForm(
        request.POST if request.method == "POST" else None,
        header=draft.template.header,
        initial=head_as_typed(ReportHeader.objects.filter(draft=draft).first()),
    )

    def work() -> str:
        try:
            actions.write_head(
                draft=draft,
                version=version_sent(request, now=draft.version),
                head=form.head(),
                by=person(request),
            )
        except actions.NotOpen as closed:
            raise Refused(str(closed)) from None
        messages.success(request, "The head of the report is saved." if with_head else "That is saved.")
        return request.path

    exempt = list(draft.sections.filter(is_exempt=True).values_list("title", flat=True))
    return Writing(
        form=form,
        name=f"write head {draft.public_id}",
        work=work,
        title="Head of the report" if with_head else "Exempt part",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Save",
        breadcrumbs=draft_page.crumbs(draft),
        version=draft.version,
        standing=head_in_words,
        elsewhere=_why_closed(request, draft),
        record=draft,
        intro=[
            f"Exempt from publication: {', '.join(exempt)}. Without a paragraph and a reason "
            "the document is not approved."
            if exempt
            else "No section is marked as exempt from publication."
        ],
        context={"pages": draft_page.pages(draft, request.path)},
        template="reports/draft_head.html",
    ).answer(request)


def _why_closed(request: HttpRequest, draft: Draft) -> str:
    """Why nobody, or not this person, may write here; blank where they may."""
    if not may(request.user, Action.WRITE_DOCUMENTS, draft.authority):
        return "You read this to clear it. Those who write the document fill it in."
    if draft.status in {Draft.Status.APPROVED, Draft.Status.PUBLISHED}:
        return f"The document is {draft.get_status_display().lower()}: its words stand still."
    return ""
