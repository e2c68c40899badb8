"""Killed anywhere, a load leaves nothing half done, and the next run completes."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from django.db import connection

from placements.models import Child
from sufficiency.core.models import Authority, User
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import, Return
from sufficiency.exchange.ssda903 import apply_import, import_paths, read_upload
from tests.exchange.register import fingerprint
from tests.factories import AuthorityFactory
from tests.indicators.worlds import random_world

pytestmark = pytest.mark.django_db(transaction=True)
CHILDREN = 40


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Three years of a made-up authority."""
    world = random_world(7, children=CHILDREN, years=3)
    returns = sorted((one for one in world.returns if one.whole_year), key=lambda one: one.as_at)
    return [one.write(tmp_path / one.as_at.isoformat()) for one in returns]


def _authority(number: int) -> Authority:
    return AuthorityFactory(gss_code=f"E98{number:06d}", name=f"Killed {number}", dfe_code="")


def _load(authority: Authority, folders: list[Path], by: User) -> None:
    import_paths(authority=authority, paths=folders, by=by)


def _in_a_process_of_its_own(work) -> int:
    """Start `work` in a copy of this process, with a database connection of its own; the copy's id."""
    pid = os.fork()
    if pid:
        return pid
    # The copy must not touch its parent's connection, not even to close it.
    connection.connection = None
    connection.in_atomic_block = False
    try:
        work()
    finally:
        os._exit(0)


def _kill_after(pid: int, seconds: float) -> None:
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _kill_and_complete(folders: list[Path], kills: int) -> None:
    by, chance = system_user("test"), random.Random(903)
    unbroken = _authority(0)
    _load(unbroken, folders[:1], by)
    before = fingerprint(unbroken)
    began = time.monotonic()
    _load(unbroken, folders[1:], by)
    lasted = time.monotonic() - began
    after = fingerprint(unbroken)
    assert before != after
    caught = 0
    for number in range(1, kills + 1):
        authority = _authority(number)
        _load(authority, folders[:1], by)
        assert fingerprint(authority) == before
        if number % 2:
            pid = _in_a_process_of_its_own(lambda authority=authority: _load(authority, folders[1:], by))
            again = lambda authority=authority: _load(authority, folders[1:], by)  # noqa: E731
        else:
            batch = read_upload(authority=authority, uploads=folders[1:], by=by)
            pid = _in_a_process_of_its_own(lambda batch=batch: apply_import(batch=batch, by=by))
            again = lambda batch=batch: apply_import(batch=batch, by=by)  # noqa: E731
        _kill_after(pid, chance.uniform(0, lasted))
        # The database takes back what was not finished before anyone else may look.
        found = fingerprint(authority)
        assert found in (before, after), f"half applied at kill {number}"
        caught += found == before
        again()
        assert fingerprint(authority) == after, f"not completed after kill {number}"
        assert not Import.objects.filter(authority=authority, status=Import.Status.APPLYING).exists()
        assert Return.objects.filter(authority=authority, is_current=True).count() == len(folders)
    assert caught >= kills / 4, "most kills came too late to prove anything"
    assert Child.objects.filter(authority=unbroken).exists()


def test_killed_while_loading(folders: list[Path]) -> None:
    _kill_and_complete(folders, kills=8)


@pytest.mark.slow
def test_killed_three_hundred_times(folders: list[Path]) -> None:
    _kill_and_complete(folders, kills=300)
