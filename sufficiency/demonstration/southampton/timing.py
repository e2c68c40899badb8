"""The days between the year-ends: when care ended, when each placement began, and what lay between.

Every spell that stands on a year-end is the plan's. The moves in between are drawn so that the share of
children with three or more placements in the year comes out as printed.
"""

import random
from datetime import date, timedelta

from sufficiency.core.periods import age_on, birthday
from sufficiency.demonstration.southampton.allocation import AGES
from sufficiency.demonstration.southampton.lives import Spell, Stay
from sufficiency.demonstration.southampton.postcodes import placement_postcode
from sufficiency.demonstration.southampton.year_ends import DAYS, LAST, THREE_OR_MORE, Cell

DAY = timedelta(days=1)
# Longest stays in places meant to be short, in days either side of a year-end.
SHORT = {"M2": 20, "M3": 20, "K1": 80, "R5": 70, "R3": 90, "R2": 60, "Z1": 60}
ADOPTERS_ADDRESSES_RECORDED_FROM = date(2012, 4, 1)


def fill_in_days(rng: random.Random, stays: list[Stay]) -> None:
    """Give every stay its end and its spells."""
    for one in stays:
        if one.left is not None:
            one.end = _end(rng, one, one.left)
    for at in range(1, LAST + 1):
        _choose_extra_moves(rng, stays, at)
    shared: dict[tuple, str] = {}
    for one in stays:
        Lifetime(rng, one, shared).build()


def _end(rng: random.Random, one: Stay, left: int) -> date:
    """A day of leaving in the step planned; never after the 18th birthday."""
    since, day = max(DAYS[left - 1], one.start), DAYS[left]
    eighteenth = birthday(one.person.born, 18)
    if eighteenth <= day:
        early = rng.random() < 0.12 and (eighteenth - since).days > 40
        end = since + DAY * rng.randrange(10, (eighteenth - since).days) if early else eighteenth
        leap_day = (one.person.born.month, one.person.born.day) == (2, 29)
        return end - DAY * 2 if leap_day and end == eighteenth else end
    first, last = since + DAY, min(day, eighteenth)
    if one.left_from is not None and one.left_from.place in SHORT:
        last = min(last, since + DAY * SHORT[one.left_from.place])
    return first + DAY * rng.randrange(max(1, (last - first).days + 1))


def _choose_extra_moves(rng: random.Random, stays: list[Stay], at: int) -> None:
    """Give enough children extra moves in the step for the printed share with three or more placements."""
    here = [one for one in stays if at in one.cells]
    wanted = round((THREE_OR_MORE[at] or 0) * len(here))
    since, day = DAYS[at - 1], DAYS[at]
    able = []
    for one in here:
        began = max(since, one.start)
        moved = at in one.fresh and not one.cells[at].for_adoption and (day - began).days > 120
        sudden = one.cells[at].place == "P1" or (
            at - 1 in one.cells and one.cells[at - 1].place in ("M2", "M3")
        )
        if moved and not sudden:
            weight = 3 if age_on(one.person.born, day) >= 12 else 1
            able.append((rng.random() ** (1 / weight), one))
    able.sort(key=lambda pair: pair[0], reverse=True)
    for rank, (_, one) in enumerate(able):
        arrived = one.entered == at
        if rank < wanted:
            one.extra[at] = (2 if arrived else 1) + (rng.random() < 0.2)
        elif arrived and rng.random() < 0.35:
            one.extra[at] = 1


class Lifetime:
    """Builds one stay's spells."""

    def __init__(self, rng: random.Random, one: Stay, shared: dict[tuple, str]) -> None:
        self.rng = rng
        self.one = one
        self.shared = shared
        self.address = one.address

    def build(self) -> None:
        """Lay the spells end to end from the first day of care to the last."""
        one = self.one
        first = one.entered if one.entered in one.cells else None
        if first is None:
            self._add(one.start, self._passing_cell())
        for at in range(one.entered, LAST + 1):
            if at in one.fresh:
                self._moves_in_step(at)
        if one.left is not None:
            self._last_moves(one.left, one.end or DAYS[-1])
            self._adopted_after_ten_weeks(one.left)
        for spell, following in zip(one.spells, one.spells[1:], strict=False):
            spell.end = following.start
        one.spells[-1].end = one.end

    def _moves_in_step(self, at: int) -> None:
        """The placement that stands on the year-end, after as many passing ones as were drawn."""
        one, cell = self.one, self.one.cells[at]
        number = one.extra.get(at, 0)
        if one.entered == at:
            self._arrive(at, cell, number)
            return
        before = one.spells[-1]
        since = max(DAYS[at - 1], before.start) + DAY * 2
        last = DAYS[at]
        if before.cell.place in SHORT:
            last = min(last, since + DAY * SHORT[before.cell.place])
        first = max(since, DAYS[at] - DAY * SHORT.get(cell.place, 999))
        days = self._days(since, min(last, DAYS[at]), number + 1)
        if cell.place in SHORT:
            days[-1] = first + DAY * self.rng.randrange((DAYS[at] - first).days + 1)
            days = sorted(set(days))
        for start in days[:-1]:
            self._add(start, self._passing_cell())
        same_home = cell.place == "A5"
        same_carer = same_home or (self._may_move_house(cell) and len(days) == 1)
        self._add(days[-1], cell, same_carer=same_carer, post=before.post if same_home else "")

    def _may_move_house(self, cell: Cell) -> bool:
        """Whether the move is the foster carer's own: the carer stays, the address changes."""
        same = cell == self.one.spells[-1].cell and cell.place in ("Q1", "Q2")
        return same and self.rng.random() < 0.15

    def _arrive(self, at: int, cell: Cell, number: int) -> None:
        one = self.one
        if at == 0:
            number = self.rng.randrange(3) if (DAYS[0] - one.start).days > 200 else 0
        if cell.for_adoption or cell.place in SHORT:
            number = max(number, 1)
        limit = SHORT.get(cell.place, 85 if cell.for_adoption else 9999)
        first = max(one.start + DAY, DAYS[at] - DAY * limit)
        old_enough = birthday(one.person.born, AGES.get(cell.place, (0, 17))[0])
        if old_enough > one.start:
            number, first = max(number, 1), max(first, old_enough)
        if number == 0 or first >= DAYS[at]:
            self._add(one.start, cell)
            return
        days = self._days(one.start + DAY * 2, DAYS[at], number)
        if first > days[-1]:
            days[-1] = first + DAY * self.rng.randrange((DAYS[at] - first).days)
        if at == 0 and cell.place == "A4":
            # Placed under the law before placement orders came, at the end of 2005.
            days[-1] = DAYS[0] - DAY * self.rng.randrange(95, 140)
        self._add(one.start, self._passing_cell())
        for start in days[:-1]:
            self._add(start, self._passing_cell())
        self._add(days[-1], cell)

    def _adopted_after_ten_weeks(self, left: int) -> None:
        """An order comes ten weeks after the child is placed, at the earliest."""
        last = self.one.spells[-1]
        if last.cell.for_adoption and self.one.end is not None:
            earliest = last.start + DAY * (75 + self.rng.randrange(60))
            self.one.end = max(self.one.end, min(earliest, DAYS[left]))

    def _last_moves(self, left: int, end: date) -> None:
        """Some move once more before they leave; some young ones are placed with adopters and adopted."""
        one = self.one
        last = one.spells[-1]
        since = max(DAYS[left - 1], last.start) + DAY * 3
        room = (end - since).days
        age = age_on(one.person.born, end)
        months_in_care = (end - one.start).days / 30
        last_stay = one.person.stays[-1] is one
        adoptable = (
            last_stay and age < 7 and one.home == "city" and last.cell.place == "Q2" and months_in_care > 14
        )
        if adoptable and room > 110 and self.rng.random() < 0.45:
            start = since + DAY * self.rng.randrange(room - 90)
            recorded = start >= ADOPTERS_ADDRESSES_RECORDED_FROM
            distance = "outside, 20 miles or less" if recorded else "outside, not known"
            self._add(start, Cell("A6", "PR1", distance))
        elif room > 20 and last.cell.place in ("Q1", "Q2", "K2", "P2") and self.rng.random() < 0.2:
            start = since + DAY * self.rng.randrange(room - 5)
            older = age >= 16 and one.home == "city" and self.rng.random() < 0.5
            cell = Cell("P2", "PR1", "inside, 20 miles or less") if older else self._passing_cell()
            self._add(start, cell)

    def _days(self, first: date, last: date, number: int) -> list[date]:
        """That many different days in order, first and last included."""
        span = (last - first).days + 1
        if span < number:
            return [first + DAY * n for n in range(max(1, span))]
        return [first + DAY * n for n in sorted(self.rng.sample(range(span), number))]

    def _passing_cell(self) -> Cell:
        """A placement that no year-end sees."""
        if self.one.home in ("abroad", "none"):
            return Cell("Q2", "PR1", self.rng.choice(("inside, not known", "outside, not known")))
        if self.one.home == "far":
            return Cell("Q2", "PR4", "outside, over 20 miles")
        age = age_on(self.one.person.born, self.one.start)
        if age >= 11 and self.rng.random() < 0.12:
            return Cell("K2", "PR4", "outside, 20 miles or less")
        provider = self.rng.choices(("PR1", "PR4", "PR5"), (80, 12, 8))[0]
        where = "inside, 20 miles or less" if self.rng.random() < 0.55 else "outside, 20 miles or less"
        return Cell("Q2", provider, where)

    def _add(self, start: date, cell: Cell, *, same_carer: bool = False, post: str = "") -> None:
        one = self.one
        before = one.spells[-1].post if one.spells else ""
        key = (one.person.family, start, cell)
        post = post or self.shared.get(key, "")
        if not post or (post == before and not same_carer):
            post = placement_postcode(self.rng, cell, self.address, unlike=before)
        self.shared[key] = post
        withheld = cell.for_adoption and cell.distance_unknown
        one.spells.append(Spell(start, None, cell, post, "" if withheld else self.address, same_carer))
