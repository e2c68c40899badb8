"""Who comes into care, when, and how they leave: as many each week as keep the number in care on its course."""

from __future__ import annotations

import random
from collections import deque
from heapq import heappop, heappush

from sufficiency.demonstration.northmere import area, chances, names
from sufficiency.demonstration.northmere.chances import by_age, drawn
from sufficiency.demonstration.northmere.people import EIGHTEEN, Child, Family, Stay, birthday
from sufficiency.demonstration.northmere.statuses import give_statuses

# Years of history that are told, and of those before them that only fill the homes.
YEARS_TOLD, YEARS_BEFORE = 10, 9
_YEAR = 365.2425
# Somebody who went home may come back within so many days.
_COMES_BACK = (60, 1_000)
_SHARE_WHO_COME_BACK = 0.09
_TRIED = 12


def make_lives(*, seed: int, last: int, scale: int) -> list[Child]:
    """Everybody who was in care at some time up to `last`, on which 480 for each unit of `scale` are.

    Each week is drawn by itself and no draw asks the calendar, so that on another day the same people stand there.
    """
    return _Town(seed, last, scale).filled()


class _Town:
    def __init__(self, seed: int, last: int, scale: int) -> None:
        self.seed, self.last, self.scale = seed, last, scale
        self.rng = random.Random()
        self.children: list[Child] = []
        self.families = 0
        self.ends: list[int] = []
        self.went_home: deque[tuple[int, Child]] = deque()
        self.drift = 0.0

    def filled(self) -> list[Child]:
        weeks = round((YEARS_TOLD + YEARS_BEFORE) * _YEAR / 7)
        for ago in range(weeks, -1, -1):
            self._week(self.last - 7 * ago, ago)
        return self.children

    def _week(self, week_end: int, ago: int) -> None:
        """Whoever is due has left; so many come as are wanted by the end of the week."""
        self.rng.seed(f"{self.seed}:{self.scale}:{ago}")
        while self.ends and self.ends[0] <= week_end:
            heappop(self.ends)
        short = self._wanted(ago) - len(self.ends)
        while short > 0:
            short -= self._arrive(week_end, short)

    def _wanted(self, weeks_ago: int) -> int:
        years = weeks_ago * 7 / _YEAR
        below = min(int(years), YEARS_TOLD)
        above = min(below + 1, YEARS_TOLD)
        course = chances.STOCK_BY_YEARS_AGO
        middle = course[below] + (course[above] - course[below]) * (years - below)
        # It wanders by a few in a hundred, and comes back to the course by the last day.
        self.drift = 0.97 * self.drift + self.rng.gauss(0, 0.004)
        settle = min(1.0, weeks_ago / 26)
        return round(middle * (1 + self.drift * settle) * self.scale)

    def _arrive(self, week_end: int, short: int) -> int:
        day = week_end - self.rng.randrange(7)
        if self.rng.random() < _SHARE_WHO_COME_BACK and (child := self._who_comes_back(day)):
            return self._stay(child, day, week_end)
        if self.rng.random() < chances.SHARE_UNACCOMPANIED:
            return self._stay(self._unaccompanied(day), day, week_end)
        family = self._family(drawn(self.rng, chances.AGES) if short < 2 else None)
        return sum(self._stay(child, day, week_end) for child in self._of_family(family, day, short))

    def _who_comes_back(self, day: int) -> Child | None:
        soonest, latest = _COMES_BACK
        while self.went_home and self.went_home[0][0] <= day - latest:
            self.went_home.popleft()
        for _ in range(min(_TRIED, len(self.went_home))):
            at = self.rng.randrange(len(self.went_home))
            left, child = self.went_home[at]
            if left < day - soonest and child.age(day) < 16.5 and child.stay_on(day) is None:
                del self.went_home[at]
                return child
        return None

    def _family(self, ages: tuple[float, float] | None = None) -> Family:
        self.families += 1
        inside = self.rng.random() < 0.95
        code = area.NORTHMERE if inside else self.rng.choice(area.ADJOINING).code
        return Family(
            serial=self.families,
            name=names.family_name(self.rng),
            home=self.rng.choice(area.postcodes_of(code)),
            kin=self.rng.random() < chances.SHARE_KIN,
        )

    def _of_family(self, family: Family, day: int, short: int) -> list[Child]:
        """One child, or brothers and sisters some years apart."""
        size = 1
        if short > 1 and self.rng.random() < chances.SHARE_WITH_SIBLINGS:
            size = min(drawn(self.rng, chances.GROUP_SIZES), short)
        low, high = drawn(self.rng, chances.AGES)
        age = self.rng.uniform(low, high)
        ethnic, need = drawn(self.rng, chances.ETHNIC), drawn(self.rng, chances.NEEDS)
        children = []
        for _ in range(size):
            if not 0 <= age < 17.6:
                break
            children.append(self._child(family, day, age, ethnic=ethnic, need=need, unaccompanied=False))
            age += self.rng.uniform(1.1, 3.4) * (1 if age < 7 else -1)
        return children

    def _unaccompanied(self, day: int) -> Child:
        age = min(17.8, max(14.2, self.rng.gauss(16.5, 0.75)))
        ethnic = drawn(self.rng, chances.ETHNIC_UNACCOMPANIED)
        family = self._family()
        family.kin = False
        return self._child(family, day, age, ethnic=ethnic, need="N8", unaccompanied=True)

    def _child(
        self, family: Family, day: int, age: float, *, ethnic: str, need: str, unaccompanied: bool
    ) -> Child:
        boys = 0.93 if unaccompanied else 0.53
        sex = "M" if self.rng.random() < boys else "F"
        child = Child(
            serial=len(self.children) + 1,
            first_name=names.first_name(self.rng, sex),
            family=family,
            born=day - round(age * _YEAR),
            sex=sex,
            ethnic=ethnic,
            need=need,
            unaccompanied=unaccompanied,
        )
        family.children.append(child)
        self.children.append(child)
        return child

    def _stay(self, child: Child, day: int, week_end: int) -> int:
        """A stay from the day on; 1, as it lasts beyond the end of the week."""
        stay = self._drawn_stay(child, day)
        stay.end = max(stay.end, week_end + 1)
        heappush(self.ends, stay.end)
        if stay.end == child.born + EIGHTEEN:
            stay.end = birthday(child.born, 18)
        child.stays.append(stay)
        give_statuses(self.rng, child, stay)
        if stay.way.startswith("home") and stay.exit in ("E4A", "E4B"):
            self.went_home.append((stay.end, child))
        return 1

    def _drawn_stay(self, child: Child, day: int) -> Stay:
        rng, grown = self.rng, child.born + EIGHTEEN
        if child.unaccompanied:
            if rng.random() < 0.05:
                return Stay(day, min(day + rng.randint(20, 120), grown), "other", "E15")
            return Stay(day, grown, "grown up", drawn(rng, chances.GROWN_UP_ENDINGS))
        if child.sex == "M" and child.age(day) > 14 and rng.random() < 0.03:
            return Stay(
                day, min(day + rng.randint(15, 90), grown), "remand", rng.choice(["E14", "E14", "E9"])
            )
        way = drawn(rng, by_age(chances.WAYS_OUT, child.age(day)))
        length = _length(rng, way)
        # A few long stays end before the eighteenth birthday all the same.
        if way == "grown up" and rng.expovariate(0.07) * _YEAR < grown - day:
            length, way = round(rng.uniform(0.3, 0.95) * (grown - day)), "home later"
        if way == "grown up" or day + length >= grown:
            return Stay(day, grown, "grown up", drawn(rng, chances.GROWN_UP_ENDINGS))
        endings = {"E11": 62, "E12": 38} if way == "adopted" else chances.HOME_ENDINGS
        return Stay(day, day + length, way, drawn(rng, endings))


def _length(rng: random.Random, way: str) -> int:
    """Days in care."""
    if way == "home soon":
        return min(260, 4 + round(rng.expovariate(1 / 75)))
    if way == "home later":
        return rng.randint(220, 1_000)
    if way == "guardian":
        return rng.randint(230, 800)
    return rng.randint(620, 1_050)
