"""What each deed does to the register, who may do it, and when it is refused."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from carers import actions
from carers.actions import CarerRecordRefused
from carers.actions.refusals import (
    AlreadyDone,
    DatesNotPossible,
    NotApproved,
    ReferenceTaken,
    TermsNotPossible,
)
from carers.actions.terms import TermsWanted
from carers.models import Check, Hold, Household, HouseholdReview
from sufficiency.core.access import Action, Role, roles_allowed
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from tests.carers.households import APPROVED_ON, CANARIES, admin_of, approved, with_address
from tests.factories import AuthorityFactory
from tests.people import someone

pytestmark = pytest.mark.django_db

ONE = TermsWanted(places=1, youngest=5, oldest=12)
JUNE = date(2025, 6, 1)


def changed(carer, by, **changes):
    """A carer's record saved as it is, but for `changes`."""
    wanted = {"first_name": carer.first_name, "last_name": carer.last_name, "is_primary": carer.is_primary}
    return actions.change_carer(
        carer=carer, version=carer.version, by=by, **{**wanted, "left_on": None, **changes}
    )


def deeds(household: Household) -> dict:
    """Each deed of those who keep carer records, ready to be done by whoever is named."""
    held = Hold.objects.create(household=household, dates=(JUNE, None), reason="holiday", places=1)
    return {
        "approve": lambda by: approved(household.authority, by=by),
        "terms": lambda by: actions.change_terms(
            household=household, version=1, starts_on=JUNE, terms=ONE, by=by
        ),
        "details": lambda by: actions.change_details(
            household=household, version=1, kind="connected", area="SO14", supervising_worker=None, by=by
        ),
        "end": lambda by: actions.end_approval(
            household=household, version=1, ends_on=JUNE, reason="retired", by=by
        ),
        "hold": lambda by: actions.hold(
            household=household, starts_on=JUNE, ends_on=None, reason="holiday", by=by
        ),
        "release": lambda by: actions.release(hold=held, version=1, released_on=JUNE, by=by),
        "review": lambda by: actions.record_review(
            review=household.reviews.get(), version=1, held_on=date(2025, 4, 1), by=by
        ),
        "check": lambda by: actions.record_check(
            household=household, carer=None, kind="home_safety", done_on=JUNE, expires_on=None, by=by
        ),
        "carer": lambda by: actions.add_carer(
            household=household, first_name="Lee", last_name="Bray", joined_on=JUNE, by=by
        ),
        "change carer": lambda by: changed(household.carers.first(), by),
        "address": lambda by: actions.change_address(household=household, version=0, by=by, **CANARIES),
    }


@pytest.mark.parametrize(
    "deed",
    [
        "approve",
        "terms",
        "details",
        "end",
        "hold",
        "release",
        "review",
        "check",
        "carer",
        "change carer",
        "address",
    ],
)
def test_only_those_who_keep_carer_records_write_and_every_deed_is_written_down(council, admin, deed):
    household = approved(council, by=admin)
    done = deeds(household)[deed]
    before = AuditEvent.objects.count()
    for role in set(Role) - set(roles_allowed(Action.KEEP_CARER_RECORDS)):
        with pytest.raises(PermissionDenied):
            done(someone(council, role))
    assert AuditEvent.objects.count() == before
    done(admin)
    event = AuditEvent.objects.first()
    assert (AuditEvent.objects.count(), event.actor, event.authority) == (before + 1, admin, council)
    private = {*CANARIES.values(), *(str(one) for one in household.carers.all())}
    assert not [text for text in private if text in str(event.facts)]


def test_an_admin_of_another_authority_may_do_nothing(council, elsewhere, admin):
    household = approved(council, by=admin)
    theirs = admin_of(elsewhere)
    for done in deeds(household).values():
        with pytest.raises(PermissionDenied):
            done(theirs)
    with pytest.raises(PermissionDenied):
        actions.reveal_address(household=household, by=theirs, reason="visit")
    with pytest.raises(PermissionDenied):
        actions.confirm_vacancy(household=household, on=JUNE, by=theirs)


def test_references_are_given_in_order_and_never_twice(council, elsewhere, admin):
    assert [approved(council, by=admin).reference for _ in range(2)] == ["H0001", "H0002"]
    approved(council, by=admin, reference="H9999")
    approved(council, by=admin, reference="Mensah")
    assert approved(council, by=admin).reference == "H10000"
    assert approved(elsewhere).reference == "H0001"
    with pytest.raises(ReferenceTaken, match="H0002"):
        approved(council, by=admin, reference="H0002")


def test_the_first_review_is_due_within_a_year_of_approval(council, admin):
    assert approved(council, by=admin).reviews.get().due_on == date(2025, 5, 1)
    approved(council, by=admin, review_due_on=date(2025, 5, 2), today=date(2024, 5, 2))
    with pytest.raises(DatesNotPossible, match="2 May 2025"):
        approved(council, by=admin, review_due_on=date(2025, 5, 3))
    with pytest.raises(DatesNotPossible, match="more than a year ago"):
        approved(council, by=admin, today=date(2026, 5, 1))
    old = approved(council, by=admin, today=date(2026, 5, 1), review_due_on=date(2027, 5, 1))
    assert old.reviews.get().due_on == date(2027, 5, 1)


def test_new_terms_end_the_old_ones_which_are_kept(council, admin):
    household = approved(council, by=admin)
    actions.change_terms(household=household, version=1, starts_on=JUNE, terms=ONE, by=admin)
    told = {day: household.terms.terms_on(day).get().places for day in (APPROVED_ON, date(2025, 5, 31), JUNE)}
    assert told == {APPROVED_ON: 2, date(2025, 5, 31): 2, JUNE: 1}
    household.refresh_from_db()
    with pytest.raises(TermsNotPossible, match="after 1 June 2025"):
        actions.change_terms(household=household, version=2, starts_on=JUNE, terms=ONE, by=admin)
    with pytest.raises(NotApproved, match="from 1 May 2024"):
        actions.change_terms(household=household, version=2, starts_on=date(2024, 4, 30), terms=ONE, by=admin)


def test_a_stale_edit_changes_nothing(council, admin):
    household = approved(council, by=admin)
    actions.change_terms(household=household, version=1, starts_on=JUNE, terms=ONE, by=admin)
    with pytest.raises(StaleEdit):
        actions.end_approval(household=household, version=1, ends_on=JUNE, reason="retired", by=admin)
    household.refresh_from_db()
    assert (household.reason_ended, household.version) == ("", 2)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"places": 0}, "places"),
        ({"youngest": 13}, "oldest"),
        ({"oldest": 26}, "oldest"),
        ({"siblings_only": True, "only_child": True}, "siblings_only"),
        ({"places": 2, "only_child": True}, "places"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(wanted, field):
    with pytest.raises(TermsNotPossible) as refusal:
        TermsWanted(**{"places": 1, "youngest": 0, "oldest": 10, **wanted})
    assert refusal.value.field == field


def test_ending_an_approval_ends_what_hangs_on_it_and_keeps_the_rest(council, admin):
    household = approved(council, by=admin)
    actions.change_terms(household=household, version=1, starts_on=date(2025, 1, 1), terms=ONE, by=admin)
    actions.change_terms(household=household, version=2, starts_on=date(2025, 9, 1), terms=ONE, by=admin)
    actions.hold(household=household, starts_on=date(2025, 5, 1), ends_on=None, reason="holiday", by=admin)
    actions.record_review(review=household.reviews.get(), version=1, held_on=date(2025, 4, 1), by=admin)
    actions.end_approval(household=household, version=3, ends_on=JUNE, reason="retired", by=admin)
    household.refresh_from_db()
    ends = [one.dates.upper for one in household.terms.order_by("dates")]
    assert ends == [date(2025, 1, 1), JUNE]
    assert household.holds.get().dates.upper == JUNE
    assert {one.dates.upper for one in household.carers.all()} == {JUNE}
    assert household.reviews.get().held_on == date(2025, 4, 1)
    assert (household.reason_ended, household.approved.upper) == ("retired", JUNE)
    assert not Household.objects.approved_on(JUNE).exists()
    assert Household.objects.approved_on(JUNE - timedelta(days=1)).exists()
    assert household.terms.model.pgh_event_model.objects.filter(household_id=household.pk).count() >= 3
    later = JUNE + timedelta(days=1)
    with pytest.raises(DatesNotPossible, match="can only end sooner"):
        actions.end_approval(household=household, version=4, ends_on=later, reason="other", by=admin)
    with pytest.raises(DatesNotPossible, match="after 1 May 2024"):
        actions.end_approval(household=household, version=4, ends_on=APPROVED_ON, reason="other", by=admin)


def test_holds(council, admin):
    household = approved(council, by=admin)

    def held(**changes):
        wanted = {"starts_on": JUNE, "ends_on": None, "reason": "holiday", "by": admin, **changes}
        return actions.hold(household=household, **wanted)

    with pytest.raises(DatesNotPossible, match="must end after"):
        held(ends_on=JUNE)
    with pytest.raises(DatesNotPossible, match="2 places"):
        held(places=3)
    with pytest.raises(NotApproved):
        held(starts_on=date(2024, 1, 1))
    whole = held()
    held(places=1, reason="illness")
    with pytest.raises(AlreadyDone):
        held(starts_on=date(2026, 1, 1))
    assert Household.objects.on_hold_on(JUNE).get() == household
    actions.release(hold=whole, version=1, released_on=date(2025, 7, 1), by=admin)
    whole.refresh_from_db()
    assert whole.dates.upper == date(2025, 7, 1)
    with pytest.raises(AlreadyDone):
        actions.release(hold=whole, version=2, released_on=date(2025, 7, 1), by=admin)


def test_a_hold_that_has_not_begun_is_taken_away_by_its_release(council, admin):
    household = approved(council, by=admin)
    made = actions.hold(household=household, starts_on=JUNE, ends_on=None, reason="holiday", by=admin)
    assert actions.release(hold=made, version=1, released_on=JUNE, by=admin) is None
    assert not Hold.objects.exists()
    assert Hold.pgh_event_model.objects.exists(), "what was taken away is kept in the history"


def test_a_review_makes_the_next_one_due_once(council, admin):
    household = approved(council, by=admin)
    review = household.reviews.get()
    actions.record_review(review=review, version=1, held_on=date(2025, 4, 1), by=admin)
    following = HouseholdReview.objects.outstanding().get(household=household)
    assert following.due_on == date(2026, 4, 1)
    decided = {"outcome": "unchanged", "decided_on": date(2025, 4, 20), "panel_on": date(2025, 4, 15)}
    actions.record_review(review=review, version=2, held_on=date(2025, 4, 1), by=admin, **decided)
    assert household.reviews.count() == 2
    assert list(HouseholdReview.objects.due_by(date(2026, 4, 1))) == [following]
    assert list(HouseholdReview.objects.due_by(date(2026, 3, 31))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"panel_on": date(2025, 3, 31)},
        {"decided_on": date(2025, 3, 31), "outcome": "unchanged"},
        {"outcome": "unchanged"},
        {"decided_on": date(2025, 4, 2)},
        {"next_due_on": date(2026, 4, 2)},
        {"next_due_on": date(2025, 4, 1)},
    ],
)
def test_reviews_that_cannot_be(council, admin, wrong):
    review = approved(council, by=admin).reviews.get()
    with pytest.raises(DatesNotPossible):
        actions.record_review(review=review, version=1, held_on=date(2025, 4, 1), by=admin, **wrong)
    review.refresh_from_db()
    assert (review.held_on, review.version) == (None, 1)


def test_the_last_check_of_each_kind_of_each_person_counts(council, admin):
    household = approved(council, by=admin)
    ama, tom = household.carers.all()
    for carer, kind, done, expires in (
        (ama, "dbs", date(2022, 1, 1), date(2025, 1, 1)),
        (ama, "dbs", date(2025, 1, 1), date(2028, 1, 1)),
        (tom, "dbs", date(2022, 1, 1), date(2025, 2, 1)),
        (None, "home_safety", date(2023, 1, 1), date(2024, 1, 1)),
        (None, "home_safety", date(2024, 1, 1), date(2025, 1, 1)),
        (None, "pet", date(2024, 1, 1), None),
    ):
        actions.record_check(
            household=household, carer=carer, kind=kind, done_on=done, expires_on=expires, by=admin
        )
    expiring = Check.objects.expiring_by(date(2025, 3, 1)).order_by("expires_on")
    assert [(one.carer, one.kind) for one in expiring] == [(None, "home_safety"), (tom, "dbs")]
    assert Check.objects.that_count().count() == 4


@pytest.mark.parametrize(
    ("of_ama", "kind", "expires", "refusal"),
    [
        (True, "home_safety", None, DatesNotPossible),
        (False, "dbs", None, DatesNotPossible),
        (True, "dbs", JUNE, DatesNotPossible),
        (True, "medical", None, AlreadyDone),
    ],
)
def test_checks_that_cannot_be(council, admin, of_ama, kind, expires, refusal):
    household = approved(council, by=admin)
    ama = household.carers.first()
    actions.record_check(
        household=household, carer=ama, kind="medical", done_on=JUNE, expires_on=None, by=admin
    )
    carer = ama if of_ama else None
    with pytest.raises(refusal):
        actions.record_check(
            household=household, carer=carer, kind=kind, done_on=JUNE, expires_on=expires, by=admin
        )


def test_one_carer_is_rung_first_and_the_last_one_does_not_leave(council, admin):
    household = approved(council, by=admin)
    ama, tom = household.carers.all()
    for wrong in ({"left_on": JUNE}, {"is_primary": False}):
        with pytest.raises(DatesNotPossible, match="Make another carer"):
            changed(ama, admin, **wrong)
    with pytest.raises(DatesNotPossible, match="cannot be the one to ring first"):
        changed(tom, admin, is_primary=True, left_on=JUNE)
    with pytest.raises(DatesNotPossible, match="after 1 May 2024"):
        changed(tom, admin, left_on=APPROVED_ON)
    with pytest.raises(NotApproved):
        actions.add_carer(
            household=household, first_name="A", last_name="B", joined_on=date(2024, 4, 30), by=admin
        )
    changed(tom, admin, is_primary=True)
    ama.refresh_from_db()
    assert (ama.is_primary, ama.version) == (False, 2)
    changed(ama, admin, left_on=JUNE)
    assert list(household.carers.in_force_on(JUNE)) == [tom]


def test_no_more_is_free_than_the_terms_allow(council, admin):
    household = approved(council, by=admin)
    with pytest.raises(TermsNotPossible, match="allow 2 places"):
        actions.confirm_vacancy(household=household, on=JUNE, by=admin, places_free=3)
    said = actions.confirm_vacancy(household=household, on=JUNE, by=admin, places_free=0)
    assert (said.places_free, said.not_before) == (0, None)


def test_an_address_gives_its_household_an_area_and_an_authority(council, admin):
    household = with_address(approved(council, by=admin), by=admin)
    assert (household.area, household.located_in, household.version) == ("SO14", "E06000045", 2)
    assert household.address.postcode == "SO14 7LY"
    actions.change_address(
        household=household, version=1, line_1="1 New Row", town="Town", postcode="so164xe", by=admin
    )
    household.refresh_from_db()
    assert (household.area, household.address.postcode, household.address.version) == ("SO16", "SO16 4XE", 2)
    with pytest.raises(StaleEdit):
        with_address(household, by=admin, version=1)
    with pytest.raises(CarerRecordRefused, match="full postcode"):
        actions.change_address(
            household=household, version=2, line_1="1", town="T", postcode="SO14", by=admin
        )


@pytest.mark.parametrize("role", Role)
def test_an_address_is_revealed_to_those_who_may_and_written_down_first(council, admin, role, monkeypatch):
    household = with_address(approved(council, by=admin), by=admin)
    person = someone(council, role)
    if role not in roles_allowed(Action.REVEAL_ADDRESSES):
        with pytest.raises(PermissionDenied):
            actions.reveal_address(household=household, by=person, reason="visit")
        assert not AuditEvent.objects.filter(actor=person).exists()
        return
    assert actions.reveal_address(household=household, by=person, reason="visit").line_1 == CANARIES["line_1"]
    assert AuditEvent.objects.get(actor=person).reason == "visit"
    with pytest.raises(ValueError):
        actions.reveal_address(household=household, by=person, reason="to see Ama")

    def unwritable(**facts):
        raise OSError

    monkeypatch.setattr("carers.actions.addresses.audit.record", unwritable)
    with pytest.raises(OSError):
        actions.reveal_address(household=household, by=person, reason="visit")


class AnyOrderOfTerms(TestCase):
    """Whatever is asked in whatever order: one set of terms a day, without a gap, from approval to its end."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(-10, 900), st.integers(1, 4), st.sampled_from(["terms", "end"])), max_size=8
        )
    )
    def test_terms_cover_the_approval_exactly(self, asked):
        council = AuthorityFactory()
        admin = admin_of(council)
        household = approved(council, by=admin)
        for offset, places, deed in asked:
            household.refresh_from_db()
            day = APPROVED_ON + timedelta(days=offset)
            known = {"household": household, "version": household.version, "by": admin}
            try:
                if deed == "terms":
                    wanted = TermsWanted(places=places, youngest=0, oldest=10)
                    actions.change_terms(starts_on=day, terms=wanted, **known)
                else:
                    actions.end_approval(ends_on=day, reason="other", **known)
            except CarerRecordRefused:
                continue
        household.refresh_from_db()
        spans = [one.dates for one in household.terms.order_by("dates")]
        assert spans[0].lower == household.approved.lower
        assert spans[-1].upper == household.approved.upper
        assert all(one.upper == following.lower for one, following in pairwise(spans))
