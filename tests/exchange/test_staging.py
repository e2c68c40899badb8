"""Loading in steps: read, apply, undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Allocation, Child, Placement
from sufficiency.core.models import AuditEvent
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import, KeptRows, Return
from sufficiency.exchange.ssda903 import (
    ReturnRefused,
    apply_import,
    read_upload,
    undo_import,
    why_not_undone,
)
from tests.exchange.register import fingerprint, keys
from tests.exchange.returns import load, write_return
from tests.factories import AuthorityFactory, UserFactory

pytestmark = pytest.mark.django_db
OPEN = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
CLOSED = "1,01/05/2021,S,C2,N1,U6,PR1,03/06/2022,E4A,,SO14 7LY,SO16 4XE,"
ANOTHER = "2,02/05/2022,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"


def _read(authority, folder: Path) -> Import:
    return read_upload(authority=authority, uploads=[folder], by=system_user("test"))


def _apply(batch: Import):
    return apply_import(batch=batch, by=system_user("test"))


def _undo(batch: Import):
    return undo_import(batch=batch, by=system_user("test"))


def test_reading_keeps_the_rows_and_applies_nothing(authority, tmp_path: Path) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN]))
    assert batch.status == Import.Status.READY
    assert [held.numbers for held in KeptRows.objects.filter(file__of_return__batch=batch)] == [[2], [2]]
    assert not Child.objects.exists()
    assert not Return.objects.filter(is_current=True).exists()


def test_applying_needs_no_files_and_gives_what_one_go_gives(authority, tmp_path: Path) -> None:
    folder = write_return(tmp_path / "a", [CLOSED, ANOTHER])
    batch = _read(authority, folder)
    (folder / "episodes.csv").unlink()
    report = _apply(batch)
    batch.refresh_from_db()
    assert batch.status == Import.Status.APPLIED
    assert batch.applied_at
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    at_once = load(other, write_return(tmp_path / "b", [CLOSED, ANOTHER]))
    assert fingerprint(authority) == fingerprint(other)
    assert report.counts == at_once.counts
    assert [one["code"] for one in report.queries] == [one["code"] for one in at_once.queries]


def test_applying_twice_does_it_once(authority, tmp_path: Path) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN]))
    first = _apply(batch)
    before = keys(authority), AuditEvent.objects.count()
    second = _apply(batch)
    assert (keys(authority), AuditEvent.objects.count()) == before
    assert second.counts == first.counts
    assert not second.changes


def test_a_load_that_a_dead_process_left_is_applied(authority, tmp_path: Path) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN]))
    Import.objects.filter(pk=batch.pk).update(status=Import.Status.APPLYING)
    _apply(batch)
    batch.refresh_from_db()
    assert batch.status == Import.Status.APPLIED
    assert Child.objects.count() == 1


def test_a_fault_while_applying_leaves_it_ready_again(authority, tmp_path: Path, monkeypatch) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN]))

    def fail(*args):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("sufficiency.exchange.ssda903.applying.apply.write_coverage", fail)
    with pytest.raises(RuntimeError):
        _apply(batch)
    batch.refresh_from_db()
    assert batch.status == Import.Status.READY
    assert not Child.objects.exists()


def test_undoing_restores_the_register_as_it_was(authority, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2022", [OPEN]))
    before, held = fingerprint(authority), keys(authority)
    batch = _read(authority, write_return(tmp_path / "2023", [CLOSED, ANOTHER]))
    _apply(batch)
    assert fingerprint(authority) != before
    _undo(batch)
    assert (fingerprint(authority), keys(authority)) == (before, held)
    batch.refresh_from_db()
    assert batch.status == Import.Status.UNDONE
    assert batch.undone_by
    assert KeptRows.objects.filter(file__of_return__batch=batch).exists()


def test_undoing_brings_back_the_return_it_had_replaced(authority, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "a", [OPEN]))
    before = fingerprint(authority)
    batch = _read(authority, write_return(tmp_path / "b", [OPEN.replace("U6", "K2")]))
    _apply(batch)
    assert Placement.objects.get().code == "K2"
    _undo(batch)
    assert fingerprint(authority) == before
    assert Return.objects.get(is_current=True).batch != batch


def test_undoing_the_first_load_leaves_nothing_but_what_people_added(authority, tmp_path: Path) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN, ANOTHER]))
    _apply(batch)
    worker = UserFactory()
    Allocation.objects.create(
        child=Child.objects.get(number="2"), worker=worker, dates=DateRange(date(2022, 5, 2), None)
    )
    _undo(batch)
    assert list(Child.objects.values_list("number", flat=True)) == ["2"]
    assert not Placement.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


@pytest.mark.django_db(transaction=True)
def test_what_something_later_builds_on_is_not_undone(authority, tmp_path: Path) -> None:
    first = _read(authority, write_return(tmp_path / "2022", [OPEN]))
    _apply(first)
    second = _read(authority, write_return(tmp_path / "2023", [CLOSED, ANOTHER]))
    _apply(second)
    with pytest.raises(ReturnRefused, match=r"A later load, applied on .* Undo that one first"):
        _undo(first)
    placement = Placement.objects.get(child__number="2")
    placement.dates, placement.entered_by = DateRange(date(2022, 5, 2), date(2023, 4, 4)), UserFactory()
    placement.save()
    assert "entered or changed a placement of one child" in (why_not_undone(second) or "")
    with pytest.raises(ReturnRefused, match="one child"):
        _undo(second)
    assert Placement.objects.count() == 2


def test_what_was_undone_is_not_applied_again(authority, tmp_path: Path) -> None:
    batch = _read(authority, write_return(tmp_path / "a", [OPEN]))
    with pytest.raises(ReturnRefused, match="has not been applied yet"):
        _undo(batch)
    _apply(batch)
    _undo(batch)
    with pytest.raises(ReturnRefused, match="was undone"):
        _apply(batch)


def test_the_history_says_who_loaded_what_changed(authority, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2022", [OPEN]))
    user = UserFactory(is_system=True)
    load(authority, write_return(tmp_path / "2023", [CLOSED]), by=user)
    event = Placement.objects.get().events.get()
    assert event.dates.upper is None
    assert event.pgh_context.metadata["user"] == user.pk
