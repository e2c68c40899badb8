"""Children and providers' homes, as the search finds them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from placements.models import Child, Home
from placements.presenters import words
from placements.providers.querysets import HomeQuerySet
from placements.querysets import ChildQuerySet
from placements.situation import situations
from sufficiency.core.access import Action, Reach
from sufficiency.core.search.kinds import Hit, Kind, register
from sufficiency.core.work import Asked


def add() -> None:
    """To what the search finds."""
    register(
        Kind(
            "children",
            1,
            "child",
            "children",
            Action.SEE_CHILDREN,
            find=_children,
            hits=_hits_of_children,
            reach=Reach.ALLOCATED,
        ),
        Kind(
            "providers-homes",
            4,
            "provider’s home",
            "providers’ homes",
            Action.SEE_HOMES,
            find=_homes,
            hits=_hits_of_homes,
        ),
    )


def _children(text: str, asked: Asked) -> ChildQuerySet:
    """By name or number, whoever has the very number first; those too who left care."""
    children = Child.objects.visible_to(asked.user).filter(authority=asked.authority)
    return children.search(text).with_number_first(text)


def _hits_of_children(children: Sequence[Child], asked: Asked) -> list[Hit]:
    now = situations(list(children), on=asked.day)
    return [
        Hit(
            title=words.name(one),
            href=reverse("placements:child-detail", args=[one.public_id]),
            rest=" · ".join(
                [
                    *([one.number] if one.number else []),
                    f"aged {words.age(one, asked.day)}",
                    words.lives(now[one.pk]),
                ]
            ),
        )
        for one in children
    ]


def _homes(text: str, asked: Asked) -> HomeQuerySet:
    """By name or Ofsted number, of those where the authority placed a child."""
    homes = Home.objects.visible_to(asked.user).placed_in_by(asked.authority)
    return homes.search(text).order_by("name", "pk")


def _hits_of_homes(homes: Sequence[Home], asked: Asked) -> list[Hit]:
    return [Hit(one.name, one.get_absolute_url(), f"Ofsted number {one.urn}") for one in homes]
