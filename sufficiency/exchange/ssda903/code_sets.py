"""Every code set of the return, with the first and last return year of each code.

A return year is named by the calendar year it ends in: 2025 is 1 April 2024 to 31 March 2025. `None` means
from the first return this product reads, or until further notice.

Sources: DfE guides to the SSDA903 return as the sector's open validators and schemas carry them. Where they
disagree the code is accepted and the comment says so. Codes of earlier years whose English meaning could not
be established say so: an administrator can fill them in, nothing is guessed from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from careleavers.codes import AccommodationKind, InTouch

_UNPROVED = "meaning not established for England"


@dataclass(frozen=True)
class Code:
    meaning: str
    first: int | None = None
    last: int | None = None

    def in_year(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def _codes(**meanings: str) -> dict[str, Code]:
    return {code: Code(meaning) for code, meaning in meanings.items()}


_PLACE = {
    **_codes(
        A3="Placed for adoption with consent, with current foster carer",
        A4="Placed for adoption with consent, not with current foster carer",
        A5="Placed for adoption under a placement order, with current foster carer",
        A6="Placed for adoption under a placement order, not with current foster carer",
        K1="Secure children's home",
        K2="Children's home",
        P1="Placed with own parents or someone with parental responsibility",
        P3="Residential employment",
        R1="Residential care home",
        R2="NHS or other medical or nursing establishment",
        R3="Family centre or mother and baby unit",
        R5="Young offender institution or prison",
        S1="Residential school, not registered as a children's home",
        T0="Temporary move of any kind",
        T1="Temporary move: in hospital",
        T2="Temporary move: child on holiday",
        T3="Temporary move: carer on holiday",
        T4="Temporary move: up to seven days, any other reason",
    ),
    # Two of the sector's lists disagree on 2024-25 for H5 and P2; both are accepted that year.
    "H5": Code("Semi-independent living outside the children's homes regulations", None, 2025),
    "P2": Code("Independent living", None, 2025),
    "K3": Code("Registered supported accommodation", 2025, None),
    "U1": Code("Fostered by a relative or friend, long term", 2015, None),
    "U2": Code("Fostered by a relative or friend who is an approved adopter", 2015, None),
    "U3": Code("Fostered by a relative or friend, neither long term nor for adoption", 2015, None),
    "U4": Code("Fostered by another carer, long term", 2015, None),
    "U5": Code("Fostered by another carer who is an approved adopter", 2015, None),
    "U6": Code("Fostered by another carer, neither long term nor for adoption", 2015, None),
    # The U codes came between the returns for 2014-15 and 2015-16, so Q and U are both accepted in both.
    "Q1": Code("Fostered by a relative or friend", None, 2016),
    "Q2": Code("Fostered by another carer", None, 2016),
    # One of the sector's lists keeps Z1 beside its four successors in 2025-26.
    "Z1": Code("Other placement, on a schedule to DfE", None, 2026),
    "Z11": Code(f"Other placement ({_UNPROVED})", 2026, None),
    "Z12": Code(f"Other placement ({_UNPROVED})", 2026, None),
    "Z13": Code(f"Other placement ({_UNPROVED})", 2026, None),
    "Z14": Code(f"Other placement ({_UNPROVED})", 2026, None),
    # Of earlier years. When each ended in England is not established; open placements of such a kind can run on.
    **{
        code: Code(f"Code of earlier years ({_UNPROVED})", None, 2016)
        for code in [
            "A1",
            "A2",
            "F1",
            "F2",
            "F3",
            "F4",
            "F5",
            "F6",
            "H1",
            "H2",
            "H3",
            "H4",
            "M1",
            "M2",
            "M3",
            "R4",
        ]
    },
}

_LS = {
    **_codes(
        C1="Interim care order",
        C2="Full care order",
        D1="Freeing order",
        E1="Placement order",
        V2="Accommodated under section 20, single period",
        V3="Short breaks, each recorded",
        V4="Short breaks, agreement recorded",
        L1="Police protection",
        L2="Emergency protection order",
        L3="Child assessment order",
        J1="Remanded to local authority or youth detention accommodation",
        J2="Local authority accommodation under PACE 1984",
        J3="Youth rehabilitation order with residence or intensive fostering",
    ),
    "V1": Code(f"Short breaks, older code ({_UNPROVED})", None, 2016),
    "W1": Code(f"Wardship ({_UNPROVED})", None, 2016),
}

_REC = {
    **_codes(
        X1="Episode ceases and a new one begins the same day",
        E11="Adopted, application unopposed",
        E12="Adopted, consent dispensed with",
        E2="Died",
        E3="Care taken over by another UK authority",
        E4A="Returned home to someone with parental responsibility, planned",
        E4B="Returned home to someone with parental responsibility, not planned",
        E13="Left care to live with someone without parental responsibility",
        E41="Residence or child arrangements order",
        E5="Moved into independent living with formal support",
        E6="Moved into independent living without formal support",
        E7="Moved to adult social care",
        E8="Ceased for any other reason",
        E9="Sentenced to custody",
        E14="Remand ended",
        E15="Age assessment found the child to be 18 or over",
        E16="Moved abroad",
        E17="Aged 18 or over and stayed with the carers",
    ),
    "E43": Code("Special guardianship order to former foster carers", None, 2018),
    "E44": Code("Special guardianship order to others", None, 2018),
    # Their first year is inferred from the lists of 2018-19; 2017-18 is accepted too.
    "E45": Code("Special guardianship order to a former foster carer, relative or friend", 2018, None),
    "E46": Code("Special guardianship order to a former foster carer, other", 2018, None),
    "E47": Code("Special guardianship order to another carer, relative or friend", 2018, None),
    "E48": Code("Special guardianship order to another carer, other", 2018, None),
    "E1": Code("Adopted, older code", None, 2012),
    "E4": Code("Returned home, older code", None, 2012),
    "E10": Code(f"Code of earlier years ({_UNPROVED})", None, 2012),
}

_YES_NO = {"0": Code("No"), "1": Code("Yes")}

_ACCOMMODATION = dict(AccommodationKind.choices)

# By column of the return.
CODE_SETS: dict[str, dict[str, Code]] = {
    "PLACE": _PLACE,
    "LS": _LS,
    "REC": _REC,
    "PLACE_PROVIDER": _codes(
        PR0="Parent or other person with parental responsibility",
        PR1="Own provision",
        PR2="Another local authority's provision",
        PR3="Other public provision",
        PR4="Private provision",
        PR5="Voluntary or third-sector provision",
    ),
    "CIN": _codes(
        N1="Abuse or neglect",
        N2="Child's disability",
        N3="Parental illness or disability",
        N4="Family in acute stress",
        N5="Family dysfunction",
        N6="Socially unacceptable behaviour",
        N7="Low income",
        N8="Absent parenting",
    ),
    "RNE": _codes(
        S="Started to be looked after",
        L="Change of legal status only",
        P="Change of placement and carer",
        T="Change of placement, same carer",
        B="Change of legal status, placement and carer",
        U="Change of legal status and placement, same carer",
    ),
    "REASON_PLACE_CHANGE": {
        **_codes(
            CARPL="Change to or implementation of the care plan",
            CLOSE="Carer resigns or provision closes",
            ALLEG="Allegation (section 47)",
            STAND="Concern about standards of care",
            APPRR="Approval removed",
            CREQB="Carer asks for the placement to end: child's behaviour",
            CREQO="Carer asks for the placement to end: other reason",
            CHILD="Child asks for the placement to end",
            LAREQ="Authority asks for the placement to end",
            PLACE="Status of the placement changes only, same carer",
            OTHER="Other",
        ),
        "CUSTOD": Code("Admitted to custody", 2019, None),
    },
    "SEX": {
        "1": Code("Male", None, 2024),
        "2": Code("Female", None, 2024),
        "M": Code("Male", 2025, None),
        "F": Code("Female", 2025, None),
        "U": Code("Not known", 2025, None),
    },
    "ETHNIC": _codes(
        WBRI="White British",
        WIRI="White Irish",
        WOTH="Any other White background",
        WIRT="Traveller of Irish heritage",
        WROM="Gypsy or Roma",
        MWBC="White and Black Caribbean",
        MWBA="White and Black African",
        MWAS="White and Asian",
        MOTH="Any other mixed background",
        AIND="Indian",
        APKN="Pakistani",
        ABAN="Bangladeshi",
        AOTH="Any other Asian background",
        BCRB="Caribbean",
        BAFR="African",
        BOTH="Any other Black background",
        CHNE="Chinese",
        OOTH="Any other ethnic group",
        REFU="Refused",
        NOBT="Not yet obtained",
    ),
    "MOTHER": _YES_NO,
    "REVIEW_CODE": _codes(
        PN0="Under 4 at the review",
        PN1="Attended and spoke",
        PN2="Attended, an advocate spoke",
        PN3="Attended and conveyed views without speech",
        PN4="Attended without contributing",
        PN5="Did not attend, an advocate was briefed",
        PN6="Did not attend, sent views by other means",
        PN7="Did not attend and conveyed no views",
    ),
    "IN_TOUCH": _codes(**dict(InTouch.choices)),
    "ACTIV": {
        **_codes(
            F1="Higher education, full time",
            P1="Higher education, part time",
            F2="Other education, full time",
            P2="Other education, part time",
            G4="Not in education, employment or training: illness or disability",
            G5="Not in education, employment or training: other",
            G6="Not in education, employment or training: pregnancy or parenting",
        ),
        "F3": Code("Training or employment, full time", None, 2021),
        "P3": Code("Training or employment, part time", None, 2021),
        "F4": Code("Apprenticeship, full time", 2022, None),
        "P4": Code("Apprenticeship, part time", 2022, None),
        "F5": Code("Training or employment other than an apprenticeship, full time", 2022, None),
        "P5": Code("Training or employment other than an apprenticeship, part time", 2022, None),
        "0": Code("Not applicable or no information"),
    },
    # S1 and X1 stand in one of the sector's lists and not in another; being homeless or in custody is never
    # suitable, so the rules query them.
    "ACCOM": {
        **{
            f"{letter}{digit}": Code(f"{meaning}, {suitable}")
            for letter, meaning in _ACCOMMODATION.items()
            for digit, suitable in (("1", "suitable"), ("2", "unsuitable"))
        },
        "0": Code("Not applicable or no information"),
    },
    "FOSTER_CARE": _YES_NO,
    "NB_ADOPTR": {"1": Code("One adopter"), "2": Code("Two adopters")},
    "SEX_ADOPTR": _codes(
        M1="Single male adopter",
        F1="Single female adopter",
        MM="Male couple",
        FF="Female couple",
        MF="Male and female couple",
    ),
    "LS_ADOPTR": _codes(
        L0="Single",
        L11="Married couple, different sex",
        L12="Married couple, same sex",
        L2="Civil partnership",
        L3="Unmarried couple, different sex",
        L4="Same-sex couple, neither married nor in a civil partnership",
        # Older returns did not tell married couples apart.
        L1="Married couple, older code",
    ),
    "REASON_PLACED_CEASED": _codes(
        RD1="Child's needs changed",
        RD2="Court made no placement order",
        RD3="No adopters found",
        RD4="Other",
    ),
    "MISSING": _codes(M="Missing", A="Away from placement without authorisation"),
    "PREV_PERM": _codes(
        P1="Adoption",
        P2="Special guardianship order",
        P3="Residence or child arrangements order",
        P4="Not known",
        Z1="None",
    ),
    "SDQ_REASON": _codes(
        SDQ1="Not asked for at the child's age",
        SDQ2="Carer refused",
        SDQ3="Severity of the child's disability",
        SDQ4="Other",
        SDQ5="Child refused",
    ),
    "SW_REASON": {
        code: Code(f"{code.capitalize()} ({_UNPROVED})", 2024, None)
        for code in ["MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED"]
    }
    | {"OTHERS": Code("Other", 2024, None)},
}


def codes_of(field: str, year: int) -> frozenset[str]:
    """The codes that a return year's list has for a column."""
    return frozenset(code for code, entry in CODE_SETS[field].items() if entry.in_year(year))


def known_codes(field: str) -> frozenset[str]:
    """The codes that any year's list has for a column."""
    return frozenset(CODE_SETS[field])


def meaning(field: str, code: str) -> str:
    """What a code means, in words; blank for a code in no year's list."""
    entry = CODE_SETS[field].get(code)
    return entry.meaning if entry else ""
