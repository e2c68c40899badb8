"""Code lists and category names for the oracle, typed from the published lists and the product's contract."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACES = _words(
    "A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14 "
    "Q1 Q2 M1 M2 M3 F1 F2 F3 F4 F5 F6 A1 A2 H1 H2 H3 H4 R4"
)
# Every coded column of the Episodes file with the codes of all years; blank is not a wrong code.
EPISODE_CODES = {
    "RNE": _words("S L P T B U"),
    "LS": _words("C1 C2 D1 E1 V1 V2 V3 V4 W1 L1 L2 L3 J1 J2 J3"),
    "CIN": _words("N1 N2 N3 N4 N5 N6 N7 N8"),
    "PLACE": PLACES,
    "PLACE_PROVIDER": _words("PR0 PR1 PR2 PR3 PR4 PR5"),
    "REC": _words(
        "X1 E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17 E43 E44 E1 E4 E10"
    ),
    "REASON_PLACE_CHANGE": _words("CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER"),
}

SHORT_BREAKS = _words("V3 V4")
TEMPORARY = _words("T0 T1 T2 T3 T4")
KINSHIP = _words("Q1 U1 U2 U3")
OTHER_FOSTERING = _words("Q2 U4 U5 U6")
FOSTERING = KINSHIP | OTHER_FOSTERING
FOR_ADOPTION = _words("A3 A4 A5 A6")
AGENCIES = _words("PR4 PR5")
ADOPTED = _words("E11 E12")

AGES = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")

SEXES = ("female", "male", "not known")
SEX_OF = {"1": "male", "M": "male", "2": "female", "F": "female"}

ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other", "not known")
ETHNIC_GROUP_OF = (
    dict.fromkeys(["WBRI", "WIRI", "WOTH", "WIRT", "WROM"], "white")
    | dict.fromkeys(["MWBC", "MWBA", "MWAS", "MOTH"], "mixed")
    | dict.fromkeys(["AIND", "APKN", "ABAN", "AOTH", "CHNE"], "asian")
    | dict.fromkeys(["BCRB", "BAFR", "BOTH"], "black")
    | {"OOTH": "other"}
)

LEGAL_STATUSES = (
    "interim care order",
    "full care order",
    "placement order",
    "section 20",
    "youth justice",
    "detained for protection",
    "other",
)
LEGAL_STATUS_OF = {
    "C1": "interim care order",
    "C2": "full care order",
    "D1": "placement order",
    "E1": "placement order",
    "V2": "section 20",
    "J1": "youth justice",
    "J2": "youth justice",
    "J3": "youth justice",
    "L1": "detained for protection",
    "L2": "detained for protection",
    "L3": "detained for protection",
}

NEEDS = (
    "abuse or neglect",
    "child's disability",
    "parental illness or disability",
    "family in acute stress",
    "family dysfunction",
    "socially unacceptable behaviour",
    "low income",
    "absent parenting",
    "not known",
)
NEED_OF = {f"N{number}": NEEDS[number - 1] for number in range(1, 9)}

KINSHIP_INSIDE = "Foster placement with relative or friend: inside LA"
KINSHIP_OUTSIDE = "Foster placement with relative or friend: outside LA"
FOSTER_INSIDE = "Placement with other foster carer: inside LA"
FOSTER_OUTSIDE = "Placement with other foster carer: outside LA"
UNCLASSIFIED = "not classified in the source"
TYPE_OF = (
    {
        "K1": "Secure unit",
        "K2": "Homes and hostels",
        "H5": "Hostels and other supportive residential placements",
        "K3": "Hostels and other supportive residential placements",
        "S1": "Residential schools",
    }
    | dict.fromkeys(["R1", "R2", "R3", "R5"], "Other residential settings")
    | dict.fromkeys(
        ["A3", "A4", "A5", "A6"],
        "Placed for adoption (inc placed with former foster carer)",
    )
    | {"P1": "Placed with own parents"}
    | dict.fromkeys(["P2", "P3"], "In lodgings, residential employment or living independently")
    | dict.fromkeys(["M1", "M2", "M3"], "Absent from agreed placement")
)
TYPES = (
    KINSHIP_INSIDE,
    KINSHIP_OUTSIDE,
    FOSTER_INSIDE,
    FOSTER_OUTSIDE,
    *dict.fromkeys(TYPE_OF.values()),
    UNCLASSIFIED,
)

BUDGET_GROUPS = (
    "Fostering up to 18",
    "Independent Fostering Agencies",
    "Supported Placements or Rent",
    "Inter agency fostering placements",
    "Residential - Independent Sector and Our House",
    "Secure",
    "Other placements",
)

SUPPORTED = "Independent and semi-independent living arrangements/supported accommodation"
GROUPS = (
    "Foster placements",
    "Secure homes and children's homes",
    SUPPORTED,
    "Placed with parents or other person with parental responsibility",
    "Placed for adoption",
    "Residential schools",
    "Other residential settings",
    "Other placements",
)
GROUP_OF = (
    dict.fromkeys(FOSTERING, GROUPS[0])
    | dict.fromkeys(["K1", "K2"], GROUPS[1])
    | dict.fromkeys(["H5", "P2", "K3"], GROUPS[2])
    | {"P1": GROUPS[3]}
    | dict.fromkeys(FOR_ADOPTION, GROUPS[4])
    | {"S1": GROUPS[5]}
    | dict.fromkeys(["R1", "R2", "R3", "R5"], GROUPS[6])
)

PROVIDERS = (
    "own provision",
    "other local authority",
    "other public",
    "private",
    "voluntary",
    "parents",
    "not reported",
)
PROVIDER_OF = {
    "PR1": "own provision",
    "PR2": "other local authority",
    "PR3": "other public",
    "PR4": "private",
    "PR5": "voluntary",
    "PR0": "parents",
}

DISTANCES = (
    "inside, 20 miles or less",
    "outside, 20 miles or less",
    "inside, over 20 miles",
    "outside, over 20 miles",
    "inside, not known",
    "outside, not known",
    "not known",
)

LEAVER_BANDS = ("17 to 18", "19 to 21")
OUT_OF_SCOPE = _words("DIED RHOM")
OUT_OF_SUITABILITY = _words("G H R")
IN_EDUCATION_OR_WORK = _words("F1 P1 F2 P2 F3 P3 F4 P4 F5 P5")
# The strategy's eight groups, in the order its paragraph gives them.
ACCOMMODATION_GROUPS = (
    "supported housing",
    "family and friends",
    "council or private rented",
    "custody or secure home",
    "other",
    "not known",
    "staying put with foster carers",
    "residential",
)
ACCOMMODATION_GROUP_OF = (
    dict.fromkeys(["D", "E", "T"], "supported housing")
    | {"B": "family and friends"}
    | dict.fromkeys(["K", "U"], "council or private rented")
    | {
        "X": "custody or secure home",
        "R": "not known",
        "0": "not known",
        "": "not known",
    }
    | {"Z": "staying put with foster carers", "C": "residential"}
)
