"""What Southampton's documents printed, as figures with their place: comparators, and one side of `make tables`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sufficiency.demonstration.southampton.source_files import rows
from sufficiency.indicators.published import FORMER_INDICATOR_147

SOUTHAMPTON = "E06000045"
ENGLAND = "E92000001"
AREA_KINDS = {"Southampton": "authority", "Statistical neighbours": "neighbours", "England": "england"}
DOCUMENTS = {
    "strategy": "Southampton, Looked after children and care leavers placement commissioning strategy 2014-2017",
    "children's strategy": "Southampton, Looked after children strategy 2014",
}
RELEASE = "as printed in 2014"

KeyOf = Callable[[dict[str, str]], tuple[str, str]]

# At 31 December 2013 Table 4 prints one figure for fostering inside and outside the city.
BOTH_SIDES = "inside and outside LA"
_PRINTED_WITH_THE_ROW_ABOVE = "-"
_UNITS = {"per 10,000": "per 10,000 aged 0 to 17"}

_TABLE_3 = {
    "20 miles or less - all episodes at 31 March": ("placements.within_20_miles", ""),
    "20 miles or less - inside LA boundary": ("placements.by_distance", "inside, 20 miles or less"),
    "20 miles or less - outside LA boundary": ("placements.by_distance", "outside, 20 miles or less"),
    "Over 20 miles - all episodes at 31 March": ("placements.over_20_miles", ""),
    "Over 20 miles - inside LA boundary": ("placements.by_distance", "inside, over 20 miles"),
    "Over 20 miles - outside LA boundary": ("placements.by_distance", "outside, over 20 miles"),
    "Not known or not recorded": ("placements.distance_not_known", ""),
}


@dataclass(frozen=True)
class Printed:
    """One printed figure; `value` is None where the cell is empty."""

    place: str
    area: str
    key: str
    category: str
    as_at: date
    unit: str
    value: Decimal | None
    as_printed: str
    document: str
    note: str

    @property
    def area_kind(self) -> str:
        return AREA_KINDS[self.area]

    @property
    def area_code(self) -> str:
        return ENGLAND if self.area == "England" else SOUTHAMPTON


def printed_figures() -> Iterator[Printed]:
    """Every cell of Tables 1, 3, 4, 5 and 7 that speaks of a day that has been, and the paragraphs' figures."""
    yield from _table("table1", "Table 1", _key_of_table_1)
    yield from _table("table3", "Table 3", lambda row: _TABLE_3[row["category"]])
    yield from _table("table4", "Table 4", lambda row: _total_or("placements.by_type", row))
    yield from _table("table5", "Table 5", lambda row: (FORMER_INDICATOR_147, ""), "paragraph 5.3")
    yield from _table("table7", "Table 7", lambda row: _total_or("placements.by_budget_group", row))
    for row in rows("also_printed"):
        yield Printed(
            place=row["place"],
            area=row["area"],
            key=row["key"],
            category=row["category"],
            as_at=date.fromisoformat(row["as_at"]),
            unit=row["unit"],
            value=Decimal(row["value"]),
            as_printed=row["as_printed"],
            document=row["document"],
            note=row["note"],
        )


def _table(name: str, place: str, key_of: KeyOf, paragraph: str = "") -> Iterator[Printed]:
    """The cells of a table that say what was, in the order printed; a row marked with a paragraph stands there."""
    for row in rows(name):
        key, category = key_of(row)
        if row["nature"] != "actual" or category == _PRINTED_WITH_THE_ROW_ABOVE:
            continue
        yield Printed(
            place=paragraph if row["category"].startswith("paragraph") else place,
            area=row["area"],
            key=key,
            category=category,
            as_at=date.fromisoformat(row["as_at"]),
            unit=_UNITS.get(row["unit"], row["unit"]),
            value=Decimal(row["value"]) if row["value"] else None,
            as_printed=row["as_printed"],
            document="strategy",
            note=row["note"],
        )


def _key_of_table_1(row: dict[str, str]) -> tuple[str, str]:
    return (
        ("cla.number", "") if row["category"] == "All looked after children" else ("cla.rate_per_10000", "")
    )


def _total_or(key: str, row: dict[str, str]) -> tuple[str, str]:
    category = row["category"]
    if category == "Total":
        return "cla.number", ""
    if row["note"].startswith("One figure is printed for inside and outside"):
        category = category.replace("inside LA", BOTH_SIDES) if row["value"] else _PRINTED_WITH_THE_ROW_ABOVE
    return key, category
