"""Differences as the page reads them: one query for the list, one for its counts, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from sufficiency.core.models import Authority, FieldGroup, User
from sufficiency.exchange.models import LiveConflict

# Timelines by the group of fields that they belong to.
TIMELINES = {
    FieldGroup.IDENTITY: ("child",),
    FieldGroup.LEGAL: ("period of care", "legal status"),
    FieldGroup.PLACEMENTS: ("placement",),
}
# Whether a child is looked after at all is a matter of the periods of care.
_ABSENT = Q(field=LiveConflict.ABSENT)


class State(StrEnum):
    OPEN = "open"
    ASKED = "asked"
    SETTLED = "settled"


_STATES = {
    State.OPEN: Q(choice=""),
    State.ASKED: Q(choice=LiveConflict.Choice.ASK),
    State.SETTLED: Q(choice=LiveConflict.Choice.OURS),
}


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; nothing said, nothing left out but what is settled."""

    state: State = State.OPEN
    kind: str = ""
    group: str = ""
    field: str = ""

    def of(self, found: QuerySet[LiveConflict]) -> QuerySet[LiveConflict]:
        found = found.filter(_STATES[self.state])
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.group:
            found = found.filter(in_group(FieldGroup(self.group)))
        if self.field:
            found = found.filter(field=self.field)
        return found


def in_group(group: FieldGroup) -> Q:
    belongs = Q(timeline__in=TIMELINES.get(group, ()))
    if group is FieldGroup.LEGAL:
        return belongs | _ABSENT
    return belongs & ~_ABSENT


def group_of(one: LiveConflict) -> FieldGroup:
    if one.field == LiveConflict.ABSENT:
        return FieldGroup.LEGAL
    return next(group for group, timelines in TIMELINES.items() if one.timeline in timelines)


def differences_of(authority: Authority, *, user: User | AnonymousUser) -> QuerySet[LiveConflict]:
    """Those of children whose record the person may open."""
    return (
        LiveConflict.objects.visible_to(user)
        .filter(authority=authority)
        .select_related("child", "of_return", "settled_by", "asked")
        .order_by("first_told_at", "child__number", "timeline", "starts_on", "field", "pk")
    )


@dataclass(frozen=True)
class Counts:
    """Differences not settled, by kind; and how many more there are that the person cannot open."""

    by_kind: dict[str, int]
    asked: int
    settled: int
    not_openable: int


def counts(authority: Authority, *, user: User | AnonymousUser) -> Counts:
    """Two queries."""
    mine = (
        differences_of(authority, user=user).order_by().values("kind", "choice").annotate(number=Count("pk"))
    )
    told = [(row["kind"], row["choice"], row["number"]) for row in mine]
    whole = LiveConflict.objects.filter(authority=authority).count()
    return Counts(
        by_kind={
            kind: sum(number for one, choice, number in told if one == kind and not choice)
            for kind in LiveConflict.Kind.values
        },
        asked=sum(number for _, choice, number in told if choice == LiveConflict.Choice.ASK),
        settled=sum(number for _, choice, number in told if choice == LiveConflict.Choice.OURS),
        not_openable=whole - sum(number for *_, number in told),
    )
