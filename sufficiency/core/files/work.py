"""What waits about files with names: a decision, and a file that may be taken."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import Action, Reach, Role, roles_allowed
from sufficiency.core.files import wording
from sufficiency.core.files.forms import HOURS
from sufficiency.core.models import FileRequest
from sufficiency.core.work import DECISIONS, Asked, Line, Risk, Rule, register
from sufficiency.core.writing import day_in_words


def _here(asked: Asked) -> Any:
    found = FileRequest.objects.visible_to(asked.user).filter(authority=asked.authority)
    return found.select_related("asked_by")


def _to_decide(asked: Asked) -> Any:
    return _here(asked).waiting().exclude(asked_by=asked.user).order_by("asked_at", "pk")


def _to_take(asked: Asked) -> Any:
    approved = _here(asked).filter(asked_by=asked.user).to_take(at=timezone.now())
    return approved.order_by("decided_at", "pk")


def _decide(one: FileRequest, day: date) -> Line:
    on = timezone.localtime(one.asked_at).date()
    return Line(
        when=f"Since {day_in_words(on)}",
        title=wording.what(one),
        href=reverse("files:request", args=[one.public_id]),
        rest=f"is asked for by {one.asked_by}: a second person decides.",
        deadline=on,
    )


def _take(one: FileRequest, day: date) -> Line:
    assert one.until is not None, "approved"
    return Line(
        when=f"Until {wording.moment(one.until)}",
        title=wording.what(one),
        href=reverse("files:request", args=[one.public_id]),
        rest="is approved: take it.",
        deadline=timezone.localtime(one.until).date(),
    )


RULES = (
    Rule(
        "files-to-decide",
        DECISIONS,
        Risk.DUTY,
        "file with names to decide on",
        "files with names to decide on",
        Action.CONFIRM_ACCESS,
        frozenset({Role.PLACEMENT_MANAGER, Role.DIRECTOR}),
        find=_to_decide,
        line=_decide,
        why=wording.WHICH,
        href=lambda: reverse("files:request-list"),
    ),
    Rule(
        "files-to-take",
        DECISIONS,
        Risk.DUTY,
        "approved file to take",
        "approved files to take",
        Action.EXPORT_NAMES,
        frozenset(roles_allowed(Action.EXPORT_NAMES)),
        find=_to_take,
        line=_take,
        why=f"An approval holds for {HOURS} hours.",
        reach=Reach.ALLOCATED,
        href=lambda: reverse("files:request-list"),
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
