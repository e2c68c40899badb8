"""Settling differences: keep ours for a reason, take theirs, or ask the worker. Many at once are one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from placements.models import Allocation
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.reconciliation.differences import differences_of
from sufficiency.exchange.reconciliation.taking import take
from sufficiency.exchange.ssda903.applying.apply import bring_up_to_date, lock


class CannotSettle(Exception):
    """A difference that cannot be settled like this, in a sentence that says why and what to do."""


_GONE = (
    "Some of these differences are settled or gone since the page was shown: somebody else settled them, or an "
    "extract brought the two together. Open the list again; nothing was changed."
)
_NOT_TAKEN = (
    "The case system has no record of this to take. If the child has left, end the period of care here, or have "
    "the case system corrected; else keep ours."
)


def keep_ours(*, authority: Authority, ids: Collection[UUID], reason: str, by: User) -> int:
    """Ours stands, for a reason, until either value changes. Raises `CannotSettle`."""
    if not reason.strip():
        raise CannotSettle("Say why what is held here is right: whoever looks next will want to know.")
    with transaction.atomic():
        found = _taken_up(authority, ids, by)
        count = _settled(found, LiveConflict.Choice.OURS, by, reason=reason.strip(), asked=None)
        _record(authority, by, "differences kept as ours", count)
    return count


def ask_the_worker(*, authority: Authority, ids: Collection[UUID], on: date, by: User) -> int:
    """Mark them as asked, of the worker to whom each child is allocated on a day. Raises `CannotSettle`."""
    with transaction.atomic():
        found = _taken_up(authority, ids, by)
        worker = Allocation.objects.filter(child=OuterRef("child"), dates__contains=on).order_by(
            "-dates", "pk"
        )
        count = _settled(
            found, LiveConflict.Choice.ASK, by, reason="", asked=Subquery(worker.values("worker")[:1])
        )
        _record(authority, by, "differences asked about", count)
    return count


def take_theirs(*, authority: Authority, ids: Collection[UUID], by: User) -> int:
    """What the case system says takes the place of what is held here. Raises `CannotSettle`."""
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, source="reconciliation"):
            lock(authority)
            found = _taken_up(authority, ids, by)
            if found.filter(field=LiveConflict.ABSENT).exists():
                raise CannotSettle(_NOT_TAKEN)
            told = list(found)
            with connection.cursor() as cursor:
                cursor.execute("set constraints all deferred")
                refused = take(cursor, [one.pk for one in told], by)
            if refused:
                raise CannotSettle(refused)
            numbers = {one.child.number for one in told if one.child.number}
            # An answer of this load's own is gone once the two agree; deriving writes what is left to settle.
            bring_up_to_date(authority, [], children=numbers)
            _record(authority, by, "differences taken from the case system", len(told))
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
    except IntegrityError:
        raise CannotSettle(
            "Taking this would make two records of one child overlap, or reach out of the period of care that holds "
            "them. Settle the dates of the neighbouring record or of the period of care first. Nothing was changed."
        ) from None
    return len(told)


def _taken_up(authority: Authority, ids: Collection[UUID], by: User) -> QuerySet[LiveConflict]:
    """The differences, locked, if the person may settle them all and none was settled meanwhile."""
    require(by, Action.RECONCILE, authority)
    found = differences_of(authority, user=by).filter(public_id__in=ids)
    locked = list(
        LiveConflict.objects.select_for_update()
        .filter(public_id__in=ids, authority=authority)
        .exclude(choice=LiveConflict.Choice.OURS)
        .values_list("pk", flat=True)
    )
    found = found.filter(pk__in=locked)
    if not ids or found.count() != len(set(ids)):
        raise CannotSettle(_GONE)
    return found


def _settled(found: QuerySet[LiveConflict], choice: str, by: User, **more: object) -> int:
    keys = list(found.values_list("pk", flat=True))
    return LiveConflict.objects.filter(pk__in=keys).update(
        choice=choice, settled_by=by, settled_at=timezone.now(), **more
    )


def _record(authority: Authority, by: User, action: str, count: int) -> None:
    audit.record(by=by, action=action, on=authority, authority=authority, differences=count)
