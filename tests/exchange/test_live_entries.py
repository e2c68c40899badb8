"""What people entered stands; where a return says otherwise, the difference is listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Child, LegalStatus, PeriodOfCare, Placement
from sufficiency.exchange.models import LiveConflict
from tests.exchange.returns import load, spells, write_return
from tests.factories import (
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OPEN = "1,01/05/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"


@pytest.fixture
def officer():
    return UserFactory()


def _move(officer, day: date) -> Placement:
    """What the desk does when a child moves: the placement is ended by hand and the next one begins."""
    before = Placement.objects.get()
    before.dates, before.reason_ended, before.entered_by = DateRange(before.dates.lower, day), "X1", officer
    before.save()
    return PlacementFactory(
        period=before.period,
        dates=DateRange(day, None),
        code="K2",
        provider="PR4",
        postcode="PO1 2AL",
        reason_started="P",
        entered_by=officer,
    )


def _told() -> set[tuple[str, str, str, str]]:
    return set(LiveConflict.objects.values_list("timeline", "field", "ours", "theirs"))


def test_an_entry_after_the_year_is_untouched_and_no_conflict(authority, officer, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2024", [OPEN]))
    moved = _move(officer, date(2024, 6, 3))
    report = load(authority, write_return(tmp_path / "again", [OPEN, OPEN.replace("1,", "2,", 1)]))
    assert spells(Placement.objects.filter(child__number="1")) == [
        (date(2023, 5, 1), date(2024, 6, 3)),
        (date(2024, 6, 3), None),
    ]
    assert Placement.objects.get(pk=moved.pk).code == "K2"
    assert report.conflicts == []
    assert not LiveConflict.objects.exists()


def test_a_return_that_says_the_same_says_nothing(authority, officer, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2024", [OPEN]))
    _move(officer, date(2024, 6, 3))
    same = [
        "1,01/05/2023,S,C2,N1,U6,PR1,03/06/2024,X1,CARPL,SO14 7LY,SO16 4XE,",
        "1,03/06/2024,P,C2,N1,K2,PR4,,,,SO14 7LY,PO12AL,",
    ]
    report = load(authority, write_return(tmp_path / "2025", same))
    assert report.conflicts == []
    assert Placement.objects.filter(entered_by=officer).count() == 2


def test_differences_inside_the_year_are_listed_field_by_field(authority, officer, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2024", [OPEN]))
    _move(officer, date(2024, 6, 3))
    before = {one.pk: (one.dates, one.code) for one in Placement.objects.all()}
    otherwise = [
        "1,01/05/2023,S,C2,N1,U6,PR1,05/06/2024,X1,CARPL,SO14 7LY,SO16 4XE,",
        "1,05/06/2024,P,C2,N1,K2,PR5,01/12/2024,X1,,SO14 7LY,PO1 2AL,",
        "1,01/12/2024,P,C2,N1,U4,PR1,,,,SO14 7LY,SO16 4XE,",
    ]
    report = load(authority, write_return(tmp_path / "2025", otherwise))
    assert {one.pk: (one.dates, one.code) for one in Placement.objects.all()} == before
    assert _told() == {
        ("placement", "end", "2024-06-03", "2024-06-05"),
        ("placement", "start", "2024-06-03", "2024-06-05"),
        ("placement", "end", "", "2024-12-01"),
        ("placement", "provider", "PR4", "PR5"),
        ("placement", "spell", "", "U4 from 2024-12-01"),
    }
    assert len(report.conflicts) == 5
    assert {one["child"] for one in report.conflicts} == {"1"}
    # The legal status is the return's own and runs on; the period holds all.
    assert spells(LegalStatus.objects) == [(date(2023, 5, 1), None)]


def test_a_period_is_kept_as_long_as_a_live_placement_needs_it(authority, officer, tmp_path: Path) -> None:
    load(authority, write_return(tmp_path / "2024", [OPEN]))
    _move(officer, date(2024, 6, 3))
    left = ["1,01/05/2023,S,C2,N1,U6,PR1,20/07/2024,E4A,,SO14 7LY,SO16 4XE,"]
    load(authority, write_return(tmp_path / "2025", left))
    assert spells(PeriodOfCare.objects) == [(date(2023, 5, 1), None)]
    assert ("placement", "end", "2024-06-03", "2024-07-20") in _told()


def test_a_child_entered_tonight_gets_the_history_that_the_return_knows(
    authority, officer, tmp_path: Path
) -> None:
    child = ChildFactory(authority=authority, number="1", entered_by=officer, date_of_birth=date(2010, 5, 17))
    period = PeriodOfCareFactory(child=child, dates=DateRange(date(2024, 6, 3), None), entered_by=officer)
    LegalStatusFactory(period=period, entered_by=officer)
    PlacementFactory(period=period, entered_by=officer)
    load(authority, write_return(tmp_path / "2024", [OPEN]))
    assert spells(Placement.objects) == [(date(2023, 5, 1), date(2024, 6, 3)), (date(2024, 6, 3), None)]
    assert spells(PeriodOfCare.objects) == [(date(2023, 5, 1), date(2024, 6, 3)), (date(2024, 6, 3), None)]
    assert not LiveConflict.objects.exists()


def test_what_was_settled_stays_settled_while_it_says_the_same(authority, officer, tmp_path: Path) -> None:
    child = ChildFactory(authority=authority, number="1", entered_by=officer, date_of_birth=date(2010, 5, 18))
    folder = write_return(tmp_path / "2024", [OPEN])
    load(authority, folder)
    conflict = LiveConflict.objects.get(field="date_of_birth")
    assert (conflict.ours, conflict.theirs) == ("2010-05-18", "2010-05-17")
    LiveConflict.objects.filter(pk=conflict.pk).update(
        choice=LiveConflict.Choice.OURS,
        reason="Seen on the passport",
        settled_by=officer,
        settled_at=conflict.of_return.batch.applied_at,
    )
    load(authority, folder)
    assert LiveConflict.objects.get(field="date_of_birth").choice == LiveConflict.Choice.OURS
    assert Child.objects.get(pk=child.pk).date_of_birth == date(2010, 5, 18)


def test_a_live_placement_that_no_return_knows_is_listed(authority, officer, tmp_path: Path) -> None:
    load(
        authority, write_return(tmp_path / "2024", ["1,01/05/2023,S,C2,N1,U6,PR1,01/07/2023,E4A,,,SO16 4XE,"])
    )
    child = Child.objects.get()
    period = PeriodOfCareFactory(
        child=child, dates=DateRange(date(2023, 9, 1), date(2023, 10, 1)), entered_by=officer
    )
    PlacementFactory(period=period, entered_by=officer)
    row = "1,01/05/2023,S,C2,N1,U6,PR1,02/07/2023,E4A,,,SO16 4XE,"
    load(authority, write_return(tmp_path / "again", [row]))
    assert ("placement", "spell", "U6 from 2023-09-01 to 2023-10-01", "") in _told()
    assert Placement.objects.count() == 2
