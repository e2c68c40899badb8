"""Children who come into care: their ages, days of arrival, brothers and sisters, and those who come back."""

import random
from datetime import date, timedelta
from itertools import count

from sufficiency.core.periods import birthday
from sufficiency.demonstration.southampton.lives import Person, Stay
from sufficiency.demonstration.southampton.year_ends import AGE_BANDS, band_on

DAY = timedelta(days=1)
LEAP_DAY_BIRTHS = tuple(date(year, 2, 29) for year in range(1992, 2013, 4))


class Register:
    """Numbers the families and knows who has left, so that some can come back."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.families = count(1)
        self.gone: list[Person] = []

    def person(self, band: int, day: date, *, born_by: date | None = None) -> Person:
        """A new person whose age is in the band on the day, born on or before ``born_by``."""
        youngest, oldest = AGE_BANDS[band]
        first = birthday(day, -oldest - 1) + DAY
        last = min(birthday(day, -youngest), born_by or day)
        born = first + DAY * self.rng.randrange((last - first).days + 1)
        for leap_day in LEAP_DAY_BIRTHS:
            if abs((leap_day - born).days) < 3 and first <= leap_day <= last:
                born = leap_day
        return Person(born, next(self.families))

    def newcomer(self, band: int, since: date, until: date, at: int) -> Stay:
        """A stay begun after ``since`` and by ``until``, of a new person or, sometimes, a returning one."""
        if self.rng.random() < 0.09:
            back = [one for one in self.gone if band_on(one.born, until) == band]
            if back:
                person = self.rng.choice(back)
                self.gone.remove(person)
                return Stay(person, self._day(person, since, until), at)
        person = self.person(band, until, born_by=until - DAY * 3)
        return Stay(person, self._day(person, since, until), at)

    def _day(self, person: Person, since: date, until: date) -> date:
        first = max(since + DAY, person.born + DAY)
        # Half of the babies of a year come into care in their first week.
        if person.born > since and self.rng.random() < 0.5:
            return min(first + DAY * self.rng.randrange(6), until - DAY)
        return first + DAY * self.rng.randrange(max(1, (until - first).days))

    def make_families(self, arrivals: list[Stay], since: date) -> None:
        """Group some of a year's arrivals as brothers and sisters, who come on the same day from one home."""
        alone = [one for one in arrivals if one.home == "city" and len(one.person.stays) == 0]
        self.rng.shuffle(alone)
        while len(alone) > 1:
            eldest = alone.pop()
            size = self.rng.choices((1, 2, 3, 4), (55, 27, 13, 5))[0]
            group = [eldest]
            for one in list(alone):
                gaps = [abs((one.person.born - other.person.born).days) for other in group]
                if len(group) < size and min(gaps) > 300 and max(gaps) < 3300:
                    group.append(one)
                    alone.remove(one)
            newest = max(since + DAY, *(one.person.born + DAY for one in group))
            start = max(min(one.start for one in group), newest)
            for one in group:
                one.person.family = eldest.person.family
                one.start = start
