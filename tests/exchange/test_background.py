"""Applying in the background: seen while it goes on, once however many ask, and said when it stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.exchange.models import ApplyRun, Import
from sufficiency.exchange.runs import Stage, held, is_held, stage_of, teller
from sufficiency.exchange.tasks import apply_in_background
from tests.exchange.register import fingerprint
from tests.exchange.uploading import ANOTHER, OPEN, applied, files, key_on, loaded
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db(transaction=True)
CHECKOUT = Path(__file__).resolve().parent.parent.parent


def work_off() -> None:
    """What the background worker does, until nothing is left to do."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def asked_for(client, batch: Import) -> ApplyRun:
    applied(client, batch)
    return ApplyRun.objects.get()


def stage(batch: Import) -> Stage:
    batch.refresh_from_db()
    return stage_of(batch, batch.runs.first(), now=timezone.now())


def test_the_page_waits_and_then_tells(analyst):
    batch = loaded(analyst, files(OPEN))
    asked_for(analyst, batch)
    address = f"/returns/{batch.public_id}/"
    assert "Waiting for its turn" in analyst.get(address).text
    assert 'name="key"' not in analyst.get(address).text
    assert f'hx-get="{address}progress/"' in analyst.get(f"{address}progress/").text
    work_off()
    assert f'data-finished="{address}"' in analyst.get(f"{address}progress/").text
    assert "What is different now" in analyst.get(address).text


def test_many_who_press_at_once_apply_it_once(council, analyst):
    batch = loaded(analyst, files(OPEN))
    people = [signed_in(someone(council, Role.ANALYST)) for _ in range(6)]
    keys = [key_on(analyst, batch) for _ in people]
    answers: list[int] = []

    def press(client, key: str) -> None:
        answers.append(client.post(f"/returns/{batch.public_id}/apply/", {"key": key}).status_code)
        connections.close_all()

    presses = [threading.Thread(target=press, args=pair) for pair in zip(people, keys, strict=True)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert answers == [302] * 6
    assert (ApplyRun.objects.count(), DBTaskResult.objects.count()) == (1, 1)
    work_off()
    assert AuditEvent.objects.filter(action="returns applied").count() == 1


def test_a_run_carried_out_is_not_carried_out_again(analyst):
    batch = loaded(analyst, files(OPEN))
    run = asked_for(analyst, batch)
    work_off()
    told = ApplyRun.objects.get().finished_at
    apply_in_background.func(run.pk)
    assert ApplyRun.objects.get().finished_at == told


def test_how_far_it_has_come_is_seen_from_outside_its_transaction(analyst):
    run = asked_for(analyst, loaded(analyst, files(OPEN)))
    other = connections.create_connection("default")
    try:
        with transaction.atomic(), teller(run) as tell:
            connection.cursor().execute("select 1")
            tell(3, 8, "Writing")
            with other.cursor() as cursor:
                cursor.execute("select done, total, doing from exchange_applyrun where id = %s", [run.pk])
                assert cursor.fetchone() == (3, 8, "Writing")
    finally:
        other.close()


def test_a_load_whose_worker_is_gone_has_stopped_and_can_be_applied_again(council, analyst):
    batch = loaded(analyst, files(OPEN))
    run = asked_for(analyst, batch)
    ApplyRun.objects.filter(pk=run.pk).update(begun_at=timezone.now())
    with held(run) as mine:
        assert mine
        assert is_held(run)
        assert stage(batch) is Stage.RUNNING
    assert stage(batch) is Stage.STOPPED
    text = analyst.get(f"/returns/{batch.public_id}/").text
    assert "The load stopped before it was done" in text
    assert "Apply again" in text
    DBTaskResult.objects.all().delete()
    applied(analyst, batch)
    work_off()
    assert stage(batch) is Stage.APPLIED
    assert ApplyRun.objects.count() == 2


def test_a_load_that_no_worker_takes_up_can_be_asked_for_again(analyst):
    batch = loaded(analyst, files(OPEN))
    run = asked_for(analyst, batch)
    ApplyRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - timedelta(minutes=2))
    assert stage(batch) is Stage.NOT_TAKEN_UP
    assert "background worker" in analyst.get(f"/returns/{batch.public_id}/").text
    applied(analyst, batch)
    work_off()
    assert stage(batch) is Stage.APPLIED
    assert AuditEvent.objects.filter(action="returns applied").count() == 1, "both asked, one applied"


def test_a_second_process_leaves_a_run_that_another_has(analyst):
    run = asked_for(analyst, loaded(analyst, files(OPEN)))
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(904, %s)", [run.pk])
        apply_in_background.func(run.pk)
        assert ApplyRun.objects.get().begun_at is None
    finally:
        other.close()


@pytest.mark.slow
def test_a_worker_killed_in_mid_load_leaves_nothing_behind(council, analyst):
    """A real process, killed at moments spread over its work; the last try is left alone."""
    rows = [OPEN.replace("1,", f"{number},", 1) for number in range(1, 3001)] + [
        ANOTHER.replace("2,", f"{number},", 1) for number in range(5001, 8001)
    ]
    batch, nothing = loaded(analyst, files(*rows)), fingerprint(council)
    settings = connection.settings_dict
    address = f"postgres://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    command = [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay", "--verbosity", "0"]
    for killed_after in (0.05, 0.2, 0.5, 0.9):
        applied(analyst, batch)
        worker = subprocess.Popen(
            command, cwd=CHECKOUT, env={**os.environ, "DATABASE_URL": f"{address}/{settings['NAME']}"}
        )
        while worker.poll() is None and stage(batch) is Stage.WAITING:
            time.sleep(0.02)
        time.sleep(killed_after)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        for _ in range(100):
            if not stage(batch).is_under_way:
                break
            time.sleep(0.1)
        assert stage(batch) is Stage.STOPPED, killed_after
        assert fingerprint(council) == nothing
    applied(analyst, batch)
    work_off()
    assert stage(batch) is Stage.APPLIED
    assert batch.changes["children"] == 6000
