"""OC3: what is said of care leavers around their birthday in the year."""

from __future__ import annotations

from sufficiency.exchange.ssda903.code_sets import codes_of

from .columns import Mask
from .context import Return
from .dates import between
from .registry import Answer, At, rule

DETAILS = ("IN_TOUCH", "ACTIV", "ACCOM")


def given(r: Return) -> Mask:
    """Rows of OC3 with anything filled."""
    leavers = r["OC3"]
    return leavers["IN_TOUCH"].filled | leavers["ACTIV"].filled | leavers["ACCOM"].filled


def turning(r: Return, age: int) -> Mask:
    """Rows of OC3 whose person reaches `age` in the year."""
    return between(r.reaches("OC3", age), r.starts, r.ends)


@rule(
    "131",
    "In touch is not a code",
    "OC3",
    "IN_TOUCH",
    wrong="IN_TOUCH in OC3 holds {value}, which is not on the year's list.",
    cure="Give YES, NO, DIED, REFU, NREQ or RHOM.",
)
def in_touch_not_listed(r: Return) -> Answer:
    return r.not_listed("OC3", "IN_TOUCH")


@rule(
    "132",
    "Activity is not a code of this year",
    "OC3",
    "ACTIV",
    wrong="ACTIV in OC3 holds {value}, which is not on the year's list.",
    cure="Give the code for the person's main activity, or 0 where there is none to give.",
)
def activity_not_listed(r: Return) -> Answer:
    return r.not_listed("OC3", "ACTIV")


@rule(
    "133",
    "Accommodation is not a code",
    "OC3",
    "ACCOM",
    wrong="ACCOM in OC3 holds {value}, which is not on the year's list; homeless and custody are always S2 "
    "and X2.",
    cure="Give the letter of the accommodation and 1 for suitable or 2 for unsuitable, or 0.",
)
def accommodation_not_listed(r: Return) -> Answer:
    return ~r["OC3"]["ACCOM"].among(codes_of("ACCOM", r.year) - {"S1", "X1"})


@rule(
    "153",
    "Care leaver details half filled",
    "OC3",
    "IN_TOUCH ACTIV ACCOM",
    wrong="Of IN_TOUCH, ACTIV and ACCOM in OC3 some are filled and this one is blank.",
    cure="Fill all three.",
)
def details_half_filled(r: Return) -> Answer:
    some = given(r)
    return [At("OC3", column, some & r["OC3"][column].blank) for column in DETAILS]


@rule(
    "344",
    "Died or returned home, yet activity or accommodation is filled",
    "OC3",
    "ACTIV ACCOM IN_TOUCH",
    wrong="IN_TOUCH is DIED or RHOM, so ACTIV and ACCOM should both be 0.",
    cure="Give 0, or correct IN_TOUCH.",
)
def details_not_wanted(r: Return) -> Answer:
    leavers = r["OC3"]
    gone = leavers["IN_TOUCH"].among({"DIED", "RHOM"})
    activity, accommodation = (gone & ~leavers[column].among({"0"}) for column in ("ACTIV", "ACCOM"))
    return [At("OC3", "ACTIV", activity), At("OC3", "ACCOM", accommodation & ~activity)]


@rule(
    "345",
    "In touch, yet activity or accommodation is 0",
    "OC3",
    "ACTIV ACCOM IN_TOUCH",
    wrong="IN_TOUCH is YES, so neither ACTIV nor ACCOM can be 0.",
    cure="Give the person's activity and accommodation, or correct IN_TOUCH.",
)
def details_wanted(r: Return) -> Answer:
    leavers = r["OC3"]
    known = leavers["IN_TOUCH"].among({"YES"})
    activity, accommodation = (known & leavers[column].among({"0"}) for column in ("ACTIV", "ACCOM"))
    return [At("OC3", "ACTIV", activity), At("OC3", "ACCOM", accommodation & ~activity)]


@rule(
    "347",
    "Care leaver under 18 in a foyer",
    "OC3",
    "ACCOM DOB",
    wrong="ACCOM is {value}, a foyer, but the person's birthday in the year is the 17th or an earlier one.",
    cure="Check the date of birth, or give the true accommodation.",
    first=2024,
    note="The package looks for a code T, which does not exist, and so finds nothing.",
)
def foyer_too_young(r: Return) -> Answer:
    return r["OC3"]["ACCOM"].among({"T1", "T2"}) & (r.reaches("OC3", 18) > r.ends)


@rule(
    "348",
    "Died by last year's return",
    "OC3",
    "IN_TOUCH",
    wrong="IN_TOUCH was DIED for this person in last year's return and is {value} now.",
    cure="Check which is right; correct this row or re-submit last year's return.",
    first=2026,
)
def reported_dead(r: Return) -> Answer:
    died = r.children(r.child_before("OC3"), r.before["OC3"]["IN_TOUCH"].among({"DIED"}))
    return r.having("OC3", died) & ~r["OC3"]["IN_TOUCH"].among({"DIED"})


@rule(
    "391",
    "Care leaver of the wrong age",
    "OC3",
    "DOB",
    wrong="The person in OC3 does not reach an age from 17 to 25 in the year.",
    cure="Check the date of birth, or remove the row.",
    note="Care leavers are followed to 25; the rule's own words still say 21. The package tests the lower "
    "end only.",
)
def wrong_age(r: Return) -> Answer:
    too_young = r.reaches("OC3", 17) > r.ends
    too_old = r.reaches("OC3", 26) <= r.ends
    return (too_young | too_old) & given(r)


@rule(
    "3001",
    "Care leaver of 17 with former foster carers",
    "OC3",
    "ACCOM",
    wrong="ACCOM is {value}, with former foster carers, which is for people of 18 and over; this one turns "
    "17.",
    cure="Give B1 or B2 for relatives, or whatever the accommodation is.",
    note="By the date of birth in OC3, as in the other rules on OC3; the package takes Header's.",
)
def with_former_carers_too_young(r: Return) -> Answer:
    return r["OC3"]["ACCOM"].among({"Z1", "Z2"}) & turning(r, 17)
