"""After a deed: what was recorded, who is to be told, and undoing it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from placements.actions import mark_sent, undo
from placements.actions.children import adopted
from placements.forms.small import UndoForm
from placements.models import Breach, Child, Deed, Notice
from placements.presenters import words
from placements.views.page import authority_of_reader, beside, carry_out, new_key, person
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to

# For how long whoever ended a child's care by an adoption order can see that and take it back.
_TO_UNDO_AN_ADOPTION = timedelta(days=1)


def _deeds(request: HttpRequest) -> QuerySet[Deed]:
    """Deeds on children whose record the person may open, in the authority they work in.

    An adoption order closes the record: from then on the deed that said so is open to who did it alone, for a day.
    """
    authority, user = authority_of_reader(request), person(request)
    closing = Q(
        kind=Deed.Kind.END_CARE,
        by=user,
        at__gt=timezone.now() - _TO_UNDO_AN_ADOPTION,
        child__in=Child.objects.open_to(user),
    )
    return Deed.objects.filter(
        Q(child__in=Child.objects.visible_to(user)) | closing, child__authority=authority
    )


def _deed(request: HttpRequest, public_id: UUID) -> Deed:
    """One of them, else 404. Written down before it is shown."""
    deeds = _deeds(request).select_related("child__authority", "by", "undone_by")
    deed = get_object_or_404(deeds, public_id=public_id)
    access_log.shown(request, "deed on a child", [deed.child])
    return deed


def _to(child: Child) -> dict[str, str]:
    return {"text": words.name(child), "href": reverse("placements:child-detail", args=[child.public_id])}


@require_safe
def deed_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The confirmation, and later the record of the deed."""
    deed = _deed(request, public_id)
    child = deed.child
    made = [key for label, key in deed.made if label == "breach"]
    others = Deed.objects.none()
    if deed.together:
        others = (
            Deed.objects.visible_to(request.user)
            .filter(together=deed.together)
            .exclude(pk=deed.pk)
            .select_related("child")
        )
    beside(request, [one.child for one in others])
    closed = adopted(child)
    writes = may(request.user, Action.RECORD_PLACEMENTS, child.authority)
    return render(
        request,
        "placements/deed_detail.html",
        {
            "page_title": "Undone" if deed.undone_at else "Recorded",
            "breadcrumbs": [
                {"text": "Children", "href": reverse("placements:child-list")},
                *([] if closed else [_to(child)]),
            ],
            "closed": closed,
            "deed": deed,
            "name": words.name(child),
            "others": [{"deed": one, "name": words.name(one.child)} for one in others],
            "breaches": Breach.objects.filter(pk__in=made),
            "notices": deed.notices.select_related("sent_by"),
            "may_write": writes,
            "may_undo": writes and deed.undone_at is None and deed.version_after == child.version,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deed_undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, says what already went out, and takes the deed back."""
    authority_open_to(request, Action.RECORD_PLACEMENTS)
    deed = _deed(request, public_id)
    address = reverse("placements:deed-detail", args=[deed.public_id])
    form = UndoForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            undo(deed=deed, because=form.cleaned_data["because"], by=person(request))
            return address

        answer = carry_out(request, form, action=f"undo {deed.public_id}", work=work)
        if answer.address:
            return redirect(answer.address)
    return render(
        request,
        "placements/deed_undo.html",
        {
            "page_title": "Undo this?",
            "page_caption": words.name(deed.child),
            "deed": deed,
            "form": form,
            "sent": deed.notices.exclude(sent_at=None).select_related("sent_by"),
            "back_link": {"href": address, "text": "Back"},
        },
    )


@require_POST
def notice_sent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Someone was told."""
    authority_open_to(request, Action.RECORD_PLACEMENTS)
    notices = Notice.objects.filter(deed__in=_deeds(request))
    notice = get_object_or_404(notices.select_related("child__authority", "deed"), public_id=public_id)
    mark_sent(notice=notice, by=person(request))
    return redirect("placements:deed-detail", notice.deed.public_id)
