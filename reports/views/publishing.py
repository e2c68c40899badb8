"""Publishing an approved document: what will be frozen, then one button."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports import actions
from reports.checks.of_draft import stopping
from reports.forms_of_drafts import NothingToAsk
from reports.models import Draft, Edition
from reports.presenters import clearance_page, draft_page, edition_page, publish_page
from reports.statement.gathering import NothingToPublish
from reports.views.drafts import drafts_open_to
from reports.views.page import person
from reports.writing.of_draft import composed
from sufficiency.core.access import Action, may
from sufficiency.core.stale import StaleEdit
from sufficiency.core.writing import Refused, Writing, version_sent
from sufficiency.indicators.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def draft_publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the edition will hold, what stops it, and the button. Who comes second is led to the first one's edition."""
    needed = Action.WRITE_DOCUMENTS if request.method == "POST" else Action.SEE_DOCUMENTS
    draft = get_object_or_404(drafts_open_to(request, needed), public_id=public_id)

    def work() -> str:
        try:
            version = version_sent(request, now=draft.version)
            edition = actions.publish_draft(draft=draft, version=version, by=person(request))
        except StaleEdit as stale:
            done = Draft.objects.select_related("edition__made_by").get(pk=stale.now.pk).edition
            if done is None:
                raise
            messages.info(request, f"{done.made_by} published it before you, as edition {done.number}.")
            return edition_page.address(done)
        except (actions.NotReady, NothingToPublish) as refusal:
            raise Refused(str(refusal)) from None
        messages.success(request, f"Edition {edition.number} is published, and never changes from now on.")
        return edition_page.address(edition)

    is_asked = request.method != "POST"
    frozen = cache(lambda: _frozen(draft))
    return Writing(
        form=NothingToAsk(None if is_asked else request.POST),
        name=f"publish {draft.public_id}",
        work=work,
        title="Publish",
        caption=f"{draft.title} at {in_words(draft.as_at)}",
        button="Publish the edition",
        breadcrumbs=draft_page.crumbs(draft),
        version=draft.version,
        elsewhere=_why_not(request, draft, frozen) if is_asked else "",
        context={
            "draft": draft,
            "pages": draft_page.pages(draft, request.path),
            "page_source": f"Counted at {timezone.localtime():%H:%M} on {in_words(timezone.localdate())}.",
            # Counted where the page is drawn, and not where it leads on to the edition.
            "frozen": frozen,
        },
        template="reports/draft_publish.html",
    ).answer(request)


def _why_not(request: HttpRequest, draft: Draft, frozen: Callable[[], dict[str, Any]]) -> str:
    """Why it cannot be published now, or not by this person; blank where it can."""
    if draft.status == Draft.Status.PUBLISHED:
        return f"It is published, as edition {draft.edition.number if draft.edition else ''}."
    if draft.status != Draft.Status.APPROVED:
        return (
            f"The document is {draft.get_status_display().lower()}. It can be published once it is approved. "
            "If it were published now, it would be frozen as below."
        )
    if not may(request.user, Action.WRITE_DOCUMENTS, draft.authority):
        return "It is approved. Whoever writes it publishes it."
    if frozen()["refusal"] or frozen()["stops"]:
        return "It cannot be published yet. Take it back to writing, and mend what stands below."
    return ""


def _frozen(draft: Draft) -> dict[str, Any]:
    """What the edition would hold, counted now, and what would stop it."""
    sections = list(draft.sections.order_by("order"))
    today = timezone.localdate()
    try:
        made = composed(draft, today=today)
        found = stopping(draft, today=today)
    except NothingToPublish as nothing:
        return {"refusal": str(nothing), "facts": [], "stops": []}
    number = Edition.objects.next_number(draft.authority, draft.template.kind)
    return {
        "refusal": "",
        "facts": publish_page.facts(draft, made, sections, number=number),
        "stops": clearance_page.found_faults(draft, found, sections),
    }
