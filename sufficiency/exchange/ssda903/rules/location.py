"""Postcodes, the authority a placement lies in, and the distance from home."""

from __future__ import annotations

import numpy as np

from .codes import FOR_ADOPTION, FOSTERING, FOSTERING_EARLIER, MISSING_FROM_PLACEMENT
from .columns import Mask
from .context import Return
from .registry import Answer, At, rule

NOT_YET_DUE = "Before 2022-23 only where the return uses the postcode columns at all."
FARTHEST_RECORDABLE = 999.9  # DfE's figure for a distance that is not known
FARTHEST_LIKELY = 350.0


def _expected(r: Return) -> Mask:
    """Rows that should give a distance from home: somewhere, and the child never unaccompanied."""
    return _somewhere(r) & ~r.having("Episodes", r.ever_unaccompanied)


def _somewhere(r: Return) -> Mask:
    """Rows that should say where the placement is: neither short breaks nor missing from placement."""
    return ~r.short_break & ~r.episodes["PLACE"].among(MISSING_FROM_PLACEMENT)


@rule(
    "164",
    "Distance from home is impossible",
    "Episodes",
    "PL_POST HOME_POST",
    wrong="The distance worked out from HOME_POST and PL_POST is below 0 or above 999.9 miles.",
    cure="Check both postcodes.",
)
def distance_impossible(r: Return) -> Answer:
    miles = r.places.miles
    return _expected(r) & ((miles < 0) | (miles > FARTHEST_RECORDABLE))


@rule(
    "169",
    "Authority of the placement is not known",
    "Episodes",
    "PL_POST",
    wrong="The authority in which the placement lies cannot be told from PL_POST.",
    cure="Give the full postcode of the placement.",
    note=NOT_YET_DUE,
)
def authority_not_known(r: Return) -> Answer:
    r.due("Episodes", "PL_POST")
    return _somewhere(r) & (r.places.located_in == "")


@rule(
    "179",
    "Inside or outside the authority is not known",
    "Episodes",
    "PL_POST",
    wrong="Whether the placement lies inside the authority cannot be told from PL_POST.",
    cure="Give the full postcode of the placement.",
    note=NOT_YET_DUE,
)
def location_not_known(r: Return) -> Answer:
    r.due("Episodes", "PL_POST")
    return _somewhere(r) & ~r.places.inside & ~r.places.outside


@rule(
    "392a",
    "Distance from home is missing",
    "Episodes",
    "PL_POST HOME_POST",
    wrong="No distance from home can be worked out: HOME_POST or PL_POST is blank or not in the directory.",
    cure="Give the full postcodes of home and placement.",
    note=NOT_YET_DUE
    + " Children not known to be unaccompanied are all looked at, also where no UASC table came.",
)
def distance_missing(r: Return) -> Answer:
    r.due("Episodes", "PL_POST")
    r.due("Episodes", "HOME_POST")
    unknown = _expected(r) & np.isnan(r.places.miles)
    at_placement = r.episodes["PL_POST"].blank | ~r.places.placement_found
    return [
        At("Episodes", "PL_POST", unknown & at_placement),
        At("Episodes", "HOME_POST", unknown & ~at_placement),
    ]


@rule(
    "392b",
    "Postcode of home or placement is missing",
    "Episodes",
    "PL_POST HOME_POST",
    wrong="HOME_POST or PL_POST is blank for a looked-after child who has never been unaccompanied.",
    cure="Give the postcode: HOME_POST where the child lived on coming into care, PL_POST where they live "
    "now.",
    note=NOT_YET_DUE,
)
def postcode_missing(r: Return) -> Answer:
    r.due("Episodes", "PL_POST")
    r.due("Episodes", "HOME_POST")
    expected = _expected(r)
    return [
        At("Episodes", column, expected & r.episodes[column].blank) for column in ("HOME_POST", "PL_POST")
    ]


@rule(
    "392c",
    "Postcode is not in the directory",
    "Episodes",
    "PL_POST HOME_POST",
    wrong="HOME_POST or PL_POST does not stand in the directory of postcodes.",
    cure="Check it for slips (O for 0, I for 1) and give it in full.",
)
def postcode_not_found(r: Return) -> Answer:
    places = r.places
    return [
        At("Episodes", "HOME_POST", r.episodes["HOME_POST"].filled & ~places.home_found),
        At("Episodes", "PL_POST", r.episodes["PL_POST"].filled & ~places.placement_found),
    ]


@rule(
    "392d",
    "Home and placement have the same postcode",
    "Episodes",
    "PL_POST HOME_POST PLACE",
    wrong="HOME_POST and PL_POST are the same, but the child is not placed with parents (P1).",
    cure="Give the placement's own postcode, or the postcode where the child lived before care.",
    note="Compared without spaces and in capitals.",
)
def same_postcode(r: Return) -> Answer:
    home, placement = r.episodes["HOME_POST"].without_spaces, r.episodes["PL_POST"].without_spaces
    same = ~placement.differs(home, np.arange(len(r.episodes)))
    return same & placement.filled & ~r.episodes["PLACE"].among({"P1"})


@rule(
    "406",
    "Distance given for an unaccompanied child",
    "Episodes",
    "HOME_POST",
    wrong="The child is or was unaccompanied, yet HOME_POST and PL_POST give a distance from home.",
    cure="Leave HOME_POST blank.",
)
def distance_not_wanted(r: Return) -> Answer:
    return r.having("Episodes", r.ever_unaccompanied) & ~np.isnan(r.places.miles)


@rule(
    "411",
    "Inside or outside contradicts the authority of the placement",
    "Episodes",
    "PL_POST",
    wrong="The placement is counted as inside the authority but lies in another, or the other way round.",
    cure="Check PL_POST, and report it if the postcode is right: the directory's boundary needs correcting.",
)
def location_contradicted(r: Return) -> Answer:
    places = r.places
    own = places.located_in == (r.placing.responsible if r.placing else "")
    return (places.inside & ~own) | (places.outside & own)


@rule(
    "454",
    "Placement more than 350 miles from home",
    "Episodes",
    "PL_POST HOME_POST",
    wrong="The distance from HOME_POST to PL_POST is more than 350 miles.",
    cure="Check both postcodes; if they are right, tell DfE so.",
    first=2026,
)
def very_far(r: Return) -> Answer:
    miles = r.places.miles
    return (miles > FARTHEST_LIKELY) & (miles != FARTHEST_RECORDABLE)


@rule(
    "1015",
    "Own provision outside the authority",
    "Episodes",
    "PLACE_PROVIDER PL_POST",
    wrong="PLACE_PROVIDER is PR1, own provision, but PL_POST lies outside the authority, and the placement "
    "is "
    "neither with foster carers nor for adoption.",
    cure="Check the provider and the postcode; if both are right, tell DfE that the home is yours.",
    note="A placement whose authority is not known is left to 169; the package counts it as outside. "
    "K3 is exempt from 2025-26, and the fostering codes of earlier years are exempt with those of today.",
)
def own_provision_elsewhere(r: Return) -> Answer:
    exempt = FOSTERING | FOSTERING_EARLIER | FOR_ADOPTION | ({"K3"} if r.year >= 2026 else set())
    place = r.episodes["PLACE"]
    judged = ~place.among_or_blank(exempt) & ~r.short_break & r.episodes["LS"].filled
    return judged & r.episodes["PLACE_PROVIDER"].among({"PR1"}) & r.places.outside
