"""Orders and agreements: whom they fit and how long they last."""

from __future__ import annotations

import numpy as np

from .columns import Mask
from .context import Return
from .registry import Answer, rule

PLACEMENT_ORDERS_BEGAN = np.datetime64("2005-12-30", "D")
LAST_OF_2005 = np.datetime64("2005-12-31", "D")
HOW_COUNTED = (
    "Episodes of one status without a gap between them are one stretch, in order of their dates. The package "
    "joins stretches over episodes of another status in 361 and 362, and takes rows as they stand in the file "
    "in 363 and 364."
)


@rule(
    "358",
    "Youth justice status for a child under 10",
    "Episodes",
    "LS DECOM",
    wrong="LS is {value}, a youth justice status, but the child was under 10 when the episode began.",
    cure="Check the date of birth and DECOM, or give the legal status in force.",
    note="On the tenth birthday itself the child is 10; the package still flags that day.",
)
def criminal_too_young(r: Return) -> Answer:
    too_young = r.episodes["DECOM"].dates < r.reaches("Episodes", 10)
    return r.episodes["LS"].among({"J1", "J2", "J3"}) & too_young


@rule(
    "359",
    "Still looked after past 18",
    "Episodes",
    "DEC LS PLACE",
    wrong="The episode is open although the child has turned 18; only V2 in a children's home (K2) may go "
    "on.",
    cure="Give DEC and REC as of the 18th birthday, or correct the date of birth.",
)
def in_care_past_18(r: Return) -> Answer:
    by_agreement_in_home = r.episodes["LS"].among({"V2"}) & r.episodes["PLACE"].among({"K2"})
    return r.episodes["DEC"].blank & (r.reaches("Episodes", 18) < r.as_at) & ~by_agreement_in_home


def _longer_than(r: Return, status: str, days: int) -> Mask:
    """Rows of an unbroken stretch under `status` of more than `days` days; an open one runs on."""
    return r.chain.stretches(r.episodes["LS"].among({status}), r.as_at) > days


@rule(
    "361",
    "Police protection for more than 72 hours",
    "Episodes",
    "LS DECOM DEC",
    wrong="LS is L1, police protection, for more than the 72 hours the law allows.",
    cure="Give the order or agreement that followed, with the day it began.",
    note=HOW_COUNTED,
)
def police_protection_too_long(r: Return) -> Answer:
    return _longer_than(r, "L1", 3)


@rule(
    "362",
    "Emergency protection order for more than 21 days",
    "Episodes",
    "LS DECOM DEC",
    wrong="LS is L2, emergency protection order, for more than 21 days.",
    cure="Give the order or agreement that followed, with the day it began.",
    note=HOW_COUNTED,
)
def emergency_order_too_long(r: Return) -> Answer:
    return _longer_than(r, "L2", 21)


@rule(
    "363",
    "Child assessment order for more than 7 days",
    "Episodes",
    "LS DECOM DEC",
    wrong="LS is L3, child assessment order, for more than 7 days.",
    cure="Give the order or agreement that followed, with the day it began.",
    note=HOW_COUNTED,
)
def assessment_order_too_long(r: Return) -> Answer:
    return _longer_than(r, "L3", 7)


@rule(
    "364",
    "Accommodation under PACE for too long",
    "Episodes",
    "LS DECOM DEC",
    wrong="LS is J2, accommodated under the Police and Criminal Evidence Act, for more than 21 days; the law "
    "allows a very short time.",
    cure="Give the legal status that followed, with the day it began.",
    note=HOW_COUNTED,
)
def police_custody_too_long(r: Return) -> Answer:
    return _longer_than(r, "J2", 21)


@rule(
    "445",
    "Freeing order on an episode that starts after 2005",
    "Episodes",
    "LS DECOM",
    wrong="LS is D1, freeing order, but the episode began after December 2005, when these orders ended.",
    cure="Give the order in force; E1 for a placement order.",
    first=2023,
    last=2024,
    note="Applied from the first year we know the rule for: children freed earlier stood under D1 for years.",
)
def freed_too_late(r: Return) -> Answer:
    return r.episodes["LS"].among({"D1"}) & (r.episodes["DECOM"].dates > LAST_OF_2005)


@rule(
    "446",
    "Placement order before there were any",
    "Episodes",
    "LS DECOM",
    wrong="LS is E1, placement order, but the episode began before 30 December 2005.",
    cure="Correct DECOM, or give the order that was in force then.",
    note="Placement orders came into force on 30 December 2005; the package takes 1 December.",
)
def placement_order_too_early(r: Return) -> Answer:
    return r.episodes["LS"].among({"E1"}) & (r.episodes["DECOM"].dates < PLACEMENT_ORDERS_BEGAN)


@rule(
    "451",
    "Freeing order still open",
    "Episodes",
    "LS DEC",
    wrong="LS is D1, freeing order, on an open episode, though none could be applied for since December "
    "2005.",
    cure="End the episode and give the order now in force.",
    first=2023,
    last=2024,
    note="Applied from the first year we know the rule for: children freed earlier stood under D1 for years.",
)
def still_freed(r: Return) -> Answer:
    open_episode = r.episodes["DEC"].blank & r.episodes["REC"].blank
    return r.episodes["LS"].among({"D1"}) & open_episode
