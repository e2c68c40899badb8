"""A small count that two people decided to print: nothing else that is small comes out with it."""

from __future__ import annotations

import random
from datetime import date

import pytest

from sufficiency.indicators.printed_before import NOTHING, before
from sufficiency.indicators.protected import protect
from sufficiency.indicators.protected_links import Cell, Part
from tests.reports import figures

DAY = date(2024, 3, 31)
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
    assert found.refused == {GIRLS: (BOYS,)}
    # Nothing in print: the total is hidden in its place.
    free = protect(counts, before=NOTHING, printed_anyway=frozenset({GIRLS}))
    assert GIRLS not in hidden(free)
    assert Cell("cla.number", DAY, "", Part.COUNT) in hidden(free)
