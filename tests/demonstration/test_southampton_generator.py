"""The Southampton returns count to what the strategy printed: every cell that can be met."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from sufficiency.core.periods import age_on, year_end
from sufficiency.demonstration.southampton.distance_search import SINGLES, fewest_misses, solutions
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON, by_postcode
from sufficiency.demonstration.southampton.published import (
    GIVEN_UP,
    children,
    distance_percentages,
    placements,
    southampton,
)
from sufficiency.demonstration.southampton.year_ends import CHILDREN_BY_AGE, DAYS, year_end_mix
from tests.indicators.oracle_codes import KINSHIP_INSIDE

DECEMBER = date(2013, 12, 31)
MARCH_2012, MARCH_2013 = year_end(2012), year_end(2013)


def day(text: str) -> date:
    number, month, year = text.split("/")
    return date(int(year), int(month), int(number))


def whole(value: Fraction) -> int:
    """Rounded to a whole number; refuses an exact half, which can be rounded either way."""
    assert value.denominator != 2
    return int(value + Fraction(1, 2))


def categories(measurement: dict) -> dict[str, int]:
    return {each["category"]: each["value"] for each in measurement["breakdown"]}


# What was printed


@pytest.mark.parametrize("as_at", [*map(year_end, range(2007, 2014)), DECEMBER])
def test_table_1(oracle, as_at):
    printed = children() | {DECEMBER: 507}
    assert oracle.measure("cla.number", as_at)["value"] == printed[as_at]


@pytest.mark.parametrize("as_at", [*map(year_end, range(2009, 2014)), DECEMBER])
def test_table_4_cell_by_cell(oracle, as_at):
    found = categories(oracle.measure("placements.by_type", as_at))
    if as_at == DECEMBER:
        # Inside and outside are printed as one figure.
        for name in (KINSHIP_INSIDE, "Placement with other foster carer: inside LA"):
            found[name] += found.pop(name.replace("inside", "outside"))
    unclassified = found.pop("not classified in the source")
    assert found == placements()[as_at]
    assert unclassified == (3 if as_at == MARCH_2013 else 0)


@pytest.mark.parametrize("as_at", list(distance_percentages()))
def test_table_3_but_for_the_cells_that_cannot_be_met(returns, as_at):
    """Distance taken from both postcodes, wherever both were reported."""
    counts = _distances(returns, as_at)
    total = sum(counts[cell] for cell in SINGLES)
    for cell, percentage in distance_percentages()[as_at].items():
        met = counts[cell] in percentage.counts(total)
        assert met is (GIVEN_UP.get(as_at) != cell), (cell, counts[cell])


@pytest.mark.parametrize("as_at", list(distance_percentages()))
def test_table_3_with_every_child_placed_for_adoption_not_known(oracle, as_at):
    """The product's rule. In 2013 it puts the 23 children into `not known`; elsewhere nothing differs."""
    found = categories(oracle.measure("placements.by_distance", as_at))
    counts = {
        "inside_20": found["inside, 20 miles or less"],
        "outside_20": found["outside, 20 miles or less"],
        "inside_far": found["inside, over 20 miles"],
        "outside_far": found["outside, over 20 miles"],
        "not_known": sum(number for name, number in found.items() if name.endswith("not known")),
    }
    counts["all_20"] = counts["inside_20"] + counts["outside_20"]
    counts["all_far"] = counts["inside_far"] + counts["outside_far"]
    total = sum(counts[cell] for cell in SINGLES)
    printed = distance_percentages()[as_at]
    missed = {cell for cell in printed if counts[cell] not in printed[cell].counts(total)}
    given_up = {GIVEN_UP[as_at]} if as_at in GIVEN_UP else set()
    assert missed == ({"outside_20", "not_known"} if as_at == MARCH_2013 else given_up)


@pytest.mark.parametrize(
    ("key", "as_at", "printed"),
    [
        ("stability.three_or_more", MARCH_2012, 10),
        ("stability.three_or_more", MARCH_2013, 10),
        ("stability.same_placement", MARCH_2012, 77),
        ("stability.same_placement", MARCH_2013, 73),
    ],
)
def test_stability(oracle, key, as_at, printed):
    assert whole(oracle.measure(key, as_at)["value"]) == printed


@pytest.mark.parametrize(
    ("key", "as_at", "category", "printed"),
    [
        ("cla.by_age", MARCH_2013, "1 to 4", 34),
        ("cla.by_age", MARCH_2013, "10 to 15", 28),
        ("cla.by_age", MARCH_2013, "16 and over", 11),
        ("cla.by_age", MARCH_2012, "16 and over", 16),
        ("cla.by_ethnic_group", MARCH_2013, "white", 81),
        ("cla.by_ethnic_group", MARCH_2013, "asian", 5),
        ("cla.by_ethnic_group", MARCH_2012, "asian", 2),
    ],
)
def test_who_the_children_are(oracle, key, as_at, category, printed):
    shares = {each["category"]: each["percent"] for each in oracle.measure(key, as_at)["breakdown"]}
    assert whole(shares[category]) == printed


def test_boys_and_girls(oracle):
    sexes = categories(oracle.measure("cla.by_sex", MARCH_2013))
    assert (sexes["male"], sexes["female"]) == (276, 206)


def test_children_under_2(oracle):
    young = [one for one, _ in oracle.looked_after(MARCH_2013) if age_on(one.person.born, MARCH_2013) < 2]
    girls = sum(one.person.sex == "2" for one in young)
    assert len(young) == 67
    assert whole(Fraction(100 * girls, len(young))) == 60


@pytest.mark.parametrize(("as_at", "agency", "inter_agency"), [(MARCH_2012, 62, 0), (MARCH_2013, 86, 3)])
def test_fostering_of_table_7(oracle, as_at, agency, inter_agency):
    found = categories(oracle.measure("placements.by_budget_group", as_at))
    assert found["Independent Fostering Agencies"] == agency
    assert found["Inter agency fostering placements"] == inter_agency


def test_december_2013(oracle):
    rows = [seen.described_by for _, seen in oracle.looked_after(DECEMBER)]
    assert oracle.measure("placements.agency_share", DECEMBER)["numerator"] == 105
    assert sum(row.place == "Q2" and row.provider == "PR1" for row in rows) == 239
    assert oracle.measure("adoption.placed_awaiting_order", DECEMBER)["value"] == 47
    assert oracle.measure("leavers.turning_18_in_year", DECEMBER)["value"] == 38


def test_82_children_await_adopters(returns, oracle):
    decided = {row["CHILD"] for row in returns[-1].tables["PlacedAdoption"]}
    waiting = [
        one.child
        for one, seen in oracle.looked_after(DECEMBER)
        if not seen.described_by.place.startswith("A") and one.child in decided
    ]
    assert len(waiting) == 82


@pytest.mark.parametrize("year", range(2008, 2014))
def test_table_5(returns, year):
    """Those turning 19: the share in touch and suitably housed."""
    rows = next(one for one in returns if one.as_at == year_end(year)).tables["OC3"]
    turned_19 = [row for row in rows if age_on(day(row["DOB"]), year_end(year)) == 19]
    met = [row for row in turned_19 if row["IN_TOUCH"] == "YES" and row["ACCOM"].endswith("1")]
    printed = {figure.as_at: int(figure.value) for figure in southampton("table5") if figure.flag == "ok"}
    assert turned_19 == rows
    assert whole(Fraction(100 * len(met), len(rows))) == printed[year_end(year)]


def test_care_leavers_in_december_2013(returns, oracle):
    measured = oracle.measure("leavers.suitable_accommodation", DECEMBER)
    assert (measured["denominator"], whole(measured["value"])) == (106, 88)
    assert sum(row["ACCOM"] == "Z1" for row in returns[-1].tables["OC3"]) == 9


# What cannot be met


def test_the_cells_given_up_are_the_fewest_that_must_be():
    missed = {}
    for as_at, printed in distance_percentages().items():
        found = fewest_misses(printed, children()[as_at])
        missed[as_at] = found
        if as_at not in GIVEN_UP:
            assert list(found) == [()]
            continue
        assert all(len(cells) == 1 for cells in found)
        best = min(found.values(), key=lambda solution: solution.strays)
        assert best.missed == (GIVEN_UP[as_at],)
    assert {as_at for as_at, found in missed.items() if () not in found} == set(GIVEN_UP)


def test_no_population_of_479_would_help():
    assert list(fewest_misses(distance_percentages()[MARCH_2013], 479)) == [("all_20",)]


def test_with_adoption_not_known_two_cells_of_2013_must_be_given_up():
    for_adoption = placements()[MARCH_2013]["Placed for adoption (inc placed with former foster carer)"]
    found = fewest_misses(distance_percentages()[MARCH_2013], 482, least_not_known=for_adoption)
    assert set(found) == {("inside_20", "not_known"), ("outside_20", "not_known")}


def test_the_search_agrees_with_trying_every_count():
    """On a population small enough to try everything, with nothing derived."""
    printed = distance_percentages()[year_end(2009)]
    population = 26
    quick = {
        tuple(s.counts[cell] for cell in SINGLES)
        for s in solutions(printed, population, missed=("not_known",))
    }
    slow = set()
    for a in range(population + 1):
        for b in range(population + 1 - a):
            for c in range(population + 1 - a - b):
                for d in range(population + 1 - a - b - c):
                    counts = dict(zip(SINGLES, (a, b, c, d, population - a - b - c - d), strict=True))
                    counts |= {"all_20": a + b, "all_far": c + d}
                    if all(counts[x] in printed[x].counts(population) for x in printed if x != "not_known"):
                        slow.add(tuple(counts[cell] for cell in SINGLES))
    assert quick == slow


def test_the_plan_adds_up():
    for as_at, mix, ages in zip(DAYS, year_end_mix(), CHILDREN_BY_AGE, strict=True):
        assert mix.total() == sum(ages) == children().get(as_at, mix.total())


def _distances(returns, as_at: date) -> Counter[str]:
    """Children by distance, from the return of the day alone and the postcodes it reports."""
    one = next(one for one in returns if one.as_at == as_at)
    asylum = {row["CHILD"] for row in one.tables["UASC"] if day(row["DUC"]) > as_at}
    counts: Counter[str] = Counter()
    pool = by_postcode()
    for row in one.tables["Episodes"]:
        if row["DEC"] or row["LS"] in ("V3", "V4"):
            continue
        if row["CHILD"] in asylum or not (row["HOME_POST"] and row["PL_POST"]):
            counts["not_known"] += 1
            continue
        home, placement = pool[row["HOME_POST"]], pool[row["PL_POST"]]
        metres = ((home.easting - placement.easting) ** 2 + (home.northing - placement.northing) ** 2) ** 0.5
        far = "far" if metres / 1609.3 >= 20.05 else "20"
        side = "inside" if placement.authority == SOUTHAMPTON else "outside"
        counts[f"{side}_{far}"] += 1
        counts[f"all_{far}"] += 1
    return counts
