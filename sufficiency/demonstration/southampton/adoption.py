"""Adoption decisions and adoptions as the return holds them."""

import random
from datetime import date, timedelta

from sufficiency.demonstration.southampton.lives import Stay

DAY = timedelta(days=1)
# Number, sex and legal status of adopters.
MARRIED, SINGLE = ("2", "MF", "L11"), ("1", "F1", "L0")
ADOPTERS = (*(MARRIED,) * 14, SINGLE, SINGLE, ("2", "MF", "L3"), ("2", "FF", "L2"))


class Adoptions:
    """Draws once, for each child adopted, what every return then repeats."""

    def __init__(self, rng: random.Random, stays: list[Stay]) -> None:
        self.details: dict[int, dict[str, str | date]] = {}
        for one in stays:
            if one.exit in ("E11", "E12"):
                self.details[id(one)] = self._details(rng, one)

    def _details(self, rng: random.Random, one: Stay) -> dict[str, str | date]:
        placed = next(spell for spell in one.spells if spell.cell.for_adoption)
        decided = one.adoption_decision or placed.start
        matched = max(decided, placed.start - DAY * rng.randrange(8, 45))
        number, sex, status = rng.choice(ADOPTERS)
        return {
            "DATE_INT": decided,
            "DATE_MATCH": matched,
            "FOSTER_CARE": "1" if placed.cell.place in ("A3", "A5") else "0",
            "NB_ADOPTR": number,
            "SEX_ADOPTR": sex,
            "LS_ADOPTR": status,
        }

    def adopted(self, one: Stay, since: date, until: date) -> dict[str, str | date] | None:
        """The adoption fields, if the child was adopted between the two days, both included."""
        if one.end is None or not since <= one.end <= until:
            return None
        return self.details.get(id(one))
