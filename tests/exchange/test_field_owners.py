"""Who keeps what: an extract replaces what the case system keeps, and asks about what is kept here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange

from carers.models import Household
from placements.models import Child, LegalStatus, PeriodOfCare, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, FieldGroup, FieldOwner, Owner
from sufficiency.core.ownership import owner_of, set_owner, why_read_only
from sufficiency.core.system_user import system_user
from sufficiency.exchange.actions import receive
from sufficiency.exchange.models import Import, LiveConflict
from sufficiency.exchange.ssda903 import apply_import, undo_import
from tests.exchange.register import fingerprint
from tests.exchange.returns import load, spells, write_return
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)
from tests.people import signed_in, someone
from tests.placements.kept_there import keep_there

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 1)
THEIRS = "1,05/06/2025,S,E1,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"


@pytest.fixture
def household(authority):
    return Household.objects.create(
        authority=authority, reference="H1", approved=DateRange(date(2020, 1, 1), None)
    )


@pytest.fixture
def entered(authority, household) -> Placement:
    """A child whom an officer entered on 3 June, with a household."""
    officer = UserFactory()
    child = ChildFactory(authority=authority, number="1", entered_by=officer, date_of_birth=date(2010, 5, 18))
    period = PeriodOfCareFactory(child=child, dates=DateRange(date(2025, 6, 3), None), entered_by=officer)
    LegalStatusFactory(period=period, entered_by=officer)
    return PlacementFactory(period=period, household=household, entered_by=officer)


def test_everything_is_kept_here_until_somebody_says_otherwise(authority):
    assert {owner_of(authority, group, on=DAY) for group in FieldGroup} == {Owner.HERE}
    assert why_read_only(authority, FieldGroup.PLACEMENTS, on=DAY) is None


def test_the_last_said_holds_from_its_day_on(authority):
    keep_there(authority, FieldGroup.IDENTITY, from_on=date(2025, 8, 1))
    assert owner_of(authority, FieldGroup.IDENTITY, on=date(2025, 7, 31)) is Owner.HERE
    assert owner_of(authority, FieldGroup.IDENTITY, on=date(2025, 8, 1)) is Owner.CASE_SYSTEM
    assert owner_of(authority, FieldGroup.LEGAL, on=date(2025, 8, 1)) is Owner.HERE
    assert "Change it there" in (why_read_only(authority, FieldGroup.IDENTITY, on=DAY) or "")
    assert owner_of(AuthorityFactory(gss_code="E06000044"), FieldGroup.IDENTITY, on=DAY) is Owner.HERE
    assert AuditEvent.objects.filter(action="field owner set").count() == 1


@pytest.mark.parametrize("role", [Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER, Role.AUDITOR])
def test_only_the_administrator_and_the_analyst_may_say(authority, role):
    with pytest.raises(PermissionDenied):
        set_owner(
            authority=authority,
            group=FieldGroup.HOMES,
            owner=Owner.HERE,
            from_on=DAY,
            reason="",
            by=someone(authority, role),
        )
    assert not FieldOwner.objects.exists()


def test_what_is_kept_here_stands_and_the_difference_waits(authority, entered, tmp_path: Path):
    load(authority, write_return(tmp_path / "a", [THEIRS]), as_at=DAY)
    assert Placement.objects.get().code == "U6"
    told = LiveConflict.objects.values_list("timeline", "field")
    assert {("placement", "code"), ("legal status", "code"), ("child", "date_of_birth")} <= set(told)


def test_what_the_case_system_keeps_is_replaced_and_the_rest_waits(authority, entered, tmp_path: Path):
    keep_there(authority, FieldGroup.PLACEMENTS)
    load(authority, write_return(tmp_path / "a", [THEIRS]), as_at=DAY)
    assert [(one.code, one.postcode) for one in Placement.objects.all()] == [("K2", "PO1 2AL")]
    assert LegalStatus.objects.get().code == "C2"
    told = set(LiveConflict.objects.values_list("timeline", "field"))
    assert ("legal status", "code") in told
    assert "placement" not in {timeline for timeline, _ in told}


def test_home_and_address_of_a_replaced_placement_stay(authority, entered, household, tmp_path: Path):
    keep_there(authority, FieldGroup.PLACEMENTS, FieldGroup.LEGAL)
    load(authority, write_return(tmp_path / "a", [THEIRS]), as_at=DAY)
    now = Placement.objects.get()
    assert spells(Placement.objects) == [(date(2025, 6, 5), None)]
    assert (now.household, now.public_id, now.entered_by) == (household, entered.public_id, None)


def test_identity_follows_the_case_system(authority, entered, tmp_path: Path):
    keep_there(authority, FieldGroup.IDENTITY)
    load(authority, write_return(tmp_path / "a", [THEIRS]), as_at=DAY)
    assert Child.objects.get().date_of_birth == date(2010, 5, 17)
    assert not LiveConflict.objects.filter(timeline="child").exists()


def test_an_entry_that_no_extract_answers_stays_and_is_listed(authority, entered, tmp_path: Path):
    keep_there(authority, FieldGroup.PLACEMENTS, FieldGroup.LEGAL)
    left = "1,01/05/2024,S,C2,N1,U6,PR1,01/06/2024,E4A,,SO14 7LY,SO16 4XE,"
    load(authority, write_return(tmp_path / "a", [left]), as_at=DAY)
    assert Placement.objects.filter(entered_by__isnull=False).count() == 1
    assert LiveConflict.objects.filter(kind=LiveConflict.Kind.IN_OURS, timeline="placement").count() == 1


def test_an_entry_after_the_extracts_day_is_untouched(authority, entered, tmp_path: Path):
    keep_there(authority, FieldGroup.PLACEMENTS, FieldGroup.LEGAL)
    before = "1,01/05/2024,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE,"
    load(authority, write_return(tmp_path / "a", [before]), as_at=date(2025, 5, 31))
    assert Placement.objects.get(pk=entered.pk).entered_by is not None


@pytest.mark.parametrize(
    "groups",
    [
        (FieldGroup.PLACEMENTS,),
        (FieldGroup.LEGAL,),
        (FieldGroup.IDENTITY, FieldGroup.PLACEMENTS, FieldGroup.LEGAL),
    ],
)
@pytest.mark.parametrize("row", [THEIRS, THEIRS.replace("05/06", "03/06"), THEIRS.replace("05/06", "01/05")])
def test_undoing_brings_back_what_people_had_entered(authority, entered, groups, row, tmp_path: Path):
    keep_there(authority, *groups)
    before = fingerprint(authority)
    ours = set(Placement.objects.values_list("public_id", "entered_by", "household"))
    load(authority, write_return(tmp_path / "a", [row]), as_at=DAY)
    assert fingerprint(authority) != before
    undo_import(batch=Import.objects.get(), by=system_user("test"))
    assert fingerprint(authority) == before
    assert set(Placement.objects.values_list("public_id", "entered_by", "household")) == ours
    assert set(PeriodOfCare.objects.values_list("entered_by")) != {(None,)}


def test_the_preview_says_how_many_entries_give_way(authority, entered, tmp_path: Path):
    keep_there(authority, FieldGroup.PLACEMENTS, FieldGroup.LEGAL)
    before = fingerprint(authority)
    folder = write_return(tmp_path / "a", [THEIRS])
    batch = receive(authority=authority, uploads=[folder], by=system_user("test"), as_at=DAY)
    assert batch.changes["entries_replaced"] == 3
    assert (fingerprint(authority), batch.replaced_entries.count()) == (before, 0)
    assert batch.kind == Import.Kind.EXTRACT


def test_the_page_of_the_load_says_what_gives_way_and_what_gave_way(
    authority, entered, tmp_path: Path, at_once
):
    keep_there(authority, FieldGroup.PLACEMENTS)
    folder = write_return(tmp_path / "a", [THEIRS])
    batch = receive(authority=authority, uploads=[folder], by=system_user("test"), as_at=DAY)
    client = signed_in(someone(authority, Role.ANALYST))
    assert "1 entry made here gives way" in client.get(f"/returns/{batch.public_id}/").text
    apply_import(batch=batch, by=system_user("test"))
    page = client.get(f"/returns/{batch.public_id}/").text
    assert "1 entry made here gave way" in page
    assert "3 June 2025" in page
