"""Days in hospital, on holiday, or with other carers while the usual ones rest."""

import random
from datetime import timedelta
from itertools import pairwise

from sufficiency.demonstration.southampton.lives import Stay, TemporaryMove
from sufficiency.demonstration.southampton.postcodes import INSIDE, pool
from sufficiency.demonstration.southampton.year_ends import DAYS

DAY = timedelta(days=1)
A_YEAR = 9
# Code and longest stay in days.
KINDS = (("T1", 25), ("T2", 14), ("T3", 15), ("T4", 7))


def add_temporary_moves(rng: random.Random, stays: list[Stay]) -> None:
    """Add a few temporary moves a year, each inside one placement, one legal status and one return year."""
    for since, until in pairwise(DAYS):
        able = [one for one in stays if any(spell.cell.place in ("Q1", "Q2") for spell in one.spells)]
        for one in rng.sample(able, 5 * A_YEAR):
            if sum(since < each.start <= until for other in stays for each in other.moves) >= A_YEAR:
                break
            kind, longest = rng.choice(KINDS)
            days = rng.randrange(2, longest + 1)
            start = since + DAY * rng.randrange(3, (until - since).days - 30)
            end = start + DAY * days
            spell = next((s for s in one.spells if s.start < start and (s.end is None or s.end > end)), None)
            fits = spell is not None and spell.cell.place in ("Q1", "Q2") and one.covers(start)
            changes = any(start <= begun <= end for begun, _ in one.statuses)
            if fits and not changes and not one.moves and (one.end is None or one.end > end):
                hospital = rng.choice(pool()[INSIDE]).postcode
                if spell is not None and hospital != spell.post:
                    one.moves.append(TemporaryMove(start, end, kind, hospital))
