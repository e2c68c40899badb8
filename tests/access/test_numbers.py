"""A number that another record has: one answer, written down with that record, and not to be tried again and again."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from placements.actions.children import MOST_REFUSALS_A_DAY
from placements.models import Child, Connection
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(here):
    return someone(here, Role.PLACEMENT_OFFICER)


def open_a_record(user, number: str):
    given = {"key": str(uuid4()), "first_name": "Wren", "date_of_birth": "17/5/2014", "number": number}
    return signed_in(user).post("/children/new/", given)


def answer(user, number: str) -> str:
    return str(open_a_record(user, number).context["form"].errors["number"])


def test_the_answer_is_the_same_whether_the_record_may_be_opened_or_not(here, officer):
    for number in ("open", "restricted", "connected"):
        ChildFactory(authority=here, number=number)
    Child.objects.filter(number="restricted").update(is_restricted=True)
    Connection.objects.create(
        child=Child.objects.get(number="connected"),
        person=officer,
        nature="family",
        recorded_by=UserFactory(),
    )
    assert len({answer(officer, number) for number in ("open", "restricted", "connected")}) == 1
    assert Child.objects.count() == 3


def test_it_is_written_into_the_trail_of_the_record_that_has_it(here, officer):
    held = ChildFactory(authority=here, number="7", is_restricted=True)
    held.refresh_from_db()
    answer(officer, "7")
    [event] = AuditEvent.objects.filter(action="placements: number refused")
    assert (event.actor, event.object_id, event.facts) == (officer, str(held.public_id), {})
    auditor = signed_in(someone(here, Role.AUDITOR))
    assert "number refused" in auditor.get(reverse("access:child-who-looked", args=[held.public_id])).text


def test_the_number_of_another_council_is_free(here, officer):
    there = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    ChildFactory(authority=there, number="7")
    assert open_a_record(officer, "7").status_code == 302


def test_nobody_goes_through_numbers(here, officer):
    ChildFactory(authority=here, number="7")
    for _ in range(MOST_REFUSALS_A_DAY):
        assert "has that number" in answer(officer, "7")
    # From now on a number that is taken and one that is free are answered alike.
    assert answer(officer, "7") == answer(officer, "free")
    assert "no more can be tried" in answer(officer, "free")
    assert open_a_record(officer, "").status_code == 302
    assert open_a_record(someone(here, Role.PLACEMENT_OFFICER), "free").status_code == 302
    manager = someone(here, Role.PLACEMENT_MANAGER)
    who = ChildFactory(authority=here, number="8")
    who.refresh_from_db()
    given = {"version": who.version, "number": "7", "because": "So"}
    address = f"/children/{who.public_id}/number/"
    for _ in range(MOST_REFUSALS_A_DAY):
        signed_in(manager).post(address, {**given, "key": str(uuid4())})
    told = signed_in(manager).post(address, {**given, "number": "9", "key": str(uuid4())})
    assert "no more can be tried" in told.text
    who.refresh_from_db()
    assert who.number == "8"
