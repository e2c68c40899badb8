"""Our own households, as the search finds them."""

from __future__ import annotations

from collections.abc import Sequence

from carers import presenters
from carers.models import Carer, Household
from carers.querysets import HouseholdQuerySet
from carers.words import in_words
from sufficiency.core.access import Action
from sufficiency.core.search.kinds import Hit, Kind, register
from sufficiency.core.work import Asked


def add() -> None:
    """To what the search finds."""
    register(
        Kind("households", 3, "household", "households", Action.SEE_HOMES, find=_find, hits=_hits),
    )


def _find(text: str, asked: Asked) -> HouseholdQuerySet:
    """By reference, area or the name of anybody who ever cared there: people remember those who left."""
    households = Household.objects.visible_to(asked.user).filter(authority=asked.authority)
    found = households.search(text, carers=Carer.objects.all())
    return found.order_by("reference").prefetch_related("carers")


def _hits(households: Sequence[Household], asked: Asked) -> list[Hit]:
    hits = []
    for one in households:
        ended = one.approved.upper
        words = [one.get_kind_display()]
        if ended is not None and ended <= asked.day:
            words.append(f"approval ended {in_words(ended)}")
        names = presenters.names(one, day=asked.day)
        hits.append(
            Hit(
                title=" · ".join([one.reference, *([names] if names else [])]),
                href=one.get_absolute_url(),
                rest=" · ".join(words),
            )
        )
    return hits
