"""Places by the real directory of postcodes."""

from __future__ import annotations

import numpy as np

from sufficiency.exchange.ssda903.rules.directory import placing_by_directory

from .rows import OWN

PLACED = np.array(["SO14 0YN", "so140yn", "BH1 1AA", "CF10 1EP", "", "ZZ99 9ZZ"], dtype=object)
HOME = np.array(["SO15 5QF"] * 5 + [""], dtype=object)


def test_where_and_how_far():
    found = placing_by_directory(OWN, {OWN}).locate(HOME, PLACED)
    assert list(found.located_in) == [OWN, OWN, "E06000058", "WAL", "", ""]
    assert list(found.inside) == [True, True, False, False, None, None]
    assert list(found.home_found) == [True] * 5 + [False]
    assert list(found.placement_found) == [True, True, True, True, False, False]
    assert found.miles[0] == found.miles[1] < found.miles[2] < found.miles[3]
    assert np.isnan(found.miles[4:]).all()


def test_an_authority_that_was_part_of_todays_counts_its_codes_as_its_own():
    found = placing_by_directory("E10000009", {"E06000058", "E06000059"}).locate(HOME[:3], PLACED[:3])
    assert list(found.located_in) == [OWN, OWN, "E10000009"]
    assert list(found.inside) == [False, False, True]


def test_a_boundary_that_is_not_held_leaves_inside_unknown():
    found = placing_by_directory("E10000009", None).locate(HOME[:3], PLACED[:3])
    assert list(found.inside) == [None, None, None]
    assert not np.isnan(found.miles).any()
