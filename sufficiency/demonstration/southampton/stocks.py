"""The plan: who is in care at each year-end and in what placement, so that every printed stock comes out.

One step leads from a year-end to the next: some leave, some are placed for adoption, some keep their
placement, and the places that are then free are filled by those who move and those who arrive. The free
places are counted so that the year-end's mix, ages and share of settled children are exact.
"""

import random
from collections import Counter
from datetime import date

from sufficiency.core.periods import age_on, birthday, months_before
from sufficiency.demonstration.southampton.allocation import fill, settle, suits
from sufficiency.demonstration.southampton.arrivals import DAY, Register
from sufficiency.demonstration.southampton.lives import PlanError, Stay
from sufficiency.demonstration.southampton.year_ends import (
    CHILDREN_BY_AGE,
    DAYS,
    LAST,
    SAME_PLACEMENT,
    band_on,
    year_end_mix,
)

# Yearly chance of leaving, by placement, as a multiple of the chance for fostering.
LEAVING = {"P1": 2.2, "M2": 2.0, "M3": 2.0, "K1": 1.3, "R5": 2.0, "R3": 1.6, "R2": 1.5, "Q1": 1.2, "H5": 1.5}
# Chance that a placement of this code lasts to the next year-end.
KEEPING = {"Q1": 0.9, "Q2": 0.8, "K2": 0.55, "P1": 0.85, "S1": 0.85, "P2": 0.6, "P3": 0.5, "H5": 0.5}
SETTLED_KEEPING = 0.94
# How ready the authority was to end care in each step, so that starts stay between about 120 and 240 a year.
READINESS = (0, 1.25, 1.35, 1.2, 1.0, 1.0, 0.85, 0.75, 0.9)
# Share of a band's children at a year-end who came in the year, at the least.
LEAST_ARRIVING = (0, 0.05, 0.1, 0.1, 0.12, 0.12, 0.05)


class Plan:
    """All stays, planned year by year."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.register = Register(rng)
        self.mix = year_end_mix()
        self.stays: list[Stay] = []
        stock = self._first_stock()
        for at in range(1, LAST + 1):
            stock = self._step(stock, at)

    def _first_stock(self) -> list[Stay]:
        day = DAYS[0]
        stock = []
        for band, number in enumerate(CHILDREN_BY_AGE[0]):
            for _ in range(number):
                person = self.register.person(band, day, born_by=day - DAY * 20)
                longest = min((day - person.born).days - 2, 5200)
                days = min(int(self.rng.expovariate(1 / 1100)) + 5, longest)
                stock.append(Stay(person, day - DAY * days, 0))
        ripe = [one for one in stock if (day - one.start).days > 150 and age_on(one.person.born, day) < 7]
        places = self.mix[0].copy()
        for cell in sorted(cell for cell in places if cell.for_adoption):
            for _ in range(places.pop(cell)):
                child = ripe.pop(self.rng.randrange(len(ripe))) if ripe else None
                if child is None:
                    raise PlanError("too few young children in the first stock")
                child.home = "city"
                settle(child, cell, 0)
        fill(self.rng, places, [], [one for one in stock if not one.cells], 0, day)
        self._enter(stock)
        return stock

    def _enter(self, arrivals: list[Stay]) -> None:
        self.stays.extend(arrivals)
        for one in arrivals:
            one.person.stays.append(one)

    def _step(self, stock: list[Stay], at: int) -> list[Stay]:
        since, day = DAYS[at - 1], DAYS[at]
        stayers = self._leave(stock, at)
        to_adopters = self._place_for_adoption(stayers, at)
        others = [one for one in stayers if at not in one.cells and one not in to_adopters]
        movers = self._keep(others, to_adopters, at)
        taken = Counter(one.cells[at] for one in stayers if at in one.cells)
        places = self.mix[at] - taken
        arrivals = []
        ages = Counter(band_on(one.person.born, day) for one in stayers)
        for band, number in enumerate(CHILDREN_BY_AGE[at]):
            arrivals += [self.register.newcomer(band, since, day, at) for _ in range(number - ages[band])]
        fill(self.rng, places, movers, arrivals, at, day)
        brief = self._brief_stays(since, day, at)
        self.register.make_families(arrivals + brief, since)
        brief = [one for one in brief if (day - one.start).days > 2]
        self._enter(arrivals + brief)
        departed = [one for one in stock if one.left == at and not one.asylum]
        departed = [one for one in departed if not one.cells[at - 1].for_adoption]
        self.register.gone += [one.person for one in departed + brief if self.rng.random() < 0.6]
        return stayers + arrivals

    def _leave(self, stock: list[Stay], at: int) -> list[Stay]:
        """Choose who leaves care in the step; returns those who stay."""
        since, day = DAYS[at - 1], DAYS[at]
        share_of_year = (day - since).days / 365
        leaving: set[int] = set()
        for one in stock:
            cell = one.cells[at - 1]
            years = (since - one.start).days / 365
            chance = 0.34 if years < 1 else 0.2 if years < 2 else 0.13
            chance = 0.8 if cell.for_adoption else chance * LEAVING.get(cell.place, 1) * READINESS[at]
            grown_up = birthday(one.person.born, 18) <= day
            if grown_up or self.rng.random() < chance * share_of_year:
                leaving.add(id(one))
        self._make_room(stock, leaving, at)
        for one in stock:
            if id(one) in leaving:
                one.left, one.left_from = at, one.cells[at - 1]
        return [one for one in stock if id(one) not in leaving]

    def _make_room(self, stock: list[Stay], leaving: set[int], at: int) -> None:
        """Let more leave where those who stay would be too many for an age, an adoption or a home."""
        day = DAYS[at]
        order = stock[:]
        self.rng.shuffle(order)
        rooms: list[tuple[int, list[Stay]]] = []
        for band, number in enumerate(CHILDREN_BY_AGE[at]):
            room = number - round(number * LEAST_ARRIVING[band])
            rooms.append((room, [one for one in order if band_on(one.person.born, day) == band]))
        for cell in sorted({one.cells[at - 1] for one in stock if one.cells[at - 1].for_adoption}):
            rooms.append((self.mix[at][cell], [one for one in order if one.cells[at - 1] == cell]))
        no_home = [
            one for one in order if one.home in ("abroad", "none") and not one.cells[at - 1].for_adoption
        ]
        no_home.sort(key=lambda one: age_on(one.person.born, day))
        places = sum(
            number
            for cell, number in self.mix[at].items()
            if cell.distance_unknown and not cell.for_adoption and cell.place in ("Q1", "Q2")
        )
        rooms.append((places, no_home))
        far = [one for one in order if one.home == "far"]
        rooms.append(
            (sum(n for cell, n in self.mix[at].items() if cell.distance == "inside, over 20 miles"), far)
        )
        for room, group in rooms:
            staying = [one for one in group if id(one) not in leaving]
            # Those shortest in care go first; those who came alone from abroad have nowhere to go.
            staying.sort(key=lambda one: (not one.asylum, one.start), reverse=True)
            excess = max(0, len(staying) - room)
            pool = staying[: max(excess, len(staying) * 2 // 3)]
            for one in self.rng.sample(pool, excess):
                leaving.add(id(one))

    def _place_for_adoption(self, stayers: list[Stay], at: int) -> list[Stay]:
        """Keep or start placements for adoption so that each such cell has its number."""
        day = DAYS[at]
        chosen = []
        places = Counter({cell: number for cell, number in self.mix[at].items() if cell.for_adoption})
        for one in stayers:
            cell = one.cells[at - 1]
            if cell.for_adoption:
                one.cells[at] = cell
                places[cell] -= 1
        for cell in sorted(places.elements(), key=lambda cell: (cell.place != "A5", cell)):
            options = []
            for one in stayers:
                before = one.cells[at - 1]
                fits = (
                    suits(cell, one, day, arriving=False) and not before.for_adoption and at not in one.cells
                )
                in_care = (DAYS[at - 1] - one.start).days > 60 and before.place in ("Q1", "Q2", "P1")
                same_home = before.place == "Q2" and before.provider == cell.provider
                same_home = same_home and before.inside == cell.inside and not before.far
                if (
                    fits
                    and in_care
                    and (cell.place != "A5" or same_home)
                    and age_on(one.person.born, day) < 8
                ):
                    options.append(one)
            if not options:
                raise PlanError(f"nobody to be placed for adoption on {day}")
            weights = [3.0 if age_on(one.person.born, day) < 4 else 1.0 for one in options]
            child = self.rng.choices(options, weights)[0]
            settle(child, cell, at)
            chosen.append(child)
        return chosen

    def _keep(self, others: list[Stay], to_adopters: list[Stay], at: int) -> list[Stay]:
        """Choose who keeps the placement they had; returns those who move."""
        day = DAYS[at]
        room = self.mix[at] - Counter({cell: n for cell, n in self.mix[at].items() if cell.for_adoption})
        kept: set[int] = set()

        def keep(one: Stay) -> bool:
            cell = one.cells[at - 1]
            usable = room[cell] > 0 and suits(cell, one, day, arriving=False) and cell.place in KEEPING
            if usable:
                room[cell] -= 1
                kept.add(id(one))
                one.cells[at] = cell
            return bool(usable)

        order = others[:]
        self.rng.shuffle(order)
        held = [one for one in order if self._settled(one, at) and at - 1 not in one.fresh]
        share = SAME_PLACEMENT[at]
        if share is not None:
            adopting = [one for one in self._adopting(at, to_adopters) if self._settled(one, at)]
            judged = [one for one in order if self._settled(one, at)]
            everyone = len(judged) + len(adopting)
            wanted = round(share * everyone) - sum(self._adoption_counts(one, at) for one in adopting)
            for one in sorted(held, key=lambda one: -KEEPING.get(one.cells[at - 1].place, 0)):
                if wanted > 0 and keep(one):
                    wanted -= 1
            if wanted:
                raise PlanError(f"too few settled children on {day}")
        decided = {id(one) for one in held} if share is not None else set()
        for one in order:
            if id(one) not in decided:
                chance = KEEPING.get(one.cells[at - 1].place, 0)
                if self._settled(one, at) and chance:
                    chance = max(chance, SETTLED_KEEPING)
                if self.rng.random() < chance:
                    keep(one)
        return [one for one in order if id(one) not in kept]

    def _settled(self, one: Stay, at: int) -> bool:
        """Whether the child counts for the older stability measure: under 16, in care for 30 months."""
        day = DAYS[at]
        return age_on(one.person.born, day) < 16 and one.start <= months_before(day, 30)

    def _adopting(self, at: int, to_adopters: list[Stay]) -> list[Stay]:
        kept = [one for one in self.stays if at in one.cells and one.cells[at].for_adoption]
        return kept + [one for one in to_adopters if one not in kept]

    def _adoption_counts(self, one: Stay, at: int) -> bool:
        """Whether the placement for adoption and the one before it together reach two years.

        Begun in this step, the one before must have lasted since the year-end before last; begun in the
        step before, the placement before it was already running then.
        """
        if at in one.fresh:
            return at - 1 not in one.fresh
        return True

    def _brief_stays(self, since: date, day: date, at: int) -> list[Stay]:
        """Children who come and go between two year-ends."""
        stays = []
        for _ in range(round(self.rng.uniform(30, 42) * (day - since).days / 365)):
            band = self.rng.choices(range(7), (14, 7, 14, 16, 34, 10, 5))[0]
            one = self.register.newcomer(band, since, day, at)
            if (day - one.start).days < 4 or birthday(one.person.born, 18) <= day:
                continue
            one.home = "city"
            one.left = at
            stays.append(one)
        return stays
