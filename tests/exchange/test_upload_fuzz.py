"""Damaged uploads through the page: never a server error, never anything half applied."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.exchange.models import Import, KeptRows
from tests.exchange.damaged_uploads import damaged_upload
from tests.exchange.register import fingerprint
from tests.exchange.uploading import applied, new_key, send
from tests.people import signed_in, someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
SECONDS = 30


@pytest.fixture
def client(council) -> Client:
    """A server error is an answer here, not an exception of the test."""
    client = signed_in(someone(council, Role.ANALYST))
    client.raise_request_exception = False
    return client


def try_uploads(council, client: Client, caplog, seeds: range) -> Counter[str]:
    """Send each; what is read is looked at, and every third of those is applied and undone, the rest discarded."""
    ends: Counter[str] = Counter()
    nothing = fingerprint(council)
    for seed in seeds:
        content, fields = damaged_upload(random.Random(seed))
        began = time.monotonic()
        answer = send(client, content, **fields)
        assert time.monotonic() - began < SECONDS, seed
        assert answer.status_code in (302, 400), (seed, answer.status_code)
        if answer.status_code == 400:
            ends["refused"] += 1
            assert "There is a problem" in answer.text, seed
        else:
            ends["read"] += 1
            end = _follow(client, Import.objects.get(), apply=ends["read"] % 3 == 0)
            assert end in ("applied", "discarded"), (seed, end)
            ends[end] += 1
        assert "could not be read" not in caplog.text, seed
        assert "failed" not in caplog.text, seed
        assert fingerprint(council) == nothing, seed
        assert not KeptRows.objects.filter(file__of_return__batch__status=Import.Status.READY).exists(), seed
        Import.objects.all().delete()
    return ends


def _follow(client: Client, batch: Import, *, apply: bool) -> str:
    address = f"/returns/{batch.public_id}/"
    for page in ("", "set-aside.csv", "queries.csv"):
        answer = client.get(address + page)
        if answer.status_code != 200:
            return f"{page} {answer.status_code}"
        list(answer)
    if not apply:
        return (
            "discarded"
            if client.post(f"{address}discard/", {"key": new_key()}).status_code == 302
            else "not discarded"
        )
    if applied(client, batch).status != Import.Status.APPLIED:
        return "not applied"
    if client.get(address).status_code != 200:
        return "applied, and its page is broken"
    return (
        "applied" if client.post(f"{address}undo/", {"key": new_key()}).status_code == 302 else "not undone"
    )


def test_damaged_uploads_are_refused_or_read(council, client, caplog):
    ends = try_uploads(council, client, caplog, range(40))
    assert ends["refused"] >= 10
    assert ends["applied"] >= 4


@pytest.mark.slow
def test_a_thousand_damaged_uploads(council, client, caplog):
    ends = try_uploads(council, client, caplog, range(1000, 2000))
    assert ends["refused"] >= 300
    assert ends["applied"] >= 100
