"""The reconciliation page: what is listed to whom, and that settling does what it says and no more."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Allocation, LegalStatus, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import Import, LiveConflict
from sufficiency.exchange.reconciliation.late_entries import late_entries
from sufficiency.exchange.ssda903 import undo_import, why_not_undone
from tests.exchange.entering import DAY, SETTLE, URL, enter, settle
from tests.exchange.returns import load, spells, write_return
from tests.factories import (
    AuthorityFactory,
    UserFactory,
)
from tests.people import signed_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(council):
    return signed_in(someone(council, Role.PLACEMENT_OFFICER))


def test_the_list_says_what_each_holds_and_since_when(officer, differing):
    page = officer.get(URL).text
    assert "PR1: Own provision" in page
    assert "PR4: " in page
    assert "1 September 2025" in page
    assert officer.get(URL, {"kind": "in_theirs"}).context["count"] == "0 differences"
    assert officer.get(URL, {"group": "placements", "field": "provider"}).context["count"] == "1 difference"
    assert officer.get(URL, {"group": "identity"}).context["count"] == "0 differences"


def test_nothing_loaded_says_so(officer):
    assert "Nothing to compare with yet" in officer.get(URL).text


def test_where_all_agrees_there_is_nothing_to_settle(officer, council, tmp_path: Path):
    load(council, write_return(tmp_path / "a", ["2,03/06/2025,S,C2,N1,U6,PR1,,,,,,"]), as_at=DAY)
    assert "Nothing to settle" in officer.get(URL).text


def test_theirs_is_taken_for_that_field_alone(officer, differing):
    assert settle(officer, differing, how="theirs").status_code == 302
    now = Placement.objects.get()
    assert (now.provider, now.code) == ("PR4", "U6")
    assert set(LiveConflict.objects.values_list("field", flat=True)) == {"code", "postcode"}
    assert AuditEvent.objects.filter(action="differences taken from the case system").count() == 1


def test_a_postcode_taken_brings_its_miles_and_authority(officer, differing):
    settle(officer, LiveConflict.objects.get(field="postcode"), how="theirs")
    now = Placement.objects.get()
    assert (now.postcode, now.located_in) == ("PO1 2AL", "E06000044")
    assert now.miles is not None


def test_ours_is_kept_for_a_reason_until_either_changes(officer, council, differing, tmp_path: Path):
    assert settle(officer, differing, how="ours").status_code == 400
    assert settle(officer, differing, how="ours", reason="The contract says so").status_code == 302
    same = "1,03/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"
    load(
        council, write_return(tmp_path / "same", [same, same.replace("1,", "2,", 1)]), as_at=date(2025, 9, 2)
    )
    assert LiveConflict.objects.get(field="provider").choice == LiveConflict.Choice.OURS
    assert "1 of children" not in officer.get(URL).text
    other = same.replace("PR4", "PR5")
    load(council, write_return(tmp_path / "other", [other]), as_at=date(2025, 9, 3))
    assert LiveConflict.objects.get(field="provider").choice == ""


def test_the_worker_is_asked(officer, council, differing, settings):
    worker = someone(council, Role.SOCIAL_WORKER)
    Allocation.objects.create(child=differing.child, worker=worker, dates=DateRange(date(2025, 1, 1), None))
    settle(officer, differing, how="ask")
    differing.refresh_from_db()
    assert (differing.choice, differing.asked) == ("ask", worker)
    assert officer.get(URL, {"state": "asked"}).context["count"] == "1 difference"
    assert str(worker) in officer.get(SETTLE, {"id": str(differing.public_id)}).text


def test_a_form_sent_twice_settles_once(officer, differing):
    key = uuid.uuid4()
    first = settle(officer, differing, how="ours", reason="So", key=key)
    again = settle(officer, differing, how="ours", reason="So", key=key)
    assert (first.status_code, again.status_code) == (302, 302)
    assert AuditEvent.objects.filter(action="differences kept as ours").count() == 1


def test_what_somebody_else_settled_meanwhile_is_told(officer, differing):
    settle(officer, differing, how="ours", reason="So")
    answer = settle(officer, differing, how="theirs")
    assert answer.status_code == 409
    assert "somebody else settled them" in answer.text
    assert Placement.objects.get().provider == "PR1"


def test_theirs_begins_inside_ours_which_then_ends_there(officer, council, tmp_path: Path):
    enter(council)
    rows = [
        "1,03/06/2025,S,C2,N1,U6,PR1,01/08/2025,X1,CARPL,SO14 7LY,SO16 4XE,",
        "1,01/08/2025,P,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,",
    ]
    load(council, write_return(tmp_path / "a", rows), as_at=DAY)
    theirs = LiveConflict.objects.get(kind=LiveConflict.Kind.IN_THEIRS)
    settle(officer, theirs, how="theirs")
    assert spells(Placement.objects) == [(date(2025, 6, 3), date(2025, 8, 1)), (date(2025, 8, 1), None)]
    assert not LiveConflict.objects.filter(timeline="placement").exists()


def test_dates_are_taken_and_periods_of_returns_make_room(officer, council, tmp_path: Path):
    enter(council)
    rows = ["1,01/05/2025,S,C2,N1,U6,PR1,20/08/2025,E4A,,SO14 7LY,SO16 4XE,"]
    load(council, write_return(tmp_path / "a", rows), as_at=DAY)
    assert spells(Placement.objects) == [(date(2025, 5, 1), date(2025, 6, 3)), (date(2025, 6, 3), None)]
    assert settle(officer, *LiveConflict.objects.filter(field="start"), how="theirs").status_code == 302
    assert spells(Placement.objects) == [(date(2025, 5, 1), None)]
    assert settle(officer, *LiveConflict.objects.filter(field="end"), how="theirs").status_code == 302
    assert spells(Placement.objects) == [(date(2025, 5, 1), date(2025, 8, 20))]
    assert not LiveConflict.objects.filter(field__in=["start", "end"]).exists()


def test_a_date_that_reaches_out_of_a_period_entered_here_is_refused(officer, council, tmp_path: Path):
    placement = enter(council)
    placement.period.dates = DateRange(date(2025, 6, 3), date(2025, 8, 1))
    placement.dates = placement.period.dates
    LegalStatus.objects.update(dates=placement.period.dates)
    placement.save()
    placement.period.save()
    rows = ["1,03/06/2025,S,C2,N1,U6,PR1,20/08/2025,E4A,,SO14 7LY,SO16 4XE,"]
    load(council, write_return(tmp_path / "a", rows), as_at=DAY)
    end = LiveConflict.objects.get(timeline="placement", field="end")
    answer = settle(officer, end, how="theirs")
    assert answer.status_code == 409
    assert "reach out of the period of care" in answer.text
    ends = LiveConflict.objects.filter(field="end")
    assert settle(officer, *ends, how="theirs").status_code == 302
    assert spells(Placement.objects) == [(date(2025, 6, 3), date(2025, 8, 20))]


def test_absent_children_are_listed_and_not_taken(officer, council, tmp_path: Path):
    enter(council, number=None)
    enter(council, number="7", day=date(2025, 10, 1))  # After the extract's day: it cannot know.
    load(council, write_return(tmp_path / "a", ["2,03/06/2025,S,C2,N1,U6,PR1,,,,,,"]), as_at=DAY)
    absent = LiveConflict.objects.get()
    assert (absent.kind, absent.field) == (LiveConflict.Kind.IN_OURS, "absent")
    assert settle(officer, absent, how="theirs").status_code == 409
    assert settle(officer, absent, how="ours", reason="Came last night").status_code == 302
    load(council, write_return(tmp_path / "b", ["2,03/06/2025,S,C2,N1,U6,PR1,,,,,,"]), as_at=date(2025, 9, 2))
    assert LiveConflict.objects.get().choice == LiveConflict.Choice.OURS


def test_all_of_one_kind_are_settled_together(officer, council, tmp_path: Path):
    rows = []
    for number in range(1, 31):
        enter(council, number=str(number))
        rows.append(f"{number},03/06/2025,S,C2,N1,U6,PR4,,,,SO14 7LY,SO16 4XE,")
    load(council, write_return(tmp_path / "a", rows), as_at=DAY)
    alike = {"kind": "differ", "group": "placements", "field": "provider"}
    page = officer.get(URL, alike)
    assert page.context["all_alike"]["text"] == "Settle all 30 of this kind"
    shown = officer.get(page.context["all_alike"]["href"])
    assert shown.context["page_title"] == "Settle 30 differences"
    sent = {**alike, "all": "1", "state": "open", "how": "theirs", "key": str(uuid.uuid4())}
    assert officer.post(SETTLE, {**sent, "count": "29"}).status_code == 409
    assert officer.post(SETTLE, {**sent, "count": "30"}).status_code == 302
    assert set(Placement.objects.values_list("provider", flat=True)) == {"PR4"}
    assert not LiveConflict.objects.exists()


def test_restricted_children_are_counted_and_not_shown(officer, council, differing):
    differing.child.is_restricted = True
    differing.child.save()
    page = officer.get(URL)
    assert page.context["count"] == "0 differences"
    assert page.context["not_openable"] == "3 differences"
    assert settle(officer, differing, how="theirs").status_code == 409
    assert Placement.objects.get().provider == "PR1"
    assert "PR4" not in b"".join(officer.get(f"{URL}differences.csv")).decode()


def test_another_authoritys_differences_are_not_there(council, differing):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    other = signed_in(someone(elsewhere, Role.ANALYST))
    assert other.get(URL).context["count"] == "0 differences"
    assert settle(other, differing, how="theirs").status_code == 409
    assert other.get(SETTLE, {"id": str(differing.public_id)}).status_code == 302


def test_the_csv_has_what_the_list_has(officer, differing):
    lines = b"".join(officer.get(f"{URL}differences.csv", {"field": "provider"})).decode().splitlines()
    assert len(lines) == 2
    assert '"PR1","PR4"' in lines[1]
    assert AuditEvent.objects.filter(action="exported differences").count() == 1


@pytest.mark.parametrize("children", [2, 40])
def test_the_list_takes_as_many_queries_however_many_there_are(
    officer, council, children, tmp_path: Path, django_assert_max_num_queries
):
    for number in range(children):
        enter(council, number=f"A{number}")
    load(council, write_return(tmp_path / "a", ["2,03/06/2025,S,C2,N1,U6,PR1,,,,,,"]), as_at=DAY)
    with django_assert_max_num_queries(22):
        officer.get(URL)


# What changed since a load is told by the times of transactions.
@pytest.mark.django_db(transaction=True)
def test_what_was_taken_keeps_the_load_from_being_undone(officer, council, differing):
    settle(officer, differing, how="theirs")
    batch = Import.objects.get()
    assert "people have entered or changed a placement" in (why_not_undone(batch) or "")


def test_undoing_the_load_takes_its_differences_away(council, differing):
    undo_import(batch=Import.objects.get(), by=system_user("test"))
    assert not LiveConflict.objects.exists()


@pytest.mark.parametrize(
    ("began", "typed", "is_late"),
    [
        (date(2025, 6, 2), date(2025, 6, 9), False),  # Monday to Monday: five weekdays after it.
        (date(2025, 6, 2), date(2025, 6, 10), True),
        (date(2025, 6, 6), date(2025, 6, 13), False),  # A Friday.
        (date(2025, 6, 7), date(2025, 6, 13), False),  # A Saturday: the Friday after is the fifth.
        (date(2025, 6, 7), date(2025, 6, 14), True),
        (date(2025, 6, 8), date(2025, 6, 13), False),
        (date(2025, 6, 8), date(2025, 6, 14), True),
    ],
)
def test_late_entries_are_those_after_five_working_days(council, began, typed, is_late):
    placement = enter(council, day=began)
    at = datetime(typed.year, typed.month, typed.day, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    Placement.objects.filter(pk=placement.pk).update(recorded_at=at)
    told = late_entries(council, first=date(2025, 4, 1), last=date(2026, 3, 31))
    assert (told.entered, told.late) == (1, int(is_late))


def test_what_a_return_brought_is_no_entry(council, tmp_path: Path):
    load(council, write_return(tmp_path / "a", ["2,03/06/2025,S,C2,N1,U6,PR1,,,,,,"]), as_at=DAY)
    Placement.objects.update(entered_by=UserFactory())
    assert late_entries(council, first=date(2025, 4, 1), last=date(2026, 3, 31)).entered == 0
