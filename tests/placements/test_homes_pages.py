"""Households with who lives there: what is truly free and why not, names by permission, a warning at the end."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carers.models import Hold
from placements.models import Child
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.access.conftest import restrict
from tests.people import signed_in, someone
from tests.placements.people_and_homes import child, household, in_care, officer

pytestmark = pytest.mark.django_db
LIST = "/homes/"


@pytest.fixture
def desk(authority):
    return officer(authority)


@pytest.fixture
def home(authority):
    return household(authority, places=3)


@pytest.fixture
def wren(authority, home, desk) -> Child:
    made = child(authority)
    in_care(made, home, by=desk, since=timezone.localdate() - timedelta(days=9))
    return made


def test_the_list_and_its_file_say_what_is_free_and_why_not(home, wren, desk):
    Hold.objects.create(household=home, dates=home.approved, reason="holiday", places=1)
    assert "1 free of 3" in (page := signed_in(desk).get(LIST).text)
    assert "1 living there, 1 on hold" in page
    assert "1 free of 3; 1 living there; 1 on hold" in signed_in(desk).get(f"{LIST}?format=csv").text


def test_children_there_are_named_to_those_who_may_open_them_and_counted_for_all(authority, home, wren, desk):
    hidden = child(authority, "N2", last_name="Hidden")
    in_care(hidden, home, by=desk, since=timezone.localdate() - timedelta(days=9))
    restrict(hidden, someone(authority, Role.PLACEMENT_MANAGER))
    address = home.get_absolute_url()
    before = AuditEvent.objects.filter(action="saw names beside a child").count()
    seen = signed_in(desk).get(address).text
    assert "2 living there" in seen
    assert str(wren.public_id) in seen
    assert str(hidden.public_id) not in seen
    named = AuditEvent.objects.filter(action="saw names beside a child")
    assert (named.count(), named.first().object_ids) == (before + 1, [str(wren.public_id)])
    counted = signed_in(someone(authority, Role.FOSTERING_ADMIN)).get(address).text
    assert "2 living there" in counted
    assert "Wren" not in counted


def test_an_end_of_approval_warns_of_children_who_live_there(authority, home, wren):
    admin = signed_in(someone(authority, Role.FOSTERING_ADMIN))
    address = reverse("carers:approval-end", args=[home.public_id])
    warning = "1 child lives there today, by the record. Each needs another home"
    assert warning in admin.get(address).text
    assert warning not in admin.get(home.get_absolute_url()).text
    ends = timezone.localdate() + timedelta(days=30)
    data = {"key": str(uuid4()), "version": home.version, "ends_on": f"{ends:%d/%m/%Y}", "reason": "retired"}
    assert admin.post(address, data).status_code == 302
    assert warning in admin.get(home.get_absolute_url()).text
    empty = household(authority, "F200")
    assert "lives there" not in admin.get(reverse("carers:approval-end", args=[empty.public_id])).text


@pytest.mark.parametrize("page", ["list", "file", "one"])
def test_queries_do_not_grow_with_households_and_children(authority, home, wren, desk, page):
    address = {"list": LIST, "file": f"{LIST}?format=csv", "one": home.get_absolute_url()}[page]
    few = queries(desk, address)
    for number in range(8):
        where = home if number < 2 else household(authority, f"G{number}")
        in_care(
            child(authority, f"M{number}"), where, by=desk, since=timezone.localdate() - timedelta(days=5)
        )
    assert queries(desk, address) == few
    assert few <= 30


def queries(user, address: str) -> int:
    client = signed_in(user)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
