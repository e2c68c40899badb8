"""Which children's records are open to whom, as conditions for any query that joins the child."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from placements import codes
from sufficiency.core import read_once
from sufficiency.core.access import Action, Reach, authorities_where, may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from placements.models import Child
    from sufficiency.core.models import User


def open_to(user: User | AnonymousUser, *, of: str = "") -> Q:
    """What `ChildQuerySet.open_to` says, of the child that the path leads to: "" or "child__".

    It is part of every query of a page: what is known to be nobody is left out of it.
    """
    whole = authorities_where(user, Action.SEE_CHILDREN)
    reached = Q(**{f"{of}authority__in": whole})
    own = authorities_where(user, Action.SEE_CHILDREN, at_least=Reach.ALLOCATED)
    # Where it is known already that both are the same authorities, whose own children says no more.
    if not (isinstance(whole, tuple) and whole == own):
        today = timezone.localdate()
        reached |= Q(**{f"{of}authority__in": own, f"{of}pk__in": allocated_to(user, today)})
    not_closed = Q(**{f"{of}is_restricted": False})
    # Restricted, and the user on the allow-list today.
    if not _nobody(granted := _of_reader(user, "granted")):
        not_closed |= Q(**{f"{of}pk__in": granted})
    if not _nobody(_of_reader(user, "opened")):
        opened = opened_in_an_emergency_by(user, of=of)
        reached, not_closed = reached | opened, not_closed | opened
    if _nobody(connected := connected_with(user)):
        return reached & not_closed
    return reached & not_closed & ~Q(**{f"{of}pk__in": connected})


def _nobody(keys: read_once.Keys) -> bool:
    """Whether it is known already that there are none."""
    return isinstance(keys, tuple) and not keys


def within_reach(user: User | AnonymousUser, action: Action, *, of: str = "") -> Q:
    """What `ChildQuerySet.within_reach` says, of the child that the path leads to: "" or "child__"."""
    whole = Q(**{f"{of}authority__in": authorities_where(user, action)})
    own = authorities_where(user, action, at_least=Reach.ALLOCATED)
    today = timezone.localdate()
    return whole | Q(**{f"{of}authority__in": own, f"{of}pk__in": allocated_to(user, today)})


def reaches(user: User | AnonymousUser, action: Action, child: Child) -> bool:
    """Whether the user's reach for the action extends to this child, whose record is open to them."""
    if may(user, action, child.authority):
        return True
    return may(user, action, child.authority, at_least=Reach.ALLOCATED) and child.pk in set(
        allocated_to(user, timezone.localdate())
    )


def without_severed(found: Any, *, child: str) -> Any:
    """Without children, or what belongs to them, whose record an adoption order closed; `child` names their key."""
    return found.filter(NotSevered(child))


_ORDERS = "', '".join(sorted(codes.ORDER_MADE))


class NotSevered(models.Func):
    """Whether no adoption order closed the record of the child whose key this is given.

    In SQL's own words: it is part of every query of a page, and the same in each.
    """

    template = (
        "(NOT EXISTS (SELECT FROM placements_periodofcare severed WHERE severed.child_id = %(expressions)s"
        f" AND severed.reason_ended IN ('{_ORDERS}'))"
        " AND NOT EXISTS (SELECT FROM placements_adoptionorder severed WHERE severed.child_id = %(expressions)s))"
    )
    output_field = models.BooleanField()


def opened_in_an_emergency_by(user: User | AnonymousUser, *, of: str = "") -> Q:
    """Opened by the user within the last two hours, in an authority where the role still allows that."""
    opened = _of_reader(user, "opened")
    where = authorities_where(user, Action.BREAK_GLASS)
    return Q(**{f"{of}pk__in": opened, f"{of}authority__in": where})


def allocated_to(user: User | AnonymousUser, day: date) -> read_once.Keys:
    """Ids of the children allocated to the user on the day."""
    return _of_reader(user, "allocated") if day == timezone.localdate() else _allocated(user, day)


def connected_with(user: User | AnonymousUser) -> read_once.Keys:
    """Ids of the children with whom the user is connected."""
    return _of_reader(user, "connected")


def _allocated(user: User | AnonymousUser, day: date) -> models.QuerySet:
    allocations = apps.get_model("placements.Allocation").objects
    return allocations.filter(worker_id=user.pk or 0, dates__contains=day).values_list("child_id", flat=True)


def _of_reader(user: User | AnonymousUser, how: str) -> read_once.Keys:
    """Ids of the children that the user stands to as `how` says; all four ways are read at once where any is."""
    found = read_once.groups(("children of the reader", user.pk), lambda: _ways(user))
    return _ways(user)[how] if found is None else found[how]


def _ways(user: User | AnonymousUser) -> dict[str, models.QuerySet]:
    today, person = timezone.localdate(), user.pk or 0

    def of(model: str, **which: object) -> models.QuerySet:
        records = apps.get_model("placements", model).objects.order_by().filter(**which)
        return records.values_list("child_id", flat=True)

    return {
        "allocated": _allocated(user, today),
        "granted": of("RestrictedGrant", user_id=person, expires_on__gte=today),
        "opened": of("Opening", person_id=person, until__gt=timezone.now()),
        "connected": of("Connection", person_id=person, ended_at=None),
    }
