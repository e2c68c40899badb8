"""What waits of people and of the trail itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import Action, Role
from sufficiency.core.models import AccessRequest, AuditCheck
from sufficiency.core.work import DECISIONS, TRAIL, Asked, Line, Risk, Rule, register

# A check that found nothing is said again after this long.
_CHECKED_FOR = timedelta(days=7)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _requests(asked: Asked) -> Any:
    waiting = AccessRequest.objects.visible_to(asked.user).waiting().filter(authority=asked.authority)
    return waiting.select_related("user", "asked_by").order_by("asked_at", "pk")


def _to_confirm(asked: Asked) -> Any:
    return _requests(asked).exclude(asked_by=asked.user).exclude(user=asked.user)


def _request(one: AccessRequest, day: date, address: str) -> Line:
    on = timezone.localtime(one.asked_at).date()
    kind = one.get_kind_display()
    return Line(
        when=f"Since {_words(on)}",
        title=str(one.user),
        href=address,
        rest=f"waits for this: {kind[0].lower()}{kind[1:]}. Asked by {one.asked_by}.",
        deadline=on,
    )


def _checks(asked: Asked) -> Any:
    """The last check of the trail, where it found something or is too long ago."""
    last = AuditCheck.objects.order_by("-at", "-pk").values("pk")[:1]
    return AuditCheck.objects.filter(
        ~Q(findings=[]) | Q(at__lt=timezone.now() - _CHECKED_FOR),
        pk__in=list(last.values_list("pk", flat=True)),
    )


def _check(one: AuditCheck, day: date) -> Line:
    on = timezone.localtime(one.at).date()
    number = len(one.findings)
    said = (
        f"found {number:,} {'thing' if number == 1 else 'things'} wrong" if number else "found nothing wrong"
    )
    return Line(
        when=_words(on),
        title="The last check of the trail",
        href=reverse("audit:checks"),
        rest=f"{said}." if number else f"{said}: check it again.",
        late=bool(number),
        deadline=on,
    )


RULES = (
    Rule(
        "access-to-confirm",
        DECISIONS,
        Risk.DUTY,
        "access to confirm",
        "accesses to confirm",
        Action.CONFIRM_ACCESS,
        frozenset({Role.PLACEMENT_MANAGER, Role.DIRECTOR}),
        find=_to_confirm,
        line=lambda one, day: _request(one, day, reverse("people:request", args=[one.public_id])),
        why="What opens records to somebody needs a second person.",
        href=lambda: reverse("people:request-list"),
    ),
    Rule(
        "access-asked",
        DECISIONS,
        Risk.DUTY,
        "access that waits for a second person",
        "accesses that wait for a second person",
        Action.MANAGE_USERS,
        frozenset({Role.SYSTEM_ADMINISTRATOR}),
        find=_requests,
        line=lambda one, day: _request(one, day, reverse("people:person", args=[one.user.public_id])),
        why="A manager confirms what you asked for.",
    ),
    Rule(
        "tampering",
        TRAIL,
        Risk.CHILD,
        "check of the trail to look at",
        "checks of the trail to look at",
        Action.SEE_AUDIT,
        frozenset({Role.AUDITOR}),
        find=_checks,
        line=_check,
        why="Every row, seal and anchor is computed again and compared.",
        href=lambda: reverse("audit:checks"),
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
