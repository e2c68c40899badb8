"""The forms of family time, places and life story."""

from __future__ import annotations

from collections.abc import Callable

from sufficiency.core.access import Role
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of
from tests.placements.beside_the_placement import beside

_MANAGER, _OFFICER = Role.PLACEMENT_MANAGER, Role.PLACEMENT_OFFICER
_NO_REVIEW = {"reviewed_on": "", "next_review_on": ""}


def _of_a_placed_child(name: str, **given: str) -> Callable[[Place], tuple[Given, Given]]:
    """A record of a child who lives in a household of ours."""
    return lambda place: of(beside(place.placed(), place.people[_MANAGER], today=place.today)[name], **given)


def _revealed(place: Place) -> tuple[Given, Given]:
    child = place.placed()
    beside(child, place.people[_MANAGER], today=place.today)
    return of(child)


SCENES: dict[str, Scene] = {
    "placements:child-family-time-new": Scene(_OFFICER, lambda place: of(place.placed(), **_NO_REVIEW)),
    "placements:child-family-time-change": Scene(
        _OFFICER, _of_a_placed_child("family_time", next_review_on="")
    ),
    "placements:child-family-time-end": Scene(_OFFICER, _of_a_placed_child("family_time")),
    "placements:child-near-new": Scene(_OFFICER, lambda place: of(place.placed(), postcode="SO14 7LY")),
    "placements:child-near-change": Scene(_OFFICER, _of_a_placed_child("near", postcode="SO14 7LY")),
    "placements:child-near-end": Scene(_OFFICER, _of_a_placed_child("near")),
    "placements:child-avoid-new": Scene(
        _OFFICER, lambda place: of(place.placed(), postcode="SO16 4XE", miles="2")
    ),
    "placements:child-avoid-reveal": Scene(_MANAGER, _revealed, ends=200),
    "placements:child-avoid-end": Scene(_MANAGER, _of_a_placed_child("to_avoid")),
    "placements:child-life-story-new": Scene(_OFFICER, lambda place: of(place.placed())),
    "placements:child-life-story-withdraw": Scene(_OFFICER, _of_a_placed_child("life_step")),
}
