"""A burst of requests is shared by the processes that serve: none queues people while another has nothing to do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from sufficiency import gunicorn_settings

PROCESSES, THREADS = gunicorn_settings.workers, gunicorn_settings.threads


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """A page that takes its time, and says which process made it."""
    time.sleep(1)
    start("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:sufficiency.gunicorn_settings"]
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONWARNINGS"}
    with (tmp_path / "log").open("wb") as log:
        serving = subprocess.Popen(
            [*command, f"{__name__}:application"],
            cwd=Path(__file__).resolve().parents[2],
            env=environment | {"PORT": str(port), "WEB_CONCURRENCY": str(PROCESSES)},
            stdout=log,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            serving.terminate()
            serving.wait(timeout=30)


def burst(address: str) -> Counter[bytes]:
    """As many requests at once as there are threads in all: how many each process answered."""

    def ask(_: int) -> bytes:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bytes(answer.read())

    with ThreadPoolExecutor(PROCESSES * THREADS) as people:
        return Counter(people.map(ask, range(PROCESSES * THREADS)))


def test_each_process_takes_as_many_as_it_has_threads(address):
    until = time.monotonic() + 60
    serving: set[bytes] = set()
    while len(serving) < PROCESSES and time.monotonic() < until:
        try:
            serving |= burst(address).keys()
        except OSError:
            time.sleep(0.2)
    assert len(serving) == PROCESSES
    assert [sorted(burst(address).values()) for _ in range(2)] == [[THREADS] * PROCESSES] * 2
