"""Children who are placed for adoption or have been adopted, and how long they waited."""

from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import (
    A_RETURN_ALONE,
    IN_CARE,
    WHERE_THEY_LIVE,
    Direction,
    Indicator,
    Span,
    Unit,
)
from sufficiency.indicators.definitions.cla import GUIDE, LOOKED_AFTER, RETURN

SCORECARD = "DfE adoption scorecards"
ADOPTED = (
    "Children whose period of care ended with an adoption order (E11, E12) in the three years to the day, and "
    "who did not start again the same day. Short breaks are left out."
)

DEFINITIONS = (
    Indicator(
        key="adoption.placed_awaiting_order",
        title="Children placed for adoption who await the order",
        why_it_matters="They will soon leave care; their homes are found.",
        population=LOOKED_AFTER,
        how="Children looked after on the day in a placement for adoption (A3 to A6): the line "
        f"'{group.FOR_ADOPTION}' of the types of placement.",
        source=f"{RETURN}. {GUIDE}",
        unit=Unit.CHILDREN,
        better=Direction.NEITHER,
        span=Span.DAY,
        version="1",
        groups=WHERE_THEY_LIVE,
    ),
    Indicator(
        key="adoption.entry_to_placement_days",
        title="Days from entering care to moving in with the adoptive family",
        why_it_matters="A young child cannot wait: each month without a settled family counts.",
        population=f"{ADOPTED} A child whose period has no known start, or no placement for adoption, is missing.",
        how="Days from the start of the period of care to the first placement for adoption in it (A3 to A6); the "
        "mean over the children, each once. The clock does not stop early for a child adopted by a foster carer.",
        source=f"{RETURN}. {SCORECARD}, indicator A1",
        unit=Unit.DAYS,
        better=Direction.LOWER,
        span=Span.THREE_YEARS,
        version="1",
        groups=WHERE_THEY_LIVE,
    ),
    Indicator(
        key="adoption.order_to_match_days",
        title="Days from the placement order to the match with a family",
        why_it_matters="Says how quickly a family is found once the court has agreed.",
        population=f"{ADOPTED} Children who never had a placement or freeing order are left out; a child without a "
        "date of match, or whose order was already in force when first reported, is missing.",
        how="Days from the first placement or freeing order in the period (E1, D1) to the date of match in the AD1 "
        "file; a match before the order counts as no days. The mean over the children, each once.",
        source=f"SSDA903 return: Episodes and AD1. {SCORECARD}, indicator A2",
        unit=Unit.DAYS,
        better=Direction.LOWER,
        span=Span.THREE_YEARS,
        version="1",
        groups=A_RETURN_ALONE,
    ),
    Indicator(
        key="adoption.share_of_leavers",
        title="Share of children leaving care who were adopted",
        why_it_matters="Adoption is one of the ways to a permanent home; read it with the number of children who "
        "left another way, for that is why its share moves.",
        population="Children who ceased to be looked after in the year to the day, each once, by their last exit. "
        "Children whose period ended without a reason that says they left are missing.",
        how="Those whose last exit in the year was an adoption order (E11, E12), of all who ceased.",
        source=f"{RETURN}. {GUIDE}",
        unit=Unit.PERCENT,
        better=Direction.NEITHER,
        span=Span.YEAR,
        version="1",
        groups=IN_CARE,
    ),
)
