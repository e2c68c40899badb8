"""A restricted record makes no byte of difference to a page of somebody who is not on its list, statistics aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from placements.models import AccessProposal, Connection, Coverage
from sufficiency.core.access import Role
from tests.access.conftest import restrict
from tests.access_table import TABLE
from tests.factories import ChildFactory, LegalStatusFactory, PeriodOfCareFactory, PlacementFactory
from tests.people import signed_in, someone

# What differs from one answer to the next whatever the records are.
_DRAWN = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|nonce="|name="key" value="|nonce-|data-left=")[^"\']+'
    rb"|(?<=/)[0-9a-f-]{36}(?=/)"
)
# Of the person's own sign-in: a secret drawn anew, and seconds that pass.
OF_THEIR_SIGN_IN = {"account-app", "session-remaining"}
# Say how many there are: children who may not be opened are counted.
STATISTICS = {name for name in TABLE if name.startswith("reports:")} | {
    "exchange:return-export",
    "expected:who-leaves-when",
    "placements:child-life-stories",
}
ROLES = [role for role in Role if role not in (Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR)]


@contextmanager
def undone() -> Iterator[None]:
    """What is written within it is gone after it. No block of a transaction: readings refuse to be part of one."""
    place = transaction.savepoint()
    yield
    transaction.savepoint_rollback(place)


def answers(client: Client, public_id: object, names: set[str]) -> dict[str, bytes]:
    """Every page that can be asked for, of this record where the address has one, and what its number finds."""
    found = {}
    for name in names:
        row = TABLE[name]
        if "GET" not in row.ways or row.of not in ("", "child"):
            continue
        parts = {**row.parts, **({"public_id": public_id} if row.of else {})}
        answer = client.get(reverse(name, kwargs=parts))
        found[name] = str(answer.status_code).encode() + _DRAWN.sub(b"", answer.getvalue())
        assert answer.headers.get("Content-Length") in (None, str(len(answer.getvalue())))
    for number in ("K1", "Z9"):
        answer = client.post("/access/", {"number": number})
        found[f"looked for {number}"] = str(answer.status_code).encode() + _DRAWN.sub(b"", answer.content)
    return found


def closed_record(here, mara, **about):
    """In care today, restricted, with a proposal and somebody connected."""
    child = ChildFactory(authority=here, **about)
    child.refresh_from_db()
    period = PeriodOfCareFactory(child=child)
    PlacementFactory(period=period)
    LegalStatusFactory(period=period)
    restrict(child, mara)
    AccessProposal.objects.create(child=child, kind="lift", ground="ended", proposed_by=mara)
    Connection.objects.create(child=child, person=mara, nature="knows", recorded_by=mara)
    return child


@pytest.mark.parametrize("role", ROLES)
def test_there_or_not_no_byte_differs(here, cast, role):
    client = signed_in(someone(here, role))
    with undone():
        child = closed_record(here, cast.mara, number="K1", first_name="Robin", last_name="Hidden")
        there = answers(client, child.public_id, set(TABLE) - STATISTICS - OF_THEIR_SIGN_IN)
    assert there == answers(client, uuid4(), set(TABLE) - STATISTICS - OF_THEIR_SIGN_IN)


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER, Role.ANALYST])
def test_statistics_count_the_record_and_tell_nothing_of_it(here, cast, role):
    Coverage.objects.create(authority=here, dates=(date(2024, 4, 1), date(2025, 4, 1)), source="test")
    client = signed_in(someone(here, role))
    found = []
    for about in ({"number": "K1", "last_name": "Hidden"}, {"number": "Z9", "last_name": "Other"}):
        with undone():
            child = closed_record(here, cast.mara, **about)
            found.append(answers(client, child.public_id, STATISTICS - {"exchange:return-export"}))
    assert found[0] == found[1]
    assert b"<strong>1 record</strong> you cannot open" in found[0]["reports:indicator-children"]


def test_the_comparison_would_see_it(here, cast):
    """The same for somebody who may open it: there the bytes do differ."""
    client = signed_in(cast.dora)
    with undone():
        child = closed_record(here, cast.mara, number="K1")
        child.grants.update(user=cast.dora)
        there = answers(client, child.public_id, {"access:closed-list", "access:child-access"})
    nowhere = answers(client, uuid4(), {"access:closed-list", "access:child-access"})
    assert {name for name in there if there[name] != nowhere[name]} == {
        "access:closed-list",
        "access:child-access",
        "looked for K1",
        "looked for Z9",
    }
