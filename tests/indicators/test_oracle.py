"""The oracle against facts counted by hand: it may only judge the product once it has been judged itself."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from sufficiency.core import postcodes
from tests.indicators.oracle import KEYS, Oracle
from tests.indicators.oracle_calendar import age_on, birthday, first_day_of_year_to, months_before
from tests.indicators.returns import LOCATIONS, NOT_IN_DIRECTORY, locate
from tests.indicators.worlds import World, random_world, worlds
from tests.small_authority import POPULATIONS, small_authority
from tests.small_authority_answers import DAYS, expected
from tests.small_authority_answers import KEYS as HAND_COUNTED


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("key", HAND_COUNTED)
def test_the_small_authority_as_counted_by_hand(key: str, day: date) -> None:
    oracle = Oracle(small_authority(), locate=locate, populations=POPULATIONS)
    assert oracle.measure(key, day) == expected(key, day)


def test_the_hand_count_leaves_no_key_out() -> None:
    assert set(HAND_COUNTED) == set(KEYS)
    assert len(KEYS) == 33


def test_calendar() -> None:
    leap = date(2008, 2, 29)
    assert birthday(leap, 5) == date(2013, 3, 1)
    assert birthday(leap, 4) == date(2012, 2, 29)
    assert (age_on(leap, date(2013, 2, 28)), age_on(leap, date(2013, 3, 1))) == (4, 5)
    assert months_before(date(2013, 3, 31), 30) == date(2010, 9, 30)
    assert months_before(date(2012, 2, 29), 12) == date(2011, 2, 28)
    assert first_day_of_year_to(date(2013, 3, 31)) == date(2012, 4, 1)
    assert first_day_of_year_to(date(2012, 2, 29)) == date(2011, 3, 1)
    assert first_day_of_year_to(date(2013, 3, 31), 3) == date(2010, 4, 1)


def test_a_share_is_exact() -> None:
    oracle = Oracle(small_authority(), locate=locate)
    assert oracle.measure("placements.agency_share", DAYS[0])["value"] == Fraction(300, 7)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_every_breakdown_adds_to_its_total_and_every_share_is_one(world: World) -> None:
    oracle = Oracle(world.returns, locate=locate)
    for day in world.days:
        looked_after = oracle.measure("cla.number", day)["value"]
        for key in KEYS:
            found = oracle.measure(key, day)
            if found["breakdown"] and found["denominator"] is None:
                assert sum(line["value"] for line in found["breakdown"]) == found["value"]
            if key.startswith(("placements.by_", "cla.by_")):
                assert found["value"] == looked_after
            if found["numerator"] is not None and found["denominator"] is not None and "days" not in key:
                assert 0 <= found["numerator"] <= found["denominator"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_the_order_of_loading_changes_nothing(world: World) -> None:
    forwards, backwards = Oracle(world.returns, locate=locate), Oracle(world.returns[::-1], locate=locate)
    for day in world.days:
        for key in KEYS:
            assert forwards.measure(key, day) == backwards.measure(key, day)


def test_a_seed_always_makes_the_same_world() -> None:
    assert random_world(7, 20, 3) == random_world(7, 20, 3)
    assert random_world(7, 20, 3) != random_world(8, 20, 3)


def test_the_fixed_postcodes_are_where_the_product_has_them() -> None:
    found = postcodes.locate([*LOCATIONS, NOT_IN_DIRECTORY])
    assert set(found) == set(LOCATIONS)
    for postcode, (easting, northing, authority) in LOCATIONS.items():
        assert (found[postcode].easting, found[postcode].northing) == (easting, northing)
        inside = found[postcode].authority == "E06000045"
        assert inside == (authority == "E06000045")
