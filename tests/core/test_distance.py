"""Miles between grid references: exact at every boundary, one by one and in columns."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from math import isqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sufficiency.core.distance import is_over, miles_between, miles_between_arrays

eastings = st.integers(0, 700_000)
northings = st.integers(0, 1_300_000)
points = st.tuples(eastings, northings)


def by_definition(east: int, north: int) -> Decimal:
    """Metres ÷ 1000 ÷ 1.6093, rounded half up to one decimal, with sixty digits to spare."""
    with localcontext() as context:
        context.prec = 60
        miles = Decimal(east**2 + north**2).sqrt() / 1000 / Decimal("1.6093")
        return miles.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def offsets_about(tenths: int) -> list[tuple[int, int]]:
    """Whole-metre offsets that lie closest below and above the distance at which `tenths` begins."""
    boundary = ((2 * tenths - 1) * 80_465) ** 2 / 10**6
    found: dict[bool, tuple[int, int]] = {}
    for north in range(0, isqrt(int(boundary)), 7):
        east = isqrt(int(boundary - north**2))
        for candidate in ((east, north), (east + 1, north)):
            squared = candidate[0] ** 2 + candidate[1] ** 2
            above = squared > boundary
            best = found.get(above)
            if best is None or abs(squared - boundary) < abs(best[0] ** 2 + best[1] ** 2 - boundary):
                found[above] = candidate
    return [found[False], found[True]]


@given(points, points)
def test_one_pair_is_as_defined(one, other):
    assert miles_between(*one, *other) == by_definition(one[0] - other[0], one[1] - other[1])


@given(st.lists(st.tuples(points, points), min_size=1, max_size=50))
def test_columns_agree_with_the_definition(pairs):
    columns = np.array([one + other for one, other in pairs], dtype=np.int64).T
    expected = [float(by_definition(one[0] - other[0], one[1] - other[1])) for one, other in pairs]
    assert miles_between_arrays(*columns).tolist() == expected


@given(points, points)
def test_there_and_back_are_equal(one, other):
    assert miles_between(*one, *other) == miles_between(*other, *one)


@pytest.mark.parametrize("tenths", [1, 2, 100, 199, 200, 201, 202, 1000, 3500])
def test_a_step_either_side_of_a_boundary(tenths):
    below, above = offsets_about(tenths)
    assert miles_between(*below, 0, 0) == Decimal(tenths - 1) / 10
    assert miles_between(*above, 0, 0) == Decimal(tenths) / 10
    in_columns = miles_between_arrays([below[0], above[0]], [below[1], above[1]], 0, 0)
    assert in_columns.tolist() == [(tenths - 1) / 10, tenths / 10]


def test_twenty_miles_and_a_little_is_not_over_until_it_rounds_up():
    # 20.05 miles are 32,266.465 metres.
    assert miles_between(432_266, 100_000, 400_000, 100_000) == Decimal("20.0")
    assert miles_between(432_267, 100_000, 400_000, 100_000) == Decimal("20.1")
    assert not is_over(Decimal("20.0"))
    assert is_over(Decimal("20.1"))
    columns = is_over(miles_between_arrays([432_266, 432_267], [100_000, 100_000], 400_000, 100_000))
    assert columns.tolist() == [False, True]


def test_the_same_place_is_no_distance():
    assert miles_between(441_792, 112_191, 441_792, 112_191) == 0


def test_an_unknown_coordinate_is_an_unknown_distance_and_never_over():
    miles = miles_between_arrays([np.nan, 441_792], [112_191, 112_191], [441_792, 441_792], [112_191, np.nan])
    assert np.isnan(miles).all()
    assert not is_over(miles).any()


def test_impossible_coordinates_are_refused():
    with pytest.raises(ValueError, match="check the coordinates"):
        miles_between_arrays([0], [0], [3_000_000], [0])
