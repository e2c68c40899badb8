"""Answering what guidance asks, and keeping the calendar of those who answer for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from reports.models import (
    EvidenceAnswer,
    EvidenceIndicator,
    EvidenceTest,
    GovernanceBody,
    Meeting,
)
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import StaleEdit, take
from sufficiency.core.writing import Refused
from sufficiency.indicators import catalogue


@transaction.atomic
def answer_test(
    *,
    authority: Authority,
    test: EvidenceTest,
    words: str,
    keys: Sequence[str],
    section: str,
    version: int,
    by: User,
) -> EvidenceAnswer:
    """With what the council meets a test. `version` is that of the answer shown, 0 where there was none.

    Raises `PermissionDenied`, `UnknownIndicator`, `StaleEdit`.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    answer = EvidenceAnswer.objects.filter(authority=authority, test=test).first()
    if answer is None:
        answer = EvidenceAnswer(authority=authority, test=test)
    elif version == 0:
        raise StaleEdit(answer)
    else:
        answer = take(answer, version=version)
    answer.words, answer.section, answer.entered_by = words, section, by
    answer.save()
    answer.indicators.exclude(key__in=keys).delete()
    have = set(answer.indicators.values_list("key", flat=True))
    for key in keys:
        catalogue.get(key)
        if key not in have:
            EvidenceIndicator.objects.create(answer=answer, key=key)
    audit.record(by=by, action="answer evidence test", on=answer, authority=authority, test=test.identifier)
    return answer


@transaction.atomic
def add_body(
    *,
    authority: Authority,
    name: str,
    chair: str,
    meetings_a_year: int | None,
    source: str = "",
    by: User,
) -> GovernanceBody:
    """A board or committee. Raises `PermissionDenied`, and `Refused` where there is one of that name."""
    require(by, Action.SET_TARGETS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    _is_new(authority, name)
    body = GovernanceBody.objects.create(
        authority=authority, name=name, chair=chair, meetings_a_year=meetings_a_year, source=source
    )
    audit.record(by=by, action="add governance body", on=body, authority=authority)
    return body


@transaction.atomic
def change_body(
    *,
    body: GovernanceBody,
    name: str,
    chair: str,
    meetings_a_year: int | None,
    version: int,
    by: User,
) -> GovernanceBody:
    """Another name or chair, or more meetings. Raises as `add_body`, and `StaleEdit`."""
    require(by, Action.SET_TARGETS, body.authority)
    Authority.objects.select_for_update().get(pk=body.authority_id)
    body = take(body, version=version)
    if body.name != name:
        _is_new(body.authority, name)
    body.name, body.chair, body.meetings_a_year = name, chair, meetings_a_year
    body.save()
    audit.record(by=by, action="change governance body", on=body, authority=body.authority)
    return body


def _is_new(authority: Authority, name: str) -> None:
    if GovernanceBody.objects.filter(authority=authority, name=name).exists():
        raise Refused("There is a board or committee of that name already.", field="name")


@transaction.atomic
def add_meeting(
    *, authority: Authority, body: str, on: date, pack_due_on: date | None, receives: str, by: User
) -> Meeting:
    """A meeting of a body, which is made where it is new. Raises `PermissionDenied`, and `Refused` for a second one
    of a day."""
    require(by, Action.SET_TARGETS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    found, _ = GovernanceBody.objects.get_or_create(authority=authority, name=body)
    if found.meetings.filter(on=on).exists():
        raise Refused(f"{found} meets on that day already. Choose another day.", field="on")
    meeting = Meeting.objects.create(body=found, on=on, pack_due_on=pack_due_on, receives=receives)
    audit.record(by=by, action="add meeting", on=meeting, authority=authority, day=on.isoformat())
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    body: str,
    on: date,
    pack_due_on: date | None,
    receives: str,
    version: int,
    by: User,
) -> Meeting:
    """Another day, other papers. Raises `PermissionDenied`, `StaleEdit`, and `Refused` for a second one of a day."""
    authority = meeting.body.authority
    require(by, Action.SET_TARGETS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    meeting = take(meeting, version=version)
    found, _ = GovernanceBody.objects.get_or_create(authority=authority, name=body)
    if found.meetings.filter(on=on).exclude(pk=meeting.pk).exists():
        raise Refused(f"{found} meets on that day already. Choose another day.", field="on")
    meeting.body, meeting.on, meeting.pack_due_on, meeting.receives = found, on, pack_due_on, receives
    meeting.save()
    audit.record(by=by, action="change meeting", on=meeting, authority=authority, day=on.isoformat())
    return meeting
