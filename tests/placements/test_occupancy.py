"""Each place of a household with its reason, and each rule by an example on either side of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from carers.models import Confirmation, Hold, Household, Terms
from placements.choices import (
    LEGAL_STATUSES,
    NEEDS,
    PLACEMENT_TYPES,
    PROVIDERS,
    REASONS_CARE_ENDED,
    REASONS_FOR_CHANGE,
    TEMPORARY_MOVES,
    placement_types_on,
)
from placements.models import MissingSpell, OtherOccupant, Reservation, TemporaryMove
from placements.notices import working_days_after
from placements.occupancy import occupancies, occupancy_of
from placements.rules import BY_CODE, RULES, Proposal, broken_by
from sufficiency.core.periods import year_ending
from sufficiency.exchange.ssda903.code_sets import CODE_SETS
from tests.placements.people_and_homes import TODAY, child, household, in_care, officer

pytestmark = pytest.mark.django_db
FROM_TODAY = DateRange(TODAY, None)


@pytest.fixture
def desk(authority):
    return officer(authority)


def reasons(home: Household, on: date = TODAY) -> dict[str, int]:
    return {one.words: one.places for one in occupancy_of(home, on=on).reasons}


def test_every_way_a_place_is_not_free(authority, desk):
    home = household(authority, places=8)
    here, away, missing, matched = (child(authority, f"O{number}") for number in range(4))
    for one in (here, away, missing):
        in_care(one, home, by=desk)
    placement = away.placements.get()
    TemporaryMove.objects.create(child=away, placement=placement, dates=FROM_TODAY, code="T1")
    MissingSpell.objects.create(child=missing, kind="M", started_on=TODAY)
    Reservation.objects.create(household=home, child=matched, kind="matched", dates=FROM_TODAY)
    for kind in OtherOccupant.Kind.values[:2]:
        OtherOccupant.objects.create(household=home, kind=kind, dates=FROM_TODAY)
    Hold.objects.create(household=home, dates=FROM_TODAY, reason="settling", places=1)
    assert reasons(home) == {
        "living there": 1,
        "kept for a child who is away": 2,
        "staying put": 1,
        "placed by another authority": 1,
        "reserved": 1,
        "on hold": 1,
    }
    assert occupancy_of(home, on=TODAY).usable == 1
    # The day before, three lived there and nothing else was known.
    assert reasons(home, TODAY - timedelta(days=1)) == {"living there": 3}


def test_the_child_for_whom_it_was_reserved_takes_no_second_place(authority, desk):
    home, one = household(authority), child(authority)
    Reservation.objects.create(household=home, child=one, kind="matched", dates=FROM_TODAY)
    in_care(one, home, by=desk)
    assert reasons(home) == {"living there": 1}


@pytest.mark.parametrize(
    ("terms", "closed"),
    [
        ({"only_child": True}, "the child there must be the only one"),
        ({"siblings_only": True}, "only for brothers and sisters of those there"),
    ],
)
def test_terms_that_close_the_places_left(authority, desk, terms, closed):
    home = household(authority, places=3, **terms)
    assert occupancy_of(home, on=TODAY).usable == 3
    in_care(child(authority), home, by=desk)
    assert reasons(home) == {"living there": 1, closed: 2}


def test_a_hold_and_not_before_close_all_that_is_left(authority, desk):
    home = household(authority)
    Confirmation.objects.create(household=home, by=desk, not_before=TODAY + timedelta(days=7))
    assert reasons(home) == {"not before 27 May 2026": 2}
    Confirmation.objects.create(household=home, by=desk)
    assert reasons(home) == {}
    Hold.objects.create(household=home, dates=FROM_TODAY, reason="break")
    assert reasons(home) == {"carers on hold": 2}


def test_more_than_approved_is_said_and_nothing_is_free(authority, desk):
    home = household(authority, places=1)
    for number in range(2):
        in_care(child(authority, f"O{number}"), home, by=desk)
    counted = occupancy_of(home, on=TODAY)
    assert (counted.over, counted.usable) == (1, 0)


def test_without_terms_nothing_is_known_and_nothing_is_usable(authority):
    home = household(authority)
    Terms.objects.all().delete()
    counted = occupancy_of(home, on=TODAY)
    assert (counted.approved, counted.usable) == (None, 0)


def test_one_query_however_many_households(authority):
    for number in range(6):
        household(authority, f"Q{number}")
    with CaptureQueriesContext(connection) as captured:
        assert len(occupancies(Household.objects.all(), on=TODAY)) == 6
    assert len(captured) == 1


def proposal(authority, born: date, **fields) -> Proposal:
    return Proposal(
        child=child(authority, born=born, sex="F"), day=TODAY, code="U6", legal_status="C1", **fields
    )


def codes(one: Proposal) -> set[str]:
    return {broken.rule.code for broken in broken_by(one)}


def test_each_rule_on_either_side(authority):
    home = household(authority, "R1", places=2, youngest=5, oldest=10)
    terms = home.terms.get()
    fits = proposal(
        authority, date(2016, 4, 2), household=home, terms=terms, places_free=1,
        occupancy=occupancy_of(home, on=TODAY),
    )  # fmt: skip
    assert codes(fits) == set()
    bare = replace(fits, household=None, terms=None, occupancy=None, places_free=None)
    sixteen = replace(bare, child=child(authority, "A16", born=date(2010, 5, 20)))
    younger = replace(bare, child=child(authority, "A15", born=date(2010, 5, 21)))
    tried = {
        "under_16_supported": (
            replace(younger, code="K3", registered=True),
            replace(sixteen, code="K3", registered=True),
        ),
        "not_registered": (replace(bare, code="K2", registered=False), replace(bare, code="K2", registered=True)),
        "parents_section_20": (replace(bare, code="P1", legal_status="V2"), replace(bare, code="P1")),
        "eighteen": (replace(bare, child=child(authority, "A18", born=date(2008, 5, 20))), sixteen),
        "under_13_secure": (
            replace(bare, code="K1", registered=True),
            replace(sixteen, code="K1", registered=True),
        ),
        "no_placement_order": (replace(bare, code="A6"), replace(bare, code="A6", legal_status="E1")),
        "not_approved": (replace(fits, day=date(2019, 5, 1)), fits),
        "relative_not_approved": (replace(bare, code="U3"), replace(fits, code="U3")),
        "over_places": (replace(fits, places_free=0), fits),
        "over_usual_limit": (
            replace(fits, others_there=3, strangers_there=1),
            replace(fits, others_there=3, strangers_there=0),
        ),
        "outside_ages": (replace(fits, child=sixteen.child), fits),
        "outside_sex": (replace(fits, terms=Terms(household=home, places=2, youngest=5, oldest=10, sex="male")), fits),
        "siblings_only": (
            replace(fits, others_there=1, strangers_there=1, terms=_with(terms, siblings_only=True)),
            replace(fits, others_there=1, strangers_there=0, terms=_with(terms, siblings_only=True)),
        ),
        "only_child": (
            replace(fits, others_there=1, terms=_with(terms, only_child=True)),
            replace(fits, terms=_with(terms, only_child=True)),
        ),
        "on_hold": (
            replace(fits, occupancy=replace(fits.occupancy, hold_all=True)),
            fits,
        ),
        "reserved": (replace(fits, reserved_for_others=1), replace(fits, places_free=2, reserved_for_others=1)),
        "location_to_avoid": (replace(bare, too_near="A location to avoid is, or may be, near this home."), bare),
    }  # fmt: skip
    assert set(tried) == set(BY_CODE)
    for code, (breaks, keeps) in tried.items():
        assert code in codes(breaks), code
        assert code not in codes(keeps), code
    assert all(rule.source and rule.check.__name__ for rule in RULES)


def _with(terms: Terms, **fields) -> Terms:
    given = {
        name: getattr(terms, name) for name in ("household", "dates", "places", "youngest", "oldest", "sex")
    }
    return Terms(**given, **fields)


@pytest.mark.parametrize(
    ("column", "choices"),
    [
        ("PLACE", PLACEMENT_TYPES),
        ("PLACE", TEMPORARY_MOVES),
        ("PLACE_PROVIDER", PROVIDERS),
        ("LS", LEGAL_STATUSES),
        ("CIN", NEEDS),
        ("REC", REASONS_CARE_ENDED),
        ("REASON_PLACE_CHANGE", REASONS_FOR_CHANGE),
    ],
)
def test_what_is_chosen_is_in_the_returns_own_list(column, choices):
    assert set(choices) <= set(CODE_SETS[column])


@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 4, 1), date(2026, 5, 20)])
def test_types_offered_for_a_day_are_of_its_return(day):
    listed = CODE_SETS["PLACE"]
    offered = placement_types_on(day)
    assert all(listed[code].in_year(year_ending(day)) for code in offered)


def test_five_working_days_pass_over_the_weekend():
    assert working_days_after(date(2026, 5, 20), 5) == date(2026, 5, 27)
    assert working_days_after(date(2026, 5, 22), 1) == date(2026, 5, 25)
