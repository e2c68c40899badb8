"""What was published of late, for those who read rather than record."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from reports.models import Edition
from reports.presenters.edition_page import address
from sufficiency.core.access import Action, Role
from sufficiency.core.work import PUBLISHED, Asked, Line, Risk, Rule, register
from sufficiency.indicators.wording import in_words

_LATELY = timedelta(days=90)
_READERS = frozenset(
    {
        Role.ELECTED_MEMBER,
        Role.REPORT_AUTHOR,
        Role.FINANCE_OFFICER,
        Role.CONTRACTS_OFFICER,
        Role.SOCIAL_WORKER,
    }
)


def _editions(asked: Asked) -> Any:
    since = timezone.make_aware(datetime.combine(asked.day - _LATELY, time()))
    issued = Edition.objects.visible_to(asked.user).filter(authority=asked.authority, made_at__gte=since)
    return issued.without_bytes().order_by("-made_at", "-pk")


def _edition(one: Edition, day: date) -> Line:
    made = timezone.localtime(one.made_at).date()
    return Line(
        in_words(made), str(one), address(one), f"is {one.get_audience_display().lower()}.", deadline=made
    )


RULES = (
    Rule(
        "published",
        PUBLISHED,
        Risk.COMING,
        "statement published in the last 90 days",
        "statements published in the last 90 days",
        Action.SEE_DOCUMENTS,
        _READERS,
        find=_editions,
        line=_edition,
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
