"""The deeds of the placement desk, one at a time: what each writes, refuses, and how it is taken back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from placements.actions import (
    Destination,
    change_legal_status,
    end_care,
    end_placement,
    end_temporary_move,
    mark_sent,
    merge_children,
    move_child,
    record_temporary_move,
    start_placement,
    undo,
)
from placements.actions.errors import (
    CannotMerge,
    CannotUndo,
    Impossible,
    NotInCare,
    PlaceTaken,
    RulesStopIt,
    SomethingLater,
    TooEarly,
)
from placements.models import AdoptionOrder, Breach, Child, PeriodOfCare, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from tests.people import someone
from tests.placements.people_and_homes import TODAY, child, household, how, in_care, officer

pytestmark = pytest.mark.django_db
BEGAN = TODAY - timedelta(days=100)


@pytest.fixture
def desk(authority):
    return officer(authority)


@pytest.fixture
def placed(authority, desk) -> Child:
    """In care for a hundred days, at F100."""
    made = child(authority)
    in_care(made, household(authority, "F100"), by=desk)
    made.refresh_from_db()
    return made


def timelines(who: Child) -> list:
    """Every spell of the child as the database has it."""
    return [
        sorted(model.objects.filter(child=who).values_list("dates", "code", "reason_started", "reason_ended"))
        if hasattr(model, "code")
        else sorted(model.objects.filter(child=who).values_list("dates", "reason_started", "reason_ended"))
        for model in (PeriodOfCare, Placement)
    ] + [sorted(who.legal_statuses.values_list("dates", "code", "reason_ended"))]


def test_a_start_writes_period_status_and_placement_with_what_follows_from_the_home(placed, desk):
    placement = placed.placements.get()
    assert (placement.code, placement.provider, placement.place_number) == ("U6", "PR1", 1)
    assert (placement.postcode, placement.located_in) == ("SO16 4XE", "E06000045")
    assert placement.miles is not None
    assert placement.entered_by == desk
    assert placed.legal_statuses.get().code == "C1"
    assert AuditEvent.objects.get(action="placements: start").facts["breaches"] == []


def test_a_move_leaves_no_gap_and_no_overlap(authority, placed, desk):
    there = household(authority, "F200")
    move_child(
        child=placed,
        version=placed.version,
        how=how(),
        destination=Destination(household=there),
        reason="CREQB",
        by=desk,
    )
    before, after = placed.placements.order_by("dates")
    assert before.dates.upper == after.dates.lower == TODAY
    assert (before.reason_ended, before.reason_for_change, after.reason_started) == ("X1", "CREQB", "P")


@pytest.mark.parametrize(("day", "refusal"), [(BEGAN, TooEarly), (BEGAN - timedelta(days=1), NotInCare)])
def test_a_move_is_after_the_present_placement_began(authority, placed, desk, day, refusal):
    with pytest.raises(refusal):
        move_child(
            child=placed,
            version=placed.version,
            how=how(day),
            destination=Destination(household=household(authority, "F200")),
            reason="CARPL",
            by=desk,
        )


def test_nobody_moves_a_child_they_saw_elsewhere(authority, placed, desk):
    seen = placed.version
    there = Destination(household=household(authority, "F200", places=3))
    move_child(child=placed, version=seen, how=how(), destination=there, reason="CARPL", by=desk)
    with pytest.raises(StaleEdit):
        move_child(child=placed, version=seen, how=how(), destination=there, reason="CARPL", by=desk)


def test_who_may_not_record_is_refused(authority, placed):
    with pytest.raises(PermissionDenied):
        end_care(
            child=placed,
            version=placed.version,
            on=TODAY,
            today=TODAY,
            reason="E4A",
            by=someone(authority, Role.ANALYST),
        )


def test_a_plan_is_stopped_where_a_fact_is_recorded_with_its_breach(authority, placed, desk):
    full = household(authority, "F300", places=1)
    in_care(child(authority, "N2"), full, by=desk)
    going = {"destination": Destination(household=full), "reason": "CARPL", "by": desk}
    with pytest.raises(RulesStopIt) as stopped:
        move_child(child=placed, version=placed.version, how=how(already=False), **going)
    assert [one.rule.code for one in stopped.value.broken] == ["over_places"]
    move_child(child=placed, version=placed.version, how=how(), **going)
    breach = Breach.objects.get()
    assert (breach.rule, breach.since, breach.cleared_on) == ("over_places", TODAY, None)
    assert placed.placements.get(dates__contains=TODAY).place_number == 2


def test_a_place_that_was_seen_free_and_is_gone_is_said_to_be(authority, placed, desk):
    full = household(authority, "F300", places=1)
    in_care(child(authority, "N2"), full, by=desk)
    with pytest.raises(PlaceTaken):
        move_child(
            child=placed,
            version=placed.version,
            how=how(),
            destination=Destination(household=full, free_seen=1),
            reason="CARPL",
            by=desk,
        )
    assert placed.placements.count() == 1


def test_under_16_in_supported_accommodation_is_recordable_and_never_bookable(placed, desk):
    there = Destination(code="K3", provider="PR4", as_told="A flat in town", registered=False)
    with pytest.raises(RulesStopIt):
        move_child(
            child=placed,
            version=placed.version,
            how=how(already=False),
            destination=there,
            reason="CARPL",
            by=desk,
        )
    deed = move_child(
        child=placed, version=placed.version, how=how(), destination=there, reason="CARPL", by=desk
    )
    assert set(Breach.objects.values_list("rule", flat=True)) == {"under_16_supported", "not_registered"}
    assert deed.notices.filter(to="Nominated officer or Director", due_on=TODAY).exists()


def test_a_breach_ends_with_its_placement(authority, placed, desk):
    there = Destination(code="K3", provider="PR4", as_told="A flat in town", registered=False)
    move_child(
        child=placed, version=placed.version, how=how(BEGAN + timedelta(days=9)), destination=there,
        reason="CARPL", by=desk,
    )  # fmt: skip
    placed.refresh_from_db()
    move_child(
        child=placed, version=placed.version, how=how(), reason="CARPL", by=desk,
        destination=Destination(household=household(authority, "F200")),
    )  # fmt: skip
    assert set(Breach.objects.values_list("cleared_on", flat=True)) == {TODAY}


def test_every_deed_undone_leaves_the_timelines_as_they_were(authority, placed, desk):
    there = household(authority, "F200")

    def moved():
        return move_child(
            child=placed, version=placed.version, how=how(), reason="CARPL", by=desk,
            destination=Destination(household=there),
        )  # fmt: skip

    deeds = [
        moved,
        lambda: end_placement(
            child=placed, version=placed.version, on=TODAY, today=TODAY, reason="CREQO", by=desk
        ),
        lambda: end_care(child=placed, version=placed.version, on=TODAY, today=TODAY, reason="E4A", by=desk),
        lambda: change_legal_status(
            child=placed, version=placed.version, on=TODAY, today=TODAY, code="C2", by=desk
        ),
        lambda: record_temporary_move(
            child=placed,
            version=placed.version,
            on=TODAY - timedelta(days=3),
            until=None,
            today=TODAY,
            code="T1",
            by=desk,
        ),
    ]
    before = timelines(placed)
    for deed in deeds:
        done = deed()
        assert timelines(placed) != before or placed.temporary_moves.exists()
        undo(deed=done, because="Typed on the wrong child", by=desk)
        placed.refresh_from_db()
        assert timelines(placed) == before
        assert not placed.temporary_moves.exists()


def test_the_deed_before_can_be_undone_after_the_last_one_was(authority, placed, desk):
    first = placed.deeds.get()
    last = end_care(child=placed, version=placed.version, on=TODAY, today=TODAY, reason="E4A", by=desk)
    with pytest.raises(CannotUndo, match="after it"):
        undo(deed=first, because="Wrong", by=desk)
    undo(deed=last, because="Wrong", by=desk)
    undo(deed=first, because="Wrong", by=desk)
    assert not PeriodOfCare.objects.exists()
    with pytest.raises(CannotUndo, match="already"):
        undo(deed=first, because="Wrong", by=desk)


def test_what_went_out_stays_said_after_an_undo(placed, desk):
    deed = placed.deeds.get()
    notice = mark_sent(notice=deed.notices.all()[0], by=desk)
    undo(deed=deed, because="Wrong", by=desk)
    assert [one.pk for one in deed.notices.exclude(sent_at=None)] == [notice.pk]


def test_a_temporary_move_keeps_the_place_and_ends(placed, desk):
    record_temporary_move(
        child=placed, version=placed.version, on=TODAY - timedelta(days=2), until=None, today=TODAY,
        code="T1", by=desk,
    )  # fmt: skip
    placed.refresh_from_db()
    end_temporary_move(child=placed, version=placed.version, on=TODAY, today=TODAY, by=desk)
    assert placed.temporary_moves.get().dates.upper == TODAY
    assert placed.placements.get().dates.upper is None


def test_a_child_without_a_placement_is_logged_a_new_one(authority, placed, desk):
    end_placement(child=placed, version=placed.version, on=TODAY, today=TODAY, reason="CREQO", by=desk)
    placed.refresh_from_db()
    start_placement(
        child=placed, version=placed.version, how=how(), by=desk,
        destination=Destination(household=household(authority, "F200")),
    )  # fmt: skip
    assert placed.placements.count() == 2


def test_nothing_is_cut_off_by_an_end_before_it(authority, placed, desk):
    change_legal_status(child=placed, version=placed.version, on=TODAY, today=TODAY, code="C2", by=desk)
    placed.refresh_from_db()
    with pytest.raises(SomethingLater):
        end_care(
            child=placed,
            version=placed.version,
            on=TODAY - timedelta(days=5),
            today=TODAY,
            reason="E4A",
            by=desk,
        )


def test_a_day_to_come_is_a_plan_and_no_fact(authority, placed, desk):
    with pytest.raises(Impossible):
        move_child(
            child=placed, version=placed.version, how=how(TODAY + timedelta(days=1)), reason="CARPL",
            destination=Destination(household=household(authority, "F200")), by=desk,
        )  # fmt: skip


def test_duplicates_become_one_record_and_overlaps_do_not(authority, placed, desk):
    manager = someone(authority, Role.PLACEMENT_MANAGER)
    double = child(authority, number=None)
    old = date(2019, 1, 1)
    in_care(double, None, by=desk, since=old)
    double.refresh_from_db()
    with pytest.raises(CannotMerge, match="same days"):
        merge_children(
            keep=placed, merge=double, versions=(placed.version, double.version), because="Same", by=manager
        )
    end_care(child=double, version=double.version, on=date(2019, 2, 1), today=TODAY, reason="E4A", by=desk)
    double.refresh_from_db()
    merge_children(
        keep=placed, merge=double, versions=(placed.version, double.version), because="Same", by=manager
    )
    assert placed.placements.count() == 2
    assert not Child.objects.filter(pk=double.pk).exists()


def test_nothing_is_merged_across_an_adoption(authority, placed):
    manager = someone(authority, Role.PLACEMENT_MANAGER)
    double = child(authority, number=None)
    AdoptionOrder.objects.create(child=placed, as_at=TODAY)
    with pytest.raises(CannotMerge):
        merge_children(
            keep=placed, merge=double, versions=(placed.version, double.version), because="Same", by=manager
        )
