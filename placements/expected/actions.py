"""Saying who is expected to leave care or to come in, and taking it back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from placements.expected.known_changes import first_of_month
from placements.models import Child, KnownChange
from placements.models.expected import ARRIVING_KINDS, LEAVING_KINDS, Direction
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import birthday, months_after
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused, day_in_words

# A plan reaches no further ahead than this.
_FURTHEST_MONTHS = 36
MOST_WITHOUT_A_NAME = 99


class NotKnown(Refused):
    """A leaving or arrival was not recorded, and nothing was changed."""


@transaction.atomic
def record_known_change(
    *,
    authority: Authority,
    direction: str,
    kind: str,
    child: Child | None,
    number: int,
    month: date,
    day: date | None,
    how_sure: str,
    said_in: str,
    said_by: str,
    said_on: date,
    today: date,
    by: User,
) -> KnownChange:
    """Somebody said that a child will leave care or come in: on a day, or in a month where no day is known.

    What was said of the child before stays on record; the latest word counts. Raises `PermissionDenied`, `NotKnown`.
    """
    require(by, Action.KEEP_KNOWN_CHANGES, authority)
    _kind_fits(direction, kind)
    month = first_of_month(day or month)
    if said_on > today:
        raise NotKnown(f"The day it was said must be {day_in_words(today)} or earlier", field="said_on")
    if (day or month) < (today if day else first_of_month(today)):
        raise NotKnown(
            "What is expected lies ahead. Record what has happened on the child's page", field="when"
        )
    if month > months_after(today, _FURTHEST_MONTHS):
        raise NotKnown("That is more than three years ahead. Check the year", field="when")
    if child is None:
        _without_a_name(direction, day, number)
    else:
        if not Child.objects.visible_to(by).filter(pk=child.pk, authority=authority).exists():
            raise NotKnown("No record that you may open fits", field="child")
        _of_a_child(child, direction, month, day, today)
        number = 1
    change = KnownChange.objects.create(
        authority=authority,
        direction=direction,
        kind=kind,
        child=child,
        number=number,
        month=month,
        day=day,
        how_sure=how_sure,
        said_in=said_in,
        said_by=said_by.strip(),
        said_on=said_on,
        entered_by=by,
    )
    audit.record(
        by=by,
        action="record known change",
        on=change,
        authority=authority,
        direction=direction,
        kind=kind,
        month=month.isoformat(),
        number=number,
        how_sure=how_sure,
    )
    return change


def _kind_fits(direction: str, kind: str) -> None:
    if kind not in (LEAVING_KINDS if direction == Direction.LEAVING else ARRIVING_KINDS):
        raise NotKnown("Choose what is expected from the list", field="kind")


def _without_a_name(direction: str, day: date | None, number: int) -> None:
    if direction == Direction.LEAVING:
        raise NotKnown("Enter the name or number of the child who is expected to leave", field="child")
    if day is not None:
        raise NotKnown("Without a child on record give the month alone, such as 6/2026", field="when")
    if not 1 <= number <= MOST_WITHOUT_A_NAME:
        raise NotKnown(f"Enter how many children, from 1 to {MOST_WITHOUT_A_NAME}", field="number")


def _of_a_child(child: Child, direction: str, month: date, day: date | None, today: date) -> None:
    is_looked_after = Child.objects.filter(pk=child.pk).looked_after_on(today).exists()
    if direction == Direction.LEAVING and not is_looked_after:
        raise NotKnown("This child is not looked after, so cannot leave care", field="child")
    if direction == Direction.ARRIVING and is_looked_after:
        raise NotKnown("This child is looked after already", field="child")
    eighteen = birthday(child.date_of_birth, 18)
    if (day or month) >= eighteen:
        raise NotKnown(
            "The child is 18 by then. 18th birthdays are counted by themselves, from dates of birth",
            field="when",
        )


@transaction.atomic
def withdraw_known_change(
    *, change: KnownChange, version: int, why: str, today: date, by: User
) -> KnownChange:
    """Take back what was said, with the reason. It stays on record, and a look back at an earlier day still sees it.

    Raises `PermissionDenied`, `StaleEdit`, `NotKnown`.
    """
    require(by, Action.KEEP_KNOWN_CHANGES, change.authority)
    change = take(change, version=version)
    if change.withdrawn_on is not None:
        raise NotKnown("It is withdrawn already. There is nothing to do")
    change.withdrawn_on, change.withdrawn_by, change.why_withdrawn = today, by, why
    change.save(update_fields=["withdrawn_on", "withdrawn_by", "why_withdrawn", "version"])
    audit.record(by=by, action="withdraw known change", on=change, authority=change.authority, why=why)
    return change
