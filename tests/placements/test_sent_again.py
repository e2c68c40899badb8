"""A form sent a second time is answered as the first was, also where the first took away what its page is about."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from careleavers.models import PersonToRing
from carers.models import Hold
from placements.models import Child, PeriodOfCare
from sufficiency.core.access import Role
from sufficiency.core.models import FieldGroup, Owner
from sufficiency.core.ownership import set_owner
from sufficiency.core.system_user import system_user
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child, household, in_care

pytestmark = pytest.mark.django_db


def twice(user, address: str, given: dict) -> tuple[str, str]:
    """Where the first and the second answer lead."""
    client, given = signed_in(user), {**given, "key": str(uuid4())}
    answers = [client.post(address, given) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    # Another person's second send of the same key is none.
    other = signed_in(someone(AuthorityFactory(), Role.PLACEMENT_MANAGER)).post(address, given)
    assert other.status_code != 302
    return answers[0].url, answers[1].url


def test_somebody_taken_off_the_list_of_those_to_ring(authority, manager):
    who = child(authority, born=date(2008, 1, 5))
    PeriodOfCare.objects.create(
        child=who, kind="looked_after", dates=DateRange(date(2020, 1, 1), None), reason_started="S"
    )
    ringing = PersonToRing.objects.create(
        child_id=who.pk, relation="self", telephone="07700 900123", entered_by=manager
    )
    first, again = twice(manager, f"/young-people/to-ring/{ringing.public_id}/remove/", {"version": "1"})
    assert first == again == f"/young-people/{who.public_id}/"
    assert not PersonToRing.objects.exists()


def test_a_hold_that_had_not_begun(authority):
    keeper = someone(authority, Role.FOSTERING_ADMIN)
    home = household(authority)
    ahead = timezone.localdate() + timedelta(days=10)
    held = Hold.objects.create(
        household=home, dates=DateRange(ahead, None), reason="holiday", entered_by=keeper
    )
    first, again = twice(keeper, f"/homes/holds/{held.public_id}/release/", {"version": "1"})
    assert first == again
    assert not Hold.objects.exists()


def test_records_that_are_one_now(authority, manager):
    keep, merge = child(authority), child(authority, None)
    given = {"version": keep.version, "other": f"{merge.public_id}:{merge.version}", "because": "Same"}
    first, again = twice(manager, f"/children/{keep.public_id}/merge/", given)
    assert first == again
    assert Child.objects.count() == 1


def test_a_record_that_an_adoption_order_closed(authority, manager):
    today = timezone.localdate()
    who = child(authority)
    in_care(who, None, by=manager, since=today - timedelta(days=100))
    who.refresh_from_db()
    given = {"version": who.version, "on": f"{today:%d/%m/%Y}", "reason": "E11"}
    first, again = twice(manager, f"/children/{who.public_id}/end/", given)
    assert first == again
    assert "/children/deeds/" in first


def test_the_one_number_that_may_be_given(authority, manager):
    set_owner(
        authority=authority,
        group=FieldGroup.IDENTITY,
        owner=Owner.CASE_SYSTEM,
        from_on=date(2026, 1, 1),
        reason="So",
        by=system_user("test"),
    )
    who = child(authority, None)
    first, again = twice(
        manager, f"/children/{who.public_id}/number/", {"version": 1, "number": "77", "because": "So"}
    )
    assert first == again
