"""Care leavers as the return asked for them.

To 2012-13 the return asked for those who turned 19 in the year; the shares in touch and in suitable
accommodation are those of the strategy's Table 5. The extract of December 2013 holds the 106 young people
open to the service: 93 of them, 88 %, in touch and suitably housed.
"""

import random
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sufficiency.core.periods import age_on, birthday, year_end
from sufficiency.demonstration.southampton.lives import Person, PlanError

# Percent of Table 5; the year before the table begins is given a plausible one.
SUITABLE = {2007: 71, 2008: 69, 2009: 93, 2010: 63, 2011: 73, 2012: 61, 2013: 63}
SMALLEST, LARGEST = 13, 40
SUITABLE_HOMES = ("B1", "B1", "D1", "D1", "E1", "U1", "U1", "K1", "T1", "Z1")
UNSUITABLE_HOMES = ("X2", "S2", "W2", "U2", "B2")
ACTIVITIES = ("F1", "F2", "F2", "F2", "F3", "F3", "P2", "P3", "G4", "G5", "G5", "G5", "G6")
# December 2013: accommodation and young people. 9 staying put is printed; the groups follow October's.
DECEMBER_2013 = {
    "D1": 17, "E1": 6, "D2": 1, "B1": 29, "B2": 1, "U1": 20, "K1": 6, "U2": 1,
    "X2": 3, "Y1": 5, "W2": 1, "0": 6, "Z1": 9, "C1": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Leaver:
    """One row of the care leavers' file."""

    person: Person
    in_touch: str
    activity: str
    accommodation: str


def nineteen_in(rng: random.Random, year: int, persons: list[Person]) -> list[Leaver]:
    """Those who turned 19 in the return year and were looked after at 16, with the printed share."""
    cohort = [one for one in persons if birthday(one.born, 19) > year_end(year - 1)]
    cohort = [one for one in cohort if birthday(one.born, 19) <= year_end(year) and _left_after_16(one)]
    rng.shuffle(cohort)
    for number in range(min(len(cohort), LARGEST), SMALLEST - 1, -1):
        for suitable in range(number, 0, -1):
            if abs(Fraction(100 * suitable, number) - SUITABLE[year]) < Fraction(1, 2):
                return [_leaver(rng, one, index < suitable) for index, one in enumerate(cohort[:number])]
    raise PlanError(f"too few care leavers turned 19 in the year to 31 March {year}")


def _left_after_16(one: Person) -> bool:
    if not one.stays:
        return True
    last = max(one.stays, key=lambda stay: stay.start)
    return last.end is not None and last.end >= birthday(one.born, 16) and last.exit not in ("E2", "E3")


def _leaver(rng: random.Random, one: Person, suitable: bool) -> Leaver:
    if suitable:
        return Leaver(one, "YES", rng.choice(ACTIVITIES), rng.choice(SUITABLE_HOMES))
    if rng.random() < 0.45:
        return Leaver(one, rng.choice(("NO", "NO", "REFU")), "0", "0")
    return Leaver(one, "YES", rng.choice(ACTIVITIES), rng.choice(UNSUITABLE_HOMES))


def open_in_december_2013(rng: random.Random, persons: list[Person]) -> list[Leaver]:
    """The young people of 18 to 20, and some of 17 who left early, known to the service that day."""
    day, end_of_year = date(2013, 12, 31), date(2014, 3, 31)
    able = [one for one in persons if _left_after_16(one) and 18 <= age_on(one.born, day) < 21]
    able = [one for one in able if age_on(one.born, end_of_year) <= 21]
    number = sum(DECEMBER_2013.values())
    if len(able) < number:
        raise PlanError("too few care leavers in December 2013")
    chosen = sorted(
        rng.sample(able, number), key=lambda one: (age_on(one.born, day), one.child), reverse=True
    )
    homes = [home for home, many in DECEMBER_2013.items() if home != "Z1" for _ in range(many)]
    rng.shuffle(homes)
    # Those staying put are the youngest.
    homes += ["Z1"] * DECEMBER_2013["Z1"]
    leavers = []
    for one, home in zip(chosen, homes, strict=True):
        touch, activity = ("NO", "0") if home == "0" else ("YES", rng.choice(ACTIVITIES))
        leavers.append(Leaver(one, touch, activity, home))
    return leavers


def earlier_leavers(rng: random.Random) -> list[Person]:
    """People who left before the first return and turned 19 in its year: known by their header alone."""
    people = []
    for number in range(1, 22):
        born = date(1987, 4, 1).toordinal() + rng.randrange(365)
        sex = rng.choice("12")
        people.append(Person(date.fromordinal(born), 0, sex, "WBRI", "UN5", f"{90000 + number * 11:07d}"))
    return people
