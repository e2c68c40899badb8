"""The whole demonstration, from a seed."""

import random

from sufficiency.demonstration.southampton.count import check
from sufficiency.demonstration.southampton.endings import choose_exit
from sufficiency.demonstration.southampton.identity import identify
from sufficiency.demonstration.southampton.legal import set_statuses
from sufficiency.demonstration.southampton.lives import PlanError, Stay
from sufficiency.demonstration.southampton.postcodes import home_postcode
from sufficiency.demonstration.southampton.returns import Return, make_returns
from sufficiency.demonstration.southampton.stocks import Plan
from sufficiency.demonstration.southampton.temporary import add_temporary_moves
from sufficiency.demonstration.southampton.timing import fill_in_days

DEFAULT_SEED = 2014
DRAWS = 40


def generate(seed: int = DEFAULT_SEED) -> list[Return]:
    """Southampton's returns for the years ending 2007 to 2013 and an extract as at 31 December 2013.

    Every child is invented. The same seed gives the same returns, byte for byte. A draw of chance that
    cannot meet the strategy's figures is thrown away and the next one taken.
    """
    for draw in range(DRAWS):
        rng = random.Random(f"southampton:{seed}:{draw}")
        try:
            returns = make_returns(rng, live(rng))
            check(returns)
        except PlanError:
            continue
        return returns
    raise PlanError(f"no draw in {DRAWS} meets the printed figures with seed {seed}")


def live(rng: random.Random) -> list[Stay]:
    """Every period of care, complete."""
    stays = Plan(rng).stays
    addresses: dict[tuple[int, str], str] = {}
    for one in stays:
        key = (one.person.family, one.home)
        one.address = addresses.setdefault(key, home_postcode(rng, one.home))
    fill_in_days(rng, stays)
    set_statuses(rng, stays)
    add_temporary_moves(rng, stays)
    identify(rng, stays)
    for one in stays:
        one.exit = choose_exit(rng, one)
    return stays
