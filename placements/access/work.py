"""What waits about access to records: openings to read and review, lists to look at again, proposals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from placements.models import AccessProposal, Child, Opening
from placements.presenters import words
from sufficiency.core.access import Action, Role
from sufficiency.core.work import DECISIONS, TRAIL, Asked, Line, Risk, Rule, deadline_words, register

_DECIDE = frozenset({Role.PLACEMENT_MANAGER, Role.DIRECTOR})
_SOON = timedelta(days=14)


def _openings(asked: Asked) -> Any:
    theirs = Opening.objects.visible_to(asked.user).filter(child__authority=asked.authority)
    return theirs.exclude(person=asked.user).select_related("person").order_by("opened_at", "pk")


def _opening(one: Opening, day: date) -> Line:
    on = timezone.localtime(one.opened_at)
    return Line(
        when=words.day(on.date()),
        title=f"A closed record, opened at {on:%H:%M}",
        href=reverse("access:opening-detail", args=[one.public_id]),
        rest=f"by {one.person}: {one.get_ground_display()[0].lower()}{one.get_ground_display()[1:]}.",
        deadline=on.date(),
        late=True,
    )


def _lists_due(asked: Asked) -> Any:
    restricted: Any = Child.objects.decided_on_by(asked.user).filter(
        authority=asked.authority, is_restricted=True
    )
    due = restricted.with_review_due()
    return due.exclude(review_due__gt=asked.day + _SOON).order_by(F("review_due").asc(nulls_first=True), "pk")


def _list_due(child: Any, day: date) -> Line:
    due = child.review_due
    return Line(
        when=deadline_words(due, day) if due else "Nobody on it",
        title=words.name(child),
        href=reverse("access:child-access", args=[child.public_id]),
        rest="has a restricted record: who may open it must be looked at again.",
        late=due is None or due < day,
        deadline=due,
        shows=child,
    )


def _proposals(asked: Asked) -> Any:
    waiting = AccessProposal.objects.visible_to(asked.user).waiting().filter(child__authority=asked.authority)
    return waiting.exclude(proposed_by=asked.user).select_related("proposed_by").order_by("proposed_at", "pk")


def _proposal(one: AccessProposal, day: date) -> Line:
    on = timezone.localtime(one.proposed_at).date()
    return Line(
        when=f"Since {words.day(on)}",
        title=one.get_kind_display(),
        href=reverse("access:proposal-detail", args=[one.public_id]),
        rest=f"proposed by {one.proposed_by}: a second person decides.",
        deadline=on,
    )


RULES = (
    Rule(
        "openings-unread",
        DECISIONS,
        Risk.CHILD,
        "emergency opening that no manager has read",
        "emergency openings that no manager has read",
        Action.RESTRICT_RECORDS,
        _DECIDE,
        find=lambda asked: _openings(asked).unread(),
        line=_opening,
        why="A closed record was opened in an emergency. A manager reads why at once.",
        href=lambda: reverse("access:opening-list"),
    ),
    Rule(
        "proposals",
        DECISIONS,
        Risk.DUTY,
        "proposal about access",
        "proposals about access",
        Action.RESTRICT_RECORDS,
        _DECIDE,
        find=_proposals,
        line=_proposal,
        why="What one person proposes about a restricted record another decides.",
    ),
    Rule(
        "restricted-due",
        DECISIONS,
        Risk.DUTY,
        "restricted record to look at again",
        "restricted records to look at again",
        Action.RESTRICT_RECORDS,
        _DECIDE,
        find=_lists_due,
        line=_list_due,
        why="Who may open a restricted record is looked at again every 90 days.",
        href=lambda: reverse("access:closed-list"),
    ),
    Rule(
        "openings-to-review",
        TRAIL,
        Risk.CHILD,
        "emergency opening to review",
        "emergency openings to review",
        Action.SEE_AUDIT,
        frozenset({Role.AUDITOR}),
        find=lambda asked: _openings(asked).unreviewed(),
        line=_opening,
        why="Every opening of a closed record is reviewed by the auditor.",
        href=lambda: reverse("access:opening-list"),
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
