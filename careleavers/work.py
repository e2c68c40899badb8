"""What waits for a leaving-care adviser: young people whom nobody has seen for two months."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Max, Q
from django.urls import reverse

from careleavers import presenters
from careleavers.models import YoungPerson
from sufficiency.core.access import Action, Reach, Role
from sufficiency.core.periods import months_after, months_before
from sufficiency.core.work import COMING_UP, Asked, Line, Risk, Rule, deadline_words, register
from sufficiency.core.writing import day_in_words

# Between one visit and the next: reg 8(2) where the council provides the home, its own standard elsewhere.
_MONTHS = 2


def _not_seen(asked: Asked) -> Any:
    """Last seen two months ago or more, the longest ago first; who was never seen stands first of all."""
    seen = Max("contacts__on", filter=Q(contacts__outcome="seen", contacts__on__lte=asked.day))
    people = YoungPerson.objects.visible_to(asked.user).filter(authority=asked.authority).known_on(asked.day)
    since = people.annotate(last_seen=seen).filter(
        Q(last_seen=None) | Q(last_seen__lte=months_before(asked.day, _MONTHS))
    )
    return since.order_by(F("last_seen").asc(nulls_first=True), "pk")


def _line(person: Any, day: date) -> Line:
    name, href = presenters.name(person), person.get_absolute_url()
    if person.last_seen is None:
        return Line("Never seen", name, href, "has no day on record on which they were seen.", shows=person)
    due = months_after(person.last_seen, _MONTHS)
    return Line(
        when=deadline_words(due, day),
        title=name,
        href=href,
        rest=f"was last seen on {day_in_words(person.last_seen)}.",
        late=due < day,
        deadline=due,
        shows=person,
    )


RULES = (
    Rule(
        "young-people-not-seen",
        COMING_UP,
        Risk.DUTY,
        "young person to see",
        "young people to see",
        Action.SEE_YOUNG_PEOPLE,
        frozenset({Role.LEAVING_CARE_ADVISER}),
        find=_not_seen,
        line=_line,
        reach=Reach.ALLOCATED,
        why="Within two months: Care Leavers (England) Regulations 2010, reg 8(2), where the council provides the "
        "home; elsewhere the council's own standard.",
        href=lambda: reverse("careleavers:young-people"),
    ),
)


def add() -> None:
    """Add the rules to the page of work."""
    register(*RULES)
