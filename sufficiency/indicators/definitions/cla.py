"""How many children are looked after, who they are, and how many come and go."""

from typing import Any

from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import A_RETURN_ALONE, IN_CARE, Direction, Indicator, Span, Unit

LOOKED_AFTER = (
    "Children looked after by the authority on the day: in a period of care that has begun and not ended. "
    "A child whose care ended on the day is out; children on an agreed series of short breaks (V3, V4) are left out."
)
RETURN = "SSDA903 return: Episodes and Header"
GUIDE = "DfE, Children looked after in England including adoptions: methodology and data guidance"


def _stock(key: str, title: str, why: str, how: str, **more: Any) -> Indicator:
    return Indicator(
        key=key,
        title=title,
        why_it_matters=why,
        population=more.pop("population", LOOKED_AFTER),
        how=how,
        source=more.pop("source", f"{RETURN}. {GUIDE}"),
        unit=more.pop("unit", Unit.CHILDREN),
        better=Direction.NEITHER,
        span=Span.DAY,
        version="1",
        groups=more.pop("groups", IN_CARE),
        **more,
    )


DEFINITIONS = (
    _stock(
        "cla.number",
        "Children looked after",
        "The number of homes that the authority must secure. It is neither good nor bad in itself: a child in "
        "care may be a child kept safe.",
        "Each child with a period of care in force on the day counts once.",
    ),
    _stock(
        "cla.rate_per_10000",
        "Children looked after for every 10,000 children who live in the area",
        "Lets the authority be compared with others of a different size, and with itself as its population changes.",
        "The number looked after, divided by the children aged 0 to 17 who lived in the area at the mid-year "
        "before the return year's end (for 31 March 2013: mid-2012), times 10,000. Of several estimates the "
        "newest release is used.",
        source=f"{RETURN}; Office for National Statistics mid-year estimates. {GUIDE}",
        unit=Unit.RATE,
    ),
    _stock(
        "cla.uasc",
        "Unaccompanied asylum-seeking children looked after",
        "They have no home in the area to be near to, most are 16 or 17, and the cost is met in part by a grant.",
        "Looked after on the day, and named in the UASC file of the return that covers the day (the first return "
        "to end on or after it), with no date on which they ceased to be unaccompanied on or before the day.",
        source=f"SSDA903 return: Episodes and UASC. {GUIDE}",
        groups=A_RETURN_ALONE,
    ),
    Indicator(
        key="cla.started",
        title="Children who started to be looked after in the year",
        why_it_matters="How many new homes had to be found, and for what ages.",
        population="Children who began a period of care in the year to the day; short breaks are left out. A child "
        "who started more than once counts once. Children first reported in the year in the middle of a period, "
        "so that nobody can say when it began, are missing.",
        how="Periods of care that began in the year, one a child; the age is the age at the first start.",
        source=f"{RETURN}. {GUIDE}",
        unit=Unit.CHILDREN,
        better=Direction.NEITHER,
        span=Span.YEAR,
        version="1",
        groups=IN_CARE,
        categories=group.AGE_BANDS,
    ),
    Indicator(
        key="cla.ceased",
        title="Children who ceased to be looked after in the year",
        why_it_matters="How many homes became free, and how long children stay in care, shows in who leaves.",
        population="Children whose period of care ended in the year to the day with a reason that says they left, "
        "and who did not start again the same day; short breaks are left out. A child who left more than once "
        "counts once. Children whose period ended without such a reason are missing.",
        how="The last such end in the year, one a child; the age is the age on that day. A child who left on the "
        "last day of the year ceased in it and is not looked after on that day.",
        source=f"{RETURN}. {GUIDE}",
        unit=Unit.CHILDREN,
        better=Direction.NEITHER,
        span=Span.YEAR,
        version="1",
        groups=IN_CARE,
        categories=group.AGE_BANDS,
    ),
    _stock(
        "cla.by_age",
        "Children looked after, by age",
        "Homes for babies, for children at school and for young people of 16 and over are different homes.",
        "Age in whole years on the day. An age is reached at the start of the birthday; someone born on "
        "29 February reaches it on 1 March in common years.",
        categories=group.AGE_BANDS,
    ),
    _stock(
        "cla.by_sex",
        "Children looked after, by sex",
        "Some homes take only girls or only boys.",
        "As the return's Header reports it (1 or M male, 2 or F female); anything else is not known.",
        categories=group.SEXES,
    ),
    _stock(
        "cla.by_ethnic_group",
        "Children looked after, by ethnic group",
        "The authority must have regard to a child's racial origin, culture and language when it places them.",
        "The return's codes gathered into the census groups, Chinese with Asian; refused and not yet obtained are "
        "not known.",
        categories=group.ETHNIC_GROUPS,
    ),
    _stock(
        "cla.by_legal_status",
        "Children looked after, by legal status",
        "Says who decides for the child, and how long they are likely to stay.",
        "The legal status in force on the day, grouped: C1; C2; D1 and E1; V2; J1 to J3; L1 to L3; any other or "
        "none is other.",
        categories=group.LEGAL_STATUSES,
    ),
    _stock(
        "cla.by_need",
        "Children looked after, by main need",
        "Why children come into care points to the help that might have kept them at home.",
        "The category of need (N1 to N8) reported beside the legal status in force on the day.",
        categories=group.NEEDS,
    ),
)
