"""What a placement must not be. A plan is stopped by these; a fact is recorded, and each broken rule kept with it.

Each rule is a small function of the proposal that gives the breach in words, or nothing. Its source in law stands
beside it. The rules are the present text of the law in England; where one began on a date, it looks at the date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from carers.codes import SexAccepted
from carers.models import Household, Terms
from placements import codes
from placements.models import Child
from placements.occupancy import Occupancy
from sufficiency.core.periods import age_on

# The usual fostering limit (Children Act 1989, Schedule 7, paragraph 2).
USUAL_FOSTERING_LIMIT = 3
# Reg 27A of the Care Planning Regulations came into force on this day.
_NOT_UNDER_16_FROM = date(2021, 9, 9)
# Supported accommodation must be registered from this day (SI 2023/416).
_SUPPORTED_MUST_REGISTER_FROM = date(2023, 10, 28)
_RELATIVE_OR_FRIEND = frozenset({"U1", "U2", "U3", "Q1"})


@dataclass(frozen=True)
class Proposal:
    """A child in a place from a day on, as it is planned or as it is."""

    child: Child
    day: date
    code: str
    legal_status: str
    household: Household | None = None
    terms: Terms | None = None
    occupancy: Occupancy | None = None
    # Places free from the day on, this child and reservations left out; negative where there are too few.
    places_free: int | None = None
    # Of those, kept for other children.
    reserved_for_others: int = 0
    # Children in the household that day, this child left out; and how many are no sibling of this child.
    others_there: int = 0
    strangers_there: int = 0
    # That a location to avoid is near, or that nobody can tell: as `placements.match` says it.
    too_near: str = ""
    # Whether the home is registered with Ofsted: None where it is not known.
    registered: bool | None = None


@dataclass(frozen=True)
class Rule:
    """`stops_a_plan_alone`: it is a matter of booking, and no breach of anything once the child is there.

    `goes_on_with_a_reason`: a plan is booked all the same by who says why, and is flagged like a fact.
    """

    code: str
    source: str
    check: Callable[[Proposal], str]
    stops_a_plan_alone: bool = False
    goes_on_with_a_reason: bool = False


@dataclass(frozen=True)
class Broken:
    rule: Rule
    words: str


def under_16_in_supported_accommodation(p: Proposal) -> str:
    """No child under 16 in accommodation that is neither a family's nor a children's home's."""
    if p.code in codes.SUPPORTED_ACCOMMODATION and p.day >= _NOT_UNDER_16_FROM:
        age = age_on(p.child.date_of_birth, p.day)
        if age < 16:
            return f"Aged {age}: nobody under 16 may be placed in supported accommodation."
    return ""


def not_registered(p: Proposal) -> str:
    """Running an unregistered children's home or supported accommodation is an offence; nobody can place there."""
    must = p.code in {"K1", "K2"} or (
        p.code in codes.SUPPORTED_ACCOMMODATION and p.day >= _SUPPORTED_MUST_REGISTER_FROM
    )
    if p.household is not None or not must or p.registered:
        return ""
    if p.registered is None:
        return "The home is not shown to be registered with Ofsted. Find its Ofsted number."
    return "The home is not registered with Ofsted."


def with_parents_under_section_20(p: Proposal) -> str:
    """Who is accommodated by agreement and goes home is no longer looked after."""
    if p.code == "P1" and p.legal_status == "V2":
        return (
            "A child under section 20 who lives with a parent is not looked after: end the care instead, "
            "or record the order that there is."
        )
    return ""


def eighteen(p: Proposal) -> str:
    if age_on(p.child.date_of_birth, p.day) >= 18:
        return "Aged 18 or over on that day: no longer a child who can be looked after."
    return ""


def under_13_in_secure(p: Proposal) -> str:
    """Needs the Secretary of State's approval beforehand."""
    if p.code == "K1" and age_on(p.child.date_of_birth, p.day) < 13:
        return "Under 13 in a secure home: the Secretary of State must have approved it."
    return ""


def adoption_without_order(p: Proposal) -> str:
    if p.code in {"A5", "A6"} and p.legal_status and p.legal_status != "E1":
        return "Placed for adoption under a placement order, but no placement order is recorded."
    return ""


def household_not_approved(p: Proposal) -> str:
    if p.household is None:
        return ""
    if p.day not in p.household.approved:
        return f"{p.household} is not approved on that day."
    if p.terms is None:
        return f"{p.household} has no terms of approval on file for that day."
    return ""


def relative_not_on_file(p: Proposal) -> str:
    """A connected person may be approved for up to 16 weeks (24 at most) while the assessment is made."""
    if p.household is None and p.code in _RELATIVE_OR_FRIEND:
        return "The connected person is not on file as approved. Temporary approval is needed."
    return ""


def over_places(p: Proposal) -> str:
    if p.terms is None or p.places_free is None or p.places_free > 0:
        return ""
    number = p.terms.places
    return f"{p.household} is approved for {number} and has no place left from that day."


def over_usual_limit(p: Proposal) -> str:
    """More than three only if all are siblings, or with an exemption; in fostering alone."""
    if p.household is None or p.code not in codes.FOSTERING or not p.strangers_there:
        return ""
    if p.others_there + 1 > USUAL_FOSTERING_LIMIT:
        return f"More than {USUAL_FOSTERING_LIMIT} children who are not all siblings need an exemption."
    return ""


def outside_ages(p: Proposal) -> str:
    if p.terms is None:
        return ""
    age = age_on(p.child.date_of_birth, p.day)
    if p.terms.youngest <= age <= p.terms.oldest:
        return ""
    return f"Aged {age}, and {p.household} is approved for {p.terms.youngest} to {p.terms.oldest}."


def outside_sex(p: Proposal) -> str:
    if p.terms is None:
        return ""
    wrong = {SexAccepted.FEMALE: ("1", "M"), SexAccepted.MALE: ("2", "F")}
    if p.child.sex in wrong.get(SexAccepted(p.terms.sex), ()):
        return f"{p.household} is approved for {p.terms.get_sex_display().lower()}."
    return ""


def siblings_only(p: Proposal) -> str:
    if p.terms is not None and p.terms.siblings_only and p.strangers_there:
        return f"{p.household} takes more than one child only if they are brothers or sisters."
    return ""


def only_child(p: Proposal) -> str:
    if p.terms is not None and p.terms.only_child and p.others_there:
        return f"A child at {p.household} must be the only one."
    return ""


def on_hold(p: Proposal) -> str:
    if p.occupancy is None or p.terms is None:
        return ""
    if p.occupancy.hold_all:
        return f"{p.household} is on hold that day."
    if p.places_free is not None and 0 < p.places_free <= p.occupancy.hold_places:
        return f"The places left at {p.household} are on hold that day."
    if p.occupancy.not_before and p.day < p.occupancy.not_before:
        return f"{p.household} said: not before {p.occupancy.not_before:%-d %B %Y}."
    return ""


def reserved(p: Proposal) -> str:
    if p.places_free is not None and 0 < p.places_free <= p.reserved_for_others:
        return f"The places left at {p.household} are reserved for other children."
    return ""


def location_to_avoid(p: Proposal) -> str:
    """Never where it is, and never why: that is behind a reason."""
    return p.too_near


LOCATION_TO_AVOID = "location_to_avoid"
_TERMS = "Fostering Services (England) Regulations 2011, regs 27 and 28: terms of approval"
_CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
_OURS = "The council's own record of the household"
RULES: tuple[Rule, ...] = (
    Rule("under_16_supported", f"{_CARE_PLANNING}, reg 27A", under_16_in_supported_accommodation),
    Rule(
        "not_registered",
        "Care Standards Act 2000, s11; Supported Accommodation (England) Regulations 2023",
        not_registered,
    ),
    Rule("parents_section_20", "Children Act 1989, ss 20 and 22C(2)", with_parents_under_section_20),
    Rule("eighteen", "Children Act 1989, s105(1)", eighteen),
    Rule("under_13_secure", "Children (Secure Accommodation) Regulations 1991, reg 4", under_13_in_secure),
    Rule("no_placement_order", "Adoption and Children Act 2002, s18", adoption_without_order),
    Rule("not_approved", "Children Act 1989, s22C(6)(b) and (12)", household_not_approved),
    Rule("relative_not_approved", f"{_CARE_PLANNING}, regs 24 and 25", relative_not_on_file),
    Rule("over_places", _TERMS, over_places),
    Rule("over_usual_limit", "Children Act 1989, Schedule 7, paragraphs 2 to 4", over_usual_limit),
    Rule("outside_ages", _TERMS, outside_ages),
    Rule("outside_sex", _TERMS, outside_sex),
    Rule("siblings_only", _TERMS, siblings_only),
    Rule("only_child", _TERMS, only_child),
    Rule(
        LOCATION_TO_AVOID,
        "The child's own record of locations to avoid",
        location_to_avoid,
        goes_on_with_a_reason=True,
    ),
    Rule("on_hold", _OURS, on_hold, stops_a_plan_alone=True),
    Rule("reserved", _OURS, reserved, stops_a_plan_alone=True),
)
BY_CODE = {rule.code: rule for rule in RULES}


def broken_by(proposal: Proposal) -> list[Broken]:
    """Every rule that the proposal breaks."""
    return [Broken(rule, words) for rule in RULES if (words := rule.check(proposal))]
