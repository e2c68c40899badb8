"""Opening a closed record in an emergency, reading and reviewing that; and the summary while nothing can be logged."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from placements.access import tables
from placements.access.actions import AccessRefused, child_to_open, mark_read, open_in_an_emergency, review
from placements.access.forms import FindingForm, OpeningForm, ReadForm
from placements.access.summary import emergency_rows
from placements.access.views.page import form_page, person_of
from placements.models import Child, Opening
from sufficiency.core import access_log, emergency_log
from sufficiency.core.access import Action, Reach, may, require
from sufficiency.core.current import authority_open_to, current_authority
from sufficiency.core.models import Authority
from sufficiency.core.sign_in import fresh

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_OR_POST
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open a closed record for two hours, with a reason. Whether there is such a record is told by opening it alone."""
    authority = authority_open_to(request, Action.BREAK_GLASS)
    if again := fresh.asked_again(request):
        return again

    def work(typed: dict[str, Any]) -> str:
        child = child_to_open(authority=authority, number=typed["number"], by=person_of(request))
        if child is None:
            raise AccessRefused("There is no record with this number that you can open", "number")
        opening = open_in_an_emergency(
            child=child,
            ground=typed["ground"],
            what_happened=typed["what_happened"],
            by=person_of(request),
        )
        return reverse("access:opening-detail", args=[opening.public_id])

    form = OpeningForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        # Before the deed, and whether it is found or not: trying numbers leaves a trail.
        number = form.cleaned_data["number"]
        hits = child_to_open(authority=authority, number=number, by=person_of(request)) is not None
        access_log.searched(request, "to open in an emergency", number, hits=int(hits), authority=authority)
    return form_page(
        request,
        form,
        action="open in an emergency",
        work=work,
        page_title="Open a closed record in an emergency",
        page_source="It opens for two hours. Managers are told at once, and the auditor reviews every opening.",
        button="Open the record for two hours",
        warn=True,
        back={"href": reverse("home"), "text": "Cancel"},
    )


@require_safe
def opening_list(request: HttpRequest) -> HttpResponse:
    """Records opened in an emergency: notices for managers, reviews for the auditor."""
    authority = _authority_of_reader(request)
    openings = Opening.objects.visible_to(request.user).filter(child__authority=authority)
    table = tables.OpeningTable(
        openings.select_related("person", "read_by", "reviewed_by"), attrs={"caption": "Emergency openings"}
    )
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    access_log.shown(
        request, "emergency openings", [row.record for row in table.paginated_rows], authority=authority
    )
    return render(
        request,
        "access/opening_list.html",
        {
            "page_title": "Records opened in an emergency",
            "page_source": "Every opening has a reason, ends after two hours, is read by a manager and reviewed by the "
            "auditor.",
            "table": table,
        },
    )


@_GET_OR_POST
def opening_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One opening: who, why, until when; the manager's note that it was read, the auditor's finding."""
    authority = current_authority(request)
    user = person_of(request)
    if not may(user, Action.BREAK_GLASS, authority):
        _authority_of_reader(request)
    openings = Opening.objects.visible_to(user).filter(child__authority=authority)
    opening = get_object_or_404(
        openings.select_related("child__authority", "person", "read_by", "reviewed_by"), public_id=public_id
    )
    access_log.shown(request, "emergency opening", [opening], authority=authority)
    is_own = opening.person_id == user.pk
    reviews = may(user, Action.SEE_AUDIT, authority) and not is_own and opening.reviewed_at is None
    reads = may(user, Action.RESTRICT_RECORDS, authority) and not is_own and opening.read_at is None
    if request.method == "POST" and not (reviews or reads):
        raise PermissionDenied(
            "You opened this record yourself, or somebody has looked at that already: nothing is left for you to do."
        )

    def work(typed: dict[str, Any]) -> str:
        if reviews:
            review(opening=opening, by=user, **typed)
            messages.success(request, "Your finding is saved.")
        else:
            mark_read(opening=opening, by=user)
            messages.success(request, "Marked as read.")
        return reverse("access:opening-list")

    form = (FindingForm if reviews else ReadForm)(request.POST if request.method == "POST" else None)
    visible = Child.objects.visible_to(user).filter(pk=opening.child_id).first()
    return form_page(
        request,
        form,
        action="look at an emergency opening",
        work=work,
        template="access/opening_detail.html",
        page_title="Record opened in an emergency",
        breadcrumbs=[{"text": "Emergency openings", "href": reverse("access:opening-list")}]
        if not is_own
        else [],
        opening=opening,
        rows=tables.opening_rows(opening, visible, with_words=is_own or visible is not None or reviews),
        summary=emergency_rows(visible, day=timezone.localdate()) if visible and is_own else [],
        is_open=opening.until > timezone.now(),
        writes=reviews or reads,
        button="Save the finding" if reviews else "Mark as read",
    )


@require_POST
def emergency_summary(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the child is, whom to ring, known risks. Logged in the trail, else in the emergency file, else refused."""
    authority = current_authority(request)
    if not may(request.user, Action.SEE_CHILDREN, authority, at_least=Reach.ALLOCATED):
        require(request.user, Action.SEE_CHILDREN, authority)
    children = Child.objects.visible_to(request.user).filter(authority=authority)
    child = get_object_or_404(children.select_related("authority"), public_id=public_id)
    try:
        access_log.shown(request, "emergency summary", [child])
    except access_log.AccessNotLogged:
        try:
            emergency_log.write(by=person_of(request), action="saw emergency summary", public_id=public_id)
        except emergency_log.NotLoggedAnywhere as nowhere:
            return HttpResponse(f"{nowhere}\n", content_type="text/plain; charset=utf-8", status=503)
    return render(
        request,
        "access/emergency_summary.html",
        {
            "page_title": "Emergency summary",
            "page_caption": str(child),
            "page_source": "That you looked is written down.",
            "rows": emergency_rows(child, day=timezone.localdate()),
        },
    )


def _authority_of_reader(request: HttpRequest) -> Authority:
    """The authority, for managers who are told of openings and auditors who review them; else 403."""
    authority = current_authority(request)
    if not may(request.user, Action.SEE_AUDIT, authority):
        require(request.user, Action.RESTRICT_RECORDS, authority)
    return authority
