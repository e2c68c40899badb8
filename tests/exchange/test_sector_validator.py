"""The sector's own validator as a second judge, of our rules and of what we export.

It needs its own virtual environment (it pins an older pandas). To make it, from the root of the checkout:

    python3.11 -m venv .local/sector-validator
    .local/sector-validator/bin/pip install csc-validator-be-903==0.1.17

Another place is named by SECTOR_VALIDATOR_PYTHON, the path of that environment's Python. Without one the slow
tests here are skipped.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from sufficiency.core.reference_loading import load_reference
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.southampton.loading import load_southampton
from sufficiency.exchange.ssda903 import export_return, write_export
from sufficiency.exchange.ssda903.rules import RULES, check
from sufficiency.exchange.ssda903.rules.directory import placing_by_directory
from sufficiency.exchange.ssda903.tables import TABLES

from .rules.random_returns import Tables, following, make

HERE = Path(__file__).parent
RUNNER = HERE / "run_sector_validator.py"
EXPECTED = HERE / "sector_validator_expected.csv"
SOUTHAMPTON = "E06000045"
YEARS = range(2023, 2028)
# What is compared on returns with unreadable dates and repeated children, on which other rules of the package
# fail or take a row without a date for a child's last.
OF_SPOILED_RETURNS = {
    *("102", "147", "564", "565", "566", "1004", "1005", "1006"),
    *("EPI", "INT03", "INT04", "INT06", "INT09", "INT32", "INT34"),
}


@pytest.fixture(scope="module")
def sector_python() -> str:
    root = HERE.parent.parent
    path = Path(os.environ.get("SECTOR_VALIDATOR_PYTHON") or root / ".local/sector-validator/bin/python")
    if not path.exists():
        pytest.skip("The sector's validator is not installed: this file's first lines say how.")
    return str(path)


def flagged(
    python: str, year: int, folders: list[Path], *, authority: str = SOUTHAMPTON
) -> tuple[pd.DataFrame, set[str]]:
    """What the package flags (code, table, row), and the codes of its rules that failed."""
    command = [python, str(RUNNER), str(year), authority, *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    failed = {line.split(",")[1] for line in done.stderr.splitlines() if line.startswith("failed,")}
    return pd.read_csv(io.StringIO(done.stdout), dtype={"code": str}), failed


def written(tables: Tables, folder: Path) -> Path:
    """The tables as CSV files with DfE's columns and dates as dd/mm/yyyy."""
    british = {}
    for name, frame in tables.items():
        texts = frame[list(TABLES[name].of_csv)].copy()
        for column in TABLES[name].dates:
            dates = pd.to_datetime(texts[column], format="%Y-%m-%d", errors="coerce")
            texts[column] = dates.dt.strftime("%d/%m/%Y").where(dates.notna(), texts[column])
        british[name] = texts
    write_export(british, folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("year", "spoiled"), [*((year, False) for year in YEARS), (2025, True)])
def test_rules_agree_with_the_sectors_row_by_row(sector_python, tmp_path, year, spoiled):
    """A rule without a note on how it differs flags exactly the rows that the package flags."""
    last = make(600 if spoiled else 250, year - 1, seed=year, spoiled=spoiled)
    this = following(last, year, seed=year + 1, spoiled=spoiled)
    folders = [written(this, tmp_path / "this"), written(last, tmp_path / "last")]
    theirs, failed = flagged(sector_python, year, folders)
    placing = placing_by_directory(SOUTHAMPTON, {SOUTHAMPTON})
    ours = check(this, year=year, as_at=date(year, 3, 31), previous=last, placing=placing)
    differ = {}
    compared = 0
    for each in RULES:
        if each.note or each.code in failed or not each.in_force(year):
            continue
        if spoiled and each.code not in OF_SPOILED_RETURNS:
            continue
        here = ours[(ours["code"] == each.code) & (ours["table"] == each.table)]
        there = theirs[(theirs["code"] == each.code) & (theirs["table"] == each.table)]
        if set(here["row"]) != set(there["row"]):
            differ[each.code] = (set(here["row"]) - set(there["row"]), set(there["row"]) - set(here["row"]))
        compared += len(there) > 0
    assert differ == {}
    assert compared >= (len(OF_SPOILED_RETURNS) if spoiled else 60)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_exported_demonstration_raises_nothing_unexpected(sector_python, tmp_path):
    """Southampton's seven returns, exported and judged by the package: only what the frozen list explains."""
    load_reference()
    by = system_user("test")
    authority = load_southampton(by=by)
    expected = set(reasons())
    folders: list[Path] = []
    for year in range(2007, 2014):
        folder = tmp_path / str(year)
        write_export(export_return(authority=authority, year=year, by=by), folder)
        folders.insert(0, folder)
        found, failed = flagged(sector_python, year, folders[:2])
        assert failed == set()
        assert set(found["code"]) <= expected, year


def reasons() -> dict[str, str]:
    with EXPECTED.open(newline="") as file:
        return {row["code"]: row["reason"] for row in csv.DictReader(file)}


def test_the_frozen_list_has_a_reason_a_rule():
    assert reasons()
    assert all(len(reason) > 40 and reason.endswith(".") for reason in reasons().values())
    assert len(EXPECTED.read_text().splitlines()) == len(reasons()) + 1
