"""Homes' and young people's records that another system keeps: read here, written there."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers import actions as of_young_people
from careleavers.models import YoungPerson
from carers.actions import (
    add_carer,
    approve_household,
    change_address,
    change_carer,
    change_details,
    change_terms,
    confirm_vacancy,
    end_approval,
    hold,
    record_check,
    record_review,
)
from carers.actions.terms import TermsWanted
from carers.models import Carer, HouseholdReview
from placements.models import PeriodOfCare
from sufficiency.core.access import Role
from sufficiency.core.models import FieldGroup
from sufficiency.core.ownership import KeptElsewhere
from tests.people import signed_in, someone
from tests.placements.kept_there import TODAY, keep_there, told_of
from tests.placements.people_and_homes import child, household

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(db):
    return told_of()


# Homes, and young people: no extract brings them, so there is nothing to be ahead of.


@pytest.fixture
def keeper(authority):
    return someone(authority, Role.FOSTERING_ADMIN)


def _terms() -> TermsWanted:
    return TermsWanted(places=2, youngest=0, oldest=17)


def _of_homes(authority, keeper):
    home = household(authority, "F7")
    carer = Carer.objects.create(
        household=home,
        first_name="Ada",
        last_name="Low",
        dates=DateRange(date(2020, 1, 1), None),
        is_primary=True,
    )
    review = HouseholdReview.objects.create(household=home, due_on=date(2026, 6, 1))
    of = {"household": home, "by": keeper}
    return {
        "approve": lambda: approve_household(
            authority=authority,
            carers=[("Bo", "Hill")],
            approved_on=TODAY,
            kind="general",
            terms=_terms(),
            area="SO16",
            supervising_worker=None,
            today=TODAY,
            by=keeper,
        ),
        "terms": lambda: change_terms(version=1, starts_on=TODAY, terms=_terms(), **of),
        "details": lambda: change_details(
            version=1, kind="general", area="SO15", supervising_worker=None, **of
        ),
        "end": lambda: end_approval(version=1, ends_on=TODAY, reason="retired", **of),
        "address": lambda: change_address(
            version=home.address.version, line_1="2 Invented Row", town="Nowhere", postcode="SO16 4XE", **of
        ),
        "carer": lambda: add_carer(first_name="Di", last_name="Low", joined_on=TODAY, **of),
        "change carer": lambda: change_carer(
            carer=carer,
            version=1,
            first_name="Ada",
            last_name="Lowe",
            is_primary=True,
            left_on=None,
            by=keeper,
        ),
        "review": lambda: record_review(review=review, version=1, held_on=TODAY, by=keeper),
        "check": lambda: record_check(
            carer=None, kind="home_safety", done_on=TODAY, expires_on=TODAY + timedelta(days=365), **of
        ),
        "hold": lambda: hold(starts_on=TODAY, ends_on=None, reason="holiday", **of),
        "confirm": lambda: confirm_vacancy(on=TODAY, **of),
    }


_CLOSED = ["approve", "terms", "details", "end", "address", "carer", "change carer", "review", "check"]


@pytest.mark.parametrize("act", _CLOSED)
def test_carer_records_that_are_kept_there_are_not_written_here(authority, keeper, act):
    deeds = _of_homes(authority, keeper)
    keep_there(authority, FieldGroup.HOMES)
    with pytest.raises(KeptElsewhere, match="load a file of them here"):
        deeds[act]()


@pytest.mark.parametrize("act", _CLOSED)
def test_the_same_is_done_where_they_are_kept_here(authority, keeper, act):
    deeds = _of_homes(authority, keeper)
    keep_there(authority, *(group for group in FieldGroup if group is not FieldGroup.HOMES))
    assert deeds[act]()


@pytest.mark.parametrize("act", ["hold", "confirm"])
def test_what_is_free_tonight_is_always_written_here(authority, keeper, act):
    deeds = _of_homes(authority, keeper)
    keep_there(authority, FieldGroup.HOMES)
    assert deeds[act]()


def test_carer_pages_show_the_sentence_instead_of_inputs(authority, keeper):
    home = household(authority, "F7")
    keep_there(authority, FieldGroup.HOMES)
    client = signed_in(keeper)
    for page in ("terms/", "details/", "end/", "address/", "carers/new/", "checks/new/"):
        shown = client.get(f"/homes/{home.public_id}/{page}")
        assert "Homes and households are kept in your case system" in shown.text, page
        assert 'name="key"' not in shown.text, page
        assert client.post(f"/homes/{home.public_id}/{page}", {"key": str(uuid.uuid4())}).status_code == 409
    terms = client.get(f"/homes/{home.public_id}/terms/").text
    assert "1 January 2020" in terms
    assert 'name="key"' not in client.get("/homes/new/").text
    assert 'name="key"' in client.get(f"/homes/{home.public_id}/hold/").text


def test_young_peoples_records_that_are_kept_there_are_not_written_here(authority, manager):
    who = child(authority, "N1", born=date(2008, 1, 5))
    PeriodOfCare.objects.create(
        child=who, kind="looked_after", dates=DateRange(date(2020, 1, 1), None), reason_started="S"
    )
    person = YoungPerson.objects.get(pk=who.pk)
    of = {"person": person, "by": manager}
    seen = {"on": TODAY, "kind": "visit", "outcome": "seen", "today": TODAY}
    assert of_young_people.log_contact(**seen, **of)
    keep_there(authority, FieldGroup.YOUNG_PEOPLE)
    for act, given in (
        (of_young_people.log_contact, seen),
        (of_young_people.record_activity, {"version": 0, "on": TODAY, "kind": "F1", "today": TODAY}),
        (
            of_young_people.add_person_to_ring,
            {"relation": "themselves", "name": "", "telephone": "07700 900123", "in_an_emergency": False},
        ),
    ):
        with pytest.raises(KeptElsewhere, match="Young people's records are kept"):
            act(**given, **of)
    page = signed_in(manager).get(f"/young-people/{who.public_id}/visit/")
    assert "are kept in your case system" in page.text
    assert 'name="key"' not in page.text
    record = signed_in(manager).get(f"/young-people/{who.public_id}/").text
    assert "are kept in your case system" in record
    assert "Log a visit" not in record
