"""The same form sent twenty times at once, by real transactions: one row, one result."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import override_settings

from tests.guards import place
from tests.guards.scenes import SCENES
from tests.guards.sending import Sender
from tests.guards.tables import rows, tally, written

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("carers:household-new", "carers_household"),
        pytest.param("placements:child-new", "placements_child", marks=pytest.mark.slow),
        pytest.param("reports:edition-new", "reports_edition", marks=pytest.mark.slow),
    ],
)
def test_twenty_at_once_make_one_row(name, table):
    here = place.here()
    if name == "reports:edition-new":
        SCENES["exchange:import-undo"].set("exchange:import-undo", here)  # A return to publish from.
    sender = Sender(name, here)
    sent = sender.filled(sender.form())
    cookies = sender.client.cookies
    before = rows()
    barrier, answers = threading.Barrier(AT_ONCE), []

    def send() -> None:
        try:
            client = type(sender.client)()
            client.cookies = cookies
            client.raise_request_exception = False
            barrier.wait()
            answer = client.post(sender.address, sent)
            answers.append((answer.status_code, answer.headers.get("Location")))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(AT_ONCE)]
    with override_settings(SESSION_SAVE_EVERY_REQUEST=False):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 302
    made = written(before, rows())
    assert [one for one, _ in made.added].count(table) == 1
    assert [one for one, _ in made.added].count("core_oncekey") == 1
    after = tally()
    sender.send(sent)
    assert tally() == after
