"""OC3 against the episodes: whether the person is a care leaver at all, and from which birthday."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .care_leavers import given, turning
from .chain import keyed
from .codes import ADOPTED
from .columns import Dates, Mask, Whole
from .context import Return
from .dates import age_on, between, birthday, days, or_else
from .registry import Answer, rule

THIRTEEN_WEEKS = 91
AS_FAR_AS_HELD = "Only this return and the one before are looked at."


@rule(
    "1000",
    "Care leaver details for a child who died in care",
    "OC3",
    "IN_TOUCH",
    wrong="An episode of this person ended in death (E2), yet OC3 holds details.",
    cure="Remove the OC3 row, or correct REC.",
)
def died_in_care(r: Return) -> Answer:
    died = r.children(r.child("Episodes"), r.episodes["REC"].among({"E2"}))
    if r.has_before("Episodes"):
        died |= r.children(r.child_before("Episodes"), r.before.episodes["REC"].among({"E2"}))
    return r.having("OC3", died) & given(r)


@dataclass(frozen=True)
class _TimeInCare:
    """For each child what the two returns show of time in care; short breaks are no such time."""

    seen: Mask
    adopted: Mask
    start_seen: Mask
    days_from_14: Whole
    days_from_16: Whole


def _time_in_care(r: Return) -> _TimeInCare:
    """Episodes of both years, an episode in both counted once as this year has it."""
    now, then = r.episodes, r.before.episodes
    child: Whole = np.concatenate([r.child("Episodes"), r.child_before("Episodes")])
    start: Dates = np.concatenate([now["DECOM"].dates, then["DECOM"].dates])
    end: Dates = np.concatenate(
        [or_else(now["DEC"].dates, r.as_at), or_else(then["DEC"].dates, r.before.ends)]
    )
    looked_after: Mask = np.concatenate([~r.short_break, ~r.before.short_break])
    adopted: Mask = np.concatenate([now["REC"].among(ADOPTED), then["REC"].among(ADOPTED)])
    starts: Mask = np.concatenate([now["RNE"].among({"S"}), then["RNE"].among({"S"})])
    rows = np.flatnonzero((child >= 0) & ~np.isnat(start))
    _, once = np.unique(keyed(child[rows], start[rows]), return_index=True)
    rows = rows[once]  # by child and start; of two the one that came first, this year's
    of, born = child[rows], r.born_of_child[child[rows]]
    counted = looked_after[rows]

    def since(age: int) -> Whole:
        lengths = np.clip(days(np.maximum(start[rows], birthday(born, age)), end[rows]), 0, None)
        return np.bincount(of, weights=np.where(counted, lengths, 0), minlength=r.count + 1).astype(np.int64)

    def of_child(flags: Mask, newest: bool) -> Mask:
        answer = np.zeros(r.count + 1, dtype=bool)
        order = slice(None) if newest else slice(None, None, -1)
        answer[of[order]] = flags[rows][order]
        return answer

    return _TimeInCare(
        seen=r.children(of, np.ones(len(of), dtype=bool)),
        adopted=of_child(adopted, newest=True),
        start_seen=of_child(starts, newest=False),
        days_from_14=since(14),
        days_from_16=since(16),
    )


@rule(
    "1001",
    "Time in care does not make the person a care leaver",
    "OC3",
    "IN_TOUCH",
    wrong="The episodes held show less than 13 weeks in care from 14, none past 16, or an adoption.",
    cure="Remove the OC3 row, unless returns before last year's show the time in care.",
    note=AS_FAR_AS_HELD
    + " So people without an episode in either are left to 1002, and fewer than 13 weeks are "
    "held against someone only where the start of their care is seen; the package flags them all.",
)
def not_a_care_leaver(r: Return) -> Answer:
    care = r.once(_time_in_care)
    too_short = (care.days_from_14 < THIRTEEN_WEEKS) & care.start_seen
    unknown_age = np.isnat(r.born_of_child)
    wrong = care.seen & (care.adopted | (~unknown_age & (too_short | (care.days_from_16 < 1))))
    return r.having("OC3", wrong) & given(r)


@rule(
    "1002",
    "No episode of care to be found for a care leaver",
    "OC3",
    "CHILD",
    wrong="Neither this return nor the last has an episode of this person, and last year's OC3 did not have "
    "them.",
    cure="Check the child number, or remove the row.",
    note=AS_FAR_AS_HELD
    + " Someone turning 18 or more who stood in last year's OC3 left care before that, and is "
    "not flagged; the package flags them all.",
)
def never_in_care(r: Return) -> Answer:
    in_care = r.anyone_in("Episodes") | r.anyone_before_in("Episodes")
    unseen = given(r) & ~r.having("OC3", in_care) & (r.child("OC3") >= 0)
    if not r.has_before("OC3"):
        return unseen & turning(r, 17)
    younger = np.unique(age_on(r.before.born("OC3"), r.before.ends))  # the ages last year's OC3 holds
    due_last_year = np.isin(age_on(r.born("OC3"), r.ends) - 1, younger)
    absent = due_last_year & ~r.having("OC3", r.anyone_before_in("OC3"))
    return unseen & (turning(r, 17) | absent)


@rule(
    "1007",
    "Care leaver details for someone in care on the 17th or 18th birthday",
    "OC3",
    "IN_TOUCH",
    wrong="The person was still in care on the 17th or 18th birthday in the year.",
    cure="Remove the OC3 row; it begins with the first birthday after leaving care.",
    note="An open episode counts as in care; the package asks for an end date. Short breaks do not count.",
)
def in_care_on_birthday(r: Return) -> Answer:
    day = np.full(len(r.episodes), np.datetime64("NaT", "D"))
    for age in (17, 18):
        reached = r.reaches("Episodes", age)
        day = np.where(between(reached, r.starts, np.minimum(r.ends, r.as_at)), reached, day)
    end = r.episodes["DEC"]
    there = (r.episodes["DECOM"].dates <= day) & ((end.dates > day) | end.blank) & ~r.short_break
    return r.having("OC3", r.children(r.child("Episodes"), there)) & given(r)


@rule(
    "1010",
    "Care leaver whose open episode of last year is not in this return",
    "OC3",
    "CHILD",
    wrong="Last year's return ended with an open episode of this person, and this return has none.",
    cure="Add the episode with the day on which it ended.",
)
def episode_lost(r: Return) -> Answer:
    still_open = r.chain_before.last & r.before.episodes["DEC"].blank
    lost = r.children(r.child_before("Episodes"), still_open) & ~r.anyone_in("Episodes")
    return r.having("OC3", lost) & given(r)


@rule(
    "1011",
    "Care leaver details for someone whom another authority took over",
    "OC3",
    "IN_TOUCH",
    wrong="The person's last episode ended with another authority taking over (E3), yet OC3 holds details.",
    cure="Remove the OC3 row, or correct REC.",
)
def taken_over(r: Return) -> Answer:
    gone = r.chain.last & r.episodes["REC"].among({"E3"})
    return r.having("OC3", r.children(r.child("Episodes"), gone)) & given(r)


@rule(
    "1016",
    "Care leaver details for someone who left care after the birthday",
    "OC3",
    "IN_TOUCH",
    wrong="The person left care after the 17th or 18th birthday in the year.",
    cure="Remove the OC3 row; it begins with the next birthday.",
    first=2024,
    note="Someone who leaves on the birthday itself is a care leaver from that day; the package flags them.",
)
def left_after_birthday(r: Return) -> Answer:
    end, reason = r.episodes["DEC"].dates, r.episodes["REC"]
    left = reason.filled & ~reason.among({"X1"}) & ~r.short_break
    late = np.zeros(len(r.episodes), dtype=bool)
    for age in (17, 18):
        reached = r.reaches("Episodes", age)
        late |= between(reached, r.starts, r.ends) & (end > reached)
    return r.having("OC3", r.children(r.child("Episodes"), left & late)) & given(r)
