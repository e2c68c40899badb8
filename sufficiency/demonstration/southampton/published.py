"""What the strategy prints, and the few cells that no counts can meet together with the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sufficiency.demonstration.southampton.distance_search import PrintedPercentage
from sufficiency.demonstration.southampton.source_files import rows

DISTANCE_CELLS = {
    "20 miles or less - all episodes at 31 March": "all_20",
    "20 miles or less - inside LA boundary": "inside_20",
    "20 miles or less - outside LA boundary": "outside_20",
    "Over 20 miles - all episodes at 31 March": "all_far",
    "Over 20 miles - inside LA boundary": "inside_far",
    "Over 20 miles - outside LA boundary": "outside_far",
    "Not known or not recorded": "not_known",
}
# The cell of Table 3 given up on each day on which the seven cannot be met together: the one that lets the
# others be met while straying least, save that of 2012/13, where only this one can be.
GIVEN_UP = {date(2009, 3, 31): "not_known", date(2011, 3, 31): "inside_20", date(2013, 3, 31): "all_20"}


@dataclass(frozen=True)
class Figure:
    """One printed cell."""

    as_at: date
    category: str
    value: str
    flag: str


def southampton(table: str) -> list[Figure]:
    """Southampton's actual, filled cells of "table1", "table3", "table4", "table5" or "table7"."""
    return [
        Figure(date.fromisoformat(row["as_at"]), row["category"], row["value"], row["flag"])
        for row in rows(table)
        if row["area"] == "Southampton" and row["nature"] == "actual" and row["value"]
    ]


@cache
def distance_percentages() -> Mapping[date, Mapping[str, PrintedPercentage]]:
    """Table 3's seven percentages by year-end and cell."""
    found: dict[date, dict[str, PrintedPercentage]] = {}
    for figure in southampton("table3"):
        cell = DISTANCE_CELLS[figure.category]
        found.setdefault(figure.as_at, {})[cell] = PrintedPercentage.read(figure.value)
    return found


@cache
def children() -> Mapping[date, int]:
    """Table 1's children by year-end."""
    return {
        figure.as_at: int(figure.value)
        for figure in southampton("table1")
        if figure.category == "All looked after children"
    }


@cache
def placements() -> Mapping[date, Mapping[str, int]]:
    """Table 4's children by day and category, without its totals."""
    found: dict[date, dict[str, int]] = {}
    for figure in southampton("table4"):
        if figure.category != "Total":
            found.setdefault(figure.as_at, {})[figure.category] = int(figure.value)
    return found
