"""The generator's own count of its returns: a draw of chance is kept only if it comes to what is printed.

It reads the finished tables as the importer would, later returns correcting earlier ones, and counts by the
product's rules, so that a slip in the planning or the timing cannot pass unseen.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from sufficiency.core.periods import age_on, months_before
from sufficiency.demonstration.southampton.columns import Row
from sufficiency.demonstration.southampton.lives import PlanError
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON, by_postcode, over_20_miles
from sufficiency.demonstration.southampton.published import (
    GIVEN_UP,
    children,
    distance_percentages,
    placements,
)
from sufficiency.demonstration.southampton.year_ends import FOR_ADOPTION

TYPES = {
    "K1": "Secure unit",
    "K2": "Homes and hostels",
    "H5": "Hostels and other supportive residential placements",
    "S1": "Residential schools",
    **dict.fromkeys(("R1", "R2", "R3", "R5"), "Other residential settings"),
    **dict.fromkeys(FOR_ADOPTION, "Placed for adoption (inc placed with former foster carer)"),
    "P1": "Placed with own parents",
    **dict.fromkeys(("P2", "P3"), "In lodgings, residential employment or living independently"),
    **dict.fromkeys(("M1", "M2", "M3"), "Absent from agreed placement"),
}
FOSTERING = {"Q1": "Foster placement with relative or friend", "Q2": "Placement with other foster carer"}
UNCLASSIFIED = "not classified in the source"
ASIAN = ("AIND", "APKN", "ABAN", "AOTH", "CHNE")
WHITE = ("WBRI", "WIRI", "WOTH", "WIRT", "WROM")
# Printed percentages: day, measure, value.
PRINTED_SHARES = (
    (date(2012, 3, 31), "three_or_more", 10),
    (date(2013, 3, 31), "three_or_more", 10),
    (date(2012, 3, 31), "same_placement", 77),
    (date(2013, 3, 31), "same_placement", 73),
    (date(2013, 3, 31), "aged_1_to_4", 34),
    (date(2013, 3, 31), "aged_10_to_15", 28),
    (date(2013, 3, 31), "aged_16_and_over", 11),
    (date(2012, 3, 31), "aged_16_and_over", 16),
    (date(2013, 3, 31), "girls_under_2", 60),
    (date(2013, 3, 31), "white", 81),
    (date(2013, 3, 31), "asian", 5),
    (date(2012, 3, 31), "asian", 2),
)
# Printed numbers of children: day, measure, value.
PRINTED_NUMBERS = (
    (date(2013, 3, 31), "boys", 276),
    (date(2013, 3, 31), "girls", 206),
    (date(2013, 3, 31), "under_2", 67),
    (date(2012, 3, 31), "agency", 62),
    (date(2013, 3, 31), "agency", 86),
    (date(2013, 12, 31), "agency", 105),
    (date(2012, 3, 31), "inter_agency", 0),
    (date(2013, 3, 31), "inter_agency", 3),
    (date(2013, 12, 31), "in_house_mainstream", 239),
    (date(2013, 12, 31), "turning_18", 38),
    (date(2013, 12, 31), "planned_not_placed", 82),
)


@dataclass(frozen=True)
class Seen:
    """One child in care on a day: the row that describes the placement, and all of the period's rows."""

    born: date
    header: Row
    row: Row
    period: list[Row]


class Count:
    """Counts of all returns together, as now known."""

    def __init__(self, returns: Iterable) -> None:
        self.headers: dict[str, Row] = {}
        self.asylum: dict[str, date | None] = {}
        self.decided: dict[str, date] = {}
        settled: dict[tuple[str, date], Row] = {}
        for one in returns:
            self.headers |= {row["CHILD"]: row for row in one.tables["Header"]}
            self.asylum |= {row["CHILD"]: _date(row["DUC"]) for row in one.tables["UASC"]}
            self.decided |= {row["CHILD"]: _day(row["DATE_PLACED"]) for row in one.tables["PlacedAdoption"]}
            settled |= {(row["CHILD"], _day(row["DECOM"])): row for row in one.tables["Episodes"]}
        self.children: dict[str, list[Row]] = {}
        for (child, _), row in sorted(settled.items()):
            if row["LS"] not in ("V3", "V4"):
                self.children.setdefault(child, []).append(row)

    def looked_after(self, day: date) -> list[Seen]:
        """Every child in care on the day."""
        found = []
        for child, rows in self.children.items():
            period: list[Row] = []
            for row in rows:
                period = [row] if row["RNE"] == "S" else [*period, row]
                if _covers(row, day):
                    place = next(each for each in reversed(period) if not each["PLACE"].startswith("T"))
                    header = self.headers[child]
                    found.append(Seen(_day(header["DOB"]), header, place, period))
        return found

    def types(self, day: date) -> Counter[str]:
        """Children by Table 4's categories."""
        return Counter(_type(one.row) for one in self.looked_after(day))

    def distances(self, day: date, *, adoption_unknown: bool) -> Counter[str]:
        """Children by Table 3's five counts and two sums.

        ``adoption_unknown``: whether placement for adoption makes the distance unknown even where both
        postcodes were reported.
        """
        found: Counter[str] = Counter()
        for one in self.looked_after(day):
            row = one.row
            ceased = self.asylum.get(row["CHILD"], day)
            hidden = row["CHILD"] in self.asylum and (ceased is None or ceased > day)
            hidden = hidden or (adoption_unknown and row["PLACE"] in FOR_ADOPTION)
            if hidden or not row["HOME_POST"] or not row["PL_POST"]:
                found["not_known"] += 1
                continue
            side = "inside" if _inside(row) else "outside"
            far = over_20_miles(row["HOME_POST"], row["PL_POST"])
            found[f"{side}_{'far' if far else '20'}"] += 1
            found[f"all_{'far' if far else '20'}"] += 1
        return found

    def three_or_more(self, day: date) -> Fraction:
        """Percent of children with three or more placements in the year to the day."""
        first = months_before(day, 12) + timedelta(days=1)
        seen = self.looked_after(day)
        many = 0
        for one in seen:
            rows = self.children[one.header["CHILD"]]
            number = sum(_covers(row, first) for row in rows)
            number += sum(
                first < _day(row["DECOM"]) <= day and row["RNE"] in "SPB" and not _temporary(rows, index)
                for index, row in enumerate(rows)
            )
            many += number >= 3
        return Fraction(100 * many, len(seen))

    def same_placement(self, day: date) -> Fraction:
        """Percent of the under-16s in care for 30 months who kept one placement, or adopters', for 24."""
        judged = kept = 0
        for one in self.looked_after(day):
            if age_on(one.born, day) >= 16 or _day(one.period[0]["DECOM"]) > months_before(day, 30):
                continue
            judged += 1
            rows = [row for row in one.period if _day(row["DECOM"]) <= day]
            starts = [
                i for i, row in enumerate(rows) if row["RNE"] not in "L" and not _temporary(rows, i)
            ] or [0]
            since = starts[-1]
            if one.row["PLACE"] in FOR_ADOPTION and len(starts) > 1:
                since = starts[-2]
            kept += _day(rows[since]["DECOM"]) <= months_before(day, 24)
        return Fraction(100 * kept, judged)

    def share(self, measure: str, day: date) -> Fraction:
        """One of PRINTED_SHARES as an exact percentage."""
        if measure in ("three_or_more", "same_placement"):
            return self.three_or_more(day) if measure == "three_or_more" else self.same_placement(day)
        seen = self.looked_after(day)
        if measure == "girls_under_2":
            seen = [one for one in seen if age_on(one.born, day) < 2]
        return Fraction(100 * sum(_is(measure, one, day) for one in seen), len(seen))

    def number(self, measure: str, day: date) -> int:
        """One of PRINTED_NUMBERS."""
        seen = self.looked_after(day)
        if measure == "planned_not_placed":
            waiting = [one for one in seen if one.row["PLACE"] not in FOR_ADOPTION]
            return sum(
                self.decided.get(one.header["CHILD"], day + timedelta(days=1)) <= day for one in waiting
            )
        return sum(_is(measure, one, day) for one in seen)


def check(returns: Iterable) -> None:
    """Raise PlanError unless the returns count to every printed figure that can be met."""
    count = Count(returns)
    for day, number in children().items():
        _expect(len(count.looked_after(day)), number, f"children on {day}")
    for day, printed in placements().items():
        found = count.types(day)
        merged = all(f"{name}: outside LA" not in printed for name in FOSTERING.values())
        for category, number in printed.items():
            inside = found[category]
            outside = (
                found[category.replace(": inside", ": outside")] if merged and ": inside" in category else 0
            )
            _expect(inside + outside, number, f"{category} on {day}")
    for day, percentages in distance_percentages().items():
        counts = count.distances(day, adoption_unknown=False)
        for cell, percentage in percentages.items():
            if GIVEN_UP.get(day) != cell and counts[cell] not in percentage.counts(children()[day]):
                raise PlanError(f"{cell} on {day}: {counts[cell]}")
    for day, measure, printed_share in PRINTED_SHARES:
        share = count.share(measure, day)
        _expect(int(share + Fraction(1, 2)), printed_share, f"{measure} on {day}")
    for day, measure, printed_number in PRINTED_NUMBERS:
        _expect(count.number(measure, day), printed_number, f"{measure} on {day}")


def _expect(found: int, printed: int, what: str) -> None:
    if found != printed:
        raise PlanError(f"{what}: {found} instead of {printed}")


def _is(measure: str, one: Seen, day: date) -> bool:
    age, row = age_on(one.born, day), one.row
    agency = row["PLACE_PROVIDER"] in ("PR4", "PR5")
    match measure:
        case "boys" | "girls":
            return one.header["SEX"] == ("1" if measure == "boys" else "2")
        case "under_2":
            return age < 2
        case "girls_under_2":
            return age < 2 and one.header["SEX"] == "2"
        case "aged_1_to_4":
            return 1 <= age <= 4
        case "aged_10_to_15":
            return 10 <= age <= 15
        case "aged_16_and_over":
            return age >= 16
        case "white" | "asian":
            return one.header["ETHNIC"] in (WHITE if measure == "white" else ASIAN)
        case "agency":
            return row["PLACE"] in FOSTERING and agency
        case "inter_agency":
            return row["PLACE"] in FOSTERING and row["PLACE_PROVIDER"] == "PR2"
        case "in_house_mainstream":
            return row["PLACE"] == "Q2" and row["PLACE_PROVIDER"] == "PR1"
        case "turning_18":
            return age == 17
    raise ValueError(f"unknown measure {measure}")


def _type(row: Row) -> str:
    if row["PLACE"] in FOSTERING:
        return f"{FOSTERING[row['PLACE']]}: {'inside' if _inside(row) else 'outside'} LA"
    return TYPES.get(row["PLACE"], UNCLASSIFIED)


def _inside(row: Row) -> bool:
    return by_postcode()[row["PL_POST"]].authority == SOUTHAMPTON


def _temporary(rows: list[Row], index: int) -> bool:
    """Whether the row is a temporary move, or the return from one."""
    return rows[index]["PLACE"].startswith("T") or (index > 0 and rows[index - 1]["PLACE"].startswith("T"))


def _covers(row: Row, day: date) -> bool:
    end = _date(row["DEC"])
    return _day(row["DECOM"]) <= day and (end is None or end > day)


def _date(text: str) -> date | None:
    return _day(text) if text else None


@cache
def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))
