"""What every action on a young person's record asks first, and how it is written down."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from careleavers.models import LeavingCareRecord, YoungPerson
from sufficiency.core import audit
from sufficiency.core.models import User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused, day_in_words


class NotRecorded(Refused):
    """Something of a young person was not recorded, and nothing was changed."""


def require_to_keep(by: User, person: YoungPerson) -> None:
    """Refuse, in words, someone who may not write this record."""
    if not YoungPerson.objects.kept_by(by).filter(pk=person.pk).exists():
        raise PermissionDenied(
            "You may not write this young person's record. Their adviser may, and a manager of the council."
        )


def taken(person: YoungPerson, *, version: int, by: User) -> LeavingCareRecord:
    """The record as a whole, locked, with its version raised; made where nothing was recorded before (version 0).

    Raises `PermissionDenied`, `StaleEdit`.
    """
    require_to_keep(by, person)
    record, _ = LeavingCareRecord.objects.get_or_create(child_id=person.pk, defaults={"version": 0})
    record = take(record, version=version)
    record.save(update_fields=["version"])
    return record


def has_happened(on: date, person: YoungPerson, *, today: date) -> None:
    """A day on which it can have been. Raises `NotRecorded`."""
    if on > today:
        raise NotRecorded(
            f"The date must be {day_in_words(today)} or earlier: this records what has happened", field="on"
        )
    if on <= person.date_of_birth:
        raise NotRecorded("The date is before they were born. Check the year", field="on")


def write_down(by: User, action: str, person: YoungPerson, **facts: Any) -> None:
    """Into the audit trail: codes and dates, nothing that names anybody."""
    audit.record(by=by, action=action, on=person, authority=person.authority, **facts)
