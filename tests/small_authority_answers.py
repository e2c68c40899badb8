"""The small authority's answers on three days, counted by hand; small_authority tells the stories.

Looked after, by the last two digits of the child's number:
31 March 2012     01 02 03 04 07 10 11 12 14 15 16      11 children
31 December 2012  01 02 03 04 05 07 11 14 15 16         10
31 March 2013     01 02 03 04 05 06 07 11 14 15 16      11
In each tuple the three days stand in this order; None is "not covered by the returns".
"""

from datetime import date
from fractions import Fraction

DAYS = (date(2012, 3, 31), date(2012, 12, 31), date(2013, 3, 31))

COUNTS = {
    "cla.number": (11, 10, 11),
    # Kofi: the status stands until 15 February 2013.
    "cla.uasc": (1, 1, 0),
    # Lily on the first day.
    "adoption.placed_awaiting_order": (1, 0, 0),
    # Kofi, on 1 October 2013.
    "leavers.turning_18_in_year": (0, 1, 1),
}

# Numerator and denominator.
RATIOS = {
    "cla.rate_per_10000": ((11, 48000), (10, 48000), (11, 48500)),
    # Fostered: 01 03 04 10 11 14 16; 01 03 04 05 11 14 16; the same. Agencies': 04 11 16 each day.
    "placements.fostering_share": ((7, 11), (7, 10), (7, 11)),
    "placements.agency_share": ((3, 7), (3, 7), (3, 7)),
    # Sums of the distance breakdown below.
    "placements.within_20_miles": ((5, 11), (6, 10), (8, 11)),
    "placements.over_20_miles": ((2, 11), (1, 10), (1, 11)),
    "placements.distance_not_known": ((4, 11), (3, 10), (2, 11)),
    "placements.outside_authority": ((6, 11), (5, 10), (5, 11)),
    # Jack in the first year (start, start again, move); Dan in the others (there on the first day, the move
    # that was not temporary after all, the move on). Pia cannot be judged in the first.
    "stability.three_or_more": ((1, 10), (1, 10), (1, 11)),
    # In for 30 months and under 16: Anna, Cara and Dan; Pia cannot be judged. The same carer: Anna and Cara.
    "stability.same_carer": (None, (2, 3), (2, 3)),
    # Anna's carers moved house within the two years.
    "stability.same_placement": (None, (1, 3), (1, 3)),
    # Lily: 20 April 2010 to 1 June 2011 is 407 days. Max's beginning is not known.
    "adoption.entry_to_placement_days": (None, None, (407, 1)),
    # Lily: 10 January to 10 March 2011 is 59 days. Max was matched before the order: 0.
    "adoption.order_to_match_days": (None, None, (59, 2)),
    # Of those in `cla.ceased`: nobody; Lily; Lily.
    "adoption.share_of_leavers": ((0, 2), (1, 3), (1, 2)),
}

MISSING = {
    "cla.started": (1, 0, 0),  # Pia
    "cla.ceased": (1, 2, 1),  # Ines; Ines and Gail; Gail
    "adoption.share_of_leavers": (1, 2, 1),
    "stability.three_or_more": (1, 0, 0),  # Pia
    "stability.same_carer": (0, 1, 1),  # Pia
    "stability.same_placement": (0, 1, 1),
    "adoption.entry_to_placement_days": (0, 0, 1),  # Max
}

BREAKDOWNS = {
    # Starts: Ben 11, Jack 2, Kofi 16, Nia 0, Owen 11; Eve 7, Gail 15; those two and Finn, 4.
    "cla.started": {
        "under 1": (1, 0, 0),
        "1 to 4": (1, 0, 1),
        "5 to 9": (0, 1, 1),
        "10 to 15": (2, 1, 1),
        "16 and over": (1, 0, 0),
    },
    # Exits: Hugo 18, Jack 2; Hugo 18, Jack 3, Lily 2; Jack 3, Lily 2.
    "cla.ceased": {
        "under 1": (0, 0, 0),
        "1 to 4": (1, 2, 2),
        "5 to 9": (0, 0, 0),
        "10 to 15": (0, 0, 0),
        "16 and over": (1, 1, 0),
    },
    # First day: 14 | 10 12 | 01 04 16 | 02 03 07 15 | 11. Second: | 14 | 01 05 16 | 02 03 04 07 15 | 11.
    # Third: | 14 | 01 05 06 16 | 02 03 04 15 | 07 11.
    "cla.by_age": {
        "under 1": (1, 0, 0),
        "1 to 4": (2, 1, 1),
        "5 to 9": (3, 3, 4),
        "10 to 15": (4, 5, 4),
        "16 and over": (1, 1, 2),
    },
    "cla.by_sex": {"female": (6, 6, 6), "male": (5, 4, 5), "not known": (0, 0, 0)},
    # White: 01 04 07 10 12 15; 01 04 07 15; the same. Not known: 14; 05 14; 05 14. Other: Finn.
    "cla.by_ethnic_group": {
        "white": (6, 4, 4),
        "mixed": (1, 1, 1),
        "asian": (1, 1, 1),
        "black": (2, 2, 2),
        "other": (0, 0, 1),
        "not known": (1, 2, 2),
    },
    # Interim: 14; 14; 06. Section 20: 02 11 15; 02 05 11 15; the same.
    "cla.by_legal_status": {
        "interim care order": (1, 1, 1),
        "full care order": (6, 5, 6),
        "placement order": (1, 0, 0),
        "section 20": (3, 4, 4),
        "youth justice": (0, 0, 0),
        "detained for protection": (0, 0, 0),
        "other": (0, 0, 0),
    },
    "cla.by_need": {
        "abuse or neglect": (6, 4, 4),
        "child's disability": (0, 1, 1),
        "parental illness or disability": (0, 0, 0),
        "family in acute stress": (0, 0, 1),
        "family dysfunction": (2, 2, 2),
        "socially unacceptable behaviour": (1, 1, 1),
        "low income": (1, 1, 1),
        "absent parenting": (1, 1, 1),
        "not known": (0, 0, 0),
    },
    # Other carers inside: 01 10; 01 05; 01 05. Outside: 04 11 16 each day. Nia's cannot be told.
    "placements.by_type": {
        "Foster placement with relative or friend: inside LA": (1, 1, 1),
        "Foster placement with relative or friend: outside LA": (0, 0, 0),
        "Placement with other foster carer: inside LA": (2, 2, 2),
        "Placement with other foster carer: outside LA": (3, 3, 3),
        "Secure unit": (0, 1, 1),
        "Homes and hostels": (2, 1, 1),
        "Hostels and other supportive residential placements": (0, 0, 0),
        "Residential schools": (1, 1, 1),
        "Other residential settings": (0, 0, 0),
        "Placed for adoption (inc placed with former foster carer)": (1, 0, 0),
        "Placed with own parents": (0, 0, 1),
        "In lodgings, residential employment or living independently": (0, 0, 0),
        "Absent from agreed placement": (0, 0, 0),
        "not classified in the source": (1, 1, 1),
    },
    "placements.by_budget_group": {
        "Fostering up to 18": (4, 4, 4),
        "Independent Fostering Agencies": (3, 3, 3),
        "Supported Placements or Rent": (0, 0, 0),
        "Inter agency fostering placements": (0, 0, 0),
        "Residential - Independent Sector and Our House": (3, 2, 2),
        "Secure": (0, 1, 1),
        "Other placements": (1, 0, 1),
    },
    "placements.by_group": {
        "Foster placements": (7, 7, 7),
        "Secure homes and children's homes": (2, 2, 2),
        "Independent and semi-independent living arrangements/supported accommodation": (0, 0, 0),
        "Placed with parents or other person with parental responsibility": (0, 0, 1),
        "Placed for adoption": (1, 0, 0),
        "Residential schools": (1, 1, 1),
        "Other residential settings": (0, 0, 0),
        "Other placements": (0, 0, 0),
    },
    "placements.by_provider": {
        "own provision": (5, 4, 4),
        "other local authority": (0, 1, 1),
        "other public": (1, 1, 1),
        "private": (5, 4, 4),
        "voluntary": (0, 0, 0),
        "parents": (0, 0, 1),
        "not reported": (0, 0, 0),
    },
    # First day: 01 03 10 | 02 04 | | 07 16 | | 11 12 | 14 15. Second: 01 03 05 | 02 04 07 | | 16 | |
    # 11 | 14 15. Third: 01 03 05 06 | 02 04 07 11 | | 16 | | | 14 15.
    "placements.by_distance": {
        "inside, 20 miles or less": (3, 3, 4),
        "outside, 20 miles or less": (2, 3, 4),
        "inside, over 20 miles": (0, 0, 0),
        "outside, over 20 miles": (2, 1, 1),
        "inside, not known": (0, 0, 0),
        "outside, not known": (2, 1, 0),
        "not known": (2, 2, 2),
    },
    # No return's OC3 speaks for 31 December 2012.
    "leavers.by_accommodation": {
        "supported housing": (1, None, 0),
        "family and friends": (0, None, 0),
        "council or private rented": (0, None, 1),
        "custody or secure home": (1, None, 0),
        "other": (0, None, 1),
        "not known": (1, None, 1),
        "staying put with foster carers": (0, None, 1),
        "residential": (0, None, 0),
    },
}

# Numerator and denominator for 17 to 18 and for 19 to 21, on the first and the third day.
LEAVERS = {
    "leavers.in_touch": (((1, 1), (1, 2)), None, ((0, 2), (2, 2))),
    "leavers.suitable_accommodation": (((1, 1), (0, 2)), None, ((0, 0), (1, 2))),
    "leavers.in_education_employment_training": (((1, 1), (1, 2)), None, ((1, 2), (1, 2))),
}

PER = {"cla.rate_per_10000": 10000, "adoption.entry_to_placement_days": 1, "adoption.order_to_match_days": 1}
KEYS = (*COUNTS, *RATIOS, *BREAKDOWNS, *LEAVERS)


def expected(key: str, as_at: date) -> dict:
    """The hand-counted answer: value, numerator, denominator, missing, breakdown."""
    day = DAYS.index(as_at)
    answer = {"value": None, "numerator": None, "denominator": None, "breakdown": None}
    answer["missing"] = MISSING.get(key, (0, 0, 0))[day]
    if key in COUNTS:
        return answer | {"value": COUNTS[key][day], "numerator": COUNTS[key][day]}
    if key in RATIOS:
        return answer | _over(RATIOS[key][day], PER.get(key, 100))
    if key in LEAVERS:
        return answer | _leavers(LEAVERS[key][day])
    found = {category: numbers[day] for category, numbers in BREAKDOWNS[key].items()}
    if None in found.values():
        return answer
    total = sum(found.values())
    lines = [
        {"category": category, "value": number, "percent": Fraction(100 * number, total)}
        for category, number in found.items()
    ]
    return answer | {"value": total, "numerator": total, "breakdown": lines}


def _over(pair: tuple[int, int] | None, per: int) -> dict:
    if pair is None:
        return {}
    return {"value": Fraction(per * pair[0], pair[1]), "numerator": pair[0], "denominator": pair[1]}


def _leavers(bands: tuple[tuple[int, int], tuple[int, int]] | None) -> dict:
    if bands is None:
        return {}
    whole = (bands[0][0] + bands[1][0], bands[0][1] + bands[1][1])
    lines = [
        {
            "category": band,
            "value": met,
            "percent": Fraction(100 * met, scope) if scope else None,
            "denominator": scope,
        }
        for band, (met, scope) in zip(("17 to 18", "19 to 21"), bands, strict=True)
    ]
    return _over(whole, 100) | {"breakdown": lines}
