"""Documents that are being written: begun, read as a whole, and as the PDF that they would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports import actions
from reports.covered import covered
from reports.forms_of_drafts import BeginForm
from reports.models import DocumentTemplate, Draft, DraftSection, Edition, SectionComment
from reports.presenters import document_page, draft_page
from reports.renderers.pdf import pdf
from reports.statement.gathering import NothingToPublish
from reports.views.page import person
from reports.writing.composing import Composed, Fault
from reports.writing.of_draft import composed
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, User
from sufficiency.core.writing import Refused, Writing, day_to_type
from sufficiency.indicators.wording import in_words


def draft_open_to(request: HttpRequest, public_id: UUID) -> Draft:
    """One that the person may read in the authority they work in, else 404."""
    return get_object_or_404(drafts_open_to(request), public_id=public_id)


def drafts_open_to(request: HttpRequest, action: Action = Action.SEE_DOCUMENTS) -> QuerySet[Draft]:
    """Those that the person may read in the authority they work in; 403 where the action is not theirs there."""
    authority = authority_open_to(request, action)
    drafts = Draft.objects.visible_to(person(request)).filter(authority=authority)
    return drafts.select_related("authority", "template", "follows", "begun_by", "approved_by").defer(
        *(f"follows__{name}" for name in ("pdf", "tables", "content", "exempt_pdf"))
    )


def outline_of(
    draft: Draft, sections: Sequence[DraftSection], faults: Sequence[Fault]
) -> list[dict[str, Any]]:
    """The sections in order, each with how many comments wait for an answer."""
    open_ones = SectionComment.objects.filter(section__draft=draft, settled_at=None)
    waiting = open_ones.values("section").annotate(number=Count("pk")).values_list("section", "number")
    return draft_page.outline(draft, sections, faults, dict(waiting))


def shown(draft: Draft, *, exempt: bool = False) -> tuple[Composed | None, str]:
    """The document as it now stands, or why it cannot be put together."""
    try:
        return composed(draft, today=timezone.localdate(), exempt=exempt), ""
    except NothingToPublish as nothing:
        return None, str(nothing)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_new(request: HttpRequest) -> HttpResponse:
    """Begin a document: its form, its day, for whom; with `follows`, in the words of that edition."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    user, today = person(request), timezone.localdate()
    follows = _edition_followed(request, user, authority)
    templates = list(
        DocumentTemplate.objects.visible_to(user)
        .in_use()
        .exclude(~Q(authority=None), ~Q(authority=authority))
    )
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        templates=templates,
        today=today,
        exact=may(user, Action.SEE_FIGURES, authority),
        initial=_initial(follows, authority),
    )

    def work() -> str:
        given = form.cleaned_data
        draft = actions.begin_draft(
            authority=authority,
            template=next(one for one in templates if str(one.public_id) == given["template"]),
            as_at=given["as_at"],
            audience=given["audience"],
            follows=follows,
            by=user,
        )
        return draft_page.address(draft)

    return Writing(
        form=form,
        name="begin document",
        work=work,
        title="Next edition" if follows else "Begin a document",
        caption=str(follows) if follows else "",
        button="Begin",
        breadcrumbs=draft_page.crumbs(),
        intro=["The words of the edition before come with it; figures are counted as at the new day."]
        if follows
        else [],
    ).answer(request)


def _edition_followed(request: HttpRequest, user: User, authority: Authority) -> Edition | None:
    """The edition that the address names; None where it names none."""
    asked = request.GET.get("follows", "")
    if not asked:
        return None
    editions = Edition.objects.visible_to(user).filter(authority=authority, superseded_by=None)
    try:
        return get_object_or_404(editions.without_bytes(), public_id=UUID(asked))
    except ValueError:
        return None


def _initial(follows: Edition | None, authority: Authority) -> dict[str, Any]:
    latest = covered(authority, today=timezone.localdate()).latest
    found = {"as_at": day_to_type(latest), "audience": Edition.Audience.PUBLIC}
    if follows is not None:
        found["audience"] = follows.audience
        if follows.template:
            found["template"] = str(follows.template.public_id)
    return found


@require_safe
def draft_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The outline: what is written, what cannot be printed, what waits for an answer, and what comes next."""
    draft = draft_open_to(request, public_id)
    made, nothing = shown(draft)
    exempt, _ = shown(draft, exempt=True)
    faults = [*(made.faults if made else ()), *(exempt.faults if exempt else ())]
    sections = list(draft.sections.order_by("order"))
    may_write = may(request.user, Action.WRITE_DOCUMENTS, draft.authority)
    return render(
        request,
        "reports/draft_detail.html",
        {
            "page_title": draft.title,
            "page_caption": draft.template.get_kind_display(),
            "page_source": f"Figures are as at {in_words(draft.as_at)}.",
            "breadcrumbs": draft_page.crumbs(),
            "draft": draft,
            "tag": draft_page.tag(draft),
            "pages": draft_page.pages(draft, request.path),
            "next": draft_page.next_step(draft, sections) if may_write else None,
            "facts": draft_page.facts(draft),
            "outline": outline_of(draft, sections, faults),
            "written": sum(one.is_written for one in sections),
            "number": len(sections),
            "nothing": nothing,
        },
    )


@require_safe
def draft_preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole document as it would be printed now, as a page."""
    draft = draft_open_to(request, public_id)
    made, nothing = shown(draft)
    return render(
        request,
        "reports/draft_preview.html",
        {
            "page_title": draft.title,
            "page_caption": "As it would be printed now",
            "page_source": f"Draft. Figures are as at {in_words(draft.as_at)}.",
            "breadcrumbs": draft_page.crumbs(draft),
            "nothing": nothing,
            **(document_page.page(made.document) if made else {}),
        },
    )


@require_safe
def draft_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The PDF that it would be now, marked as a draft."""
    draft = draft_open_to(request, public_id)
    made, nothing = shown(draft)
    if made is None:
        raise Refused(nothing)
    printed = pdf(made.document, edition="Draft", made_at=timezone.localtime())
    response = HttpResponse(printed.content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="draft-{draft.as_at}.pdf"'
    return response
