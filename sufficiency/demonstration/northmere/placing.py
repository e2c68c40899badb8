"""Which child lives in which home, placement after placement in the order of their first days."""

from __future__ import annotations

import random
from heapq import heappop, heappush

from sufficiency.demonstration.northmere import area, chances
from sufficiency.demonstration.northmere.homes import (
    OWN_ADOPTION,
    OWN_FOSTERING,
    Household,
    Households,
    Provider,
    make_providers,
    somewhere,
)
from sufficiency.demonstration.northmere.people import Child, Move

_MONTH = 30


class Placing:
    """Gives each move its home, provider, Ofsted number and postcode."""

    def __init__(self, seed: int, scale: int) -> None:
        self.seed, self.scale = seed, scale
        self.rng = random.Random(f"{seed}:{scale}")
        self.households = Households(self.rng)
        self.providers = make_providers(self.rng, scale)
        self.filled: list[int] = []
        self.cleared = 0

    def place(self, children: list[Child]) -> None:
        """Everybody, in order of first days: siblings that come together are placed one after the other."""
        moves = [
            (move.start, child.serial, at, child, stay.moves)
            for child in children
            for stay in child.stays
            for at, move in enumerate(stay.moves)
        ]
        moves.sort(key=lambda one: one[:3])
        for start, _, at, child, of_stay in moves:
            self.rng.seed(f"{self.seed}:{self.scale}:{child.serial}:{len(of_stay)}:{at}")
            self._monthly(start)
            move = of_stay[at]
            if move.opens == "T":
                _same_home(of_stay[at - 1], move)
            else:
                last = at
                while last + 1 < len(of_stay) and of_stay[last + 1].opens == "T":
                    last += 1
                self._find(child, move, until=of_stay[last].end, left=of_stay[at - 1].home if at else None)

    def _monthly(self, day: int) -> None:
        while self.filled and self.filled[0] <= day:
            heappop(self.filled)
        if day >= self.cleared + _MONTH:
            self.cleared = day
            self.households.end_some(day, 0.012)
            while len(self.filled) > chances.FILLED * self.households.places:
                self.households.approve(day - self.rng.randint(0, 60))

    def _find(self, child: Child, move: Move, *, until: int, left: object) -> None:
        """A home for the move, another than the one that the child left."""
        if move.kind == "kin":
            household, move.place = self.households.connected_for(child, move.start, until)
            _in_household(move, household)
        elif move.kind == "foster":
            self._foster(child, move, until, left)
        elif move.kind == "parents":
            move.provider, move.postcode = "PR0", child.family.home
        elif move.kind in ("hospital", "prison"):
            move.provider, move.postcode = "PR3", somewhere(self.rng, "else")[1]
        elif move.kind == "adoption":
            move.provider, move.urn = "PR1", OWN_ADOPTION
            move.postcode = somewhere(self.rng, "adoption")[1]
        else:
            self._provided(move, until, left)
        while move.postcode == child.family.home and move.kind != "parents":
            move.postcode = self.rng.choice(area.postcodes_of(area.NORTHMERE))

    def _foster(self, child: Child, move: Move, until: int, left: object) -> None:
        # Young children and first placements are with the council's own carers more often.
        own = chances.SHARE_OF_FOSTERING_OWN + (0.1 if child.age(move.start) < 8 else -0.08)
        beside = any(
            one is not child and (other := one.move_on(move.start)) and isinstance(other.home, Household)
            for one in child.family.children
        )
        if beside or self.rng.random() < own:
            household, move.place = self.households.general_for(child, move.start, until, left)
            last = child.stays[-1]
            if last.exit == "E17" and until == last.end:
                # Stays put after the eighteenth birthday, and goes on taking up the place.
                until += self.rng.randint(120, 1_000)
                household.staying_put.append((last.end, until))
                household.ends[move.place - 1] = until
            heappush(self.filled, until)
            _in_household(move, household)
            return
        agency = self.rng.choice(self.providers["agency"])
        move.home, move.provider, move.urn = agency, agency.provider, agency.urn
        move.postcode = somewhere(self.rng, "agency")[1]

    def _provided(self, move: Move, until: int, left: object) -> None:
        kind = move.kind
        if kind in ("home", "supported") and self.rng.random() < 0.11:
            kind = f"own {kind}"
        homes = [home for home in self.providers[kind] if home is not left] or self.providers[move.kind]
        for home in [self.rng.choice(homes) for _ in range(30)]:
            if home.has_room(move.start):
                break
        else:
            home = self.rng.choice(self.providers[move.kind])
        home.ends.append(until)
        move.home, move.provider, move.urn, move.postcode = home, home.provider, home.urn, home.postcode


def _in_household(move: Move, household: Household) -> None:
    move.home, move.provider, move.urn, move.postcode = household, "PR1", OWN_FOSTERING, household.postcode


def _same_home(before: Move, move: Move) -> None:
    move.home, move.place = before.home, before.place
    move.provider, move.urn, move.postcode = before.provider, before.urn, before.postcode
    if move.code == "A5":
        move.provider, move.urn = "PR1", OWN_ADOPTION


def provider_homes(placing: Placing) -> list[Provider]:
    return [home for kind in placing.providers.values() for home in kind]
