"""The second way of counting: slow, plain, and written apart from the product's.

It reads the returns as rows of text and counts one child at a time with the standard library only. Tests
compare it with the product's own measurements. The rules are those of the contract; where that is silent
these decisions stand (S1 to S6 are in oracle_statements, L1 to L6 in oracle_lives):

O1.  A return covers 1 April to its as-at date. A window is covered when every day of it lies in some return.
O2.  Counts (unit: children) carry numerator = value and denominator None. A value of None for want of cover
     carries no numerator, denominator or breakdown and 0 missing.
O3.  Unknowns with a category of their own (sex, distance, accommodation) are not `missing`; only children who
     cannot be judged, and so are left out, are.
O4.  The rate uses the population of the calendar year before the as-at date's.
O5.  UASC rows are read from one return: the earliest whose as-at date is on or after D (of equals the later
     loaded). Any row of the child without a DUC, or with one after D, makes the child current.
O6.  Started: the age is that on the first start in the window. Ceased: that on the last real exit in it.
O7.  Adopted: a looked-after period ended E11 or E12 in the window and nothing followed that day; the last such.
O8.  `adoption.share_of_leavers` has the missing of `cla.ceased`.
O9.  A2's order is the period's first row with E1 or D1. Where that is the child's first-seen row and the
     start is unknown, the order date is unknown too: missing. The match is that of the latest AD1 row.
O10. A1: the placement is the first of the period with A3 to A6, an overlay never being one.
O11. Three or more: the child's first-ever-seen row may be a short break; the rule about unknown starts is
     applied to it all the same.
O12. Care leavers: one OC3 row a child (the last in the file), read with its own DOB, set aside when that is
     unreadable or the return has no Header row for the child. A return without an OC3 file leaves the
     measures undefined. The age is that on the return year's 31 March, for extracts too.
O13. Accommodation: those out of scope (DIED, RHOM) are left out; the rest are grouped by the code's letter,
     with blank and 0 as not known.
O14. A postcode in the directory without a grid reference has an authority and no distance.
O15. Percentages of a breakdown are of the value for counts and of the band's denominator for leavers; None
     where that is 0.
O16. Three-year means have unit days: numerator the sum of days, denominator the children.
"""

from collections.abc import Callable
from datetime import date

from tests.indicators import oracle_codes as codes
from tests.indicators.oracle_adoption import (
    adopted_in,
    days_from_entry,
    days_from_order,
)
from tests.indicators.oracle_calendar import (
    DAY,
    birthday,
    first_day_of_year_to,
    months_before,
    parse_date,
    return_year_end,
    return_year_start,
)
from tests.indicators.oracle_codes import ADOPTED
from tests.indicators.oracle_flows import ceased_in, started_in
from tests.indicators.oracle_leavers import accommodation, leavers_of, outcome
from tests.indicators.oracle_lives import Day, Life, life
from tests.indicators.oracle_places import (
    Location,
    distance_of,
)
from tests.indicators.oracle_shapes import UNDEFINED, count, counted, percent, ratio
from tests.indicators.oracle_snapshots import SNAPSHOT_BREAKDOWNS, age_band
from tests.indicators.oracle_stability import same_carer, same_placement, three_or_more
from tests.indicators.oracle_statements import code, in_order, people, settled_rows
from tests.indicators.returns import Return

DISTANCE_SHARES = {
    "placements.within_20_miles": codes.DISTANCES[0:2],
    "placements.over_20_miles": codes.DISTANCES[2:4],
    "placements.distance_not_known": codes.DISTANCES[4:7],
    "placements.outside_authority": codes.DISTANCES[1::2],
}
SNAPSHOT_KEYS = (
    "cla.number",
    "cla.rate_per_10000",
    "cla.uasc",
    *SNAPSHOT_BREAKDOWNS,
    "placements.fostering_share",
    "placements.agency_share",
    *DISTANCE_SHARES,
    "adoption.placed_awaiting_order",
    "leavers.turning_18_in_year",
)
STABILITY_KEYS = (
    "stability.three_or_more",
    "stability.same_placement",
    "stability.same_carer",
)
ADOPTION_DAYS = {
    "adoption.entry_to_placement_days": days_from_entry,
    "adoption.order_to_match_days": days_from_order,
}
OC3_KEYS = (
    "leavers.in_touch",
    "leavers.suitable_accommodation",
    "leavers.in_education_employment_training",
    "leavers.by_accommodation",
)
KEYS = (
    *SNAPSHOT_KEYS,
    "cla.started",
    "cla.ceased",
    *STABILITY_KEYS,
    *ADOPTION_DAYS,
    "adoption.share_of_leavers",
    *OC3_KEYS,
)


class Oracle:
    """Answers every indicator from the returns alone.

    `returns`: objects with `year`, `as_at` and `tables` (lists of dictionaries of text, by table name), in
    loading order. `locate`: postcode without spaces to (easting, northing, authority) or None; the first two
    may be None. `populations`: children aged 0 to 17 by the calendar year of the mid-year estimate.
    """

    def __init__(
        self,
        returns: list[Return],
        home_authority: str = "E06000045",
        locate: Callable[[str], Location] = lambda postcode: None,
        populations: dict[int, int] | None = None,
    ) -> None:
        self.returns = in_order(returns)
        self.home_authority = home_authority
        self.locate = locate
        self.populations = populations or {}
        self._uasc: dict[date, set[str]] = {}
        known = people(returns)
        self.lives = [
            life(child, known[child], rows) for child, rows in settled_rows(returns).items() if rows
        ]

    def measure(self, key: str, as_at: date) -> dict:
        """The measurement as a dictionary of value, numerator, denominator, missing and breakdown."""
        if key in OC3_KEYS:
            return self._leavers(key, as_at)
        if not self.covers(self.window_start(key, as_at), as_at):
            return dict(UNDEFINED)
        if key in SNAPSHOT_KEYS:
            return self._snapshot(key, as_at)
        if key in STABILITY_KEYS:
            return self._stability(key, as_at)
        first = self.window_start(key, as_at)
        if key == "cla.started":
            return self._flow(*started_in(self.lives, first, as_at))
        if key == "cla.ceased":
            exits, missing = ceased_in(self.lives, first, as_at)
            return self._flow({child: period.end for child, period in exits.items()}, missing)
        if key == "adoption.share_of_leavers":
            exits, missing = ceased_in(self.lives, first, as_at)
            return ratio(
                sum(period.last.rec in ADOPTED for period in exits.values()), len(exits), missing=missing
            )
        return self._days(ADOPTION_DAYS[key], first, as_at)

    def window_start(self, key: str, as_at: date) -> date:
        """The first day that must be covered for the measure to be defined."""
        if key in SNAPSHOT_KEYS:
            return as_at
        if key in ADOPTION_DAYS:
            return first_day_of_year_to(as_at, 3)
        if key in ("stability.same_carer", "stability.same_placement"):
            return months_before(as_at, 30)
        return first_day_of_year_to(as_at)

    def covers(self, first: date, last: date) -> bool:
        """Whether every day from first to last lies in some return (O1)."""
        day = first
        while day <= last:
            reach = [one.as_at for one in self.returns if return_year_start(one.as_at) <= day <= one.as_at]
            if not reach:
                return False
            day = max(reach) + DAY
        return True

    def looked_after(self, on: date) -> list[tuple[Life, Day]]:
        """Every child looked after on the day, with how."""
        days = [(one, one.on(on)) for one in self.lives]
        return [(one, day) for one, day in days if day is not None]

    def inside(self, day: Day) -> bool | None:
        """Whether the placement lies in the responsible authority; None where that is not known."""
        found = self.locate(day.described_by.pl_post) if day.described_by.pl_post else None
        return None if found is None else found[2] == self.home_authority

    def distance(self, one: Life, day: Day, on: date) -> str:
        """The distance category of `placements.by_distance`."""
        row = day.described_by
        ends = [self.locate(post) if post else None for post in (row.home_post, row.pl_post)]
        hidden = one.child in self.uasc(on) or row.place in codes.FOR_ADOPTION
        return distance_of(*ends, inside=self.inside(day), hidden=hidden)

    def uasc(self, on: date) -> set[str]:
        """The children whose UASC status is current on the day (O5)."""
        if on not in self._uasc:
            self._uasc[on] = self._uasc_on(on)
        return self._uasc[on]

    def _uasc_on(self, on: date) -> set[str]:
        due = [one for one in self.returns if one.as_at >= on]
        if not due:
            return set()
        earliest = [one for one in due if one.as_at == due[0].as_at][-1]
        current = set()
        for row in earliest.tables.get("UASC", []):
            ceased = parse_date(row.get("DUC"))
            if ceased is None or ceased > on:
                current.add(code(row, "CHILD"))
        return current

    def _snapshot(self, key: str, on: date) -> dict:
        children = self.looked_after(on)
        fostered = [day for _, day in children if day.described_by.place in codes.FOSTERING]
        if key in SNAPSHOT_BREAKDOWNS:
            categories, category_of = SNAPSHOT_BREAKDOWNS[key]
            return counted(categories, [category_of(self, one, day, on) for one, day in children])
        if key in DISTANCE_SHARES:
            classes = [self.distance(one, day, on) for one, day in children]
            return ratio(sum(each in DISTANCE_SHARES[key] for each in classes), len(classes))
        if key == "cla.rate_per_10000":
            return ratio(len(children), self.populations.get(on.year - 1), scale=10000)
        if key == "placements.fostering_share":
            return ratio(len(fostered), len(children))
        if key == "placements.agency_share":
            return ratio(
                sum(day.described_by.provider in codes.AGENCIES for day in fostered),
                len(fostered),
            )
        if key == "cla.uasc":
            return count(sum(one.child in self.uasc(on) for one, _ in children))
        if key == "adoption.placed_awaiting_order":
            return count(sum(day.described_by.place in codes.FOR_ADOPTION for _, day in children))
        if key == "leavers.turning_18_in_year":
            # The same day a year on; after 29 February that is 28 February.
            a_year_on = months_before(on, -12)
            return count(sum(on < birthday(one.person.born, 18) <= a_year_on for one, _ in children))
        return count(len(children))

    def _stability(self, key: str, on: date) -> dict:
        judge = {
            "stability.three_or_more": three_or_more,
            "stability.same_carer": same_carer,
            "stability.same_placement": same_placement,
        }[key]
        verdicts = [judge(one, day, on) for one, day in self.looked_after(on)]
        met, not_met = verdicts.count("met"), verdicts.count("not met")
        return ratio(met, met + not_met, missing=verdicts.count("missing"))

    def _flow(self, moments: dict[str, date], missing: int) -> dict:
        born = {one.child: one.person.born for one in self.lives}
        bands = [age_band(born[child], moment) for child, moment in moments.items()]
        return counted(codes.AGES, bands, missing=missing)

    def _days(self, days_of: Callable, first: date, last: date) -> dict:
        days, missing = days_of(adopted_in(self.lives, first, last), self.returns)
        return ratio(sum(days), len(days), scale=1, missing=missing)

    def _leavers(self, key: str, on: date) -> dict:
        usable = [
            one
            for one in self.returns
            if one.as_at <= on <= return_year_end(one.as_at) and "OC3" in one.tables
        ]
        if not usable:
            return dict(UNDEFINED)
        leavers = leavers_of(usable[-1])
        if key == "leavers.by_accommodation":
            return counted(codes.ACCOMMODATION_GROUPS, accommodation(leavers))
        bands = [(band, *outcome(key, leavers, band)) for band in codes.LEAVER_BANDS]
        whole = ratio(sum(met for _, met, _ in bands), sum(scope for _, _, scope in bands))
        if whole["value"] is not None:
            whole["breakdown"] = [
                {
                    "category": band,
                    "value": met,
                    "percent": percent(met, scope),
                    "denominator": scope,
                }
                for band, met, scope in bands
            ]
        return whole
