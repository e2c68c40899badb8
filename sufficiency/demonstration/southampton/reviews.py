"""Reviews of each child's care: the first within four weeks, the second three months on, then half-yearly."""

import random
from datetime import date, timedelta

from sufficiency.core.periods import age_on
from sufficiency.demonstration.southampton.lives import Stay

DAY = timedelta(days=1)


def review_days(rng: random.Random, one: Stay, until: date) -> list[tuple[date, str]]:
    """Days of review from the start of care, each with how the child took part (PN0 under 4)."""
    found = []
    day = one.start + DAY * rng.randrange(20, 29)
    gap = 88
    while day <= until and (one.end is None or day < one.end):
        young = age_on(one.person.born, day) < 4
        part = (
            "PN0"
            if young
            else rng.choices(("PN1", "PN2", "PN4", "PN5", "PN6", "PN7"), (52, 4, 4, 8, 24, 8))[0]
        )
        found.append((day, part))
        day += DAY * (gap + rng.randrange(-8, 3))
        gap = 180
    return found
