"""Readings: written before the page is sent, with who, in which role, from where; and refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.template.backends.django import Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from placements.models import Child
from sufficiency.core import access_log, request_context
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, Authority
from sufficiency.core.periods import months_before
from tests.access.conftest import restrict
from tests.access_table import TABLE, State
from tests.factories import ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


def test_a_reading_says_who_in_which_role_from_where(here):
    child = ChildFactory(authority=here)
    manager = someone(here, Role.PLACEMENT_MANAGER)
    page = signed_in(manager).get(f"/access/children/{child.public_id}/", REMOTE_ADDR="10.1.2.3")
    event = AuditEvent.objects.get()
    assert (event.actor, event.roles, event.authority) == (manager, ["placement_manager"], here)
    assert (event.object_type, event.object_id) == ("placements.child", str(child.public_id))
    assert (event.address, str(event.request_id)) == ("10.1.2.3", page["X-Request-ID"])
    assert len(event.session_hash) == 16
    assert event.result == "done"
    assert child.number not in f"{event.facts} {event.action} {event.object_ids}"


def test_a_list_is_one_event_with_every_id_it_showed(here, rf):
    children = [ChildFactory(authority=here) for _ in range(3)]
    request = rf.get("/")
    request.user = someone(here, Role.ANALYST)
    access_log.shown(request, "children list", children)
    event = AuditEvent.objects.get()
    assert event.object_ids == [str(Child.objects.get(pk=one.pk).public_id) for one in children]
    assert event.object_id == ""
    assert set(AuditEvent.objects.about(event.object_ids[1])) == {event}


@pytest.mark.django_db(transaction=True)
def test_a_reading_is_committed_when_it_is_written_and_refuses_to_wait_for_another_transaction(here, rf):
    request = rf.get("/")
    request.user = someone(here, Role.ANALYST)
    access_log.shown(request, "children list", [])
    assert not connection.in_atomic_block
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        access_log.shown(request, "children list", [])


def test_a_search_keeps_a_keyed_hash_of_the_words(here, rf, settings):
    request = rf.get("/")
    request.user = someone(here, Role.ANALYST)
    access_log.searched(request, "children", "Robin  Tester", hits=2)
    access_log.searched(request, "children", "robin tester", hits=2)
    settings.SECRET_KEY = "another"
    access_log.searched(request, "children", "robin tester", hits=2)
    found = [event.facts["terms"] for event in AuditEvent.objects.order_by("pk")]
    assert found[0] == found[1] != found[2]


def test_refusals_by_role_and_by_record_are_written(here):
    child = ChildFactory(authority=here)
    restrict(child, someone(here, Role.PLACEMENT_MANAGER))
    officer, manager = someone(here, Role.PLACEMENT_OFFICER), someone(here, Role.PLACEMENT_MANAGER)
    address = f"/access/children/{child.public_id}/"
    assert signed_in(officer).get(address).status_code == 403
    assert signed_in(manager).get(address).status_code == 404
    by_role, by_record = AuditEvent.objects.order_by("pk")
    assert (by_role.actor, by_role.result) == (officer, "refused")
    assert (by_record.actor, by_record.result) == (manager, "not found")
    assert by_record.object_ids == [str(child.public_id)]
    assert by_record.object_type == "access:child-access"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.9"),
        (1, "6.6.6.6, 5.5.5.5", "5.5.5.5"),
        (2, "6.6.6.6, 5.5.5.5, 4.4.4.4", "5.5.5.5"),
        (2, "5.5.5.5", "10.0.0.9"),
        (1, "not an address", None),
    ],
)
def test_the_address_is_that_seen_by_the_outermost_trusted_proxy(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    assert request_context.address_of(request) == address


def test_no_page_of_a_record_opens_without_exactly_one_event_that_names_it(here, monkeypatch):
    """Counted against an independent record of what was asked: every page of the table, by whoever may open it."""
    drawn: list[int] = []
    render = Template.render
    monkeypatch.setattr(
        Template,
        "render",
        lambda self, *a, **kw: (drawn.append(AuditEvent.objects.count()), render(self, *a, **kw))[1],
    )
    asked = 0
    for name, row in TABLE.items():
        if row.of != "child" or name == "audit:record":
            continue
        for role in row.found[State.ANOTHERS] & next(iter(row.ways.values())):
            child = _child_for(name, here, born=date(2012, 1, 1) + timedelta(days=asked))
            client, before = signed_in(someone(here, role)), AuditEvent.objects.count()
            drawn.clear()
            address = reverse(name, kwargs={**row.parts, "public_id": child.public_id})
            assert (client.get if "GET" in row.ways else client.post)(address).status_code == 200
            assert AuditEvent.objects.about(child.public_id).count() == 1, (name, role)
            assert min(drawn) == before + 1, f"{name}: written before the first template was drawn"
            asked += 1
    assert asked > 40


def _child_for(name: str, here: Authority, born: date) -> Child:
    """A child who stands as the page needs it: a move is of a child in a placement."""
    if name.startswith("careleavers:"):
        born = months_before(timezone.localdate(), 17 * 12) + (born - date(2012, 1, 1))
    child = ChildFactory(authority=here, date_of_birth=born)
    child.refresh_from_db()
    if name.startswith("careleavers:"):
        PeriodOfCareFactory(child=child)
    if name in ("placements:child-move", "placements:child-place"):
        period = PeriodOfCareFactory(child=child)
        if name == "placements:child-move":
            PlacementFactory(period=period)
    return child
