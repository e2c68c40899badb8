"""No record is read by someone whose role, or whose authority, does not open it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from carers.actions import confirm_vacancy, hold, record_check
from carers.models import (
    Carer,
    Check,
    Confirmation,
    Hold,
    Household,
    HouseholdAddress,
    HouseholdReview,
    Terms,
)
from sufficiency.core.access import Action, Role, roles_allowed
from tests.carers.households import approved, with_address
from tests.people import newcomer, someone

pytestmark = pytest.mark.django_db

NEEDS = {
    Household: Action.SEE_HOMES,
    Carer: Action.SEE_HOMES,
    Terms: Action.SEE_HOMES,
    Hold: Action.SEE_HOMES,
    HouseholdReview: Action.SEE_HOMES,
    Confirmation: Action.SEE_HOMES,
    Check: Action.KEEP_CARER_RECORDS,
    HouseholdAddress: Action.REVEAL_ADDRESSES,
}
DAY = date(2025, 6, 1)


@pytest.fixture
def household(council, admin) -> Household:
    """With one record at least of every kind."""
    made = with_address(approved(council, by=admin), by=admin)
    hold(household=made, starts_on=DAY, ends_on=None, reason="holiday", by=admin)
    confirm_vacancy(household=made, on=DAY, by=admin)
    record_check(household=made, carer=None, kind="pet", done_on=DAY, expires_on=None, by=admin)
    return made


@pytest.mark.parametrize("role", Role)
def test_each_record_is_read_by_the_roles_that_need_it(council, elsewhere, household, role):
    for model, action in NEEDS.items():
        assert model.objects.exists(), model
        seen = model.objects.visible_to(someone(council, role)).exists()
        assert seen == (role in roles_allowed(action)), model
        assert not model.objects.visible_to(someone(elsewhere, role)).exists(), model


def test_strangers_read_nothing(household):
    left = newcomer()
    left.is_active = False
    for nobody in (AnonymousUser(), newcomer(), left):
        assert not [model for model in NEEDS if model.objects.visible_to(nobody).exists()]
