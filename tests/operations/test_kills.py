"""kill -9 of PostgreSQL under eight people who write through the web process.

What was answered is there, whole; what was not answered is there whole or not at all; who sends again gets the
first result and no second record. `kill -9` is not a power cut: the machine's own caches survive it.
"""

from __future__ import annotations

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings

from sufficiency.core.access import Role
from sufficiency.local_postgres import _free_port
from tests.factories import AuthorityFactory
from tests.operations.own_cluster import CHECKOUT, NAME, OwnCluster, place
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
ADDRESS = "/operations/retention/holds/new/"
TOKEN = "a" * 32  # of the form's protection: the same in the cookie and in the form


@dataclass
class Writer:
    """A person who holds records, one after another; sends a form again until it is answered."""

    port: int
    session: str
    answered: list[str] = field(default_factory=list)
    again: int = 0
    worst: float = 0
    odd: list[str] = field(default_factory=list)

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            key = str(uuid4())
            form = {
                "csrfmiddlewaretoken": TOKEN,
                "key": key,
                "covers": "kind-child",
                "why": "court",
                "reference": f"Case {key}",
                "from_on": "1/11/2026",
            }
            began = time.monotonic()
            while (status := self._send(form)) != 302:
                self.again += 1
                # 400: the session could not be written, though the form may have been carried out.
                if status not in (0, 400, 500, 503):
                    self.odd.append(f"answered {status}")
                    return
                if time.monotonic() - began > 60:
                    self.odd.append("not answered for a minute")
                    return
                time.sleep(0.05)
            self.worst = max(self.worst, time.monotonic() - began)
            self.answered.append(key)

    def _send(self, form: dict[str, str]) -> int:
        """The answer's status; 0 where there was none."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
            kind = "application/x-www-form-urlencoded"
            link.request("POST", ADDRESS, urlencode(form), {"Cookie": cookies, "Content-Type": kind})
            answer = link.getresponse()
            answer.read()
            signed_out = "sign-in" in (answer.getheader("Location") or "")
            return 401 if signed_out else answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            link.close()


@pytest.fixture
def sessions() -> list[str]:
    """Of eight managers who are signed in, in the database that the cluster is filled from."""
    council = AuthorityFactory()
    people = [someone(council, Role.PLACEMENT_MANAGER) for _ in range(WRITERS)]
    return [signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value for user in people]


@pytest.fixture
def cluster(sessions) -> Iterator[OwnCluster]:
    with place() as where:
        one = OwnCluster(where, where.directory / "data")
        one.make()
        one.start()
        one.fill()
        yield one
        one.stop()


@pytest.fixture
def port(cluster) -> Iterator[int]:
    """Of a web process on the cluster, the same one to the end: nobody starts it again."""
    number = _free_port()
    web = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "sufficiency.wsgi:application",
            "--bind",
            f"127.0.0.1:{number}",
            "--workers",
            "2",
            "--threads",
            "4",
            "--timeout",
            "120",
            "--log-level",
            "critical",
        ],
        cwd=CHECKOUT,
        env=cluster.place.environment(DATABASE_URL=cluster.address(), SUFFICIENCY_LOG_LEVEL="CRITICAL"),
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        link = http.client.HTTPConnection("127.0.0.1", number, timeout=30)
        try:
            link.request("GET", "/readyz")
            if link.getresponse().status == 200:
                break
        except OSError:
            time.sleep(0.1)
        finally:
            link.close()
    yield number
    web.terminate()
    web.wait(timeout=30)


def kill_and_check(cluster: OwnCluster, port: int, sessions: list[str], kills: int) -> dict[str, object]:
    """Kill the server `kills` times while all write; what was found, in numbers."""
    chance, stop = random.Random(905), threading.Event()
    writers = [Writer(port, session) for session in sessions]
    threads = [threading.Thread(target=one.work, args=(stop,)) for one in writers]
    for thread in threads:
        thread.start()
    recoveries, silences = [], []
    try:
        for _ in range(kills):
            answered = sum(len(one.answered) for one in writers)
            deadline = time.monotonic() + 60
            # Everybody is at it again before the next blow.
            while (
                sum(len(one.answered) for one in writers) < answered + WRITERS and time.monotonic() < deadline
            ):
                time.sleep(0.02)
            assert time.monotonic() < deadline, "nobody is answered any more"
            time.sleep(chance.uniform(0, 2))
            cluster.kill()
            killed = time.monotonic()
            before = sum(len(one.answered) for one in writers)
            recoveries.append(cluster.start())
            while sum(len(one.answered) for one in writers) == before and time.monotonic() < killed + 60:
                time.sleep(0.01)
            silences.append(time.monotonic() - killed)
        time.sleep(1)
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=90)
    keys = [key for one in writers for key in one.answered]
    assert [fault for one in writers for fault in one.odd] == []
    holds = cluster.ask("select reference from operations_legalhold")
    assert sorted(set(holds)) == sorted(holds), "written twice"
    assert {f"Case {key}" for key in keys} <= set(holds), "answered and lost"
    assert cluster.ask("select count(*) from core_oncekey where outcome = ''") == [0]
    torn = """select count(*) from operations_legalhold hold
        full join core_oncekey used on hold.reference = 'Case ' || used.key
        full join core_auditevent event on event.object_id = hold.public_id::text
        where hold.id is null or used.id is null or event.id is null"""
    assert cluster.ask(torn) == [0], "torn"
    # Every table and index is whole as PostgreSQL itself judges.
    there = ("--host=127.0.0.1", f"--port={cluster.port}", f"--username={NAME}", NAME)
    cluster.place.run("pg_amcheck", "--install-missing", *there)
    return {
        "kills": kills,
        "answered": len(keys),
        "written": len(holds),
        "sent again": sum(one.again for one in writers),
        "longest recovery": round(max(recoveries), 2),
        "longest silence": round(max(silences), 2),
        # Of one person, whom more than one kill may have met.
        "longest wait": round(max(one.worst for one in writers), 2),
    }


def test_killed_twice(cluster, port, sessions):
    found = kill_and_check(cluster, port, sessions, kills=2)
    assert found["answered"] >= 2 * WRITERS
    assert found["sent again"] >= 1, "no kill met anybody at work"


@pytest.mark.slow
def test_killed_twenty_times(cluster, port, sessions):
    found = kill_and_check(cluster, port, sessions, kills=20)
    print(json.dumps(found))
    # Pages are answered again within 15 seconds of a kill, by the same web process.
    assert found["longest silence"] <= 15
