"""A few disabled children who stay away from home for short breaks only: in no looked-after count."""

import random
from datetime import date, timedelta

from sufficiency.demonstration.southampton.episodes import Episode
from sufficiency.demonstration.southampton.identity import pupil_number
from sufficiency.demonstration.southampton.lives import Person
from sufficiency.demonstration.southampton.year_ends import DAYS

DAY = timedelta(days=1)


def short_breaks(rng: random.Random) -> list[tuple[Person, list[Episode]]]:
    """Six children with an agreement recorded as one episode, four with every break recorded."""
    children = []
    for number in range(10):
        in_a_home = number in (1, 3, 5)
        year = rng.randrange(1996, 1998) if in_a_home else rng.randrange(1998, 2005)
        born = date(year, rng.randrange(1, 13), rng.randrange(1, 29))
        child = f"{80000 + number * 13:07d}"
        person = Person(born, 0, rng.choice("12"), "WBRI", pupil_number(born, 5000 + number), child)
        start = date(2006, 2, 1) + DAY * rng.randrange(2000)
        if number < 6:
            end = start + DAY * rng.randrange(500, 2400)
            closed = end if end <= DAYS[-1] else None
            place = ("K2", "PR4") if in_a_home else ("Q2", "PR1")
            children.append((person, [_episode(start, closed, "V4", *place)]))
            continue
        breaks = []
        for _ in range(rng.randrange(8, 20)):
            end = start + DAY * rng.randrange(2, 4)
            breaks.append(_episode(start, end, "V3", "Q2", "PR1"))
            start = end + DAY * rng.randrange(25, 60)
        children.append((person, breaks))
    return children


def _episode(start: date, end: date | None, status: str, place: str, provider: str) -> Episode:
    return Episode(start, "S", status, "N2", place, provider, end, "E4A" if end else "", "", "")
