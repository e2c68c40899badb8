"""Invented authorities for the attack: a few dozen children and care leavers at some dates, and what came after."""

from __future__ import annotations

import random
from datetime import date

from sufficiency.indicators import groupings as group
from tests.reports import figures

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
People = dict[date, tuple[list[figures.Child], list[figures.Leaver]]]

PLACES = (
    *(("U5", "PR1"),) * 6, *(("U5", "PR4"),) * 3, ("U2", "PR1"), ("U2", "PR1"), ("K2", "PR4"), ("K1", "PR4"),
    ("P1", "PR0"), ("A3", "PR1"), ("P2", "PR4"), ("S1", "PR4"), ("Z1", "PR1"), ("R2", "PR1"),
)  # fmt: skip


def people(seed: int) -> People:
    """Children of three year-ends, of a few dozen each."""
    chance = random.Random(seed)
    return {
        date(year, 3, 31): (
            [child(chance) for _ in range(chance.choice((7, 25, 60, 140)))],
            [figures.leaver(chance) for _ in range(chance.choice((4, 15, 60)))],
        )
        for year in (2022, 2023, 2024)
    }


def child(chance: random.Random) -> figures.Child:
    place, provider = chance.choice(PLACES)
    found = figures.child(
        chance, place, provider, chance.choices(group.DISTANCES, (50, 25, 1, 12, 2, 2, 1))[0]
    )
    return found._replace(moves_known=chance.random() > 0.04)


def a_month_later(before: People, chance: random.Random) -> People:
    """The same years, and a month on: some left, some came."""
    children, leavers = before[MARCH]
    stayed = [one for one in children if chance.random() > 0.05]
    came = [child(chance) for _ in range(chance.randrange(4))]
    return {**before, APRIL: (stayed + came, leavers)}


def a_year_later(before: People, chance: random.Random) -> People:
    """The years move on by one."""
    after = a_month_later(before, chance)
    people_then = after.pop(APRIL)
    return {**{day: after[day] for day in sorted(after)[1:]}, date(2025, 3, 31): people_then}


def corrected(before: People, chance: random.Random) -> People:
    """The same dates: of one to three children something was wrong, and sometimes one was left out."""
    children, leavers = before[MARCH]
    after = list(children)
    for _ in range(chance.randint(1, 3)):
        after[chance.randrange(len(after))] = child(chance)
    if chance.random() < 0.5:
        after.append(child(chance))
    return {**before, MARCH: (after, leavers)}


CHANGES = (a_month_later, a_year_later, corrected)
