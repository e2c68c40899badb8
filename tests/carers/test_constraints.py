"""What no writer can get round: the register's own rules, tried with raw SQL."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.carers.households import approved

pytestmark = pytest.mark.django_db

TERMS = (
    "insert into carers_terms (public_id, household_id, dates, places, youngest, oldest, sex, siblings_only, "
    "only_child, note) values (gen_random_uuid(), {household}, '{dates}', {places}, {youngest}, {oldest}, '{sex}', "
    "{siblings}, {only}, '')"
)
USUAL = {
    "dates": "[2024-05-01,2024-06-01)",
    "places": 1,
    "youngest": 0,
    "oldest": 10,
    "sex": "any",
    "siblings": False,
    "only": False,
}
CARER = (
    "insert into carers_carer (public_id, household_id, first_name, last_name, is_primary, dates) "
    "values (gen_random_uuid(), {household}, 'A', 'B', true, '[2024-05-01,)')"
)
HOLD = (
    "insert into carers_hold (public_id, household_id, dates, reason, places) "
    "values (gen_random_uuid(), {household}, '{dates}', 'holiday', {places})"
)
REVIEW = (
    "insert into carers_householdreview (public_id, household_id, due_on, held_on, panel_on, decided_on, outcome) "
    "values (gen_random_uuid(), {household}, '2025-05-01', {held}, {panel}, {decided}, '{outcome}')"
)
CHECK = (
    "insert into carers_check (public_id, household_id, carer_id, kind, done_on, expires_on) "
    "values (gen_random_uuid(), {household}, {carer}, 'dbs', '2025-01-01', {expires})"
)


def _run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def _refused(sql: str, constraint: str) -> None:
    with pytest.raises(DatabaseError) as fault:
        _run(sql)
    assert constraint == fault.value.__cause__.diag.constraint_name


@pytest.fixture
def household(council, admin):
    return approved(council, by=admin)


@pytest.fixture
def without_terms(household):
    household.terms.all().delete()
    return household


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"dates": "empty"}, "terms_have_dates"),
        ({"dates": "(,2024-06-01)"}, "terms_have_dates"),
        ({"places": 0}, "terms_have_a_place"),
        ({"youngest": 11}, "terms_ages_in_order"),
        ({"oldest": 26}, "terms_ages_in_order"),
        ({"sex": "x"}, "terms_sex_is_known"),
        ({"siblings": True, "only": True}, "terms_siblings_or_only_child"),
        ({"dates": "[2024-04-30,2024-06-01)"}, "carers_terms_within"),
    ],
)
def test_terms_that_cannot_be(without_terms, changes, constraint):
    _refused(TERMS.format(household=without_terms.pk, **USUAL | changes), constraint)


def test_terms_never_overlap(household):
    _refused(TERMS.format(household=household.pk, **USUAL), "one_set_of_terms_at_a_time")


def test_an_approval_cannot_shrink_away_from_its_terms(household):
    _refused(
        f"update carers_household set approved = '[2024-05-01,2025-01-01)' where id = {household.pk}",
        "carers_household_holds",
    )


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("reason_ended = 'retired'", "household_reason_only_if_ended"),
        ("reason_ended = 'x'", "household_reason_ended_is_known"),
        ("kind = 'x'", "household_kind_is_known"),
        ("approved = 'empty'", "household_approval_has_dates"),
    ],
)
def test_households_that_cannot_be(without_terms, change, constraint):
    _refused(f"update carers_household set {change} where id = {without_terms.pk}", constraint)


def test_one_primary_carer_at_a_time(household):
    _refused(CARER.format(household=household.pk), "one_primary_carer_at_a_time")


def test_holds_that_cannot_be(household):
    all_of_them = HOLD.format(household=household.pk, dates="[2025-01-01,)", places="null")
    _run(all_of_them)
    _run(HOLD.format(household=household.pk, dates="[2025-01-01,)", places=1))
    _refused(all_of_them, "one_hold_of_all_places_at_a_time")
    _refused(HOLD.format(household=household.pk, dates="[2025-01-01,)", places=0), "hold_is_of_a_place")


@pytest.mark.parametrize(
    ("held", "panel", "decided", "outcome", "constraint"),
    [
        ("null", "null", "null", "", "one_review_outstanding"),
        ("null", "'2025-05-02'", "null", "", "review_panel_after_it_was_held"),
        ("'2025-05-02'", "'2025-05-01'", "null", "", "review_panel_after_it_was_held"),
        ("'2025-05-02'", "null", "'2025-05-01'", "unchanged", "review_decided_after_it_was_held"),
        ("'2025-05-02'", "null", "'2025-05-03'", "", "review_decided_with_an_outcome"),
        ("'2025-05-02'", "null", "null", "unchanged", "review_decided_with_an_outcome"),
    ],
)
def test_reviews_that_cannot_be(household, held, panel, decided, outcome, constraint):
    asked = {"household": household.pk, "held": held, "panel": panel, "decided": decided, "outcome": outcome}
    _refused(REVIEW.format(**asked), constraint)


def test_checks_that_cannot_be(council, household):
    other = approved(council).carers.first()
    check = {"household": household.pk, "carer": household.carers.first().pk, "expires": "null"}
    _refused(CHECK.format(**check | {"expires": "'2025-01-01'"}), "check_expires_after_it_was_done")
    _refused(CHECK.format(**check | {"carer": other.pk}), "carers_check_of_household")
    _run(CHECK.format(**check))
    _refused(CHECK.format(**check), "check_recorded_once")
    _run(CHECK.format(**check | {"carer": "null"}))
    _refused(CHECK.format(**check | {"carer": "null"}), "check_recorded_once")
