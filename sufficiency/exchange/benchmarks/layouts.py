"""Which DfE open-data file says what: known by its columns, whatever its name.

The layout is that of the explore-education-statistics service: one row an area, a year and a category.
`number` columns become figures in children, `percent` and `rate` columns figures of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Row = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """One figure that a row states, before its area and date are known."""

    key: str
    category: str
    unit: str
    printed: str
    column: str


@dataclass(frozen=True)
class Layout:
    name: str
    needs: frozenset[str]
    read: Callable[[Row], Iterator[Said]]

    def figures(self, row: Row) -> Iterator[Said]:
        return self.read(row)


_POPULATION_TYPES = {
    "Children looked after on 31 March each year": ("cla.number", "cla.rate_per_10000"),
    "Children starting to be looked after each year": ("cla.started", ""),
    "Children ceasing to be looked after each year": ("cla.ceased", ""),
}
_DISTANCES = {
    "Placed 20 miles or less from home": "placements.within_20_miles",
    "Placed more than 20 miles from home": "placements.over_20_miles",
    "Distance not known or not recorded": "placements.distance_not_known",
}
_STABILITY = {
    ("CLA on 31 March", "With 3 or more placements during the year"): "stability.three_or_more",
    (
        "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years",
        "Living with the same carer for at least 2 years",
    ): "stability.same_carer",
}
_LEAVER_AGES = {"17 to 18 years": "17 to 18", "19 to 21 years": "19 to 21"}


def _numbers_and_rates(row: Row) -> Iterator[Said]:
    number, rate = _POPULATION_TYPES.get(row["population_type"], ("", ""))
    if number:
        yield Said(number, "", "children", row["children_count"], "children_count")
    if rate:
        yield Said(rate, "", "per 10,000 aged 0 to 17", row["rate_per_10000"], "rate_per_10000")


def _placement_and_distance(row: Row) -> Iterator[Said]:
    characteristic = row["characteristic"]
    if key := _DISTANCES.get(characteristic):
        yield Said(key, "", "percent", row["percentage"], "percentage")
        yield Said(key, "", "children", row["number"], "number")
    elif row["cla_group"] == "Placement" and characteristic != "Total":
        yield Said("placements.by_group", characteristic, "children", row["number"], "number")
        yield Said("placements.by_group", characteristic, "percent", row["percentage"], "percentage")


def _stability(row: Row) -> Iterator[Said]:
    if key := _STABILITY.get((row["cla_group"], row["placement_stability"])):
        yield Said(key, "", "percent", row["children_percent"], "children_percent")
        yield Said(key, "", "children", row["children_count"], "children_count")


def _leavers_accommodation(row: Row) -> Iterator[Said]:
    age = _LEAVER_AGES.get(row["care_leaver_age"])
    if age and row["breakdown"] == "Accommodation considered suitable":
        key = "leavers.suitable_accommodation"
        yield Said(key, age, "percent", row["care_leaver_percent"], "care_leaver_percent")
        yield Said(key, age, "young people", row["care_leaver_count"], "care_leaver_count")


LAYOUTS = (
    Layout(
        "numbers and rates",
        frozenset({"population_type", "population_estimate", "children_count", "rate_per_10000"}),
        _numbers_and_rates,
    ),
    Layout(
        "placement and distance",
        frozenset({"cla_group", "characteristic", "number", "percentage"}),
        _placement_and_distance,
    ),
    Layout(
        "placement stability",
        frozenset({"cla_group", "placement_stability", "children_count", "children_percent"}),
        _stability,
    ),
    Layout(
        "care leavers' accommodation",
        frozenset({"care_leaver_age", "breakdown", "care_leaver_count", "care_leaver_percent"}),
        _leavers_accommodation,
    ),
)
AREA_COLUMNS = frozenset({"time_period", "geographic_level", "new_la_code"})


def layout_of(columns: list[str]) -> Layout | None:
    """The layout whose columns are all there, or None."""
    present = set(columns)
    if not present >= AREA_COLUMNS:
        return None
    return next((layout for layout in LAYOUTS if present >= layout.needs), None)
