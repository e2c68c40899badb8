"""Young people who have left care, and those who will soon."""

from sufficiency.indicators import groupings as group
from sufficiency.indicators.base import A_RETURN_ALONE, IN_CARE, Direction, Indicator, Span, Unit
from sufficiency.indicators.definitions.cla import GUIDE, LOOKED_AFTER, RETURN

CARE_LEAVERS = (
    "Care leavers named in the OC3 file of the return that the day belongs to (the latest up to the day in its "
    "return year), by the age that their birthday in that return year brought: 17 and 18, and 19 to 21. Those who "
    "died or returned home for six months or more are left out."
)
CARE_LEAVER_RETURN = f"SSDA903 return: OC3. {GUIDE}"

DEFINITIONS = (
    Indicator(
        key="leavers.in_touch",
        title="Share of care leavers with whom the authority is in touch",
        why_it_matters="The authority must keep in touch; it can help nobody it has lost.",
        population=CARE_LEAVERS,
        how="In touch around the birthday (YES), of all in scope; refusing contact and needing no services count as "
        "not in touch.",
        source=CARE_LEAVER_RETURN,
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
        span=Span.RETURN,
        version="1",
        groups=A_RETURN_ALONE,
        categories=group.LEAVER_AGES,
    ),
    Indicator(
        key="leavers.suitable_accommodation",
        title="Share of care leavers in suitable accommodation",
        why_it_matters="A safe home is where a young adult's life starts from.",
        population=f"{CARE_LEAVERS} Those gone abroad, deported, or whose residence is not known are left out too; "
        "those of whom there is no information stay in the denominator.",
        how="Accommodation that the authority judged suitable (a code ending in 1), of all in scope.",
        source=CARE_LEAVER_RETURN,
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
        span=Span.RETURN,
        version="1",
        groups=A_RETURN_ALONE,
        categories=group.LEAVER_AGES,
    ),
    Indicator(
        key="leavers.in_education_employment_training",
        title="Share of care leavers in education, employment or training",
        why_it_matters="Says whether care has set young people on a way of their own.",
        population=CARE_LEAVERS,
        how="An activity code of F or P (full or part time) with 1 to 5, of all in scope, those whose activity is "
        "not known included.",
        source=CARE_LEAVER_RETURN,
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
        span=Span.RETURN,
        version="1",
        groups=A_RETURN_ALONE,
        categories=group.LEAVER_AGES,
    ),
    Indicator(
        key="leavers.by_accommodation",
        title="Care leavers, by where they live",
        why_it_matters="Shows what homes young adults need next: supported housing, a tenancy, or staying put.",
        population=CARE_LEAVERS,
        how="By the letter of the accommodation code: D, E, T supported housing; B family and friends; K, U council "
        "or private rented; X custody or secure home; Z staying put; C residential; R, 0 or blank not known; the "
        "rest other.",
        source=CARE_LEAVER_RETURN,
        unit=Unit.YOUNG_PEOPLE,
        better=Direction.NEITHER,
        span=Span.RETURN,
        version="1",
        groups=A_RETURN_ALONE,
        categories=group.ACCOMMODATIONS,
    ),
    Indicator(
        key="leavers.turning_18_in_year",
        title="Children looked after who turn 18 within a year",
        why_it_matters="Each will need a home as a young adult, and each home may become free or be kept by staying "
        "put.",
        population=LOOKED_AFTER,
        how="Children looked after on the day whose 18th birthday falls after the day and within one year of it.",
        source=RETURN,
        unit=Unit.YOUNG_PEOPLE,
        better=Direction.NEITHER,
        span=Span.DAY,
        version="1",
        groups=IN_CARE,
    ),
)
