"""What people choose from when they record care: the return's present codes, in words.

`sufficiency.exchange.ssda903.code_sets` says which codes a return year allows; a test holds these against it.
"""

from __future__ import annotations

from datetime import date

# K3 took the place of H5 and P2 on this day, with the return for the year to 31 March 2025.
_K3_FROM = date(2024, 4, 1)
# Z11 to Z14 took its place; what each means for England is not established, so none of them is offered.
_Z1_UNTIL = date(2026, 4, 1)

PLACEMENT_TYPES = {
    "U1": "Fostered by a relative or friend, long term",
    "U2": "Fostered by a relative or friend who is an approved adopter",
    "U3": "Fostered by a relative or friend, not long term",
    "U4": "Fostered by another carer, long term",
    "U5": "Fostered by another carer who is an approved adopter",
    "U6": "Fostered by another carer, not long term",
    "K2": "Children's home",
    "K1": "Secure children's home",
    "K3": "Supported accommodation",
    "H5": "Semi-independent living outside the children's homes regulations",
    "P2": "Independent living",
    "P1": "With own parents or someone with parental responsibility",
    "A3": "Placed for adoption with consent, with present foster carer",
    "A4": "Placed for adoption with consent, not with present foster carer",
    "A5": "Placed for adoption under a placement order, with present foster carer",
    "A6": "Placed for adoption under a placement order, not with present foster carer",
    "R1": "Residential care home",
    "R2": "NHS or other medical or nursing establishment",
    "R3": "Family centre or mother and baby unit",
    "R5": "Young offender institution or prison",
    "S1": "Residential school, not registered as a children's home",
    "P3": "Residential employment",
    "Z1": "Other placement",
}
# Of returns up to that for 2015-16; read, never chosen.
_FORMER_TYPES = {"Q1": "Fostered by a relative or friend", "Q2": "Fostered by another carer"}
_FORMER_STATUSES = {
    "V3": "Short breaks, each recorded",
    "V4": "Short breaks, agreement recorded",
    "D1": "Freeing order",
}
PROVIDERS = {
    "PR0": "Parent or other person with parental responsibility",
    "PR1": "Own provision",
    "PR2": "Another local authority's provision",
    "PR3": "Other public provision",
    "PR4": "Private provision",
    "PR5": "Voluntary or third-sector provision",
}
LEGAL_STATUSES = {
    "V2": "Section 20, accommodated by agreement",
    "C1": "Interim care order",
    "C2": "Full care order",
    "E1": "Placement order",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "Remanded to the authority or to youth detention accommodation",
    "J2": "PACE: kept in the authority's accommodation",
    "J3": "Youth rehabilitation order with residence or intensive fostering",
}
NEEDS = {
    "N1": "Abuse or neglect",
    "N2": "Child's disability",
    "N3": "Parental illness or disability",
    "N4": "Family in acute stress",
    "N5": "Family dysfunction",
    "N6": "Socially unacceptable behaviour",
    "N7": "Low income",
    "N8": "Absent parenting",
}
REASONS_FOR_CHANGE = {
    "CARPL": "Change to, or carrying out of, the care plan",
    "CREQB": "Carer asks for it to end: child's behaviour",
    "CREQO": "Carer asks for it to end: other reason",
    "CHILD": "Child asks for it to end",
    "LAREQ": "Authority asks for it to end",
    "STAND": "Concern about standards of care",
    "ALLEG": "Allegation (section 47)",
    "CLOSE": "Carer resigns or the home closes",
    "APPRR": "Approval removed",
    "CUSTOD": "Admitted to custody",
    "PLACE": "Status of the placement changes only, same carer",
    "OTHER": "Other",
}
# The carer stays the same: no move in the sense of stability.
SAME_CARER = "PLACE"
REASONS_CARE_ENDED = {
    "E4A": "Returned home to someone with parental responsibility, planned",
    "E4B": "Returned home to someone with parental responsibility, not planned",
    "E13": "Left to live with someone without parental responsibility",
    "E41": "Child arrangements order",
    "E45": "Special guardianship order to a former foster carer who is a relative or friend",
    "E46": "Special guardianship order to another former foster carer",
    "E47": "Special guardianship order to another relative or friend",
    "E48": "Special guardianship order to someone else",
    "E11": "Adopted, application unopposed",
    "E12": "Adopted, consent dispensed with",
    "E5": "Moved into independent living with formal support",
    "E6": "Moved into independent living without formal support",
    "E7": "Moved to adult social care",
    "E17": "Aged 18 and stayed with the carers",
    "E9": "Sentenced to custody",
    "E14": "Remand ended",
    "E15": "Age assessment found the child to be 18 or over",
    "E16": "Moved abroad",
    "E3": "Care taken over by another UK authority",
    "E2": "Died",
    "E8": "Ceased for any other reason",
}
TEMPORARY_MOVES = {
    "T1": "In hospital",
    "T2": "Child on holiday",
    "T3": "Carer on holiday",
    "T4": "Up to seven days, any other reason",
}
SEXES = {"F": "Female", "M": "Male", "U": "Not known"}


def placement_types_on(day: date) -> dict[str, str]:
    """Types of placement that a return has for the day."""
    gone = {"H5", "P2"} if day >= _K3_FROM else {"K3"}
    gone |= {"Z1"} if day >= _Z1_UNTIL else set()
    return {code: words for code, words in PLACEMENT_TYPES.items() if code not in gone}


def placement_type(code: str) -> str:
    """The type of placement in words, of whatever year."""
    return in_words(code, PLACEMENT_TYPES | _FORMER_TYPES)


def legal_status(code: str) -> str:
    """The legal status in words, of whatever year."""
    return in_words(code, LEGAL_STATUSES | _FORMER_STATUSES)


def in_words(code: str, words: dict[str, str]) -> str:
    """The code in words; a code of other years as it was reported; nothing reported is not known."""
    return words.get(code) or (f"Code {code}" if code else "Not known")
