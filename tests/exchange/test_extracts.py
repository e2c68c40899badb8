"""Extracts of one year, night after night: the newest speaks of whom it names, and nobody is closed by silence."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from placements.models import Child, PeriodOfCare, Placement
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Finding, Import, Return
from sufficiency.exchange.ssda903 import undo_import
from tests.exchange.register import fingerprint
from tests.exchange.returns import load, spells, write_return

pytestmark = pytest.mark.django_db
ANNA = "1,01/05/2025,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
BEN = "2,10/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"
BEN_CORRECTED = BEN.replace("10/06", "12/06")
FIRST, SECOND, THIRD = date(2025, 9, 1), date(2025, 9, 2), date(2025, 9, 3)


@pytest.fixture
def nights(tmp_path: Path) -> dict[date, Path]:
    """Ben's start is put right on the second night, and Anna is left out of the third."""
    return {
        FIRST: write_return(tmp_path / "first", [ANNA, BEN]),
        SECOND: write_return(tmp_path / "second", [ANNA, BEN_CORRECTED]),
        THIRD: write_return(tmp_path / "third", [BEN_CORRECTED]),
    }


def _current() -> list[date]:
    return [one.as_at for one in Return.objects.filter(is_current=True).order_by("as_at")]


def test_an_open_episode_is_open_on_the_extracts_day(authority, nights) -> None:
    load(authority, nights[FIRST], as_at=FIRST)
    [batch] = Import.objects.all()
    assert [(one.as_at, one.is_extract, one.year) for one in batch.returns.all()] == [(FIRST, True, 2026)]
    assert PeriodOfCare.objects.in_force_on(FIRST).count() == 2


def test_a_start_put_right_leaves_no_ghost(authority, nights) -> None:
    load(authority, nights[FIRST], as_at=FIRST)
    load(authority, nights[SECOND], as_at=SECOND)
    assert spells(Placement.objects.filter(child__number="2")) == [(date(2025, 6, 12), None)]
    assert _current() == [SECOND]


def test_who_is_absent_is_asked_about_and_not_closed(authority, nights) -> None:
    for night in (FIRST, SECOND, THIRD):
        load(authority, nights[night], as_at=night)
    assert spells(PeriodOfCare.objects.filter(child__number="1")) == [(date(2025, 5, 1), None)]
    assert Finding.objects.filter(code="ABSENT", of_return__as_at=THIRD).count() == 1
    # The second night's extract still speaks for Anna alone; of Ben it says nothing any more.
    assert _current() == [SECOND, THIRD]
    assert Child.objects.count() == 2


def test_the_order_of_loading_does_not_matter(authority, nights) -> None:
    told = set()
    for order in permutations(nights):
        for night in order:
            load(authority, nights[night], as_at=night)
        told.add((fingerprint(authority), tuple(_current())))
        for batch in Import.objects.filter(status=Import.Status.APPLIED).order_by("-applied_at"):
            undo_import(batch=batch, by=system_user("test"))
        assert not Child.objects.exists()
    assert len(told) == 1


def test_an_extract_is_undone_whole_and_the_one_before_speaks_again(authority, nights) -> None:
    load(authority, nights[FIRST], as_at=FIRST)
    before = fingerprint(authority)
    load(authority, nights[SECOND], as_at=SECOND)
    assert fingerprint(authority) != before
    undo_import(batch=Import.objects.order_by("-applied_at")[0], by=system_user("test"))
    assert fingerprint(authority) == before
    assert _current() == [FIRST]


def test_the_same_extract_again_changes_nothing(authority, nights) -> None:
    load(authority, nights[FIRST], as_at=FIRST)
    load(authority, nights[SECOND], as_at=SECOND)
    before, loads = fingerprint(authority), Import.objects.count()
    for night in (FIRST, SECOND):
        load(authority, nights[night], as_at=night)
    assert (fingerprint(authority), Import.objects.count(), _current()) == (before, loads, [SECOND])


def test_a_corrected_extract_of_one_day_lets_an_older_one_speak_again(authority, nights, tmp_path) -> None:
    load(authority, nights[FIRST], as_at=FIRST)
    load(authority, nights[SECOND], as_at=SECOND)
    load(authority, write_return(tmp_path / "again", [BEN_CORRECTED]), as_at=SECOND)
    assert _current() == [FIRST, SECOND]
    assert spells(PeriodOfCare.objects.filter(child__number="1")) == [(date(2025, 5, 1), None)]
    assert spells(Placement.objects.filter(child__number="2")) == [(date(2025, 6, 12), None)]


def test_extracts_of_another_year_stay_as_they_are(authority, nights, tmp_path) -> None:
    load(authority, write_return(tmp_path / "2025", [ANNA.replace("2025", "2024")]), as_at=date(2024, 9, 1))
    load(authority, nights[FIRST], as_at=FIRST)
    assert _current() == [date(2024, 9, 1), FIRST]
