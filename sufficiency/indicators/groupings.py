"""How codes of the return are gathered into the categories that are printed.

Codes are stored as reported; here is the one place that says which category each belongs to when counted.
Each grouping names its categories in the order in which they are printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from placements import codes

Grouping = Mapping[str, Iterable[str]]

AGE_BANDS = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")

NOT_KNOWN = "not known"
OTHER = "other"

SEX: Grouping = {"female": ("2", "F"), "male": ("1", "M")}
SEXES = (*SEX, NOT_KNOWN)

# Chinese stands with Asian, as the Office for National Statistics has grouped it since 2011.
ETHNIC_GROUP: Grouping = {
    "white": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "asian": ("AIND", "APKN", "ABAN", "AOTH", "CHNE"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other": ("OOTH",),
}
ETHNIC_GROUPS = (*ETHNIC_GROUP, NOT_KNOWN)

LEGAL_STATUS: Grouping = {
    "interim care order": ("C1",),
    "full care order": ("C2",),
    "placement order": ("D1", "E1"),
    "section 20": ("V2",),
    "youth justice": ("J1", "J2", "J3"),
    "detained for protection": ("L1", "L2", "L3"),
}
LEGAL_STATUSES = (*LEGAL_STATUS, OTHER)

NEED: Grouping = {
    "abuse or neglect": ("N1",),
    "child's disability": ("N2",),
    "parental illness or disability": ("N3",),
    "family in acute stress": ("N4",),
    "family dysfunction": ("N5",),
    "socially unacceptable behaviour": ("N6",),
    "low income": ("N7",),
    "absent parenting": ("N8",),
}
NEEDS = (*NEED, NOT_KNOWN)

# The published table of placement types. Fostering is split there by where the home is.
KINSHIP = "Foster placement with relative or friend"
OTHER_FOSTERING = "Placement with other foster carer"
INSIDE, OUTSIDE = "inside", "outside"
FOR_ADOPTION = "Placed for adoption (inc placed with former foster carer)"
UNCLASSIFIED = "not classified in the source"
TYPE: Grouping = {
    KINSHIP: codes.KINSHIP_FOSTERING,
    OTHER_FOSTERING: codes.OTHER_FOSTERING,
    "Secure unit": ("K1",),
    "Homes and hostels": ("K2",),
    "Hostels and other supportive residential placements": ("H5", "K3"),
    "Residential schools": ("S1",),
    "Other residential settings": codes.OTHER_RESIDENTIAL,
    FOR_ADOPTION: codes.PLACED_FOR_ADOPTION,
    "Placed with own parents": ("P1",),
    "In lodgings, residential employment or living independently": ("P2", "P3"),
    "Absent from agreed placement": codes.ABSENT,
}
TYPES = (
    *(f"{carer}: {where} LA" for carer in (KINSHIP, OTHER_FOSTERING) for where in (INSIDE, OUTSIDE)),
    *(category for category in TYPE if category not in (KINSHIP, OTHER_FOSTERING)),
    UNCLASSIFIED,
)

# The groups that a children's budget is set by. Fostering is split by who provides it.
AGENCY_FOSTERING = "Independent Fostering Agencies"
INTER_AGENCY = "Inter agency fostering placements"
OWN_FOSTERING = "Fostering up to 18"
OTHER_PLACEMENTS = "Other placements"
BUDGET_GROUP: Grouping = {
    OWN_FOSTERING: codes.FOSTERING,
    "Supported Placements or Rent": codes.SUPPORTED_ACCOMMODATION,
    "Residential - Independent Sector and Our House": ("K2", "R1", "S1"),
    "Secure": ("K1",),
}
BUDGET_GROUPS = (
    OWN_FOSTERING,
    AGENCY_FOSTERING,
    "Supported Placements or Rent",
    INTER_AGENCY,
    "Residential - Independent Sector and Our House",
    "Secure",
    OTHER_PLACEMENTS,
)

# The Department for Education's published placement groups, in its words and order.
PLACEMENT_GROUP: Grouping = {
    "Foster placements": codes.FOSTERING,
    "Secure homes and children's homes": ("K1", "K2"),
    "Independent and semi-independent living arrangements/supported accommodation": (
        codes.SUPPORTED_ACCOMMODATION
    ),
    "Placed with parents or other person with parental responsibility": ("P1",),
    "Placed for adoption": codes.PLACED_FOR_ADOPTION,
    "Residential schools": ("S1",),
    "Other residential settings": codes.OTHER_RESIDENTIAL,
}
PLACEMENT_GROUPS = (*PLACEMENT_GROUP, OTHER_PLACEMENTS)

PARENTS = "parents"
NOT_REPORTED = "not reported"
PROVIDER: Grouping = {
    "own provision": ("PR1",),
    "other local authority": ("PR2",),
    "other public": ("PR3",),
    "private": ("PR4",),
    "voluntary": ("PR5",),
    PARENTS: ("PR0",),
}
PROVIDERS = (*PROVIDER, NOT_REPORTED)

NEAR, FAR = "20 miles or less", "over 20 miles"
NEARNESS = (NEAR, FAR, NOT_KNOWN)
DISTANCES = (*(f"{place}, {near}" for near in NEARNESS for place in (INSIDE, OUTSIDE)), NOT_KNOWN)

# Where care leavers live: the first letter of the return's code. Died and returned home are not counted.
ACCOMMODATION: Grouping = {
    "supported housing": ("D", "E", "T"),
    "family and friends": ("B",),
    "council or private rented": ("K", "U"),
    "custody or secure home": ("X",),
    "other": ("G", "H", "P", "S", "V", "W", "Y"),
    NOT_KNOWN: ("R", "0", ""),
    "staying put with foster carers": ("Z",),
    "residential": ("C",),
}
ACCOMMODATIONS = tuple(ACCOMMODATION)
# Gone abroad, deported, residence not known: nobody can say whether the home is suitable.
NOT_JUDGED_SUITABLE = ("G", "H", "R")
LEAVER_AGES = ("17 to 18", "19 to 21")


def by_code(grouping: Grouping) -> str:
    """The category of each code as a JSON object, for a query to look codes up in."""
    return json.dumps({code: category for category, members in grouping.items() for code in sorted(members)})
