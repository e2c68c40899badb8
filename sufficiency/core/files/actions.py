"""A long list with names as a file: asked for, decided by a second person, taken by who asked."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sufficiency.core import access, audit
from sufficiency.core.access import Action
from sufficiency.core.files import refusals
from sufficiency.core.files.lists import Listed, NamedList, list_of
from sufficiency.core.models import Authority, FileRequest, User
from sufficiency.core.request_context import keyed_hash
from sufficiency.core.sign_in.sealing import CannotOpen, opened, seal


def require_may_take(user: User, named: NamedList, authority: Authority) -> None:
    """Refuse, in words, someone whose role takes no file of this list."""
    if not access.may_take_names(user, named.action, authority):
        raise PermissionDenied(
            f"Your role in {authority} does not let you take the list of {named.many} as a file: names are on it. "
            "Ask your system administrator if you need it."
        )


@transaction.atomic
def ask(*, listed: Listed, reason: str, by: User) -> FileRequest:
    """Ask for the list as it stands. Raises `Refused`."""
    named, authority = listed.named, listed.authority
    require_may_take(by, named, authority)
    try:
        with transaction.atomic():
            asked = FileRequest.objects.create(
                authority=authority,
                of=named.of,
                chosen=listed.chosen,
                narrowed_to=listed.narrowed_to,
                sealed_search=seal(listed.searched) if listed.searched else "",
                search_hash=_hashed(listed.searched),
                rows=listed.number,
                reason=reason,
                asked_by=by,
            )
    except IntegrityError as fault:
        if "file_asked_once_at_a_time" not in str(fault):
            raise
        raise refusals.AlreadyAsked from None
    audit.record(by=by, action="ask for file", on=asked, authority=authority, of=asked.of, rows=asked.rows)
    return asked


@transaction.atomic
def decide(*, asked: FileRequest, approve: bool, note: str, by: User, at: datetime) -> FileRequest:
    """Let who asked take the file, or not. Raises `Refused`."""
    access.require(by, Action.CONFIRM_ACCESS, asked.authority)
    now = FileRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if now.decision:
        raise refusals.AlreadyDecided
    if now.asked_by_id == by.pk:
        raise refusals.SecondPersonNeeded
    now.decision = FileRequest.Decision.APPROVED if approve else FileRequest.Decision.REFUSED
    now.note, now.decided_by, now.decided_at = note, by, at
    now.save()
    audit.record(
        by=by, action=f"{now.decision} file", on=now, authority=now.authority, of=now.of, rows=now.rows
    )
    return now


@transaction.atomic
def take(
    *, asked: FileRequest, chosen: dict[str, str], searched: str, rows: int, by: User, at: datetime
) -> FileRequest:
    """Note that who asked takes the file now: the list narrowed to `chosen` and searched for that, of so many rows.

    Any number of times while the approval holds. Raises `Refused`.
    """
    require_may_take(by, list_of(asked), asked.authority)
    now = FileRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk, asked_by=by)
    if now.until is None:
        raise refusals.NotApproved
    if at >= now.until:
        raise refusals.TooLate
    if chosen != now.chosen or searched != searched_for(now):
        raise refusals.AnotherList
    if rows > now.rows:
        raise refusals.MoreThanApproved(list_of(now).counted(now.rows))
    if now.taken_at is None:
        now.taken_at = at
        now.save()
    audit.record(by=by, action="take file", on=now, authority=now.authority, of=now.of, rows=rows)
    return now


def searched_for(asked: FileRequest) -> str:
    """What the list was searched for when it was asked for; blank where it was not. Raises `Refused`."""
    if not asked.sealed_search:
        return ""
    try:
        return opened(asked.sealed_search)
    except CannotOpen:
        raise refusals.SearchNotReadable from None


def _hashed(searched: str) -> str:
    return keyed_hash("file", " ".join(searched.casefold().split())) if searched else ""
