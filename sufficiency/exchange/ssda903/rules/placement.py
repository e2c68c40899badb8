"""The kind of placement, whom it fits, and why it ended."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .codes import TEMPORARY
from .columns import Mask
from .context import Return
from .registry import Answer, rule

OPEN_ONES_TOO = "Open episodes are looked at too; the package leaves them out."
P2_ENDED_ON = np.datetime64("2023-10-28", "D")


@rule(
    "146",
    "Placement type is not on the year's list",
    "Episodes",
    "PLACE",
    wrong="PLACE in Episodes holds {value}, which is not a placement type on the year's list.",
    cure="Give the code that DfE's list for the year has for this placement.",
    note="K3 is accepted in 2024-25: the package's list for that year has it in small letters and so rejects "
    "it. "
    "A blank is named too.",
)
def placement_not_listed(r: Return) -> Answer:
    return r.not_listed("Episodes", "PLACE")


@rule(
    "217t",
    "Independent living (P2) on or after 28 October 2023",
    "Episodes",
    "PLACE DEC",
    wrong="PLACE is P2 in an episode that runs past 28 October 2023, from when the code may not be used.",
    cure="End the episode by that day and begin another with the code that now applies.",
    first=2024,
    last=2024,
)
def independent_living_too_late(r: Return) -> Answer:
    end = r.episodes["DEC"]
    return r.episodes["PLACE"].among({"P2"}) & ((end.dates > P2_ENDED_ON) | ~end.readable)


@rule(
    "225",
    "Reason for placement change is missing",
    "Episodes",
    "REASON_PLACE_CHANGE",
    wrong="The next episode changes the placement, but REASON_PLACE_CHANGE is blank on this one.",
    cure="Give the reason on the episode that ends.",
    note="Before 2022-23 only where the return uses the column at all.",
)
def reason_for_change_missing(r: Return) -> Answer:
    r.due("Episodes", "REASON_PLACE_CHANGE")
    episodes, temporary = r.episodes, r.episodes["PLACE"].among(TEMPORARY)
    moves = r.chain.next_is(episodes["RNE"].among({"P", "B", "T", "U"}) & ~temporary)
    missing = episodes["REC"].among({"X1"}) & episodes["REASON_PLACE_CHANGE"].blank
    return missing & moves & ~temporary


@rule(
    "233",
    "Reason for placement change on an open episode",
    "Episodes",
    "REASON_PLACE_CHANGE",
    wrong="REASON_PLACE_CHANGE is given although the episode has no end date.",
    cure="Clear it; it belongs to the episode that ends.",
    first=2026,
    note="The package asks for a column that CSV does not have, and fails.",
)
def reason_for_change_too_early(r: Return) -> Answer:
    return r.episodes["DEC"].blank & r.episodes["REASON_PLACE_CHANGE"].filled


@rule(
    "234",
    "Custody given as reason for change for a child under 10",
    "Episodes",
    "REASON_PLACE_CHANGE",
    wrong="REASON_PLACE_CHANGE is CUSTOD, but the child was under 10 when the placement ended.",
    cure="Check the date of birth, or give the true reason.",
    first=2026,
    note="Judged on the day the episode ended, which is when the reason applies; the package takes its "
    "start.",
)
def custody_under_10(r: Return) -> Answer:
    ended = r.episodes["DEC"].dates
    day = np.where(np.isnat(ended), r.episodes["DECOM"].dates, ended)
    return r.episodes["REASON_PLACE_CHANGE"].among({"CUSTOD"}) & (day < r.reaches("Episodes", 10))


def _younger_than(r: Return, age: int, codes: Iterable[str]) -> Mask:
    """Rows that begin one of these placements before the child reached `age`."""
    too_young = r.episodes["DECOM"].dates < r.reaches("Episodes", age)
    return r.episodes["PLACE"].among(codes) & too_young


@rule(
    "370",
    "Independent living (P2) too young",
    "Episodes",
    "PLACE DECOM",
    wrong="PLACE is P2, independent living, for a child under 15 (under 16 in 2023-24).",
    cure="Check the date of birth and DECOM, or give the true placement type.",
    last=2024,
    note=OPEN_ONES_TOO,
)
def independent_too_young(r: Return) -> Answer:
    return _younger_than(r, 16 if r.year == 2024 else 15, {"P2"})


@rule(
    "371",
    "Supported accommodation too young",
    "Episodes",
    "PLACE DECOM",
    wrong="PLACE is {value}, supported or semi-independent accommodation, for a child under 16 "
    "(under 14 in returns to 2022-23).",
    cure="Tell the manager at once if it is so; otherwise correct the date of birth, DECOM or the placement "
    "type.",
    note=OPEN_ONES_TOO + " H5 still open in 2024-25 is held to the same age as K3.",
)
def supported_too_young(r: Return) -> Answer:
    return _younger_than(r, 14 if r.year <= 2023 else 16, {"H5", "K3"})


@rule(
    "372",
    "Custody under 10",
    "Episodes",
    "PLACE DECOM",
    wrong="PLACE is R5, young offender institution or prison, for a child under 10.",
    cure="Check the date of birth and DECOM, or give the true placement type.",
    note=OPEN_ONES_TOO,
)
def custody_too_young(r: Return) -> Answer:
    return _younger_than(r, 10, {"R5"})


@rule(
    "373",
    "Residential school under 4",
    "Episodes",
    "PLACE DECOM",
    wrong="PLACE is S1, residential school, for a child under 4.",
    cure="Check the date of birth and DECOM, or give the true placement type.",
    note=OPEN_ONES_TOO,
)
def school_too_young(r: Return) -> Answer:
    return _younger_than(r, 4, {"S1"})


@rule(
    "374",
    "Residential employment under 14",
    "Episodes",
    "PLACE DECOM",
    wrong="PLACE is P3, residential employment, for a child under 14.",
    cure="Check the date of birth and DECOM, or give the true placement type.",
    note=OPEN_ONES_TOO,
)
def employment_too_young(r: Return) -> Answer:
    return _younger_than(r, 14, {"P3"})


@rule(
    "378",
    "Placed with parents under section 20",
    "Episodes",
    "PLACE LS",
    wrong="PLACE is P1, with parents, while LS is V2: a child accommodated by agreement is not placed at "
    "home.",
    cure="Check whether the child had left care, or give the order in force.",
)
def at_home_by_agreement(r: Return) -> Answer:
    return r.episodes["PLACE"].among({"P1"}) & r.episodes["LS"].among({"V2"})
