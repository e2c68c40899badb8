"""Whose names somebody took in files lately without an approval: a long list must not leave in short pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import Model

from sufficiency.core import at_work
from sufficiency.core.files.limits import A_DAY, MOST_A_DAY
from sufficiency.core.files.refusals import EnoughForToday
from sufficiency.core.models import AuditEvent, User

# The fact by which the trail tells these readings from those by approval.
AT_ONCE = "at_once"


def names_of(records: Iterable[Model]) -> set[str]:
    """The records as the trail names them."""
    return {str(getattr(one, "public_id", one.pk)) for one in records}


def taken_at_once(user: User, *, since: datetime) -> set[str]:
    """Everybody on a file that the user took without an approval, from then on: the trail says it. One query."""
    events = AuditEvent.objects.filter(actor=user, at__gte=since, **{f"facts__{AT_ONCE}": True})
    return {name for names in events.order_by().values_list("object_ids", flat=True) for name in names}


def refusal(user: User, records: Iterable[Model], *, at: datetime) -> EnoughForToday | None:
    """Why these records may not leave at once besides what the user took; None where they may.

    Who is on a file again is not counted again.
    """
    before, now = taken_at_once(user, since=at - A_DAY), names_of(records)
    if len(before | now) > MOST_A_DAY:
        return EnoughForToday(before=len(before), others=len(now - before))
    return None


@contextmanager
def of(user: User, records: Iterable[Model], *, at: datetime) -> Iterator[None]:
    """Within it these records may be written down as leaving at once, one file of a person after another.

    Raises `EnoughForToday`.
    """
    with at_work.held_in_turn(at_work.Kind.FILE, user.pk):
        if why := refusal(user, records, at=at):
            raise why
        yield
