"""Northmere's returns before the sector's own validator: only what the frozen list explains. No database."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from sufficiency.demonstration.northmere.area import NORTHMERE
from sufficiency.demonstration.northmere.plan import make
from sufficiency.demonstration.northmere.returns import Teller
from tests.exchange.test_sector_validator import flagged, sector_python

EXPECTED = Path(__file__).with_name("northmere_sector_expected.csv")
# Of the package itself: it asks for columns that CSV does not have.
FAIL_ON_CSV = {"231", "233"}

__all__ = ["sector_python"]


def reasons() -> dict[str, str]:
    return {row["code"]: row["reason"] for row in csv.DictReader(EXPECTED.read_text().splitlines())}


@pytest.mark.slow
def test_the_sectors_validator_finds_nothing_unexpected(sector_python, tmp_path):
    plan = make(date(2026, 11, 22))
    teller = Teller(plan)
    folders: list[Path] = []
    raised = set()
    for day in plan.returns_on:
        folders.insert(0, teller.write(tmp_path, day))
        found, failed = flagged(sector_python, day.year, folders[:2], authority=NORTHMERE)
        assert failed <= FAIL_ON_CSV
        assert set(found["code"]) <= set(reasons()), day
        raised |= set(found["code"])
    assert raised == set(reasons())


def test_the_frozen_list_has_a_reason_a_rule():
    assert len(reasons()) == len(EXPECTED.read_text().splitlines()) - 1
    assert all(len(reason) > 40 and reason.endswith(".") for reason in reasons().values())
