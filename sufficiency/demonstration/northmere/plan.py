"""Everything of Northmere, drawn from a seed and a day: no database."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta

from sufficiency.core.periods import year_end
from sufficiency.demonstration.northmere.homes import Household, Provider
from sufficiency.demonstration.northmere.lives import YEARS_TOLD, make_lives
from sufficiency.demonstration.northmere.moves import give_moves
from sufficiency.demonstration.northmere.people import Child
from sufficiency.demonstration.northmere.placing import Placing, provider_homes

SEED = 22
# So many days before the day people began to log placements here; the extract before that is the last return loaded.
LIVE_DAYS = 21


@dataclass(frozen=True)
class Plan:
    """Northmere up to the day `as_at`. `live_from`: the first day that no return tells of."""

    as_at: date
    scale: int
    children: list[Child]
    households: list[Household]
    providers: list[Provider]

    @property
    def live_from(self) -> date:
        return self.as_at - timedelta(days=LIVE_DAYS)

    @property
    def extract_on(self) -> date:
        """The last day of the extract that the case system gave."""
        return self.live_from - timedelta(days=1)

    @property
    def returns_on(self) -> list[date]:
        """The year-ends that a return was made for, the earliest first."""
        last = year_end(self.extract_on.year)
        if last > self.extract_on:
            last = year_end(self.extract_on.year - 1)
        return [year_end(year) for year in range(last.year - YEARS_TOLD + 1, last.year + 1)]

    @property
    def fingerprint(self) -> str:
        """Of all that is told of the children and their homes: the same for the same seed, day and scale."""
        told = hashlib.sha256()
        for child in self.children:
            told.update(f"{child.number}{child.first_name}{child.born}{child.sex}{child.ethnic}".encode())
            for stay in child.stays:
                told.update(f"{stay.start}{stay.end}{stay.exit}{stay.statuses}".encode())
                for move in stay.moves:
                    told.update(f"{move.start}{move.code}{move.postcode}{move.urn}{move.place}".encode())
        for household in self.households:
            told.update(
                f"{household.reference}{household.carers}{household.places}{household.until}".encode()
            )
        return told.hexdigest()


def make(as_at: date, *, scale: int = 1, seed: int = SEED) -> Plan:
    """The same seed, day and scale make the same Northmere; on another day almost the same people stand there."""
    children = make_lives(seed=seed, last=as_at.toordinal(), scale=scale)
    logged_from = (as_at - timedelta(days=LIVE_DAYS)).toordinal()
    rng = random.Random()
    for child in children:
        for number, stay in enumerate(child.stays):
            rng.seed(f"{seed}:{scale}:{child.serial}:{number}")
            give_moves(rng, child, stay)
            for move in stay.moves:
                # Nobody is away on the day between the extract and the first entry.
                move.away = [one for one in move.away if not one.start < logged_from <= one.end]
    placing = Placing(seed, scale)
    placing.place(children)
    return Plan(as_at, scale, children, placing.households.every, provider_homes(placing))
