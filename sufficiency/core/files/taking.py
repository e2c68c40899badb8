"""A list with names leaves as a file: at once where it is short, else by an approval of the same list.

approved = taking.approval(request, CHILDREN, authority)
…
if taking.is_asked_for(request):
    return taking.file_of(request, listed, approved=approved)
csv = taking.link(request, listed.named, authority, number)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_tables2.rows import BoundRows

from sufficiency.core import access_log
from sufficiency.core.access import may_take_names
from sufficiency.core.files import actions, tally
from sufficiency.core.files.limits import MOST_AT_ONCE
from sufficiency.core.files.lists import Listed, NamedList
from sufficiency.core.models import Authority, FileRequest, User
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.sign_in import fresh
from sufficiency.core.writing import Refused

# In the address of a file: the approved request by which it is taken. No list is narrowed by a name like it.
BY_REQUEST = "request"


@dataclass(frozen=True)
class Link:
    """To the file of a list, or where that is too long to leave at once, to the page that asks for it."""

    href: str
    at_once: bool


def link(request: HttpRequest, named: NamedList, authority: Authority, number: int) -> Link | None:
    """Where the person takes the list as it is narrowed and in order; None where their role takes no file of it."""
    if not may_take_names(request.user, named.action, authority):
        return None
    query = request.GET.copy()
    for name in ("page", "format", BY_REQUEST):
        query.pop(name, None)
    if number > MOST_AT_ONCE:
        return Link(named.address_to_ask({name: str(value) for name, value in query.items()}), at_once=False)
    query["format"] = "csv"
    return Link(f"?{query.urlencode()}", at_once=True)


def is_asked_for(request: HttpRequest) -> bool:
    return request.GET.get("format") == "csv"


def approval(request: HttpRequest, named: NamedList, authority: Authority) -> FileRequest | None:
    """The request of the person's own that the address names: the file is taken by it. 404 for any other."""
    if not is_asked_for(request) or BY_REQUEST not in request.GET:
        return None
    user = cast(User, request.user)
    actions.require_may_take(user, named, authority)
    try:
        public_id = UUID(request.GET[BY_REQUEST])
    except ValueError:
        raise Http404 from None
    theirs = FileRequest.objects.visible_to(user).filter(asked_by=user)
    return get_object_or_404(theirs, public_id=public_id, of=named.of, authority=authority)


def search_of(approved: FileRequest) -> str:
    """What the approved list was searched for; blank where that cannot be read any more, and no file then leaves."""
    try:
        return actions.searched_for(approved)
    except Refused:
        return ""


def file_of(request: HttpRequest, listed: Listed, *, approved: FileRequest | None = None) -> HttpResponse:
    """The list as a file, written down before it is sent.

    403 where the person's role takes none; 409, in words, where the approval is not of this list or holds no longer, or
    where the person took as many names today as leave without one. More names than may leave at once lead to the page
    that asks for them. Raises `AccessNotLogged`.
    """
    named, authority, user = listed.named, listed.authority, cast(User, request.user)
    actions.require_may_take(user, named, authority)
    if again := fresh.asked_again(request, file=True):
        return again
    most = approved.rows if approved else MOST_AT_ONCE
    # One more than may leave tells that there are more.
    records = listed.records(most + 1)
    if approved is None and len(records) > most:
        return redirect(named.address_to_ask(listed.chosen))
    try:
        if approved is None:
            with tally.of(user, records, at=timezone.now()):
                _write_down(request, listed, records)
        else:
            actions.take(
                asked=approved,
                chosen=listed.chosen,
                searched=listed.searched,
                rows=len(records),
                by=user,
                at=timezone.now(),
            )
            _write_down(request, listed, records, approved=approved)
    except Refused as refusal:
        return _not_taken(request, listed, approved, str(refusal))
    listed.fill(records)
    listed.table.rows = BoundRows(records, table=listed.table)
    header, *rows = listed.table.as_values()
    return csv_file(header, rows, name=f"{named.of.value}-{authority.gss_code}-{listed.day.isoformat()}")


def _write_down(
    request: HttpRequest, listed: Listed, records: list[Model], *, approved: FileRequest | None = None
) -> None:
    """That these records leave, and the file. Raises `AccessNotLogged`."""
    what, authority = listed.named.of.label.lower(), listed.authority
    read: dict[str, Any] = {} if approved else {tally.AT_ONCE: True}
    left = {"approval": str(approved.public_id)} if approved else {}
    access_log.shown(request, f"{what} in a file", records, authority=authority, **read)
    access_log.exported(request, what, on=authority, authority=authority, rows=len(records), **left)


def _not_taken(request: HttpRequest, listed: Listed, approved: FileRequest | None, why: str) -> HttpResponse:
    context = {
        "page_title": "The file was not taken",
        "breadcrumbs": [{"text": "Files with names", "href": reverse("files:request-list")}],
        "errors": [{"text": why}],
        "request_href": reverse("files:request", args=[approved.public_id]) if approved else "",
        "ask_href": "" if approved else listed.named.address_to_ask(listed.chosen),
        "list_href": reverse(listed.named.page),
    }
    return render(request, "files/not_taken.html", context, status=409)
