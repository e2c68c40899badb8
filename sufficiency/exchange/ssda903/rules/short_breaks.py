"""Short breaks: V3, each break recorded, and V4, the agreement only."""

from __future__ import annotations

import numpy as np

from .codes import TEMPORARY
from .context import Return
from .dates import days, or_else
from .registry import Answer, At, rule

LONGEST_BREAK = 17
MOST_DAYS_IN_A_YEAR = 75


@rule(
    "214",
    "Where the child is placed, given for a short break",
    "Episodes",
    "PL_POST URN",
    wrong="PL_POST or URN is given although LS is V3 or V4.",
    cure="Leave both blank for short breaks.",
)
def location_not_wanted(r: Return) -> Answer:
    return [
        At("Episodes", column, r.short_break & r.episodes[column].filled)
        for column in ("PL_POST", "URN")
        if column in r.episodes
    ]


@rule(
    "365",
    "One short break longer than 17 days",
    "Episodes",
    "DEC DECOM LS",
    wrong="LS is V3 and the break lasts more than 17 days.",
    cure="Correct the dates, or record the child as looked after in the ordinary way.",
)
def break_too_long(r: Return) -> Answer:
    end = or_else(r.episodes["DEC"].dates, r.as_at)
    return r.episodes["LS"].among({"V3"}) & (days(r.episodes["DECOM"].dates, end) > LONGEST_BREAK)


@rule(
    "366",
    "Placement changes inside a short break",
    "Episodes",
    "RNE",
    wrong="LS is V3 but RNE is not S: each short break is one episode of its own.",
    cure="Give RNE S, or join the two rows if it was one break in one place.",
)
def break_interrupted(r: Return) -> Answer:
    return r.episodes["LS"].among({"V3"}) & ~r.episodes["RNE"].among({"S"})


@rule(
    "367",
    "Short breaks of more than 75 days in the year",
    "Episodes",
    "LS DECOM DEC",
    wrong="The child's short breaks (LS is V3) come to more than 75 days in the year.",
    cure="Correct the dates, or record the child as looked after in the ordinary way.",
)
def breaks_too_many(r: Return) -> Answer:
    start = r.episodes["DECOM"].dates
    end = or_else(r.episodes["DEC"].dates, r.as_at)
    inside = np.clip(days(np.maximum(start, r.starts), np.minimum(end, r.as_at)), 0, None)
    inside = np.where(r.episodes["LS"].among({"V3"}), inside, 0)
    child = r.child("Episodes")
    total = np.bincount(child[child >= 0], weights=inside[child >= 0], minlength=r.count + 1)
    return (child >= 0) & (inside > 0) & (total[child] > MOST_DAYS_IN_A_YEAR)


@rule(
    "382",
    "Short break in a temporary placement",
    "Episodes",
    "PLACE LS",
    wrong="LS is V3 or V4 but PLACE is {value}, a temporary placement.",
    cure="Give the placement where the break is spent.",
)
def temporary_break(r: Return) -> Answer:
    return r.short_break & r.episodes["PLACE"].among(TEMPORARY)


@rule(
    "384",
    "Short break in a long-term foster placement",
    "Episodes",
    "PLACE LS",
    wrong="LS is V3 or V4 but PLACE is {value}, long-term fostering.",
    cure="Give the short-term placement code, or the child's true legal status.",
)
def long_term_break(r: Return) -> Answer:
    return r.short_break & r.episodes["PLACE"].among({"U1", "U4"})


@rule(
    "398",
    "Postcodes given for a short break",
    "Episodes",
    "HOME_POST PL_POST",
    wrong="A postcode is given although LS is V3 or V4.",
    cure="Leave HOME_POST and PL_POST blank for short breaks.",
)
def postcodes_not_wanted(r: Return) -> Answer:
    return [
        At("Episodes", column, r.short_break & r.episodes[column].filled)
        for column in ("HOME_POST", "PL_POST")
        if column in r.episodes
    ]


@rule(
    "399",
    "Motherhood or reviews recorded for a child with short breaks only",
    "Header",
    "MOTHER",
    wrong="All of the child's episodes are short breaks (V3 or V4), yet MOTHER or a review is filled.",
    cure="Clear MOTHER and remove the reviews.",
    note="The cells to clear are named, in Header and Reviews; the package also names the child's episodes.",
)
def more_than_a_break(r: Return) -> Answer:
    child = r.child("Episodes")
    only_breaks = r.children(child, r.short_break) & ~r.children(child, ~r.short_break)
    found = []
    if "Header" in r and "MOTHER" in r.header:
        found.append(At("Header", "MOTHER", r.having("Header", only_breaks) & r.header["MOTHER"].filled))
    if "Reviews" in r:
        reviews = r["Reviews"]
        filled = reviews["REVIEW"].filled | reviews["REVIEW_CODE"].filled
        found.append(At("Reviews", "REVIEW", r.having("Reviews", only_breaks) & filled))
    return found


@rule(
    "420",
    "Authority of placement known for a short break",
    "Episodes",
    "PL_POST",
    wrong="PL_POST tells the authority of the placement although LS is V3 or V4.",
    cure="Leave PL_POST blank for short breaks.",
)
def authority_not_wanted(r: Return) -> Answer:
    return r.short_break & (r.places.located_in != "")


@rule(
    "426",
    "Both kinds of short break in one year",
    "Episodes",
    "LS",
    wrong="The child's LS is V3 in one row of the year and V4 in another; only one of the two may be used.",
    cure="Record either each break (V3) or the agreement (V4), not both.",
)
def both_kinds(r: Return) -> Answer:
    child, status = r.child("Episodes"), r.episodes["LS"]
    both = r.children(child, status.among({"V3"})) & r.children(child, status.among({"V4"}))
    return r.having("Episodes", both) & r.short_break
