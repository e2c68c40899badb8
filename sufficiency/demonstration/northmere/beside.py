"""What the return tells beside the episodes: reviews, missing spells, adoption, young people who have left."""

from __future__ import annotations

import random

from sufficiency.demonstration.northmere import chances
from sufficiency.demonstration.northmere.chances import drawn
from sufficiency.demonstration.northmere.people import Child, Stay, birthday

_FIRST, _SECOND, _BETWEEN = 26, 116, 181
# A young person is told of with 13 weeks in care after the fourteenth birthday that ran past the sixteenth.
_WEEKS = 91


def reviews(rng: random.Random, child: Child, stay: Stay, last: int) -> list[tuple[int, str]]:
    """Days of reviews up to `last`, with how the child took part."""
    found = []
    day, number = stay.start + _FIRST - rng.randint(0, 6), 0
    while day < min(stay.end, last + 1):
        young = day < birthday(child.born, 4)
        found.append(
            (
                day,
                "PN0"
                if young
                else drawn(rng, {"PN1": 58, "PN2": 7, "PN3": 6, "PN5": 5, "PN6": 14, "PN7": 10}),
            )
        )
        number += 1
        day = (stay.start + _SECOND if number == 1 else day + _BETWEEN) - rng.randint(0, 14)
    return found


def missing(rng: random.Random, child: Child, stay: Stay, last: int) -> list[tuple[str, int, int]]:
    """(kind, first day, last day) of spells missing; some go again and again."""
    begin = max(stay.start + 3, birthday(child.born, 11))
    end = min(stay.end - 6, last - 3)
    if child.unaccompanied or end - begin < 20 or rng.random() > chances.SHARE_GOING_MISSING * 2:
        return []
    found, day = [], begin + rng.randrange(end - begin)
    for _ in range(1 + min(9, round(rng.expovariate(0.4)))):
        length = rng.choice([0, 1, 1, 1, 2, 3])
        if day + length >= end:
            break
        found.append(("M" if rng.random() < 0.86 else "A", day, day + length))
        day += length + 2 + round(rng.expovariate(1 / 24))
    return found


def contact(rng: random.Random, child: Child, since: int, until: int) -> tuple[str, str, str] | None:
    """IN_TOUCH, ACTIV and ACCOM of a young person whose 17th to 21st birthday lies from `since` to `until`."""
    if not child.stays:
        return None
    for age in range(17, 22):
        day = birthday(child.born, age)
        if since <= day <= until:
            return _contact(rng, child, day, age, until)
    return None


def _contact(rng: random.Random, child: Child, day: int, age: int, until: int) -> tuple[str, str, str] | None:
    last = child.stays[-1]
    if last.end > day or last.exit in ("E11", "E12", "E2", "E3", "E15") or last.end > until:
        return None
    fourteen, sixteen = birthday(child.born, 14), birthday(child.born, 16)
    days = sum(max(0, stay.end - max(stay.start, fourteen)) for stay in child.stays)
    if days < _WEEKS or last.end <= sixteen:
        return None
    touch = drawn(rng, chances.IN_TOUCH)
    if age < 18 and last.exit in ("E4A", "E4B", "E13"):
        touch = "RHOM" if last.exit != "E13" and day - last.end > 183 else touch
    if touch != "YES":
        return touch, "0", "0"
    activity = chances.ACTIVITY if until > _PLACES_OF_TRAINING_SPLIT else chances.ACTIVITY_TO_2021
    young = age <= 18
    living = drawn(rng, chances.ACCOMMODATION_YOUNG if young else chances.ACCOMMODATION)
    if last.exit == "E17" and age <= 20:
        living = "Z1"
    return touch, drawn(rng, activity), living


# The return for 2021-22 told apprenticeships apart: the last day of the one before it.
_PLACES_OF_TRAINING_SPLIT = 737_880
