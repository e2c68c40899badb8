"""Where children looked after live, who provides it, and how far from home it is."""

from typing import Any

from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import WHERE_THEY_LIVE, Direction, Indicator, Span, Unit
from sufficiency.indicators.definitions.cla import GUIDE, LOOKED_AFTER, RETURN

PLACEMENT = (
    "The placement is the one in force on the day. A temporary move (hospital, holiday, up to seven days) leaves "
    "the child in the placement they will return to."
)
EVERYONE = f"{LOOKED_AFTER} Everyone looked after is in the denominator."
DISTANCE = (
    "Straight line from the home postcode to the placement's, in miles of 1.6093 kilometres rounded half up to one "
    "decimal; 20.0 is not over 20. Distance is not known without both postcodes, for unaccompanied children and "
    "for children placed for adoption; they stay in the denominator. After the last return, unaccompanied are those "
    "whom it named."
)


def _placement(key: str, title: str, why: str, how: str, **more: Any) -> Indicator:
    return Indicator(
        key=key,
        title=title,
        why_it_matters=why,
        population=more.pop("population", LOOKED_AFTER),
        how=how,
        source=more.pop("source", f"{RETURN}. {GUIDE}"),
        unit=more.pop("unit", Unit.CHILDREN),
        better=more.pop("better", Direction.NEITHER),
        span=Span.DAY,
        version="1",
        groups=WHERE_THEY_LIVE,
        **more,
    )


DEFINITIONS = (
    _placement(
        "placements.by_type",
        "Children looked after, by type of placement",
        "Shows what kinds of home the authority relies on and whether it has the range that children need.",
        f"{PLACEMENT} Fostering is split by whether the home lies inside the authority; a foster home that cannot "
        "be located, and codes with no place in the table, are not classified.",
        categories=group.TYPES,
    ),
    _placement(
        "placements.by_budget_group",
        "Children looked after, by budget group",
        "The groups that the budget for placements is set by.",
        f"{PLACEMENT} Fostering is split by provider: private and voluntary (PR4, PR5) are agencies, another "
        "authority (PR2) is inter-agency, the rest is the authority's own.",
        categories=group.BUDGET_GROUPS,
    ),
    _placement(
        "placements.by_group",
        "Children looked after, by DfE placement group",
        "The groups in which the Department for Education publishes every authority's figures.",
        f"{PLACEMENT} Codes that no published group names, and children without a placement on the day, are in "
        "other placements.",
        categories=group.PLACEMENT_GROUPS,
    ),
    _placement(
        "placements.by_provider",
        "Children looked after, by who provides the placement",
        "Homes of one's own and homes bought from others differ in cost, in notice and in who decides who lives there.",
        f"{PLACEMENT} By the provider reported (PR1 to PR5); children with their parents (P1) need none.",
        categories=group.PROVIDERS,
    ),
    _placement(
        "placements.by_distance",
        "Children looked after, by distance from home",
        "The duty is to secure homes within the area so far as that is right for the child: near school, family "
        "and friends.",
        f"{DISTANCE} Inside means that the placement's postcode lies in the authority's area. Where the placement "
        "has no postcode, or one that cannot be located, nothing is known.",
        categories=group.DISTANCES,
    ),
    _placement(
        "placements.fostering_share",
        "Share of children looked after who live with foster carers",
        "For most children a family is the best place to grow up.",
        "Children in a foster placement (Q1, Q2, U1 to U6) on the day, of all looked after.",
        population=EVERYONE,
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
    ),
    _placement(
        "placements.agency_share",
        "Share of fostered children who live with agency carers",
        "Agency carers cost more and are often further away; a high share says that the authority has too few "
        "carers of its own.",
        "Children fostered by a private or voluntary provider (PR4, PR5) on the day, of all in fostering.",
        population=f"{LOOKED_AFTER} Only those in a foster placement on the day are in the denominator.",
        unit=Unit.PERCENT,
        better=Direction.LOWER,
    ),
    _placement(
        "placements.within_20_miles",
        "Share of children looked after who live 20 miles or less from home",
        "Children near home can keep their school, their friends and their family.",
        DISTANCE,
        population=EVERYONE,
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
    ),
    _placement(
        "placements.over_20_miles",
        "Share of children looked after who live more than 20 miles from home",
        "Far from home, a child loses school and friends, and is harder to visit and to keep safe.",
        DISTANCE,
        population=EVERYONE,
        unit=Unit.PERCENT,
        better=Direction.LOWER,
    ),
    _placement(
        "placements.distance_not_known",
        "Share of children looked after whose distance from home is not known",
        "Says how much weight the other distance figures can bear.",
        DISTANCE,
        population=EVERYONE,
        unit=Unit.PERCENT,
    ),
    _placement(
        "placements.outside_authority",
        "Share of children looked after who live outside the authority",
        "The duty is to secure enough homes within the area; each child outside needed one that was not there, or "
        "is better placed away.",
        "Children whose placement's postcode lies outside the authority's area (another authority, or outside "
        "England), of all looked after. Those whose placement cannot be located are in the denominator alone.",
        population=EVERYONE,
        unit=Unit.PERCENT,
        better=Direction.LOWER,
    ),
)
