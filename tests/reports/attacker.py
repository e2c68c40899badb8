"""A reader with a linear programme, who takes everything that a public document prints and looks for small counts.

Written apart from the protection: it knows the definitions, the text of the printed cells and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array

from reports.document import Cell, Document, Table
from sufficiency.core.rounding import ROUND_TO, THRESHOLD
from sufficiency.indicators import catalogue
from sufficiency.indicators import groupings as group
from sufficiency.indicators.published import FORMER_INDICATOR_147
from sufficiency.indicators.wording import in_words
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
    "placements.by_budget_group",
    "placements.by_group",
)
# Counts of the year to a day, and the number at the day before that year began.
FLOWS = ("cla.started", "cla.ceased")
A_YEAR_BEFORE = "cla.number", "a year before"
SHARES_OF_EVERYONE = (
    "placements.fostering_share",
    "placements.within_20_miles",
    "placements.over_20_miles",
    "placements.distance_not_known",
    "placements.outside_authority",
)
OF_LEAVERS = ("leavers.in_touch", "leavers.in_education_employment_training")
LONG_TERM = ("stability.same_carer", "stability.same_placement")
Name = tuple[str, str]
_ROUNDED = re.compile(r"Counts(?P<when> at .*?)? are rounded to the nearest 5, each by itself")


class Attacker:
    """Unknown counts of one date, what the definitions say of them, and what is printed."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.place: dict[Name, int] = {}
        self.equal: list[tuple[dict[Name, float], float]] = []
        self.at_most: list[tuple[dict[Name, float], float]] = []
        # Of the table being read, whether it rounds; what was printed rounded; percentages of rounded counts.
        self.rounds = False
        self.printed: dict[Name, float] = {}
        self.shares: list[tuple[Name, Name, float, float]] = []
        # A year before, where the calendar has that day.
        self.year_before = None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)

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
        moves = "stability.three_or_more"
        self.sum_is(EVERYONE, [(moves, " of"), (moves, "missing")])
        self.within({(moves, ""): 1.0}, (moves, " of"))
        self._groups()
        self._flows()
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

    def _groups(self) -> None:
        """Placements as budgets, DfE and forecasts group them, beside the types."""
        types, groups, budgets = ("placements.by_type", "placements.by_group", "placements.by_budget_group")
        fostering, agency = ("placements.fostering_share", ""), ("placements.agency_share", "")
        independent = next(name for name in group.PLACEMENT_GROUPS if name.startswith("Independent"))
        for grouped, parts in (
            ("Foster placements", [fostering]),
            (
                "Secure homes and children's homes",
                [(types, "Secure unit"), (types, "Homes and hostels")],
            ),
            ("Placed for adoption", [(types, group.FOR_ADOPTION)]),
            ("Residential schools", [(types, "Residential schools")]),
            ("Other residential settings", [(types, "Other residential settings")]),
            (
                "Placed with parents or other person with parental responsibility",
                [(types, "Placed with own parents")],
            ),
            (independent, [(budgets, "Supported Placements or Rent")]),
        ):
            self.sum_is((groups, grouped), parts)
        self.sum_is((budgets, "Secure"), [(types, "Secure unit")])
        self.sum_is((budgets, group.AGENCY_FOSTERING), [agency])
        of_fostering = (group.OWN_FOSTERING, group.AGENCY_FOSTERING, group.INTER_AGENCY)
        self.sum_is(fostering, [(budgets, name) for name in of_fostering])
        hostels = (types, "Hostels and other supportive residential placements")
        self.within({hostels: 1.0}, (groups, independent))
        residential = (budgets, "Residential - Independent Sector and Our House")
        homes = {(types, name): 1.0 for name in ("Homes and hostels", "Residential schools")}
        self.within(homes, residential)
        lodgings = (types, "In lodgings, residential employment or living independently")
        self.within({(groups, independent): 1.0, lodgings: -1.0}, hostels)
        self.within({residential: 1.0, **dict.fromkeys(homes, -1.0)}, (types, "Other residential settings"))

    def _flows(self) -> None:
        """Who came and who left in the year."""
        for key in FLOWS:
            self.sum_is((key, ""), [(key, age) for age in group.AGE_BANDS])
        self.within({("adoption.share_of_leavers", ""): 1.0}, ("cla.ceased", ""))

    def reads(self, document: Document, tables: Iterable[Table] | None = None) -> None:
        """Every number that speaks of this date of every table as one of its forms has it: its file, if no other."""
        read = map(as_in_csv, document.tables()) if tables is None else tables
        for table in read:
            self.rounds = says_rounded(table.notes, self.day)
            if table.identifier == "table-c1":
                continue  # The list of hidden counts itself: no riddle.
            for row in table.rows:
                for place, cell in enumerate(row.cells):
                    if not cell.key or not any(sign.isdigit() for sign in cell.text):
                        continue
                    if cell.as_at == self.day:
                        self._read(table.columns[place].title, cell)
                    elif (cell.key, cell.category, cell.as_at) == (*EVERYONE, self.year_before):
                        self._reads_a_year_before(table.notes, cell.text)

    def _reads_a_year_before(self, notes: Iterable[str], text: str) -> None:
        """With those who came and those who left it makes those who are there now."""
        assert self.year_before is not None
        now, self.rounds = self.rounds, says_rounded(notes, self.year_before)
        self.learns(A_YEAR_BEFORE, text)
        self.rounds = now
        came, left = ((key, "") for key in FLOWS)
        self.equal.append(({EVERYONE: 1.0, left: 1.0, A_YEAR_BEFORE: -1.0, came: -1.0}, 0.0))

    def _read(self, column: str, cell: Cell) -> None:
        name = self._name(column, cell)
        if name is not None:
            self.learns(name, cell.text)

    def learns(self, name: Name, printed: str) -> None:
        """A count or a percentage as it is printed."""
        text = printed.replace(",", "").removeprefix("'")
        if not text.endswith("%"):
            self._counts(name, float(text))
            return
        of = self.of(name)
        if self.rounds:
            # Of rounded counts: it says no more than they do, and they stand beside it or in another table.
            self.shares.append((name, of, float(text[:-1]), 0.05 if "." in text else 0.5))
            return
        number, step = float(text[:-1]), 0.05 if "." in text else 0.5
        self.at_most.append(({name: 100.0, of: -(number + step)}, 0.0))
        self.at_most.append(({name: -100.0, of: number - step}, 0.0))

    def _counts(self, name: Name, printed: float) -> None:
        """A count, or between which counts it lies. Under 10 stands only what is exact."""
        self.printed[name] = printed
        if not self.rounds or printed < THRESHOLD:
            self.equal.append(({name: 1.0}, printed))
            return
        half = ROUND_TO // 2
        self.at_most.append(({name: 1.0}, printed + half))
        self.at_most.append(({name: -1.0}, -max(printed - half, THRESHOLD)))

    def deduces(self) -> None:
        """What a percentage of rounded counts tells of its number, where the count that it is of is printed."""
        for name, of, percent, step in self.shares:
            whole = self.printed.get(of)
            if whole is None or name in self.printed:
                continue
            if not whole:
                continue
            half = ROUND_TO // 2
            ends = [
                end
                for number in (*range(THRESHOLD), *range(THRESHOLD, int(whole) + 1, ROUND_TO))
                if abs(100 * number / whole - percent) <= step + 1e-9
                for end in ([number] if number < THRESHOLD else [number - half, number + half])
            ]
            assert ends, f"{name} of {of}: {percent}% of {whole} is no rounded count"
            self.at_most.append(({name: 1.0}, max(ends)))
            self.at_most.append(({name: -1.0}, -min(ends)))

    def _name(self, column: str, cell: Cell) -> Name | None:
        """Which count the cell tells of; None for what is not a count of people in this system."""
        if cell.key == FORMER_INDICATOR_147 or cell.area in ("Statistical neighbours", "England"):
            return None
        if cell.key not in catalogue.KEYS or cell.key == "cla.rate_per_10000":
            return None
        if catalogue.get(cell.key).unit == "days":
            return None
        category = "" if cell.category in ("numerator", "denominator") else cell.category
        if cell.category == "denominator" or column == "Of":
            return self.of((cell.key, category))
        if not category and cell.key in BREAKDOWNS:
            return EVERYONE
        if not category and cell.key == "leavers.by_accommodation":
            return "leavers.in_touch", " of"
        return cell.key, category

    def of(self, name: Name) -> Name:
        key, category = name
        if key in SHARES_OF_EVERYONE or key in BREAKDOWNS:
            return EVERYONE
        if key == "placements.agency_share":
            return "placements.fostering_share", ""
        if key == "adoption.share_of_leavers":
            return "cla.ceased", ""
        if key in FLOWS:
            return key, ""
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

    def confined(
        self, asked: Iterable[Name], width: float
    ) -> tuple[list[Name], list[tuple[Name, float, float]]]:
        """The counts attacked, and of them those confined to a range narrower than `width`, with the range.

        Every solution found is a state of the world that agrees with all that was read: a count that two of them tell
        far enough apart needs no programme of its own.
        """
        program = self._program()
        wanted = self._known(asked)
        seen = {name: (float("inf"), float("-inf")) for name in wanted}

        def learn(objective: dict[Name, float]) -> float:
            value, solution = program(objective)
            if solution is not None:
                for name, (least, greatest) in seen.items():
                    there = solution[self.place[name]]
                    seen[name] = min(least, there), max(greatest, there)
            return value

        learn(dict.fromkeys(wanted, 1.0))
        caught = []
        for name in wanted:
            if seen[name][1] - seen[name][0] >= width:
                continue
            greatest = -learn({name: -1.0})
            if greatest - seen[name][0] >= width:
                continue
            least = learn({name: 1.0})
            if greatest - least < width - 1e-6:
                caught.append((name, least, greatest))
        return wanted, caught

    def _known(self, asked: Iterable[Name]) -> list[Name]:
        for terms, _ in (*self.equal, *self.at_most):
            for name in terms:
                self.place.setdefault(name, len(self.place))
        return [name for name in asked if name in self.place]

    def _program(self) -> Callable[[dict[Name, float]], tuple[float, np.ndarray | None]]:
        """What minimises an objective over all that was read: its least value, and where it is taken."""
        self._known(())
        equal, right = self._matrix(self.equal)
        most, limits = self._matrix(self.at_most)

        def solve(objective: dict[Name, float]) -> tuple[float, np.ndarray | None]:
            weights = np.zeros(len(self.place))
            for name, weight in objective.items():
                weights[self.place[name]] = weight
            found = linprog(
                weights, A_ub=most, b_ub=limits, A_eq=equal, b_eq=right, bounds=(0, None), method="highs"
            )
            assert found.status in (0, 3), f"What is printed contradicts itself: {found.message}"
            return (found.fun, found.x) if found.status == 0 else (float("-inf"), None)

        return solve

    def _matrix(self, lines) -> tuple[csr_array, np.ndarray]:
        # Documents of one day repeat each other.
        lines = list({(frozenset(terms.items()), right): (terms, right) for terms, right in lines}.values())
        entries = [
            (factor, index, self.place[name])
            for index, (terms, _) in enumerate(lines)
            for name, factor in terms.items()
        ]
        factors, rows, columns = zip(*entries, strict=True)
        # Twice in one sum is counted twice.
        matrix = coo_array((factors, (rows, columns)), shape=(len(lines), len(self.place))).tocsr()
        return matrix, np.array([right for _, right in lines])


def says_rounded(notes: Iterable[str], day: date) -> bool:
    """Whether the notes say that counts of the day are rounded."""
    for note in notes:
        if found := _ROUNDED.match(note):
            return not found["when"] or in_words(day) in found["when"]
    return False


def true_counts(measurements) -> dict[Name, int]:
    """What the attacker wants to know of one date: every count, by the names used here."""
    counts: dict[Name, int] = {}
    for measured in measurements:
        if measured.unit == "percent" and measured.numerator is not None:
            counts[measured.key, ""] = measured.numerator
        elif measured.unit in ("children", "young people") and measured.value is not None:
            counts[measured.key, ""] = measured.value
        if measured.missing:
            counts[measured.key, "missing"] = measured.missing
        for line in measured.breakdown or ():
            counts[measured.key, line.category] = line.value
    return counts


def all_counts(measurements) -> dict[Name, int]:
    """Those, and how many each share is of: what two editions have in common is found by comparing them."""
    measured = list(measurements)
    counts = true_counts(measured)
    for one in measured:
        if one.unit == "percent" and one.denominator is not None:
            of = ("long term", "") if one.key in LONG_TERM else (one.key, " of")
            counts[of] = one.denominator
        for line in one.breakdown or ():
            if line.denominator is not None:
                counts[one.key, f"{line.category} of"] = line.denominator
    return counts
