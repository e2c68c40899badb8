"""What the council has and what it pays, in a document: recruitment of carers, homes, and a week's cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from forecasting.models import UnitCost
from reports import printing
from reports.capacity import Capacity, capacity
from reports.document import Block, Cell, Column, Note, Paragraph, Row, Table
from reports.statement.figures import Figures
from reports.statement.gathering import GROUPS
from sufficiency.core.models import Authority, PublishedFigure
from sufficiency.core.protection import LARGEST_HIDDEN, PROTECTION_WIDTH, is_small
from sufficiency.core.rounding import ROUND_TO, THRESHOLD, is_few, rounded
from sufficiency.indicators.formatting import half_up
from sufficiency.indicators.groupings import OWN_FOSTERING
from sufficiency.indicators.protected import State

RECRUITMENT = "fostering.recruitment"
ENQUIRIES, VISITS, ASSESSMENTS = "Enquiries", "Initial home visit", "Assessments"
# Conversion rates are worked out: heading, of what, and how many decimals.
_RATES = (
    ("Conversion rate, enquiry to visit", VISITS, "Conversion rate (visit / enquiry)", 0),
    (
        "Overall conversion rate, enquiry to assessment",
        ASSESSMENTS,
        "Overall conversion rate (assessment / enquiry)",
        1,
    ),
)
_PLACEMENTS = {
    "kinship_fostering": "with relatives or friends as foster carers",
    "in_house_fostering": "with the council's own foster carers",
    "agency_fostering": "with an independent fostering agency",
    "residential": "in residential care",
    "supported": "in supported accommodation",
}


@dataclass(frozen=True)
class Period:
    """A stretch of recruitment as the council recorded it. `printed` are its rates in the source, as printed."""

    name: str
    ends_on: date
    counts: dict[str, int]
    printed: dict[str, str]
    source: str


def periods_of(gss_code: str) -> list[Period]:
    """The council's sourced records of recruitment, the earliest first."""
    found: dict[date, Period] = {}
    for one in PublishedFigure.objects.for_areas({gss_code}).filter(key=RECRUITMENT).order_by("as_at", "pk"):
        period = found.setdefault(
            one.as_at,
            Period(one.note, one.as_at, {}, {}, f"{one.source}, {one.place_in_source}"),
        )
        if one.unit == "percent":
            period.printed[one.category] = one.as_printed
        elif one.value is not None:
            period.counts[one.category] = int(one.value)
    return list(found.values())


def recruitment_table(figures: Figures) -> tuple[Block, ...]:
    """Table 6: enquiries, visits and assessments, and what share of enquiries led to each."""
    periods = periods_of(figures.gathered.gss_code)
    if not periods:
        return (Note("The council keeps no record of enquiries from people who might foster."),)
    rows = []
    for heading in (ENQUIRIES, VISITS):
        rows.append(_row(heading, periods))
    rows.append(_rate(*_RATES[0], periods))
    rows.append(_row(ASSESSMENTS, periods))
    rows.append(_rate(*_RATES[1], periods))
    return (
        Table(
            identifier="table-6",
            label="Table 6",
            caption="Recruitment and assessment of foster carers",
            heading_columns=(Column("Stage", numeric=False),),
            columns=tuple(Column(period.name) for period in periods),
            rows=tuple(rows),
            source=f"{periods[0].source}.",
            as_at=printing.in_words(periods[-1].ends_on),
            notes=(
                "Relatives and friends who foster a child they know are not among them, and those who withdrew during "
                "assessment are not taken off.",
                *_differences(periods),
            ),
        ),
    )


def _row(heading: str, periods: Iterable[Period]) -> Row:
    return Row((heading,), tuple(_count(heading, period) for period in periods))


def _count(heading: str, period: Period) -> Cell:
    number = period.counts.get(heading)
    text = printing.NOT_HELD if number is None else printing.number(number)
    return Cell(text, number, RECRUITMENT, heading, as_at=period.ends_on)


def _share(period: Period, of: str, places: int) -> str:
    part, whole = period.counts.get(of), period.counts.get(ENQUIRIES)
    if part is None or not whole:
        return printing.NOT_HELD
    return f"{half_up(Decimal(100 * part) / whole, places)}%"


def _rate(heading: str, of: str, printed: str, places: int, periods: Iterable[Period]) -> Row:
    return Row((heading,), tuple(Cell(_share(period, of, places)) for period in periods))


def _differences(periods: Iterable[Period]) -> Iterable[str]:
    """Where the source prints another rate than its own counts give, rounded half up."""
    for period in periods:
        for heading, of, name, places in _RATES:
            ours, theirs = _share(period, of, places), period.printed.get(name, "")
            if theirs and theirs != ours:
                whole = Decimal(100 * period.counts[of]) / period.counts[ENQUIRIES]
                cut = whole.quantize(Decimal(1).scaleb(-places), ROUND_FLOOR)
                why = ": it cuts where this table rounds" if f"{cut}%" == theirs else ""
                yield f"{heading}, {period.name}: the source prints {theirs}{why}."


def capacity_words(figures: Figures) -> tuple[Block, ...]:
    """Places for which the council's own households are approved, and how many a child could take."""
    authority = Authority.objects.get(gss_code=figures.gathered.gss_code)
    homes = capacity(authority, days=[figures.as_at])[figures.as_at]
    if not homes.households:
        return (
            Note(
                "The register of the council's own foster homes does not reach back to "
                f"{printing.in_words(figures.as_at)}."
            ),
        )
    households, approved = (_protected(count, figures) for count in (homes.households, homes.approved))
    return (
        Paragraph(
            f"At {printing.in_words(figures.as_at)} the council had {households} fostering "
            f"households of its own, approved for {approved} places. {_free(homes, figures)}"
        ),
    )


def _free(homes: Capacity, figures: Figures) -> str:
    """Into how many a child could have moved. Hidden, it does not say whether few are free or few are taken."""
    if not figures.is_exact and (_is_of_few(homes.free, figures) or _tells_children(homes, figures)):
        return f"Into how many of them a child could have moved is hidden ({printing.HIDDEN})."
    return (
        f"A child could have moved into {_protected(homes.free, figures)} of them: the others were taken, kept for "
        "brothers and sisters, on hold, or needed by the child who lives there alone."
    )


def _tells_children(homes: Capacity, figures: Figures) -> bool:
    """Whether the places that are not free tell how many children live in them: no more children than places.

    That number may be hidden, or stand in no document, for the sake of a small one. Of places that are many more than
    the children it says no more than a reader may know.
    """
    rounds = figures.as_at in figures.rounded_dates
    taken = homes.approved - homes.free
    children = _with_own_carers(figures)
    if children is None:
        return 0 < taken < (THRESHOLD - 1 + ROUND_TO if rounds else LARGEST_HIDDEN + PROTECTION_WIDTH)
    measured = figures.protected.get(GROUPS, figures.as_at)
    shown = measured.category(OWN_FOSTERING) if measured else None
    if shown and shown.value.state is State.PRINTED and not rounds:
        return False
    return 0 <= taken - children < (THRESHOLD - 1 if rounds else PROTECTION_WIDTH)


def _with_own_carers(figures: Figures) -> int | None:
    """How many children live with the council's own carers, whether the document says it or not."""
    found = figures.gathered.countable.get((GROUPS, figures.as_at))
    lines = found.breakdown or () if found else ()
    return next((line.value for line in lines if line.category == OWN_FOSTERING), None)


def _protected(count: int, figures: Figures) -> str:
    """A count of the council's own carers, or of their places: of so few, in public, somebody knows who they are."""
    if figures.is_exact:
        return printing.number(count)
    if _is_of_few(count, figures):
        return f"a few ({printing.HIDDEN})"
    return printing.number(rounded(count) if figures.as_at in figures.rounded_dates else count)


def _is_of_few(count: int, figures: Figures) -> bool:
    return is_few(count) if figures.as_at in figures.rounded_dates else is_small(count)


def cost_words(figures: Figures) -> tuple[Block, ...]:
    """What a week costs, from the lowest to the highest price; no provider is named."""
    authority = figures.gathered.gss_code
    said = []
    since: set[date] = set()
    for kind, words in _PLACEMENTS.items():
        prices = list(
            UnitCost.objects.filter(authority__gss_code=authority, placement=kind).order_by("valid")
        )
        now = [one for one in prices if figures.as_at in one.valid] or prices[:1]
        known = [one for one in now if one.lowest is not None and one.highest is not None]
        if known:
            low = min(one.lowest for one in known if one.lowest is not None)
            high = max(one.highest for one in known if one.highest is not None)
            said.append(f"{words} from {_pounds(low)} to {_pounds(high)}")
        elif now:
            said.append(f"{words} {_pounds(max(one.weekly for one in now))} on average")
        since |= {one.valid.lower for one in now if one.valid.lower > figures.as_at}
    if not said:
        return (Note("The council has recorded no prices of placements."),)
    later = f" Prices hold from {printing.in_words(max(since))}." if since else ""
    return (Paragraph(f"For a week a placement costs: {'; '.join(said)}.{later}"),)


def _pounds(amount: Decimal) -> str:
    return f"£{half_up(amount):,}"
