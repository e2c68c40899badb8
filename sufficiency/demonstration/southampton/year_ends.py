"""The days on which the demonstration is pinned down, and what must stand on each of them.

The strategy prints Southampton's children at seven year-ends and at 31 December 2013. One day more, 31 March
2006, is the stock with which the lives begin: no return shows it, so its figures are only plausible.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sufficiency.core.periods import age_on
from sufficiency.demonstration.southampton.source_files import rows

DAYS = (*(date(year, 3, 31) for year in range(2006, 2014)), date(2013, 12, 31))
LAST = len(DAYS) - 1

FOSTERING = ("Q1", "Q2")
FOR_ADOPTION = ("A3", "A4", "A5", "A6")
ABSENT = ("M2", "M3")

# Age bands as (youngest, oldest) in whole years, and the children in each on each of DAYS. 31 March 2013 has
# the strategy's shares (1 to 4: 34 %, 10 to 15: 28 %, 16 and over: 11 %) and its 67 children under 2;
# 31 March 2012 its 16 % aged 16 and over; December 2013 its 38 turning 18 in the next twelve months.
AGE_BANDS = ((0, 0), (1, 1), (2, 4), (5, 9), (10, 15), (16, 16), (17, 17))
CHILDREN_BY_AGE = (
    (13, 12, 30, 53, 132, 32, 28),
    (14, 13, 31, 52, 127, 32, 27),
    (14, 12, 29, 47, 111, 30, 25),
    (18, 16, 37, 52, 110, 30, 26),
    (30, 28, 58, 72, 126, 33, 27),
    (26, 30, 68, 76, 122, 36, 28),
    (32, 34, 90, 84, 121, 28, 40),
    (35, 32, 132, 95, 135, 33, 20),
    (36, 34, 140, 104, 135, 20, 38),
)
# Share of those in care two and a half years who kept their placement for two; printed for 2012 and 2013.
SAME_PLACEMENT = (None, None, 0.68, 0.66, 0.69, 0.75, 0.77, 0.73, None)
# Share of children with three or more placements in the year; printed for 2012 and 2013.
THREE_OR_MORE = (None, 0.12, 0.115, 0.12, 0.11, 0.105, 0.10, 0.10, 0.09)


@dataclass(frozen=True, order=True)
class Cell:
    """What a return says of a placement on a day: code, provider and distance category."""

    place: str
    provider: str
    distance: str

    @property
    def inside(self) -> bool:
        """Whether the placement lies in the city."""
        return self.distance.startswith("inside")

    @property
    def far(self) -> bool:
        """Whether it is known to be more than 20 miles from home."""
        return self.distance.endswith("over 20 miles")

    @property
    def distance_unknown(self) -> bool:
        """Whether the distance from home cannot be worked out."""
        return self.distance.endswith("not known")

    @property
    def for_adoption(self) -> bool:
        """Whether the child is placed for adoption."""
        return self.place in FOR_ADOPTION


def band_on(born: date, day: date) -> int:
    """Index in AGE_BANDS of someone's age on the day; -1 at 18 and over or before birth."""
    age = age_on(born, day)
    return next((i for i, (youngest, oldest) in enumerate(AGE_BANDS) if youngest <= age <= oldest), -1)


def year_end_mix() -> list[Counter[Cell]]:
    """Children by cell on each of DAYS, as chosen to agree with Tables 3, 4 and 7 together."""
    mix: dict[str, Counter[Cell]] = {day.isoformat(): Counter() for day in DAYS}
    for row in rows("year_end_mix"):
        mix[row["year_end"]][Cell(row["place"], row["provider"], row["distance"])] = int(row["children"])
    return list(mix.values())
