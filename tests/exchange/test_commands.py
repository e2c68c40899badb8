"""The commands as other programs run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from placements.models import Child
from sufficiency.core.models import AuditEvent
from sufficiency.exchange.models import Import
from tests.exchange.returns import EPISODES, write_return
from tests.factories import AuthorityFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ROW = "1,01/05/2021,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"


def _run(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_import_prints_one_json_document(tmp_path: Path) -> None:
    AuthorityFactory()
    folder = write_return(tmp_path / "a", [ROW.replace("N1", ""), ",01/05/2021,S,C2,N1,U6,PR1,,,,,,"])
    printed = json.loads(_run("import_ssda903", "--authority", "E06000045", folder, "--json"))
    assert printed["authority"] == "E06000045"
    assert printed["returns"] == [{"year": 2022, "as_at": "2022-03-31"}]
    assert {"name", "table", "rows"} <= printed["files"][0].keys()
    assert (printed["children"], printed["placements"], printed["care_leavers"]) == (1, 1, 0)
    assert printed["set_aside"][0].keys() == {"file", "row", "column", "code", "value", "message"}
    assert printed["queries"]
    assert printed["queries"][0].keys() == printed["set_aside"][0].keys()
    assert printed["repaired"] == printed["conflicts"] == []
    assert isinstance(printed["seconds"], float)


def test_import_says_in_words_what_it_did(tmp_path: Path) -> None:
    AuthorityFactory()
    said = _run("import_ssda903", "--authority", "E06000045", write_return(tmp_path / "a", [ROW]))
    assert "episodes.csv: Episodes, 1 rows" in said
    assert "Children: 1" in said
    assert said.endswith("seconds.\n")


def test_a_refusal_is_status_1_and_words(tmp_path: Path, capsys) -> None:
    AuthorityFactory()
    (write_return(tmp_path / "a", [ROW]) / "episodes.csv").write_text("nothing\n")
    with pytest.raises(SystemExit) as stop:
        call_command("import_ssda903", "--authority", "E06000045", str(tmp_path / "a"))
    assert stop.value.code == 1
    assert "episodes.csv" in capsys.readouterr().err
    assert not Import.objects.exists()


def test_an_unknown_authority_is_bad_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no authority with the code E99") as fault:
        call_command("import_ssda903", "--authority", "E99", str(tmp_path))
    assert fault.value.returncode == 2


def test_a_named_user_needs_the_permission(tmp_path: Path, capsys) -> None:
    authority = AuthorityFactory()
    MembershipFactory(authority=authority, role="social_worker", user__username="sam")
    MembershipFactory(authority=authority, role="analyst", user__username="ana")
    folder = write_return(tmp_path / "a", [ROW])
    with pytest.raises(SystemExit):
        call_command("import_ssda903", "--authority", "E06000045", str(folder), "--as", "sam")
    assert "Your role in Southampton" in capsys.readouterr().err
    _run("import_ssda903", "--authority", "E06000045", folder, "--as", "ana")
    assert AuditEvent.objects.get(action="returns applied").actor.username == "ana"


def test_export_writes_the_files_of_the_year(tmp_path: Path) -> None:
    AuthorityFactory()
    _run("import_ssda903", "--authority", "E06000045", write_return(tmp_path / "a", [ROW]))
    out = tmp_path / "new" / "folder"
    printed = json.loads(
        _run("export_ssda903", "--authority", "E06000045", "--year", 2022, "--output", out, "--json")
    )
    assert printed["files"] == [
        {"name": "header.csv", "table": "Header", "rows": 1},
        {"name": "episodes.csv", "table": "Episodes", "rows": 1},
    ]
    with (out / "episodes.csv").open() as file:
        assert [",".join(row) for row in csv.reader(file)] == [EPISODES, ROW]


def test_a_dry_run_by_command_changes_nothing(tmp_path: Path) -> None:
    AuthorityFactory()
    folder = write_return(tmp_path / "a", [ROW])
    assert "Nothing was changed" in _run("import_ssda903", "--authority", "E06000045", folder, "--dry-run")
    assert not Child.objects.exists()
