"""Where the case system is the record: what may still be logged tonight, and that nothing else goes past it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from placements.actions import (
    Destination,
    change_legal_status,
    change_number,
    create_child,
    end_care,
    end_placement,
    end_temporary_move,
    merge_children,
    move_child,
    record_temporary_move,
    start_care,
    start_placement,
    undo,
)
from placements.models import Child, Coverage, Deed, LegalStatus, PeriodOfCare, Placement, TemporaryMove
from sufficiency.core.models import FieldGroup
from sufficiency.core.ownership import KeptElsewhere, why_read_only
from tests.people import signed_in
from tests.placements.kept_there import TODAY, TOLD, keep_there, told_of
from tests.placements.people_and_homes import child, how

pytestmark = pytest.mark.django_db


BEFORE = TOLD - timedelta(days=1)


SOMEWHERE = Destination(code="U6", provider="PR1", home_postcode="SO14 7LY", postcode="SO16 4XE")


LEGAL, PLACEMENTS, BOTH = (
    (FieldGroup.LEGAL,),
    (FieldGroup.PLACEMENTS,),
    (FieldGroup.LEGAL, FieldGroup.PLACEMENTS),
)


@pytest.fixture
def authority(db):
    return told_of()


def _new(authority, by):
    return child(authority, "N9")


def _in_care(authority, by):
    who = child(authority, "N1")
    start_care(
        child=who,
        version=who.version,
        how=how(date(2026, 2, 1), today=TODAY),
        destination=SOMEWHERE,
        legal_status="C1",
        need="N1",
        by=by,
    )
    who.refresh_from_db()
    return who


def _without_placement(authority, by):
    who = _in_care(authority, by)
    Placement.objects.filter(child=who).update(dates=DateRange(date(2026, 2, 1), date(2026, 3, 1)))
    return who


def _away(authority, by):
    who = _in_care(authority, by)
    record_temporary_move(
        child=who, version=who.version, on=date(2026, 4, 20), until=None, today=TODAY, code="T1", by=by
    )
    who.refresh_from_db()
    return who


def _stay(on):
    return {"how": how(on, today=TODAY), "destination": SOMEWHERE}


DEEDS = {
    "start": (_new, start_care, lambda on: {**_stay(on), "legal_status": "C1", "need": "N1"}, BOTH),
    "place": (_without_placement, start_placement, _stay, PLACEMENTS),
    "move": (_in_care, move_child, lambda on: {**_stay(on), "reason": "CARPL"}, PLACEMENTS),
    "end placement": (
        _in_care,
        end_placement,
        lambda on: {"on": on, "today": TODAY, "reason": "CARPL"},
        PLACEMENTS,
    ),
    "end care": (_in_care, end_care, lambda on: {"on": on, "today": TODAY, "reason": "E4A"}, BOTH),
    "legal status": (
        _in_care,
        change_legal_status,
        lambda on: {"on": on, "today": TODAY, "code": "C2"},
        LEGAL,
    ),
    "away": (
        _in_care,
        record_temporary_move,
        lambda on: {"on": on, "until": None, "today": TODAY, "code": "T1"},
        PLACEMENTS,
    ),
    "back": (_away, end_temporary_move, lambda on: {"on": on, "today": TODAY}, PLACEMENTS),
}


def _rows(who: Child) -> list:
    return [
        list(model._default_manager.filter(child=who).order_by("pk").values())
        for model in (PeriodOfCare, LegalStatus, Placement, TemporaryMove, Deed)
    ]


@pytest.mark.parametrize(
    ("deed", "group"), [(name, group) for name, (*_, groups) in DEEDS.items() for group in groups]
)
def test_a_deed_of_a_day_that_the_case_system_told_is_refused(authority, manager, deed, group):
    ready, act, given, _ = DEEDS[deed]
    who = ready(authority, manager)
    keep_there(authority, group)
    before = _rows(who)
    with pytest.raises(KeptElsewhere) as refused:
        act(child=who, version=who.version, by=manager, **given(BEFORE))
    assert (why_read_only(authority, group, on=TODAY) or "?") in str(refused.value)
    assert "since 10 May 2026" in str(refused.value)
    assert _rows(who) == before


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("on", [TOLD, TODAY])
def test_what_happened_since_is_logged_ahead_of_it(authority, manager, deed, on):
    ready, act, given, groups = DEEDS[deed]
    who = ready(authority, manager)
    keep_there(authority, *groups)
    assert act(child=who, version=who.version, by=manager, **given(on)).happened_on == on


@pytest.mark.parametrize("deed", DEEDS)
def test_what_another_group_keeps_does_not_stand_in_the_way(authority, manager, deed):
    ready, act, given, groups = DEEDS[deed]
    who = ready(authority, manager)
    keep_there(authority, *(group for group in FieldGroup if group not in groups))
    assert act(child=who, version=who.version, by=manager, **given(BEFORE)).happened_on == BEFORE


@pytest.mark.parametrize("told", [None, TODAY, TODAY - timedelta(days=1)])
def test_the_night_before_can_always_be_written_down(authority, manager, told):
    Coverage.objects.all().delete()
    if told:
        Coverage.objects.create(
            authority=authority, dates=DateRange(date(2026, 4, 1), told + timedelta(days=1)), source="SSDA903"
        )
    who = _in_care(authority, manager)
    keep_there(authority, *BOTH)
    with pytest.raises(KeptElsewhere):
        move_child(
            child=who, version=who.version, by=manager, reason="CARPL", **_stay(TODAY - timedelta(days=2))
        )
    assert move_child(
        child=who, version=who.version, by=manager, reason="CARPL", **_stay(TODAY - timedelta(days=1))
    )


def test_an_owner_from_a_day_to_come_is_no_owner_yet(authority, manager):
    who = _in_care(authority, manager)
    keep_there(authority, *BOTH, from_on=TODAY + timedelta(days=1))
    assert move_child(child=who, version=who.version, by=manager, reason="CARPL", **_stay(BEFORE))


def test_undoing_a_deed_that_the_case_system_has_told_is_refused(authority, manager):
    who = _in_care(authority, manager)
    deed = Deed.objects.get(child=who)
    keep_there(authority, FieldGroup.LEGAL)
    with pytest.raises(KeptElsewhere):
        undo(deed=deed, because="Wrong child", by=manager)
    page = signed_in(manager).get(f"/children/deeds/{deed.public_id}/undo/")
    assert "kept in your case system" in page.text
    assert "<textarea" not in page.text
    sent = signed_in(manager).post(
        f"/children/deeds/{deed.public_id}/undo/", {"key": str(uuid.uuid4()), "because": "Wrong child"}
    )
    assert sent.status_code == 409
    deed.refresh_from_db()
    assert deed.undone_at is None


def test_undoing_what_was_logged_tonight_is_not(authority, manager):
    Coverage.objects.all().delete()
    today = timezone.localdate()
    keep_there(authority, *BOTH)
    who = child(authority, "N2")
    deed = start_care(
        child=who,
        version=who.version,
        how=how(today, today=today),
        destination=SOMEWHERE,
        legal_status="C1",
        need="N1",
        by=manager,
    )
    assert undo(deed=deed, because="Wrong child", by=manager).undone_at


def test_a_child_can_start_tonight_though_identity_is_kept_there(authority, manager):
    keep_there(authority, FieldGroup.IDENTITY, *BOTH)
    made = create_child(
        authority=authority, date_of_birth=date(2014, 5, 17), today=TODAY, first_name="Wren", by=manager
    )
    assert change_number(child=made, version=made.version, number="77", because="From there", by=manager)
    made.refresh_from_db()
    with pytest.raises(KeptElsewhere, match="Identity is kept in your case system"):
        change_number(child=made, version=made.version, number="78", because="Typing", by=manager)
    made.refresh_from_db()
    assert made.number == "77"


def test_the_page_to_open_a_record_says_what_is_kept_there(authority, manager):
    assert "case system. Change" not in signed_in(manager).get("/children/new/").text
    keep_there(authority, FieldGroup.IDENTITY)
    page = signed_in(manager).get("/children/new/").text
    assert "Identity is kept in your case system" in page
    assert 'name="first_name"' in page


def test_the_number_page_shows_the_number_and_the_sentence_instead_of_a_box(authority, manager):
    keep_there(authority, FieldGroup.IDENTITY)
    who = child(authority, "N1")
    address = f"/children/{who.public_id}/number/"
    page = signed_in(manager).get(address)
    assert "Identity is kept in your case system" in page.text
    assert "The number is N1." in page.text
    assert 'name="number"' not in page.text
    sent = {"key": str(uuid.uuid4()), "version": who.version, "number": "X", "because": "So"}
    assert signed_in(manager).post(address, sent).status_code == 409
    who.refresh_from_db()
    assert who.number == "N1"


def test_a_record_opened_tonight_is_merged_into_the_one_that_the_extract_brings(authority, manager):
    keep_there(authority, FieldGroup.IDENTITY)
    brought, tonight = (
        child(authority, "N1"),
        Child.objects.create(authority=authority, first_name="Wren", date_of_birth=date(2016, 4, 2)),
    )
    assert (
        merge_children(keep=brought, merge=tonight, versions=(1, 1), because="Same", by=manager).number
        == "N1"
    )


@pytest.mark.parametrize("deed", ["move", "end", "end-placement", "legal-status", "away"])
def test_the_pages_say_what_may_be_logged_and_refuse_the_rest(authority, manager, deed):
    today = timezone.localdate()
    who = _in_care(authority, manager)
    page = f"/children/{who.public_id}/{deed}/"
    assert "case system" not in signed_in(manager).get(page).text
    keep_there(authority, *BOTH)
    assert "are kept in your case system" in signed_in(manager).get(page).text
    given = {"key": str(uuid.uuid4()), "version": who.version, "on": "1/5/2026", "already": "yes"}
    given |= {
        "reason": {"end": "E4A"}.get(deed, "CARPL"),
        "code": {"away": "T1", "legal-status": "C2"}.get(deed, "U6"),
    }
    given |= {"home": "not-on-file", "provider": "PR1", "as_told": "A home", "planning": "planned"}
    before = _rows(who)
    answer = signed_in(manager).post(page, given)
    assert "Change them there" in str(answer.context["form"].errors["on"])
    assert _rows(who) == before
    assert today > TOLD
