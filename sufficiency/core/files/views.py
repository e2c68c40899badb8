"""Requests for files with names: where one stands, for who asked; the decision, for a second person."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from sufficiency.core import access_log
from sufficiency.core.access import Action, Reach, may
from sufficiency.core.current import authority_open_to, current_authority
from sufficiency.core.files import actions, wording
from sufficiency.core.files.forms import DecisionForm
from sufficiency.core.files.lists import list_of
from sufficiency.core.files.refusals import SecondPersonNeeded
from sufficiency.core.files.tables import FileRequestTable
from sufficiency.core.files.taking import BY_REQUEST
from sufficiency.core.models import Authority, FileRequest, User
from sufficiency.core.writing import Refused, Writing, sent_again

_NAME = "decide on a file"
_TITLE = "Files with names"


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """The person's own requests; all of the authority for who decides."""
    authority = _authority_of_reader(request)
    asked = FileRequest.objects.visible_to(cast(User, request.user)).filter(authority=authority)
    table = FileRequestTable(asked.select_related("asked_by"), at=timezone.now())
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "files/request_list.html",
        {
            "page_title": _TITLE,
            "page_source": wording.WHICH,
            "table": table,
            "is_empty": not table.paginator.count,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One request: what is asked and why; the decision for a second person, the file for who asked."""
    authority = _authority_of_reader(request)
    user, now = cast(User, request.user), timezone.now()
    if request.method == "POST":
        authority_open_to(request, Action.CONFIRM_ACCESS)
    found = FileRequest.objects.visible_to(user).filter(authority=authority)
    asked = get_object_or_404(
        found.select_related("asked_by", "decided_by", "authority"), public_id=public_id
    )
    is_own = asked.asked_by_id == user.pk
    if is_own and request.method == "POST":
        raise PermissionDenied(str(SecondPersonNeeded()))
    if again := sent_again(request, action=_NAME):
        return again
    access_log.shown(request, "request for a file", [asked])
    context = {
        "asked": asked,
        "rows": wording.rows(asked, searched=_searched(asked), at=now),
        "waits_for_others": is_own and not asked.decision,
        "take_href": _address(asked) if is_own and wording.may_be_taken(asked, at=now) else "",
        "list_href": list_of(asked).address({}) if is_own else "",
    }
    form = DecisionForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        decided = actions.decide(
            asked=asked, approve=form.approves, note=form.cleaned_data["note"], by=user, at=timezone.now()
        )
        is_approved = decided.decision == FileRequest.Decision.APPROVED
        messages.success(request, "The file may be taken." if is_approved else "The file is refused.")
        return reverse("files:request-list")

    decides = not is_own and may(user, Action.CONFIRM_ACCESS, authority)
    page = Writing(
        form=form,
        name=_NAME,
        work=work,
        title=wording.what(asked),
        button="Save the decision",
        breadcrumbs=[{"text": _TITLE, "href": reverse("files:request-list")}],
        template="files/request_decide.html",
        context=context,
    )
    if decides and not (asked.decision and request.method != "POST"):
        return page.answer(request)
    return render(
        request,
        "files/request_detail.html",
        {"page_title": page.title, "breadcrumbs": page.breadcrumbs, **context},
    )


def _authority_of_reader(request: HttpRequest) -> Authority:
    """The authority worked in, for those who may take files with names or decide on them; else 403 in words."""
    authority = current_authority(request)
    if not may(request.user, Action.EXPORT_NAMES, authority, at_least=Reach.ALLOCATED):
        authority_open_to(request, Action.CONFIRM_ACCESS)
    return authority


def _address(asked: FileRequest) -> str:
    """Where the approved file is taken."""
    return list_of(asked).address(asked.chosen, format="csv", **{BY_REQUEST: str(asked.public_id)})


def _searched(asked: FileRequest) -> str:
    try:
        return actions.searched_for(asked)
    except Refused as refusal:
        return str(refusal)
