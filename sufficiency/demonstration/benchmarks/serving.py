"""A web server of the benchmark's own on loopback, and the processor time that it and PostgreSQL take."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from sufficiency.demonstration.benchmarks.scratch import CannotMeasure

# As shipped: two for each core of the two that the product is measured on.
WORKERS = 4
_STARTS_WITHIN = 120
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """Where it listens, the process that gunicorn's workers belong to, and where its own lines go."""

    base: str
    process: int
    log: Path


@contextmanager
def served(environment: Mapping[str, str], folder: Path) -> Iterator[Served]:
    """Gunicorn with production's settings and 4 workers of 4 threads, in the environment's database.

    https and the second factor are left out: the one is the proxy's work, the other a person's.
    """
    port = _free_port()
    told = {
        **environment,
        "SUFFICIENCY_PRODUCTION": "1",
        "SUFFICIENCY_DEMO": "0",
        "SUFFICIENCY_DEBUG": "0",
        "SUFFICIENCY_SECOND_FACTOR": "0",
        "SUFFICIENCY_AUDIT_DIRECTORY": str(folder / "audit"),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SUFFICIENCY_SEALING_KEYS": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": str(WORKERS),
    }
    (folder / "audit").mkdir(exist_ok=True)
    # By a process of its own: who asks may draw pages without collected style sheets, as the tests do.
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=told, check=True)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:sufficiency.gunicorn_settings"]
    log = folder / "server.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [*command, "sufficiency.demonstration.benchmarks.served:application"],
            cwd=settings.BASE_DIR,
            env=told,
            stdout=lines,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(base, process, log)
            yield Served(base, process.pid, log)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    question = urllib.request.Request(f"{base}/sign-in/", headers={"X-Forwarded-Proto": "https"})
    until = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(question, timeout=10):
                return
        except OSError:
            time.sleep(0.3)
    raise CannotMeasure(f"The web server did not answer. Its own lines say: {log.read_text()[-2000:]}")


def processor_seconds(root: int) -> float:
    """Taken so far by the process, everything under it, and what under it has ended."""
    parents: dict[int, list[int]] = {}
    used: dict[int, float] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            # What stands before the last bracket is the program's name, which may hold anything.
            words = (place / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        number = int(place.name)
        parents.setdefault(int(words[1]), []).append(number)
        used[number] = sum(int(word) for word in words[11:15]) / _TICKS
    found, waiting = 0.0, [root]
    while waiting:
        number = waiting.pop()
        found += used.get(number, 0.0)
        waiting += parents.get(number, [])
    return found


def postgres_process() -> int | None:
    """The server's first process, where it runs on this machine; None elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        place = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if settings.DATABASES["default"].get("HOST") not in {"", "127.0.0.1", "localhost"} or not place.exists():
        return None
    return int(place.read_text().rpartition(")")[2].split()[1])
