"""Adoption, special guardianship and the other ways out of care that depend on age or placement."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .codes import ADOPTED, FOR_ADOPTION, FOSTERING, FOSTERING_EARLIER, GUARDIANSHIP
from .columns import Mask
from .context import Return
from .registry import Answer, rule

WITH_CURRENT_CARER = frozenset({"A3", "A5"})
CURRENT_CARER_FROM = np.datetime64("2015-04-01", "D")


@rule(
    "217",
    "Placed for adoption with the current carer, but the carer changed",
    "Episodes",
    "RNE PLACE",
    wrong="PLACE is A3 or A5, for adoption with the current foster carer, but RNE says that the carer "
    "changed.",
    cure="Give RNE T or U, or A4 or A6 if the adopters are new carers.",
    note="Episodes from 1 April 2015, as the package has it.",
)
def carer_changed(r: Return) -> Answer:
    episodes = r.episodes
    asked = episodes["PLACE"].among(WITH_CURRENT_CARER) & (episodes["DECOM"].dates >= CURRENT_CARER_FROM)
    return asked & ~episodes["RNE"].among({"S", "T", "U"})


@rule(
    "336",
    "Placed for adoption with the current carer without having been fostered",
    "Episodes",
    "PLACE",
    wrong="PLACE is {value}, for adoption with the current foster carer, but the episode before was not "
    "fostering.",
    cure="Check the placement before, or give A4 or A6 if the adopters are new carers.",
    note="A3 and A5 are the codes for the current carer; the package tests A3 and A4.",
)
def not_fostered_before(r: Return) -> Answer:
    foster = r.episodes["PLACE"].among(FOR_ADOPTION | FOSTERING | FOSTERING_EARLIER)
    return r.episodes["PLACE"].among(WITH_CURRENT_CARER) & r.chain.previous_is(~foster)


def _leaving(r: Return, reasons: Iterable[str]) -> Mask:
    return r.episodes["REC"].among(reasons)


@rule(
    "386",
    "Adopted at 18 or over",
    "Episodes",
    "REC DEC",
    wrong="REC is {value}, adopted, but the child had turned 18 by DEC.",
    cure="Check the date of birth and DEC, or give the true reason.",
)
def adopted_grown_up(r: Return) -> Answer:
    return _leaving(r, ADOPTED) & (r.episodes["DEC"].dates >= r.reaches("Episodes", 18))


@rule(
    "387",
    "Left for independent living under 14",
    "Episodes",
    "REC DEC",
    wrong="REC is {value}, independent living, but the child was under 14 on DEC.",
    cure="Check the date of birth and DEC, or give the true reason.",
)
def independent_too_young(r: Return) -> Answer:
    return _leaving(r, {"E5", "E6"}) & (r.episodes["DEC"].dates < r.reaches("Episodes", 14))


@rule(
    "389",
    "Transferred to adult services under 16",
    "Episodes",
    "REC DEC",
    wrong="REC is E7, residential care by adult services, but the child was under 16 on DEC.",
    cure="Check the date of birth and DEC, or give the true reason.",
    note="A row without a date of birth or DEC is left to 102 and 148.",
)
def adult_services_too_young(r: Return) -> Answer:
    return _leaving(r, {"E7"}) & (r.episodes["DEC"].dates < r.reaches("Episodes", 16))


@rule(
    "407",
    "Special guardianship at 18 or over",
    "Episodes",
    "REC DEC",
    wrong="REC is {value}, special guardianship, but the child had turned 18 by DEC.",
    cure="Check the date of birth and DEC, or give the true reason.",
    note="The 18th birthday counts as 18, as it does in 386; the package begins the day after. E43 and E44 "
    "of "
    "earlier years are included.",
)
def guardianship_grown_up(r: Return) -> Answer:
    return _leaving(r, GUARDIANSHIP) & (r.episodes["DEC"].dates >= r.reaches("Episodes", 18))


@rule(
    "408",
    "Placed for adoption under a placement order that is not recorded",
    "Episodes",
    "LS PLACE",
    wrong="PLACE is A5 or A6, for adoption under a placement order, but LS is {value}, not E1.",
    cure="Give E1, or A3 or A4 if the parents consented.",
)
def no_placement_order(r: Return) -> Answer:
    return r.episodes["PLACE"].among({"A5", "A6"}) & ~r.episodes["LS"].among({"E1"})


@rule(
    "460",
    "Stayed with carers at 18, but under 18",
    "Episodes",
    "REC DEC",
    wrong="REC is E17, 18 or over and stayed with the carers, but the child was under 18 on DEC.",
    cure="Check the date of birth and DEC, or give the true reason.",
)
def stayed_too_young(r: Return) -> Answer:
    return _leaving(r, {"E17"}) & (r.episodes["DEC"].dates < r.reaches("Episodes", 18))


@rule(
    "516",
    "Special guardianship to a former foster carer without a foster placement",
    "Episodes",
    "REC PLACE",
    wrong="REC is {value}, special guardianship to a former foster carer, but no episode of the child in "
    "this "
    "return, up to this one, is with foster carers.",
    cure="Give E47 or E48 if the guardian was not the foster carer, or correct PLACE.",
    note="Any episode up to this one counts, and fostering of earlier years (Q1, Q2); the package looks at "
    "the "
    "last episode alone.",
)
def guardian_never_fostered(r: Return) -> Answer:
    episodes, chain = r.episodes, r.chain
    foster = episodes["PLACE"].among(FOSTERING | FOSTERING_EARLIER)
    fostered_before = chain.before_run(~foster) >= 0
    return episodes["REC"].among({"E43", "E45", "E46"}) & ~foster & ~fostered_before
