"""Whether children stay where they are."""

from sufficiency.indicators.base import WHERE_THEY_LIVE, Direction, Indicator, Span, Unit
from sufficiency.indicators.definitions.cla import GUIDE, LOOKED_AFTER, RETURN

LONG_TERM = (
    "Children under 16 looked after on the day whose period of care began two and a half years ago or earlier "
    "(31 March: on or before 30 September), by calendar months. Short breaks are left out. A child first reported "
    "later than that, in the middle of a period, cannot be judged and is missing."
)

DEFINITIONS = (
    Indicator(
        key="stability.three_or_more",
        title="Share of children looked after with three or more placements in the year",
        why_it_matters="Each move costs a child a home, and often a school; many moves say that the first homes did "
        "not fit.",
        population=f"{LOOKED_AFTER} A child first reported in the year in the middle of a period, with fewer than "
        "three placements since, cannot be judged: they are missing and not in the denominator.",
        how="The placement open at the end of the year's first day counts one; each placement begun after it with a "
        "change of carer (reason S, P or B) counts one. Moves that keep the carer (T, U), temporary stays (T0 to "
        "T4) and the return from them do not count; a temporary stay that ended elsewhere was a placement and does. "
        "Placements of every period of care in the year do.",
        source=f"{RETURN}. {GUIDE}; the former National Indicator 62",
        unit=Unit.PERCENT,
        better=Direction.LOWER,
        span=Span.YEAR,
        version="1",
        groups=WHERE_THEY_LIVE,
    ),
    Indicator(
        key="stability.same_carer",
        title="Share of children in long-term care who have lived with the same carer for two years",
        why_it_matters="Children who stay with one carer do better, at school and afterwards.",
        population=LONG_TERM,
        how="Back from the day through placements that follow on each other, for as long as the later one began "
        "with no change of carer (L, T or U): that run must have begun two years ago or earlier.",
        source=f"{RETURN}. {GUIDE}",
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
        span=Span.LONG_TERM,
        version="1",
        groups=WHERE_THEY_LIVE,
    ),
    Indicator(
        key="stability.same_placement",
        title="Share of children in long-term care who have lived in the same placement for two years",
        why_it_matters="The older form of the measure of long-term stability, kept so that older strategies can be "
        "compared.",
        population=LONG_TERM,
        how="As for the same carer, but a move with the carer (T or U) ends the run. For a child placed for "
        "adoption the run may reach back over the one placement before it.",
        source=f"{RETURN}. The former National Indicator 63",
        unit=Unit.PERCENT,
        better=Direction.HIGHER,
        span=Span.LONG_TERM,
        version="1",
        groups=WHERE_THEY_LIVE,
    ),
)
