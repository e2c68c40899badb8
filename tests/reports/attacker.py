"""A reader with a linear programme, who takes everything that a public document prints and looks for small counts.

Written apart from the protection: it knows the definitions, the text of the printed cells and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import numpy as np
from scipy.optimize import linprog

from reports.document import Cell, Document, Row
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.published import FORMER_INDICATOR_147
from tests.reports.outputs import as_in_csv

EVERYONE = "cla.number", ""
BREAKDOWNS = (
    "cla.by_age",
    "cla.by_sex",
    "cla.by_ethnic_group",
    "cla.by_legal_status",
    "cla.by_need",
    "placements.by_type",
    "placements.by_provider",
    "placements.by_distance",
)
SHARES_OF_EVERYONE = (
    "placements.fostering_share",
    "placements.within_20_miles",
    "placements.over_20_miles",
    "placements.distance_not_known",
    "placements.outside_authority",
    "stability.three_or_more",
)
OF_LEAVERS = ("leavers.in_touch", "leavers.in_education_employment_training")
LONG_TERM = ("stability.same_carer", "stability.same_placement")
Name = tuple[str, str]


class Attacker:
    """Unknown counts of one date, what the definitions say of them, and what is printed."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.place: dict[Name, int] = {}
        self.equal: list[tuple[dict[Name, float], float]] = []
        self.at_most: list[tuple[dict[Name, float], float]] = []

    def sum_is(self, total: Name, parts: Iterable[Name]) -> None:
        self.equal.append(({total: -1.0, **dict.fromkeys(parts, 1.0)}, 0.0))

    def within(self, part: dict[Name, float], whole: Name) -> None:
        self.at_most.append(({**part, whole: -1.0}, 0.0))

    def definitions(self) -> None:
        for key in BREAKDOWNS:
            self.sum_is(EVERYONE, [(key, name) for name in catalogue.get(key).categories])
        for near, key in (
            (group.NEAR, "placements.within_20_miles"),
            (group.FAR, "placements.over_20_miles"),
            (group.NOT_KNOWN, "placements.distance_not_known"),
        ):
            self.sum_is(
                (key, ""), [("placements.by_distance", name) for name in group.DISTANCES if near in name]
            )
        outside = [name for name in group.DISTANCES if name.startswith(group.OUTSIDE)]
        self.sum_is(
            ("placements.outside_authority", ""), [("placements.by_distance", name) for name in outside]
        )
        self.sum_is(("adoption.placed_awaiting_order", ""), [("placements.by_type", group.FOR_ADOPTION)])
        fostered = {("placements.by_type", name): 1.0 for name in group.TYPES[:4]}
        self.within(fostered, ("placements.fostering_share", ""))
        placed_outside = {("placements.by_type", group.TYPES[i]): 1.0 for i in (1, 3)}
        self.within(placed_outside, ("placements.outside_authority", ""))
        self.within({("placements.agency_share", ""): 1.0}, ("placements.fostering_share", ""))
        self.within({("leavers.turning_18_in_year", ""): 1.0}, ("cla.by_age", "16 and over"))
        for key in ("cla.uasc", *SHARES_OF_EVERYONE):
            self.within({(key, ""): 1.0}, EVERYONE)
        for key in (*OF_LEAVERS, "leavers.suitable_accommodation"):
            for part in ("", " of"):
                self.sum_is((key, part), [(key, age + part) for age in group.LEAVER_AGES])
            for age in ("", *group.LEAVER_AGES):
                self.within({(key, age): 1.0}, (key, f"{age} of"))
        for age in ("", *group.LEAVER_AGES):
            scope = ("leavers.in_touch", f"{age} of")
            self.sum_is(scope, [("leavers.in_education_employment_training", f"{age} of")])
            self.within({("leavers.suitable_accommodation", f"{age} of"): 1.0}, scope)
        homes = [("leavers.by_accommodation", name) for name in group.ACCOMMODATIONS]
        self.sum_is(("leavers.in_touch", " of"), homes)

    def reads(self, document: Document) -> None:
        """Every number of every table's file that speaks of this date."""
        for table in map(as_in_csv, document.tables()):
            if table.identifier == "table-c1":
                continue  # The list of hidden counts itself: no riddle.
            for row in table.rows:
                for place, cell in enumerate(row.cells):
                    if cell.key and cell.as_at == self.day and any(sign.isdigit() for sign in cell.text):
                        self._read(table.identifier, table.columns[place].title, row, cell)

    def _read(self, table: str, column: str, row: Row, cell: Cell) -> None:
        name = self._name(table, column, cell)
        if name is None:
            return
        text = cell.text.replace(",", "").removeprefix("'")
        if not text.endswith("%"):
            self.equal.append(({name: 1.0}, float(text)))
            return
        of = self._of(name)
        number, step = float(text[:-1]), 0.05 if "." in text else 0.5
        self.at_most.append(({name: 100.0, of: -(number + step)}, 0.0))
        self.at_most.append(({name: -100.0, of: number - step}, 0.0))

    def _name(self, table: str, column: str, cell: Cell) -> Name | None:
        """Which count the cell tells of; None for what is not a count of people in this system."""
        if cell.key == FORMER_INDICATOR_147 or cell.area in ("Statistical neighbours", "England"):
            return None
        if cell.key in ("cla.rate_per_10000", "placements.by_budget_group", "placements.by_group"):
            return None
        if catalogue.get(cell.key).unit == "days" or cell.key in ("cla.started", "cla.ceased"):
            return None
        if cell.key == "adoption.share_of_leavers":
            return None
        category = "" if cell.category in ("numerator", "denominator") else cell.category
        if cell.category == "denominator" or (table == "table-a2" and column == "Of"):
            return self._of((cell.key, category))
        if not category and cell.key in BREAKDOWNS:
            return EVERYONE
        if not category and cell.key == "leavers.by_accommodation":
            return "leavers.in_touch", " of"
        return cell.key, category

    def _of(self, name: Name) -> Name:
        key, category = name
        if key in SHARES_OF_EVERYONE or key in BREAKDOWNS:
            return EVERYONE
        if key == "placements.agency_share":
            return "placements.fostering_share", ""
        if key in LONG_TERM:
            return "long term", ""
        if key == "leavers.by_accommodation":
            return "leavers.in_touch", " of"
        return key, f"{category} of"

    def joins(self, other: Attacker, name_of: Callable[[Name], Name]) -> None:
        """Take what another reading tells, under the names that `name_of` gives: two of one name are one count."""
        for mine, theirs in ((self.equal, other.equal), (self.at_most, other.at_most)):
            mine += [
                ({name_of(name): factor for name, factor in terms.items()}, right) for terms, right in theirs
            ]

    def ranges(self, asked: Iterable[Name]) -> Iterator[tuple[Name, float, float]]:
        """The least and greatest value that everything read allows, for each count asked about."""
        for terms, _ in (*self.equal, *self.at_most):
            for name in terms:
                self.place.setdefault(name, len(self.place))
        wanted = [name for name in asked if name in self.place]
        equal, right = self._matrix(self.equal)
        most, limits = self._matrix(self.at_most)
        for name in wanted:
            objective = np.zeros(len(self.place))
            ends = []
            for sign in (1.0, -1.0):
                objective[self.place[name]] = sign
                found = linprog(
                    objective,
                    A_ub=most,
                    b_ub=limits,
                    A_eq=equal,
                    b_eq=right,
                    bounds=(0, None),
                    method="highs",
                )
                ends.append(sign * found.fun if found.status == 0 else float("inf"))
                assert found.status in (0, 3), f"What is printed contradicts itself: {found.message}"
            yield name, ends[0], ends[1]

    def _matrix(self, lines) -> tuple[np.ndarray, np.ndarray]:
        matrix = np.zeros((len(lines), len(self.place)))
        for index, (terms, _) in enumerate(lines):
            for name, factor in terms.items():
                matrix[index, self.place[name]] += factor
        return matrix, np.array([right for _, right in lines])


def true_counts(measurements) -> dict[Name, int]:
    """What the attacker wants to know of one date: every count, by the names used here."""
    counts: dict[Name, int] = {}
    for measured in measurements:
        if measured.unit == "percent" and measured.value is not None:
            counts[measured.key, ""] = measured.numerator
        elif measured.unit in ("children", "young people") and measured.value is not None:
            counts[measured.key, ""] = measured.value
        for line in measured.breakdown or ():
            counts[measured.key, line.category] = line.value
    return counts


def all_counts(measurements) -> dict[Name, int]:
    """Those, and how many each share is of: what two editions have in common is found by comparing them."""
    measured = list(measurements)
    counts = true_counts(measured)
    for one in measured:
        if one.unit == "percent" and one.value is not None:
            of = ("long term", "") if one.key in LONG_TERM else (one.key, " of")
            counts[of] = one.denominator
        for line in one.breakdown or ():
            if line.denominator is not None:
                counts[one.key, f"{line.category} of"] = line.denominator
    return counts
