"""What every writing of this part of a child's record asks first, and how it is written down."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied

from placements.models import Child
from sufficiency.core import audit
from sufficiency.core.access import Action
from sufficiency.core.models import User
from sufficiency.core.writing import Refused, day_in_words

# A plan reaches no further ahead than this.
_FURTHEST = timedelta(days=366)


class NotRecorded(Refused):
    """Something was not recorded, and nothing was changed."""


def require_reach(by: User, action: Action, child: Child) -> None:
    """Refuse, in words, somebody who may not do this for this child. Raises `PermissionDenied`."""
    if not Child.objects.visible_to(by).within_reach(by, action).filter(pk=child.pk).exists():
        raise PermissionDenied(
            f"Your role does not let you do this for this child: {action.label.lower()}. "
            "Ask your system administrator if you need it."
        )


def begins(on: date, child: Child, *, today: date) -> None:
    """A day from which it can hold. Raises `NotRecorded`."""
    if on < child.date_of_birth:
        raise NotRecorded("The date is before the child was born. Check the year", field="from_on")
    if on > today + _FURTHEST:
        raise NotRecorded("The date is more than a year ahead. Check the year", field="from_on")


def ends(on: date, began: date, *, today: date) -> None:
    """A day on which it can end. Raises `NotRecorded`."""
    if on <= began:
        raise NotRecorded(f"It must end after {day_in_words(began)}, when it began", field="on")
    if on > today + _FURTHEST:
        raise NotRecorded("The date is more than a year ahead. Check the year", field="on")


def not_ended(dates: Any, *, today: date) -> None:
    """What is over stays as it was. Raises `NotRecorded`."""
    if dates.upper is not None and dates.upper <= today:
        raise NotRecorded(f"It ended on {day_in_words(dates.upper)}. Add it anew if it holds again")


def write_down(by: User, action: str, child: Child, **facts: Any) -> None:
    """Into the trail of the child's record: codes and dates, nothing that names anybody or any place."""
    audit.record(by=by, action=action, on=child, authority=child.authority, **facts)
