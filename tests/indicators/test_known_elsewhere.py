"""What DfE has printed of the council: the same number is known, another one is a count of other records."""

from __future__ import annotations

import random
from datetime import date

import pytest

from sufficiency.indicators.printed_before import before
from sufficiency.indicators.protected import protect
from sufficiency.indicators.protected_links import Cell, Part, system_of
from tests.reports import figures

DAY = date(2024, 3, 31)
NUMBER = Cell("cla.number", DAY, "", Part.COUNT)
WHITE, BLACK, MIXED = (
    Cell("cla.by_ethnic_group", DAY, name, Part.COUNT) for name in ("white", "black", "mixed")
)


def measured(**numbers: int):
    """The number looked after, and by ethnic group."""
    one = figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")
    there = [
        one._replace(ethnic=name.replace("_", " ")) for name, number in numbers.items() for _ in range(number)
    ]
    counted = figures.measurements(there, [], DAY, 47000)
    return [counted["cla.number"], counted["cla.by_ethnic_group"]]


@pytest.mark.parametrize(("by_dfe", "beside"), [(20, WHITE), (21, BLACK)])
def test_another_count_is_hidden_in_place_of_one_that_dfe_prints(by_dfe, beside):
    """Three children of mixed ethnicity: the smallest count that a reader has not got is hidden with them."""
    found = protect(measured(white=30, black=20, mixed=3), known_elsewhere=frozenset({(BLACK, by_dfe)}))
    assert {one.cell for one in found.hidden if one.count} == {MIXED, beside}


@pytest.mark.parametrize("by_dfe", [41, 42])
def test_dfe_tells_of_records_corrected_since_what_an_edition_rounded(by_dfe):
    then, now = measured(white=38, mixed=3), measured(white=40, mixed=3)
    shown = protect(then, rounded_dates={DAY})
    edition = [shown.measurements[one.key, DAY].as_json() | {"counted": one.as_json()} for one in then]
    told = before([edition]).rounded_sums(system_of(now), frozenset({(NUMBER, by_dfe)}))
    [between] = [
        told.ranges[cell] for cell, count in told.counts.items() if cell.key == NUMBER.key and count == 41
    ]
    assert between == ((41, 41) if by_dfe == 41 else (38, 42))
