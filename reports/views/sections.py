"""A section of a document: its words, as it will print, what can be picked, last year's words, comments."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports import actions
from reports.forms_of_drafts import CommentForm, NothingToAsk, SectionForm
from reports.models import Draft, DraftSection, EditingPresence, SectionComment
from reports.presenters import document_page, draft_page
from reports.views.autosave import AUTOSAVES, kept
from reports.views.drafts import drafts_open_to, outline_of, shown
from reports.views.page import person
from reports.writing.records import kept_by_name
from sufficiency.core.access import Action, may
from sufficiency.core.writing import Refused, Writing, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def section_open_to(
    request: HttpRequest, public_id: UUID, action: Action = Action.SEE_DOCUMENTS
) -> DraftSection:
    """A section of a draft that the person may read, else 404; 403 where the action is not theirs."""
    sections = DraftSection.objects.filter(draft__in=drafts_open_to(request, action))
    return get_object_or_404(
        sections.select_related("draft__authority", "draft__template", "draft__follows", "draft__begun_by"),
        public_id=public_id,
    )


@_GET_OR_POST
def draft_section(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The editor of a section; who may only read it reads it here too."""
    writes = request.method == "POST"
    section = section_open_to(request, public_id, Action.WRITE_DOCUMENTS if writes else Action.SEE_DOCUMENTS)
    draft, user = section.draft, person(request)
    form = SectionForm(
        request.POST if request.method == "POST" else None,
        initial={"text": section.text, "is_written": section.is_written, "is_exempt": section.is_exempt},
    )

    closed = _why_closed(request, draft)
    if writes and request.headers.get("Accept") == AUTOSAVES:
        return kept(request, section, form, closed=closed)

    def work() -> str:
        try:
            actions.write_section(
                section=section,
                version=version_sent(request, now=section.version),
                by=user,
                **form.cleaned_data,
            )
        except actions.NotOpen as past:
            raise Refused(str(past)) from None
        actions.close_section(section=section, by=user)
        messages.success(request, f"{section.title} is saved.")
        return request.path

    if request.method == "GET" and not closed:
        actions.open_section(section=section, now=timezone.now(), by=user)
    return Writing(
        form=form,
        name=f"write section {section.public_id}",
        work=work,
        title=section.title,
        caption=draft.title,
        button="Save",
        breadcrumbs=draft_page.crumbs(draft),
        version=section.version,
        standing=lambda now: {
            "text": now.text or "Not given",
            "is_written": "Yes" if now.is_written else "No",
            "is_exempt": "Yes" if now.is_exempt else "No",
        },
        elsewhere=closed,
        record=section,
        context=_beside(request, section),
        template="reports/draft_section.html",
    ).answer(request)


def _why_closed(request: HttpRequest, draft: Draft) -> str:
    """Why nobody, or not this person, may write here; blank where they may."""
    if not may(request.user, Action.WRITE_DOCUMENTS, draft.authority):
        return "You read this section to clear it. Say in a comment what should be changed."
    if draft.status in {Draft.Status.APPROVED, Draft.Status.PUBLISHED}:
        return f"The document is {draft.get_status_display().lower()}: its words stand still."
    return ""


def _beside(request: HttpRequest, section: DraftSection) -> dict[str, Any]:
    """What stands beside the words."""
    draft = section.draft
    made, nothing = shown(draft, exempt=section.is_exempt)
    drawn = (
        next((one for one in made.document.sections if one.title == section.title), None) if made else None
    )
    sections = list(draft.sections.order_by("order"))
    last = (
        DraftSection.objects.filter(draft__edition=draft.follows, key=section.key).first()
        if draft.follows
        else None
    )
    comments = section.comments.select_related("by").order_by("recorded_at")
    search = request.GET.get("find", "")[:100]
    place = next(at for at, one in enumerate(sections) if one.pk == section.pk)
    return {
        "draft": draft,
        "section": section,
        "guidance": section.guidance,
        "presences": draft_page.presences(
            EditingPresence.objects.filter(section=section).at(timezone.now()).of_others(person(request))
        ),
        "keeps_itself": draft.status == Draft.Status.WRITING,
        "outline": outline_of(draft, sections, made.faults if made else ()),
        **(document_page.one_section(drawn) if drawn else {}),
        "nothing": nothing,
        "faults": draft_page.faults_of(made.faults, section) if made else [],
        "find": search,
        "figures": draft_page.figures_to_pick(search),
        "context_figures": draft_page.context_to_pick(
            kept_by_name(draft.authority, as_at=draft.as_at).values()
        ),
        "exhibits": draft_page.exhibits_to_pick(),
        "last_year": list(draft_page.changed(last.text, section.text)) if last else [],
        "comments": comments,
        "comment_key": uuid4(),
        "next_section": sections[place + 1] if place + 1 < len(sections) else None,
        "may_write": may(request.user, Action.WRITE_DOCUMENTS, draft.authority),
    }


@_GET_OR_POST
def section_comment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say something of a section."""
    section = section_open_to(request, public_id)
    form = CommentForm(request.POST if request.method == "POST" else None)
    href = draft_page.section_address(section)

    def work() -> str:
        try:
            actions.comment(section=section, text=form.cleaned_data["text"], by=person(request))
        except actions.NotOpen as closed:
            raise Refused(str(closed)) from None
        messages.success(request, "Your comment stands beside the section.")
        return f"{href}#comments"

    return Writing(
        form=form,
        name=f"comment on section {section.public_id}",
        work=work,
        title=f"Comment on {section.title}",
        button="Add the comment",
        breadcrumbs=[*draft_page.crumbs(section.draft), {"text": section.title, "href": href}],
    ).answer(request)


@_GET_OR_POST
def comment_settle(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once before a comment is settled."""
    drafts = drafts_open_to(request, Action.WRITE_DOCUMENTS)
    comments = SectionComment.objects.filter(section__draft__in=drafts)
    comment = get_object_or_404(
        comments.select_related("by", "section__draft__authority"), public_id=public_id
    )
    section = comment.section
    href = draft_page.section_address(section)

    def work() -> str:
        actions.settle_comment(comment=comment, by=person(request))
        messages.success(request, "The comment is settled.")
        return f"{href}#comments"

    return Writing(
        form=NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"settle comment {comment.public_id}",
        work=work,
        title="Settle this comment?",
        button="Settle it",
        breadcrumbs=[*draft_page.crumbs(section.draft), {"text": section.title, "href": href}],
        intro=[
            f"{comment.by} wrote: {comment.text}",
            "Settle it once the text answers it, or needs no change.",
        ],
    ).answer(request)
