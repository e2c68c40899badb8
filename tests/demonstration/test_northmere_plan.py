"""Northmere as it is drawn: the same for the same seed, in proportion, and nobody's. No database."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from datetime import date

import pytest

from sufficiency.core.postcodes import INVENTED_LETTERS, Located, list_invented, locate
from sufficiency.demonstration.northmere import area, chances
from sufficiency.demonstration.northmere.homes import Household
from sufficiency.demonstration.northmere.plan import make

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan():
    return make(DAY)


def in_care(plan, day=DAY):
    return [child for child in plan.children if child.stay_on(day.toordinal())]


def test_the_same_seed_makes_the_same_northmere(plan):
    assert make(DAY).fingerprint == plan.fingerprint
    assert make(DAY, seed=23).fingerprint != plan.fingerprint


def test_it_moves_with_the_day():
    """A year earlier the same town stands a year earlier: returns end with the last year-end that was over."""
    earlier = make(date(2025, 4, 10))
    assert earlier.returns_on[-1] == date(2024, 3, 31)
    assert len(earlier.returns_on) == 10
    assert len(in_care(earlier, date(2025, 4, 10))) == pytest.approx(chances.STOCK_NOW, abs=3)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 7, 4), date(2028, 2, 29)])
def test_on_another_day_the_same_people_stand_there(plan, day):
    """So what holds of its figures on one day holds on any."""
    other = make(day)
    shift = day.toordinal() - DAY.toordinal()
    assert [(one.first_name, one.family.name, one.born + shift) for one in plan.children] == [
        (one.first_name, one.family.name, one.born) for one in other.children
    ]


def test_twice_the_scale_is_twice_as_much(plan):
    double = make(DAY, scale=2)
    assert len(in_care(plan)) == pytest.approx(chances.STOCK_NOW, abs=3)
    assert len(in_care(double)) == pytest.approx(2 * chances.STOCK_NOW, abs=5)
    for number in (
        lambda one: len(one.children),
        lambda one: len([home for home in one.households if home.there(DAY.toordinal())]),
        lambda one: len(one.providers),
    ):
        assert number(double) == pytest.approx(2 * number(plan), rel=0.12)


def test_no_place_holds_two_children_at_once(plan):
    stays = defaultdict(list)
    for child in plan.children:
        for stay in child.stays:
            for move in stay.moves:
                if isinstance(move.home, Household):
                    assert move.place in range(1, move.home.places + 1)
                    stays[move.home.reference, move.place].append((move.start, move.end))
    assert len(stays) > 500
    for spells in stays.values():
        spells.sort()
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spells))


def test_every_day_in_care_has_one_home_and_one_legal_status(plan):
    for child in plan.children:
        for stay in child.stays:
            assert stay.statuses[0][0] == stay.moves[0].start == stay.start < stay.end == stay.moves[-1].end
            for before, after in zip(stay.moves, stay.moves[1:], strict=False):
                assert before.start < before.end == after.start
            days = [day for day, _ in stay.statuses]
            assert days == sorted(set(days))
            assert stay.end <= child.born + 18 * 366


def test_terms_are_kept(plan):
    """Nobody is placed with carers who are not approved for the age, or with strangers where only siblings may be."""
    homes = Counter()
    for child in plan.children:
        for stay in child.stays:
            for move in stay.moves:
                home = move.home
                if not isinstance(home, Household) or move.opens == "T":
                    continue
                homes[home.kind] += 1
                assert home.approved <= move.start
                assert home.youngest <= child.whole_age(move.start) <= home.oldest
                others = [one for one in home.there(move.start) if one is not child]
                if home.siblings_only or home.kind == "connected":
                    assert all(one.family is child.family for one in others)
                if home.only_child:
                    assert not others
    assert homes["general"] > 1_000
    assert homes["connected"] > 200


def test_its_postcodes_are_nobodys(plan):
    told = {move.postcode for child in plan.children for stay in child.stays for move in stay.moves}
    told |= {child.family.home for child in plan.children} | {home.postcode for home in plan.households}
    assert {postcode[0] for postcode in told} == {"Q"}
    found = locate(told)
    assert set(found) == told
    assert {one.authority for one in found.values()} == {one.code for one in area.AREAS}
    # Each authority's postcodes lie in it, and no two of its places are one.
    assert len({(one.easting, one.northing) for one in area.all_places()}) == len(area.all_places())


def test_only_letters_that_no_postcode_has_may_be_invented():
    assert INVENTED_LETTERS == "QVX"
    with pytest.raises(ValueError, match="may be real"):
        list_invented("S", authorities=[], read=lambda: [Located("SO140AA", None, None, 0, 0)])


def test_real_postcodes_are_where_they_were():
    assert locate(["SO14 7LY"])["SO14 7LY"].authority == "E06000045"
    assert locate(["QN9 9ZZ"]) == {}


def test_ofsted_numbers_are_marked(plan):
    told = {move.urn for child in plan.children for stay in child.stays for move in stay.moves} - {""}
    assert all(urn.startswith("SC9") and len(urn) == 8 for urn in told)
    assert all(home.name.endswith("(invented)") for home in plan.providers)
