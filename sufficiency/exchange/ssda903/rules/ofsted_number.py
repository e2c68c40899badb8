"""The Ofsted number (URN) of a placement by itself: where it is needed and where it has no place."""

from __future__ import annotations

import numpy as np

from .codes import FOR_ADOPTION, FOSTERING, MISSING_FROM_PLACEMENT, NO_URN, NOT_REGISTERED
from .context import Return
from .registry import Answer, rule

H5_NEEDS_URN_FROM = np.datetime64("2023-10-28", "D")


def _not_registered(year: int) -> frozenset[str]:
    """Placement types for which the year expects no URN."""
    return NOT_REGISTERED | MISSING_FROM_PLACEMENT | ({"H5", "P2"} if year <= 2024 else set())


@rule(
    "218",
    "Ofsted number is missing",
    "Episodes",
    "URN",
    wrong="URN is blank, but Ofsted registers this kind of placement.",
    cure="Give the home's own number, or the agency's for fostering and adoption.",
    note="Short breaks are exempt, as 214 forbids a URN there. A placement not known to be outside England "
    "counts as inside it; to 2024-25 the package takes every unknown one for outside. Before 2022-23 only "
    "where the return uses the column at all.",
)
def urn_missing(r: Return) -> Answer:
    r.due("Episodes", "URN")
    episodes = r.episodes
    this_year = episodes["DEC"].blank | (episodes["DEC"].dates >= r.starts)
    registered = ~episodes["PLACE"].among_or_blank(_not_registered(r.year)) & ~r.short_break
    missing = episodes["URN"].blank & this_year & registered
    if r.placing is not None and "PL_POST" in episodes and "HOME_POST" in episodes:
        missing &= ~r.places.outside_england
    return missing


@rule(
    "222",
    "Ofsted number given for a placement that Ofsted does not register",
    "Episodes",
    "URN",
    wrong="URN is given, but Ofsted does not register this kind of placement.",
    cure="Clear URN, or correct PLACE.",
    note="H5 may carry a URN from 2023-24.",
)
def urn_not_wanted(r: Return) -> Answer:
    unregistered = _not_registered(r.year) - ({"H5"} if r.year == 2024 else set())
    urn = r.episodes["URN"]
    return urn.filled & ~urn.among({NO_URN}) & r.episodes["PLACE"].among(unregistered)


@rule(
    "230",
    "Ofsted number missing for semi-independent living from 28 October 2023",
    "Episodes",
    "URN",
    wrong="PLACE is H5 in an episode that runs past 28 October 2023, but URN is blank or XXXXXXX.",
    cure="Give the number under which Ofsted registered the accommodation.",
    first=2024,
    last=2024,
    note="A placement not known to be outside England counts as inside it, as in 218.",
)
def semi_independent_without_urn(r: Return) -> Answer:
    episodes = r.episodes
    late = (episodes["DEC"].dates > H5_NEEDS_URN_FROM) | ~episodes["DEC"].readable
    missing = episodes["PLACE"].among({"H5"}) & late & episodes["URN"].among_or_blank({NO_URN})
    if r.placing is not None and "PL_POST" in episodes and "HOME_POST" in episodes:
        missing &= ~r.places.outside_england
    return missing


@rule(
    "242",
    "XXXXXXX as Ofsted number for another than fostering or adoption",
    "Episodes",
    "URN PLACE",
    wrong="URN is XXXXXXX, which stands for a regional adoption agency, but PLACE is neither fostering nor "
    "adoption.",
    cure="Give the provider's own number.",
    first=2026,
)
def stand_in_urn(r: Return) -> Answer:
    return r.episodes["URN"].among({NO_URN}) & ~r.episodes["PLACE"].among(FOR_ADOPTION | FOSTERING)


@rule(
    "243",
    "Ofsted number for a placement outside England",
    "Episodes",
    "URN PL_POST",
    wrong="URN is given, but PL_POST lies outside England, where Ofsted registers nothing.",
    cure="Clear URN, or correct PL_POST.",
    first=2026,
)
def urn_outside_england(r: Return) -> Answer:
    return r.episodes["URN"].filled & r.places.outside_england
