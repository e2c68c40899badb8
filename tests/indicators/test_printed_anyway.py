"""A small count that two people decided to print: nothing else that is small comes out with it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from sufficiency.core.protection import PROTECTION_WIDTH, range_left
from sufficiency.indicators import protected_pattern
from sufficiency.indicators.printed_before import NOTHING, before
from sufficiency.indicators.protected import State, protect
from sufficiency.indicators.protected_links import Cell, Part, system_of
from tests.reports import figures

DAY = date(2024, 3, 31)
TYPES = "placements.by_type"
LODGINGS = Cell(TYPES, DAY, "In lodgings, residential employment or living independently", Part.COUNT)
GIRLS = Cell("cla.by_sex", DAY, "female", Part.COUNT)
BOYS = Cell("cla.by_sex", DAY, "male", Part.COUNT)


def measured(girls: int, boys: int):
    """The number looked after, and by sex."""
    chance = random.Random(1)
    children = [
        figures.child(chance, "U5", "PR1", "within 20 miles")._replace(sex=sex)
        for sex in ["female"] * girls + ["male"] * boys
    ]
    counted = figures.measurements(children, [], DAY, 47000)
    return [counted["cla.number"], counted["cla.by_sex"]]


def hidden(found) -> set[Cell]:
    return {one.cell for one in found.hidden}


@pytest.mark.parametrize("rounded_dates", [frozenset(), frozenset({DAY})], ids=["exact", "rounded"])
def test_it_is_printed_and_another_count_hidden_in_its_place(rounded_dates):
    counts = measured(4, 40)
    without = protect(counts, rounded_dates=rounded_dates)
    found = protect(counts, printed_anyway=frozenset({GIRLS}), rounded_dates=rounded_dates)
    assert GIRLS in hidden(without)
    assert GIRLS not in hidden(found)
    line = found.measurements["cla.by_sex", DAY].category("female")
    assert line.value.value == 4
    assert not found.refused


def test_it_stays_hidden_where_it_would_tell_another_whatever_is_hidden():
    """An earlier edition prints the total: seven less three is four."""
    counts = measured(3, 4)
    only_total = protect(counts[:1], printed_anyway=frozenset()).measurements["cla.number", DAY].as_json()
    in_print = before([[{**only_total, "value": 7, "hidden": []}]])
    assert {GIRLS, BOYS} <= hidden(protect(counts, before=in_print))
    found = protect(counts, before=in_print, printed_anyway=frozenset({GIRLS}))
    assert GIRLS in hidden(found)
    assert found.refused.keys() == {GIRLS}
    assert BOYS in found.refused[GIRLS]
    # Nothing in print: the total is hidden in its place.
    free = protect(counts, before=NOTHING, printed_anyway=frozenset({GIRLS}))
    assert GIRLS not in hidden(free)
    assert Cell("cla.number", DAY, "", Part.COUNT) in hidden(free)


STATUSES = "cla.by_legal_status"
INTERIM, FULL = (Cell(STATUSES, DAY, name, Part.COUNT) for name in ("interim care order", "full care order"))


@pytest.mark.parametrize("rounded_dates", [frozenset(), frozenset({DAY})], ids=["exact", "rounded"])
def test_the_noughts_beside_it_are_hidden_for_a_correction_may_take_a_child_there(rounded_dates):
    """Two under an interim order, nobody under a full one. If it was one and one, both printed would tell it."""
    one = figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")
    there = [one._replace(legal="section 20")] * 30 + [one._replace(legal="placement order")] * 20
    there += [one._replace(legal="interim care order")] * 2
    counted = figures.measurements(there, [], DAY, 47000)
    table = [counted["cla.number"], counted[STATUSES]]
    more = {"countable": counted.values(), "rounded_dates": rounded_dates}
    assert FULL not in hidden(protect(table, **more))
    found = protect(table, printed_anyway=frozenset({INTERIM}), **more)
    assert INTERIM not in hidden(found)
    line = found.measurements[STATUSES, DAY].category("full care order")
    assert line.value.state is State.HIDDEN
    # Noughts alone would sum up to nobody, which tells each; rounded sums do not say that.
    assert rounded_dates or any(one.count for one in found.hidden if one.cell.key in (STATUSES, "cla.number"))


def test_it_stays_hidden_where_a_nought_beside_it_is_in_print():
    one = figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")
    there = [one._replace(legal="section 20")] * 30 + [one._replace(legal="interim care order")] * 2
    counted = figures.measurements(there, [], DAY, 47000)
    table = [counted["cla.number"], counted[STATUSES]]
    first = protect(table, countable=counted.values())
    in_print = before([[one.as_json() for one in first.measurements.values()]])
    found = protect(table, before=in_print, printed_anyway=frozenset({INTERIM}), countable=counted.values())
    assert FULL in found.refused[INTERIM]
    assert INTERIM in hidden(found)


NEEDS = "cla.by_need"
STRESS, DYSFUNCTION = (
    Cell(NEEDS, DAY, need, Part.COUNT) for need in ("family in acute stress", "family dysfunction")
)


def test_what_one_of_two_editions_prints_is_told_by_the_other_to_nobody_who_has_not_read_it():
    """Both counted the same; one prints a count that the other hides. The difference gives away nothing that is not in
    print, so a correction can still be published.
    """

    def of(stress: int, dysfunction: int):
        one = figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")
        needs = {"abuse or neglect": 17, STRESS.category: stress, DYSFUNCTION.category: dysfunction}
        needs["socially unacceptable behaviour"] = 1
        there = [one._replace(need=need) for need, number in needs.items() for _ in range(number)]
        counted = figures.measurements(there, [], DAY, 47000)
        return [counted["cla.number"], counted[NEEDS]]

    then, editions = of(2, 5), []
    for decided in ({DYSFUNCTION}, {DYSFUNCTION, STRESS}):
        found = protect(then, before=before(editions), printed_anyway=frozenset(decided))
        assert not found.refused
        editions.append(
            [found.measurements[one.key, DAY].as_json() | {"counted": one.as_json()} for one in then]
        )
    hidden_first, hidden_then = ([*edition[1]["hidden"]] for edition in editions)
    assert f"{STRESS.category}: value" in hidden_first
    assert f"{STRESS.category}: value" not in hidden_then
    assert not protect(of(3, 4), before=before(editions)).lost


@pytest.mark.parametrize("lodgers", [2, 4])
def test_it_tells_nothing_of_a_grouping_that_a_later_document_may_print(lodgers, monkeypatch):
    """In lodgings and in hostels with support lie DfE's and the budget's groups of supported accommodation: with nobody
    in a hostel, so many in lodgings leave them no more than that.
    """
    # A nought beside it would be hidden for its own sake.
    monkeypatch.setattr(protected_pattern, "noughts_beside", lambda *_: frozenset())
    chance = random.Random(1)
    one = figures.child(chance, "U5", "PR1", "inside, 20 miles or less")
    there = [one] * 30 + [one._replace(place="K2")] * 20 + [one._replace(place="P2")] * lodgers
    counted = figures.measurements(there, [], DAY, 47000)
    everything = system_of(list(counted.values()))
    supported = Cell("placements.by_budget_group", DAY, "Supported Placements or Rent", Part.COUNT)

    def left(**more) -> float:
        """How many values a reader is left of those in supported accommodation, who knows every sum."""
        table = [counted["cla.number"], counted[TYPES]]
        found = protect(table, printed_anyway=frozenset({LODGINGS}), **more)
        [shown] = [one for one in found.measurements.values() if one.key == TYPES]
        in_print = {
            Cell(TYPES, DAY, line.category, Part.COUNT)
            for line in shown.breakdown
            if line.value.state is State.PRINTED
        }
        if found.measurements["cla.number", DAY].value.state is State.PRINTED:
            in_print |= {Cell("cla.number", DAY, "", Part.COUNT)}
        hidden = everything.counts.keys() - {everything.same.get(cell, cell) for cell in in_print}
        named = everything.same.get(supported, supported)
        least, greatest = range_left(named, everything.counts, everything.additions, frozenset(hidden))
        return greatest - least

    assert left() < PROTECTION_WIDTH
    assert left(countable=counted.values()) >= PROTECTION_WIDTH


def test_one_that_another_grouping_counts_by_its_own_name_is_asked_for_refused_and_listed_by_the_name_it_has_here():
    """Children in residential schools are a type of placement, and one of DfE's groups under another name."""
    chance = random.Random(1)
    one = figures.child(chance, "U5", "PR1", "inside, 20 miles or less")
    schools = Cell(TYPES, DAY, "Residential schools", Part.COUNT)
    there = [one] * 4 + [one._replace(place="S1")] * 3
    counted = figures.measurements(there, [], DAY, 47000)
    table = [counted["cla.number"], counted[TYPES]]
    assert schools in hidden(protect(table, countable=counted.values()))
    total = protect(table[:1]).measurements["cla.number", DAY].as_json()
    in_print = before([[{**total, "value": 7, "hidden": []}]])
    anyway = frozenset({schools})
    refused = protect(table, before=in_print, printed_anyway=anyway, countable=counted.values())
    assert refused.refused.keys() == {schools}
    assert schools in hidden(refused)
    others = [cell for cell in hidden(refused) if cell.key not in ("cla.number", TYPES)]
    assert not others
