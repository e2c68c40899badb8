"""Temporary moves, T0 to T4: how long, how often, and back to the same placement."""

from __future__ import annotations

import numpy as np

from .codes import TEMPORARY
from .columns import Mask
from .context import Return
from .dates import days, or_else
from .registry import Answer, At, rule

OPEN_TOO = "Open episodes run to the as-at date; the package leaves them out, and wants Header for it."
MOST_CARER_HOLIDAYS = 2


@rule(
    "226",
    "Reason for placement change around a temporary move",
    "Episodes",
    "REASON_PLACE_CHANGE PLACE",
    wrong="REASON_PLACE_CHANGE is given on a temporary move or on the episode just before one.",
    cure="Clear it: a temporary move is no change of placement.",
    note="The cell to clear is named; the package names the temporary row in both cases.",
)
def reason_around_move(r: Return) -> Answer:
    temporary = r.episodes["PLACE"].among(TEMPORARY)
    around = temporary | r.chain.next_is(temporary & r.chain.joined)
    return r.episodes["REASON_PLACE_CHANGE"].filled & around


def _lasting(r: Return, code: str, longest: int) -> Mask:
    end = or_else(r.episodes["DEC"].dates, r.as_at)
    return r.episodes["PLACE"].among({code}) & (days(r.episodes["DECOM"].dates, end) > longest)


@rule(
    "375",
    "Hospital as a temporary move for more than six weeks",
    "Episodes",
    "PLACE DECOM DEC",
    wrong="PLACE is T1, temporarily in hospital, for more than 42 days.",
    cure="Record the hospital as the placement (R2) from the day the child went in.",
    note=OPEN_TOO,
)
def hospital_too_long(r: Return) -> Answer:
    return _lasting(r, "T1", 42)


@rule(
    "376",
    "Carer's holiday for more than three weeks",
    "Episodes",
    "PLACE DECOM DEC",
    wrong="PLACE is T3, while the usual carer is on holiday, for more than 21 days.",
    cure="Record where the child stayed as a placement of its own.",
    note=OPEN_TOO,
)
def carer_holiday_too_long(r: Return) -> Answer:
    return _lasting(r, "T3", 21)


@rule(
    "377",
    "More than two carer's holidays in the year",
    "Episodes",
    "PLACE",
    wrong="PLACE is T3, carer's holiday, for more than two moves of the child in the year.",
    cure="Keep two, and record the others as placements of their own.",
    note="A move split by a change of legal status counts once.",
)
def carer_holidays_too_many(r: Return) -> Answer:
    child, holiday = r.child("Episodes"), r.episodes["PLACE"].among({"T3"})
    counted = holiday & ~r.episodes["RNE"].among({"L"}) & (child >= 0)
    times = np.bincount(child[counted], minlength=r.count + 1)
    return holiday & (child >= 0) & (times[child] > MOST_CARER_HOLIDAYS)


@rule(
    "379",
    "Temporary move for another reason of more than seven days",
    "Episodes",
    "PLACE DECOM DEC",
    wrong="PLACE is T4, a temporary move of up to seven days, but it lasts longer.",
    cure="Record where the child stayed as a placement of its own.",
    note=OPEN_TOO,
)
def other_move_too_long(r: Return) -> Answer:
    return _lasting(r, "T4", 7)


@rule(
    "380",
    "Period of care starts with a temporary move",
    "Episodes",
    "PLACE RNE",
    wrong="PLACE is {value}, a temporary move, in the first episode of a period of care.",
    cure="Give the placement the child came into, and the temporary move after it.",
    note="Only where a period truly starts; the package flags every temporary row whose RNE is not P or B, "
    "also one that is merely split by a change of legal status.",
)
def starts_temporary(r: Return) -> Answer:
    began_here = r.chain.starts_period & ((r.chain.start >= r.starts) | r.chain.has_previous)
    starts = r.episodes["RNE"].among({"S"}) | began_here
    return r.episodes["PLACE"].among(TEMPORARY) & starts


@rule(
    "381",
    "Period of care ends with a temporary move",
    "Episodes",
    "PLACE REC",
    wrong="PLACE is {value}, a temporary move, in the episode with which the child left care.",
    cure="End the temporary move on the last day, and give REC on the placement it belongs to.",
)
def ends_temporary(r: Return) -> Answer:
    reason = r.episodes["REC"]
    return r.episodes["PLACE"].among(TEMPORARY) & reason.filled & ~reason.among({"X1"})


@rule(
    "383",
    "No return to the same placement after a temporary move",
    "Episodes",
    "PLACE RNE PL_POST",
    wrong="After a temporary move the child should be back in the placement and postcode of before, with RNE "
    "P.",
    cure="Correct PLACE, PL_POST or RNE; if the child went elsewhere, the move was a placement of its own.",
    note="Looks past several temporary rows in a run to the placement before them, and only within one "
    "period "
    "of care; the package compares with the row two before. Postcodes without spaces.",
)
def no_return(r: Return) -> Answer:
    episodes, chain = r.episodes, r.chain
    temporary = episodes["PLACE"].among(TEMPORARY)
    back = ~temporary & chain.previous_is(temporary) & ~chain.starts_period
    before = chain.before_run(temporary)
    back &= before >= 0
    if not len(back):
        return back
    wrong_reason = back & ~episodes["RNE"].among({"P"})
    place = episodes["PLACE"].numbers
    elsewhere = back & (place != place[before])
    moved = np.zeros(len(back), dtype=bool)
    if "PL_POST" in episodes:
        postcode = episodes["PL_POST"].without_spaces.numbers
        moved = back & (postcode != postcode[before])
    named = [At("Episodes", "PLACE", elsewhere), At("Episodes", "RNE", wrong_reason & ~elsewhere)]
    if moved.any():
        named.append(At("Episodes", "PL_POST", moved & ~elsewhere & ~wrong_reason))
    return named
