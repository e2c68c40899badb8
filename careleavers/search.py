"""Young people, as the search finds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from careleavers import presenters
from careleavers.models import YoungPerson
from careleavers.querysets import YoungPersonQuerySet
from placements.day_of_records import day_of_records
from sufficiency.core.access import Action, Reach
from sufficiency.core.periods import age_on
from sufficiency.core.search.kinds import Hit, Kind, register
from sufficiency.core.work import Asked


def add() -> None:
    """To what the search finds."""
    register(
        Kind(
            "young-people",
            2,
            "young person",
            "young people",
            Action.SEE_YOUNG_PEOPLE,
            find=_find,
            hits=_hits,
            reach=Reach.ALLOCATED,
        ),
    )


def _find(text: str, asked: Asked) -> YoungPersonQuerySet:
    """By name or number, whoever has the very number first."""
    people = YoungPerson.objects.visible_to(asked.user).filter(authority=asked.authority)
    return people.search(text).known_on(_day(asked)).with_number_first(text)


def _day(asked: Asked) -> date:
    """As their pages have it."""
    return day_of_records(asked.authority, today=asked.day)


def _hits(people: Sequence[YoungPerson], asked: Asked) -> list[Hit]:
    day = _day(asked)
    return [
        Hit(
            title=presenters.name(one),
            href=one.get_absolute_url(),
            rest=" · ".join(
                [*([one.number] if one.number else []), f"aged {age_on(one.date_of_birth, day)}"]
            ),
        )
        for one in people
    ]
