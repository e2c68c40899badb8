"""The legal statuses of a stay, and when a child who will be adopted is placed."""

from __future__ import annotations

import random

from sufficiency.demonstration.northmere import chances
from sufficiency.demonstration.northmere.chances import drawn
from sufficiency.demonstration.northmere.people import Child, Stay


def give_statuses(rng: random.Random, child: Child, stay: Stay) -> None:
    """In order, each within the stay; whoever is adopted has a placement order first."""
    steps = list(_steps(rng, child, stay))
    day = stay.start
    for after, code in steps:
        day += after
        if day < stay.end:
            stay.statuses.append((day, code))
    if stay.way == "adopted":
        order = next((since for since, code in stay.statuses if code == "E1"), stay.end - 1)
        stay.placed = min(order + rng.randint(45, 260), stay.end - rng.randint(150, 230))
        if stay.placed <= order:
            stay.placed = order + 15


def _steps(rng: random.Random, child: Child, stay: Stay) -> list[tuple[int, str]]:
    """Each status with the days after the one before."""
    if child.unaccompanied:
        return [(0, "V2")]
    if stay.way == "remand":
        return [(0, "J1")]
    first = drawn(rng, chances.FIRST_STATUS)
    if (stay.way == "adopted" and first == "C2") or (
        stay.way in ("adopted", "guardian") and rng.random() < 0.5
    ):
        first = "C1"
    if child.age(stay.start) >= 15.5 and rng.random() < 0.5:
        first = "V2"
    steps = [(0, first)]
    if first == "L1":
        steps.append((rng.choice([2, 3]), "V2" if rng.random() < 0.45 else "C1"))
    elif first == "L2":
        steps.append((8, "C1"))
    now = steps[-1][1]
    to_court = stay.way in ("adopted", "guardian") or rng.random() < (
        0.72 if child.age(stay.start) < 14 else 0.4
    )
    if now == "V2" and to_court and stay.way != "home soon":
        steps.append((rng.randint(25, 170), "C1"))
        now = "C1"
    if now == "C1":
        hearing = rng.randint(200, 390)
        if stay.way == "adopted":
            steps.append((hearing, "E1"))
        elif stay.way in ("grown up", "home later") or rng.random() < 0.3:
            steps.append((hearing, "C2"))
    return steps
