"""Nobody who has every public edition of an authority can work out a small count."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest

from reports.document import Audience, Document
from reports.statement import build
from reports.statement.gathering import Gathered, as_printed
from sufficiency.core.protection import PROTECTION_WIDTH, is_small
from sufficiency.indicators import groupings as group
from sufficiency.indicators.printed_before import Before, before
from tests.reports import figures
from tests.reports.attacker import Attacker, Name, all_counts, true_counts

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
People = dict[date, tuple[list[figures.Child], list[figures.Leaver]]]


@dataclass(frozen=True)
class Published:
    """One edition: what was counted when it was made, and what it says."""

    gathered: Gathered
    document: Document


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


PLACES = (
    *(("U5", "PR1"),) * 6, *(("U5", "PR4"),) * 3, ("U2", "PR1"), ("U2", "PR1"), ("K2", "PR4"), ("K1", "PR4"),
    ("P1", "PR0"), ("A3", "PR1"), ("P2", "PR4"), ("S1", "PR4"), ("Z1", "PR1"), ("R2", "PR1"),
)  # fmt: skip


def child(chance: random.Random) -> figures.Child:
    place, provider = chance.choice(PLACES)
    return figures.child(
        chance, place, provider, chance.choices(group.DISTANCES, (50, 25, 1, 12, 2, 2, 1))[0]
    )


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


def published(
    seed: int, change: Callable[[People, random.Random], People], audience: Audience
) -> list[Published]:
    """An edition, and the one that follows when the people are as `change` has them."""
    first = people(seed)
    after = change(first, random.Random(seed + 10_000))
    editions: list[Published] = []
    kept: list[list[dict]] = []
    for there in (first, after):
        gathered = figures.gathered(there)
        days = [day.isoformat() for day in gathered.dates]
        in_print = before([one for one in edition if one["as_at"] in days] for edition in kept)
        gathered = replace(gathered, before=in_print, only_before=_only_before(in_print, gathered, there))
        built = build(gathered, audience)
        editions.append(Published(gathered, built.document))
        kept.append([one.as_json() for one in built.protected.measurements.values()])
    return editions


def _only_before(in_print: Before, gathered: Gathered, there: People) -> dict:
    """What the earlier edition printed of these dates and this one does not, as it is counted now."""
    counted = {day: figures.measurements(*there[day], day, 47000) for day in gathered.dates}
    return {
        (key, day): as_printed(counted[day][key])
        for key, day in in_print.named - gathered.measurements.keys()
    }


def attack(editions: Sequence[Published]) -> tuple[int, list]:
    """How many small counts were attacked, and those that were confined too closely.

    The attacker guesses right which counts are the same in both editions, and which were corrected.
    """
    attacked, caught = 0, []
    for day in sorted({day for edition in editions for day in edition.gathered.dates}):
        of_day = [edition for edition in editions if day in edition.gathered.dates]
        counts = [
            all_counts(m for m in edition.gathered.measurements.values() if m.as_at == day)
            for edition in of_day
        ]
        both = Attacker(day)
        for number, edition in enumerate(of_day):
            alone = Attacker(day)
            alone.definitions()
            alone.reads(edition.document)
            both.joins(alone, _names(counts, number))
        truth: dict[Name, int] = {}
        for number, edition in enumerate(of_day):
            own = true_counts(m for m in edition.gathered.measurements.values() if m.as_at == day)
            name_of = _names(counts, number)
            truth |= {name_of(name): count for name, count in own.items() if is_small(count)}
        for name, least, greatest in both.ranges(truth):
            attacked += 1
            assert least - 1e-6 <= truth[name] <= greatest + 1e-6
            if greatest - least < PROTECTION_WIDTH - 1e-6:
                caught.append((day, name, truth[name], round(least, 2), round(greatest, 2)))
    return attacked, caught


def _names(counts: Sequence[dict[Name, int]], number: int) -> Callable[[Name], Name]:
    """One name for a count that is the same in every edition that has it, else one an edition."""

    def name_of(name: Name) -> Name:
        known = {one[name] for one in counts if name in one}
        return name if len(known) <= 1 else (name[0], f"{name[1]} in edition {number + 1}")

    return name_of


CHANGES = (a_month_later, a_year_later, corrected)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(10))
def test_no_small_count_can_be_worked_out_from_two_editions(seed, change):
    attacked, caught = attack(published(seed, change, Audience.PUBLIC))
    assert caught == []
    assert attacked > 5


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(100, 434))
def test_no_small_count_can_be_worked_out_in_a_thousand_authorities(seed, change):
    assert attack(published(seed, change, Audience.PUBLIC))[1] == []


@pytest.mark.parametrize("change", CHANGES)
def test_the_attack_succeeds_on_exact_figures(change):
    """Else the attack would prove nothing."""
    _, caught = attack(published(1, change, Audience.INTERNAL))
    assert len(caught) > 10
