"""The log of whom a document was put to, what they said, and what was made of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from reports.actions.drafts import NotOpen
from reports.models import Consultation, Draft
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.stale import take


@dataclass(frozen=True)
class Consulted:
    """Who was asked, how, on which day; what they said and the answer, where there is one yet."""

    whom: str
    how: str
    on: date
    said: str = ""
    answer: str = ""


@transaction.atomic
def log_consultation(*, draft: Draft, consulted: Consulted, by: User) -> Consultation:
    """Add to the log. Raises `PermissionDenied`, and `NotOpen` once the document is published."""
    draft = _open(draft, by)
    made = Consultation.objects.create(draft=draft, entered_by=by, **asdict(consulted))
    audit.record(by=by, action="log consultation", on=draft, authority=draft.authority)
    return made


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, version: int, consulted: Consulted, by: User
) -> Consultation:
    """Correct an entry, or add what came of it. Raises `PermissionDenied`, `NotOpen` and `StaleEdit`."""
    draft = _open(consultation.draft, by)
    found = take(consultation, version=version)
    for name, value in asdict(consulted).items():
        setattr(found, name, value)
    found.save()
    audit.record(by=by, action="change consultation", on=draft, authority=draft.authority, version=version)
    return found


def _open(draft: Draft, by: User) -> Draft:
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("authority").get(pk=draft.pk)
    if draft.status == Draft.Status.PUBLISHED:
        raise NotOpen("This document is published, and its log is closed. Log it with the next edition.")
    return draft
