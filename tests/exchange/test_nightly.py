"""The nightly job: whole extracts only, each once, nothing half done, and a report that tells of no child."""

from __future__ import annotations

import os
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from placements.models import Child, Placement
from sufficiency.core.access import Role
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import FolderItem, FolderRun, Import
from sufficiency.exchange.nightly import folder as folders
from sufficiency.exchange.nightly import running
from sufficiency.exchange.nightly.expecting import missing_tonight
from sufficiency.exchange.nightly.running import AnotherRun, run_folder
from sufficiency.exchange.ssda903 import undo_import
from tests.exchange.register import fingerprint
from tests.exchange.returns import write_return
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 10)
ANNA = "CHILD-ONE,01/05/2025,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
SET_ASIDE = "CHILD-TWO,01/05/2025,S,C2,N1,U6,PR1,01/04/2025,E4A,,SO14 7LY,SO16 4XE,"


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


def zipped(folder: Path, name: str, *rows: str, old: bool = True) -> Path:
    """A zip as the case system leaves it; `old`, it has not changed for an hour."""
    files = write_return(folder.parent / f"files-{name}", rows)
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(files.iterdir()):
            archive.write(file, file.name)
    return aged(path) if old else path


def aged(path: Path) -> Path:
    hour_ago = time.time() - 3600
    for one in [path, *path.rglob("*")]:
        os.utime(one, (hour_ago, hour_ago))
    return path


def look(council, folder: Path, *, today: date = TODAY) -> list[str]:
    """The outcomes of one run."""
    told = run_folder(
        authority=council, folder=folder, by=system_user("test"), today=today, settled_for=60, between=0
    )
    return [one.outcome for one in told.items]


def test_an_extract_is_applied_and_put_away_with_a_report(council, folder):
    zipped(folder, "extract-2025-09-01.zip", ANNA, SET_ASIDE)
    assert look(council, folder) == ["taken"]
    assert Child.objects.filter(number="CHILD-ONE").exists()
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        "extract-2025-09-01.zip",
        "extract-2025-09-01.zip.report.txt",
    ]
    report = (folder / "done/extract-2025-09-01.zip.report.txt").read_text()
    assert "Extract to 1 September 2025: applied." in report
    assert "DEC: 1" in report
    for personal in ("CHILD-ONE", "CHILD-TWO", "17/05/2010", "SO14", "01/05/2025", "U6"):
        assert personal not in report


def test_a_folder_of_files_is_an_extract_too(council, folder):
    aged(write_return(folder / "20250901", [ANNA]))
    assert look(council, folder) == ["taken"]
    assert (folder / "done/20250901/episodes.csv").exists()


def test_what_may_not_be_whole_is_left(council, folder):
    fresh = zipped(folder, "extract-2025-09-01.zip", ANNA, old=False)
    half = aged(write_return(folder / "2025-09-02", [ANNA]))
    (half / "header.csv.part").write_text("")
    aged(half)
    (folder / ".2025-09-03.zip").write_bytes(b"")
    (folder / "2025-09-04.csv").write_text("CHILD")
    assert look(council, folder) == []
    assert FolderRun.objects.get().left == 3
    fresh.with_name(f"{fresh.name}.ready").touch()
    assert look(council, folder) == ["taken"]
    assert not fresh.with_name(f"{fresh.name}.ready").exists()


def test_what_changes_while_it_is_looked_at_is_left(council, folder, monkeypatch):
    path = zipped(folder, "extract-2025-09-01.zip", ANNA)

    def grow(seconds: float) -> None:
        with path.open("ab") as opened:
            opened.write(b"more")
        aged(path)

    monkeypatch.setattr(folders.time, "sleep", grow)
    looked = folders.look(folder, settled_for=60, between=1)
    assert (looked.whole, looked.left) == ([], 1)


def test_what_changes_while_it_is_read_changes_nothing(council, folder, monkeypatch):
    path = zipped(folder, "extract-2025-09-01.zip", ANNA)
    read = running.read_upload

    def read_and_grow(**asked):
        batch = read(**asked)
        path.touch()
        return batch

    monkeypatch.setattr(running, "read_upload", read_and_grow)
    assert look(council, folder) == []
    assert not Import.objects.exists()
    assert path.exists()


@pytest.mark.parametrize(
    ("name", "rows", "why"),
    [
        ("extract.zip", [ANNA], "does not hold its day"),
        ("2025-09-01-to-2025-09-02.zip", [ANNA], "does not hold its day once"),
        ("extract-2025-12-01.zip", [ANNA], "still to come"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_told(council, folder, name, rows, why):
    zipped(folder, name, *rows)
    assert look(council, folder) == ["refused"]
    assert why in (folder / f"refused/{name}.report.txt").read_text()
    assert FolderRun.objects.get().outcome == FolderRun.Outcome.ATTENTION
    assert not Import.objects.exists()


def test_a_refusal_quotes_no_cell(council, folder):
    path = folder / "extract-2025-09-01.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("episodes.csv", "Robin Tester,Robin Tester,SO14 7LY\n")
    aged(path)
    assert look(council, folder) == ["refused"]
    report = (folder / "refused/extract-2025-09-01.zip.report.txt").read_text()
    assert "TESTER" not in report.upper()


def test_links_are_not_followed(council, folder, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("CHILD")
    inside = write_return(folder / "2025-09-01", [ANNA])
    aged(inside)
    (inside / "more.csv").symlink_to(secret)
    (folder / "2025-09-02.zip").symlink_to(secret)
    assert look(council, folder) == ["refused"]
    assert FolderRun.objects.get().left == 1


def test_the_same_extract_again_is_put_away_and_changes_nothing(council, folder):
    first = zipped(folder, "extract-2025-09-01.zip", ANNA).read_bytes()
    look(council, folder)
    before, loads = fingerprint(council), Import.objects.count()
    (folder / "extract-2025-09-01.zip").write_bytes(first)
    aged(folder / "extract-2025-09-01.zip")
    assert look(council, folder) == ["same"]
    assert (fingerprint(council), Import.objects.count()) == (before, loads)
    assert (folder / "done/extract-2025-09-01-2.zip").exists()
    undo_import(batch=Import.objects.get(), by=system_user("test"))
    (folder / "extract-2025-09-01.zip").write_bytes(first)
    aged(folder / "extract-2025-09-01.zip")
    assert look(council, folder) == ["taken"]


def test_extracts_are_taken_in_the_order_of_their_days(council, folder):
    zipped(folder, "a-2025-09-02.zip", ANNA.replace("U6", "K2"))
    zipped(folder, "b-2025-09-01.zip", ANNA)
    assert look(council, folder) == ["taken", "taken"]
    assert Placement.objects.get().code == "K2"


def test_an_extract_cut_short_waits_for_a_person(council, folder):
    rows = [ANNA.replace("CHILD-ONE", f"C{number}") for number in range(20)]
    zipped(folder, "extract-2025-09-01.zip", *rows)
    look(council, folder)
    before = fingerprint(council)
    zipped(folder, "extract-2025-09-02.zip", *rows[:3])
    assert look(council, folder) == ["held"]
    assert fingerprint(council) == before
    held = FolderItem.objects.get(outcome="held")
    assert held.batch is not None
    assert held.batch.status == Import.Status.READY
    assert "17 children" in held.told
    page = signed_in(someone(council, Role.ANALYST)).get(f"/returns/{held.batch.public_id}/")
    assert page.status_code == 200


@pytest.mark.parametrize("where", ["read_upload", "apply_import", "_why_held", "report_on", "replace"])
def test_killed_anywhere_nothing_is_half_applied_and_the_next_run_completes(
    council, folder, monkeypatch, where
):
    path = zipped(folder, "extract-2025-09-01.zip", ANNA)

    def die(*args, **rest):
        raise Killed

    with monkeypatch.context() as patched:
        if where == "replace":
            patched.setattr(Path, "replace", die)
        else:
            patched.setattr(running, where, die)
        with pytest.raises(Killed):
            look(council, folder)
    assert path.exists()
    is_applied = where in ("report_on", "replace")
    assert Child.objects.exists() is is_applied
    assert Import.objects.count() == int(is_applied)
    assert look(council, folder) == ["same" if is_applied else "taken"]
    assert not path.exists()
    assert Import.objects.get().status == Import.Status.APPLIED
    assert FolderRun.objects.filter(outcome="").count() == 1  # The one that was killed says so.


def test_a_fault_leaves_the_extract_for_the_next_run(council, folder, monkeypatch, caplog):
    path = zipped(folder, "extract-2025-09-01.zip", ANNA)
    with monkeypatch.context() as patched:
        patched.setattr(
            running, "apply_import", lambda **rest: (_ for _ in ()).throw(ValueError("CHILD-ONE"))
        )
        assert look(council, folder) == []
    assert FolderRun.objects.get().outcome == FolderRun.Outcome.STOPPED
    assert "CHILD-ONE" not in caplog.text
    assert path.exists()
    assert look(council, folder) == ["taken"]


@pytest.mark.django_db(transaction=True)
def test_two_runs_do_not_overlap(council, folder):
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(%s, %s)", [running._LOCK, council.pk])
        with pytest.raises(AnotherRun):
            look(council, folder)
        with pytest.raises(SystemExit) as ended:
            call_command(
                "import_extracts", "--authority", council.gss_code, "--folder", str(folder), "--once"
            )
        assert ended.value.code == 3
    finally:
        other.close()
    assert look(council, folder) == []


def test_exit_statuses(council, folder, settings, capsys):
    asked = ["import_extracts", "--authority", council.gss_code, "--once"]
    with pytest.raises(CommandError) as unset:
        call_command(*asked)
    assert unset.value.returncode == 2
    settings.EXTRACT_FOLDERS = {council.gss_code: str(folder / "none")}
    with pytest.raises(CommandError) as missing:
        call_command(*asked)
    assert missing.value.returncode == 2
    settings.EXTRACT_FOLDERS = {council.gss_code: str(folder)}
    call_command(*asked)
    assert "Nothing was there" in capsys.readouterr().out
    zipped(folder, "extract.zip", ANNA)
    with pytest.raises(SystemExit) as refused:
        call_command(*asked)
    assert refused.value.code == 1


def test_a_night_without_an_extract_is_told_after_the_hour(council, folder, settings):
    settings.EXTRACT_EXPECTED_BY = "07:00"
    at_eight = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert missing_tonight(council, now=at_eight) == ""  # None is expected.
    settings.EXTRACT_FOLDERS = {council.gss_code: str(folder)}
    assert "due by 07:00 on 3 March 2026 did not come" in missing_tonight(council, now=at_eight)
    zipped(folder, "extract-2025-09-01.zip", ANNA)
    look(council, folder)
    FolderItem.objects.update(at=datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    assert missing_tonight(council, now=at_eight) == ""
    assert missing_tonight(council, now=at_eight + timedelta(hours=22)) == ""  # Not due yet.
    assert "4 March 2026" in missing_tonight(council, now=at_eight + timedelta(hours=24))


def test_the_page_tells_of_runs_and_of_what_did_not_come(council, folder, settings):
    client = signed_in(someone(council, Role.ANALYST))
    assert "No extract has come by the folder yet" in client.get("/reconciliation/nightly/").text
    settings.EXTRACT_FOLDERS = {council.gss_code: str(folder)}
    assert "did not come" in client.get("/reconciliation/nightly/").text
    assert "did not come" in client.get("/returns/").text
    zipped(folder, "extract-2025-09-01.zip", ANNA)
    zipped(folder, "extract.zip", ANNA)
    look(council, folder)
    page = client.get("/reconciliation/nightly/").text
    assert "Needs a person" in page
    assert "Extract to 1 September 2025" in page
    assert "did not come" not in page
