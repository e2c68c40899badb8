"""Which counts of the catalogue lie within which others: what the definitions say, whoever prints them."""

from __future__ import annotations

from sufficiency.indicators import groupings as group

TOTAL = "cla.number"
# Their count is the number looked after: breakdowns of everyone, and the rate.
OF_EVERYONE = (
    "cla.rate_per_10000",
    "cla.by_age",
    "cla.by_sex",
    "cla.by_ethnic_group",
    "cla.by_legal_status",
    "cla.by_need",
    "placements.by_type",
    "placements.by_budget_group",
    "placements.by_group",
    "placements.by_provider",
    "placements.by_distance",
)
_KIN_IN, _KIN_OUT, _FOSTER_IN, _FOSTER_OUT = group.TYPES[:4]
_DISTANCE = {
    near: tuple(f"{place}, {near}" for place in (group.INSIDE, group.OUTSIDE))
    for near in (group.NEAR, group.FAR)
}
_NOT_KNOWN = (
    f"{group.INSIDE}, {group.NOT_KNOWN}",
    f"{group.OUTSIDE}, {group.NOT_KNOWN}",
    group.NOT_KNOWN,
)
_INDEPENDENT = next(name for name in group.PLACEMENT_GROUPS if name.startswith("Independent"))

Place = tuple[str, str]  # key, category
# A count, and counts that lie within it without overlapping; "exactly" where they make it up whole.
WITHIN: tuple[tuple[Place, tuple[Place, ...], bool], ...] = (
    (
        ("placements.within_20_miles", ""),
        tuple(("placements.by_distance", c) for c in _DISTANCE[group.NEAR]),
        True,
    ),
    (
        ("placements.over_20_miles", ""),
        tuple(("placements.by_distance", c) for c in _DISTANCE[group.FAR]),
        True,
    ),
    (("placements.distance_not_known", ""), tuple(("placements.by_distance", c) for c in _NOT_KNOWN), True),
    (
        ("placements.outside_authority", ""),
        tuple(("placements.by_distance", c) for c in group.DISTANCES if c.startswith(group.OUTSIDE)),
        True,
    ),
    (("adoption.placed_awaiting_order", ""), (("placements.by_type", group.FOR_ADOPTION),), True),
    (("placements.by_group", "Placed for adoption"), (("placements.by_type", group.FOR_ADOPTION),), True),
    (("placements.by_group", "Residential schools"), (("placements.by_type", "Residential schools"),), True),
    (
        ("placements.by_group", "Secure homes and children's homes"),
        (("placements.by_type", "Secure unit"), ("placements.by_type", "Homes and hostels")),
        True,
    ),
    (("placements.by_group", "Foster placements"), (("placements.fostering_share", ""),), True),
    (
        ("placements.by_group", "Placed with parents or other person with parental responsibility"),
        (("placements.by_type", "Placed with own parents"),),
        True,
    ),
    (("placements.by_budget_group", "Secure"), (("placements.by_type", "Secure unit"),), True),
    (("placements.by_budget_group", group.AGENCY_FOSTERING), (("placements.agency_share", ""),), True),
    (
        ("placements.fostering_share", ""),
        tuple(
            ("placements.by_budget_group", c)
            for c in (group.OWN_FOSTERING, group.AGENCY_FOSTERING, group.INTER_AGENCY)
        ),
        True,
    ),
    (
        ("placements.by_group", "Other residential settings"),
        (("placements.by_type", "Other residential settings"),),
        True,
    ),
    (
        ("placements.by_group", _INDEPENDENT),
        (("placements.by_budget_group", "Supported Placements or Rent"),),
        True,
    ),
    (("placements.fostering_share", ""), tuple(("placements.by_type", c) for c in group.TYPES[:4]), False),
    (
        ("placements.outside_authority", ""),
        (("placements.by_type", _KIN_OUT), ("placements.by_type", _FOSTER_OUT)),
        False,
    ),
    (
        ("placements.distance_not_known", ""),
        (("placements.by_type", group.FOR_ADOPTION), ("cla.uasc", "")),
        False,
    ),
    (("cla.by_age", "16 and over"), (("leavers.turning_18_in_year", ""),), False),
    (("placements.by_provider", group.PARENTS), (("placements.by_type", "Placed with own parents"),), False),
    ((TOTAL, ""), (("cla.uasc", ""),), False),
)
# A count, what lies within it whole, and a count of which it has a part besides.
OVERLAPPING: tuple[tuple[Place, tuple[Place, ...], Place], ...] = (
    *(
        (
            whole,
            (("placements.by_type", "Hostels and other supportive residential placements"),),
            ("placements.by_type", "In lodgings, residential employment or living independently"),
        )
        for whole in (
            ("placements.by_group", _INDEPENDENT),
            ("placements.by_budget_group", "Supported Placements or Rent"),
        )
    ),
    (
        ("placements.by_budget_group", "Residential - Independent Sector and Our House"),
        (("placements.by_type", "Homes and hostels"), ("placements.by_type", "Residential schools")),
        ("placements.by_type", "Other residential settings"),
    ),
)
# Shares whose denominator is everyone, or another count that is printed.
DENOMINATOR: dict[str, Place] = {
    **dict.fromkeys(
        (
            "placements.fostering_share",
            "placements.within_20_miles",
            "placements.over_20_miles",
            "placements.distance_not_known",
            "placements.outside_authority",
            "stability.three_or_more",
            "stability.same_carer",
            "stability.same_placement",
        ),
        (TOTAL, ""),
    ),
    "placements.agency_share": ("placements.fostering_share", ""),
    "adoption.share_of_leavers": ("cla.ceased", ""),
}
LEAVERS = "leavers.in_touch"
SHARES_OF_LEAVERS = ("leavers.suitable_accommodation", "leavers.in_education_employment_training")
