"""Each rule of work against an example made by hand: the day it begins to find it, and the day before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carers.models import Carer, Check, Confirmation, Hold, Household, HouseholdReview
from placements.models import (
    AccessProposal,
    Breach,
    Child,
    LegalStatus,
    MissingSpell,
    Opening,
    Placement,
    Reservation,
    RestrictedGrant,
    Review,
)
from placements.notices import working_days_after
from placements.work.days import born_to_be, latest_start_over
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, AuditCheck, Authority, FileRequest, User
from sufficiency.core.periods import birthday
from sufficiency.core.work import (
    joined,
)
from sufficiency.exchange.models import Finding, Import, LiveConflict, Return
from tests.factories import (
    PlacementFactory,
)
from tests.people import newcomer, someone
from tests.placements.people_and_homes import child as desk_child
from tests.placements.people_and_homes import household, in_care
from tests.work.asking import A_DAY, DAY, cared_for, found


def whens(name: str, user: User, here: Authority, day: date = DAY) -> list[str]:
    return [line.when for line in found(name, user, here, day)]


def test_a_child_in_care_without_a_placement_waits(here, mara):
    child = cared_for(here)
    assert found("waiting", mara, here) == []
    Placement.objects.filter(child=child).update(dates=DateRange(date(2026, 1, 5), date(2026, 5, 18)))
    (line,) = found("waiting", mara, here)
    assert (line.when, line.late, line.shows) == ("Tonight", True, child)
    assert "since 18 May 2026" in line.rest
    assert found("waiting", mara, here, date(2026, 5, 17)) == []
    PlacementFactory(period=child.periods_of_care.get(), dates=DateRange(date(2026, 5, 22), None))
    assert "planned from 22 May 2026" in found("waiting", mara, here)[0].rest


def test_who_left_care_waits_for_nothing(here, mara):
    child = cared_for(here, until=DAY)
    child.placements.all().delete()
    assert found("waiting", mara, here, DAY - A_DAY) != []
    assert found("waiting", mara, here) == []


def test_under_16_in_supported_accommodation_runs_a_clock(here, mara):
    child = cared_for(here, date_of_birth=date(2010, 5, 21))
    Placement.objects.filter(child=child).update(code="K3", dates=DateRange(DAY - 4 * A_DAY, None))
    assert whens("unlawful", mara, here) == ["Day 5"]
    assert found("unlawful", mara, here, date(2026, 5, 21)) == [], "16 that day"


def test_an_unregistered_home_runs_a_clock_until_it_is_put_right(here, mara):
    child = cared_for(here, date_of_birth=date(2009, 1, 1))
    placement = child.placements.get()
    broken = Breach.objects.create(
        child=child, placement=placement, rule="not_registered", words="Not registered.", since=DAY
    )
    assert "Not registered." in found("unlawful", mara, here)[0].rest
    broken.cleared_on = DAY + A_DAY
    broken.save()
    assert len(found("unlawful", mara, here)) == 1
    assert found("unlawful", mara, here, DAY + A_DAY) == []


def test_an_emergency_outside_the_terms_has_six_working_days(here, mara):
    child = cared_for(here)
    # Monday 11 May: the sixth working day after it is Tuesday 19 May.
    Placement.objects.filter(child=child).update(
        planning="emergency", dates=DateRange(date(2026, 5, 11), None)
    )
    placement = child.placements.get()
    assert found("emergency-limit", mara, here) == [], "within the terms"
    Breach.objects.create(
        child=child, placement=placement, rule="over_places", words="Over.", since=date(2026, 5, 11)
    )
    assert whens("emergency-limit", mara, here, date(2026, 5, 19)) == []
    assert whens("emergency-limit", mara, here, date(2026, 5, 20)) == ["1 day overdue"]
    assert found("breaches", mara, here) == [], "listed once"


def test_a_connected_person_has_sixteen_weeks(here, mara):
    child = cared_for(here)
    began = DAY - timedelta(weeks=16)
    Breach.objects.create(
        child=child, placement=child.placements.get(), rule="relative_not_approved", words="x", since=began
    )
    assert whens("connected-person", mara, here) == ["Today"]
    assert found("connected-person", mara, here, DAY - timedelta(days=29)) == []


def test_other_broken_rules_are_told_with_their_words(here, mara):
    child = cared_for(here)
    Breach.objects.create(
        child=child, placement=child.placements.get(), rule="parents_section_20", words="End it.", since=DAY
    )
    (line,) = found("breaches", mara, here)
    assert (line.when, line.rest) == ("Day 1", "is placed against a rule. End it.")


def test_missing_children_are_those_in_care(here, mara):
    child, gone = cared_for(here), cared_for(here, until=DAY)
    for one in (child, gone):
        MissingSpell.objects.create(child=one, kind="M", started_on=DAY - A_DAY)
    assert whens("missing", mara, here) == ["Day 2"]
    MissingSpell.objects.update(ended_on=DAY)
    assert found("missing", mara, here) == []


def test_carers_who_gave_notice(here, mara):
    child = desk_child(here)
    home = household(here)
    in_care(child, home, by=mara, since=date(2026, 5, 1))
    assert found("notice-given", mara, here) == []
    Hold.objects.create(household=home, dates=DateRange(DAY, DAY + timedelta(days=28)), reason="notice_given")
    assert whens("notice-given", mara, here) == ["17 June 2026"]


@pytest.mark.parametrize(("code", "days"), [("L1", 3), ("L2", 8), ("L3", 7)])
def test_orders_last_as_long_as_the_law_says(here, mara, code, days):
    child = cared_for(here)
    LegalStatus.objects.filter(child=child).update(code=code, dates=DateRange(DAY, None))
    (line,) = found("orders", mara, here)
    assert line.deadline == DAY + timedelta(days=days)


def test_an_order_with_an_end_on_record_comes_up_in_its_last_fortnight(here, mara):
    child = cared_for(here)
    LegalStatus.objects.filter(child=child).update(
        code="C1", dates=DateRange(date(2026, 1, 5), DAY + timedelta(days=14))
    )
    assert len(found("orders", mara, here)) == 1
    assert found("orders", mara, here, DAY - A_DAY) == []


def test_who_must_be_told_stands_there_until_they_are(here, mara):
    child = desk_child(here)
    deed = in_care(child, household(here), by=mara, since=DAY)
    told = found("notices-to-send", mara, here)
    assert len(told) == deed.notices.count() > 0
    assert f"/children/deeds/{deed.public_id}/" == told[0].href
    rows = joined(told)
    assert len({(one.when, one.href) for one in told}) == len(rows) < len(told), "one row a day and deed"
    assert sorted(item for row in rows for item in row.items) == sorted(
        item for one in told for item in one.items
    )
    deed.notices.update(sent_at=datetime(2026, 5, 20, 12, tzinfo=UTC), sent_by=mara)
    assert found("notices-to-send", mara, here) == []


def test_reviews_are_due_in_20_working_days_then_3_months_then_6(here, mara):
    # A Thursday: 20 working days on is Thursday four weeks later.
    child = cared_for(here, since=date(2026, 4, 30))
    assert found("reviews", mara, here, date(2026, 4, 30))[0].deadline == date(2026, 5, 28)
    Review.objects.create(child=child, held_on=date(2026, 5, 19))
    assert found("reviews", mara, here) == []
    assert found("reviews", mara, here, date(2026, 8, 1))[0].deadline == date(2026, 8, 19)
    Review.objects.create(child=child, held_on=date(2026, 8, 19))
    assert found("reviews", mara, here, date(2027, 2, 1))[0].deadline == date(2027, 2, 19)


def test_nobody_of_18_has_a_review(here, mara):
    cared_for(here, since=date(2026, 4, 30), date_of_birth=date(2008, 5, 20))
    assert found("reviews", mara, here) == []
    assert len(found("reviews", mara, here, date(2026, 5, 19))) == 1


def test_a_review_before_this_time_in_care_is_none_of_it(here, mara):
    child = cared_for(here, since=date(2026, 4, 30))
    Review.objects.create(child=child, held_on=date(2026, 4, 29))
    assert found("reviews", mara, here)[0].deadline == date(2026, 5, 28)


def test_a_start_that_is_not_known_asks_for_a_review_every_six_months(here, mara):
    child = cared_for(here, since=date(2025, 1, 1))
    child.periods_of_care.update(start_known=False)
    Review.objects.create(child=child, held_on=date(2026, 1, 31))
    assert found("reviews", mara, here, date(2026, 7, 10))[0].deadline == date(2026, 7, 31)


@pytest.mark.parametrize("offset", range(7))
def test_the_database_counts_working_days_as_notices_do(here, mara, offset):
    since = date(2026, 4, 20) + timedelta(days=offset)
    cared_for(here, since=since)
    assert found("reviews", mara, here)[0].deadline == working_days_after(since, 20)


def test_18th_birthdays_of_the_next_90_days(here, mara):
    born = [birthday(DAY, -18), date(2008, 5, 19), date(2008, 8, 18), date(2008, 8, 19)]
    for day in born:
        cared_for(here, date_of_birth=day)
    assert [line.deadline for line in found("turning-18", mara, here)] == [DAY, date(2026, 8, 18)]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 400),
)
def test_birth_dates_of_who_reach_an_age_agree_with_birthdays(born, first, days):
    last = first + timedelta(days=days)
    earliest, latest = born_to_be(18, first, last)
    # The birth dates about both ends, where the two could part.
    for end in (born, earliest, latest):
        for near in (end - A_DAY, end, end + A_DAY):
            reaches = first <= birthday(near, 18) <= last
            assert reaches == (earliest <= near <= latest), near


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_latest_start_that_is_over_its_limit_is_the_latest(day):
    began = latest_start_over(lambda start: working_days_after(start, 6), day)
    assert working_days_after(began, 6) < day <= working_days_after(began + A_DAY, 6)


def test_kept_places_that_end(here, mara):
    child = cared_for(here)
    Reservation.objects.create(
        household=household(here), child=child, kind="matched", dates=DateRange(DAY, DAY + 5 * A_DAY)
    )
    assert whens("reservations", mara, here) == ["In 5 days"]


def test_placements_not_linked_are_those_of_the_day(here, mara):
    cared_for(here)
    cared_for(here, until=DAY)
    with_parents = cared_for(here)
    Placement.objects.filter(child=with_parents).update(code="P1")
    cared_for(here, date_of_birth=date(2008, 5, 20))
    assert len(found("not-linked", mara, here)) == 1


def test_who_came_moved_and_left_since_the_last_working_day(here, mara):
    monday = date(2026, 5, 18)
    friday, thursday = monday - 3 * A_DAY, monday - 4 * A_DAY
    cared_for(here, since=friday)
    cared_for(here, since=thursday)
    left = cared_for(here, until=friday)
    left.periods_of_care.update(reason_ended="E4A")
    mover = cared_for(here)
    period = mover.periods_of_care.get()
    Placement.objects.filter(child=mover).update(dates=DateRange(date(2026, 1, 5), monday))
    PlacementFactory(period=period, dates=DateRange(monday, None), reason_started="P")
    assert whens("came", mara, here, monday) == ["Friday, 15 May"]
    assert whens("moved", mara, here, monday) == ["Today"]
    assert [line.shows for line in found("left", mara, here, monday)] == [left]


def test_what_a_return_leaves_open_is_no_exit(here, mara):
    child = cared_for(here, until=DAY)
    child.periods_of_care.update(reason_ended="X1")
    assert found("left", mara, here) == []


def test_carer_records_that_fall_due(here):
    carol = someone(here, Role.FOSTERING_ADMIN)
    home = household(here)
    until = DateRange(date(2020, 1, 1), DAY + timedelta(days=90))
    home.terms.update(dates=until)
    Household.objects.filter(pk=home.pk).update(approved=until)
    HouseholdReview.objects.create(household=home, due_on=DAY - A_DAY)
    ada = Carer.objects.create(household=home, first_name="Ada", last_name="Invented", dates=until)
    Check.objects.create(household=home, carer=ada, kind="dbs", done_on=date(2023, 1, 1), expires_on=DAY)
    Hold.objects.create(household=home, dates=DateRange(DAY, DAY + 14 * A_DAY), reason="break", places=1)
    assert whens("household-reviews", carol, here) == ["1 day overdue"]
    assert [line.rest for line in found("checks", carol, here)] == [
        "has a check that ran out: DBS certificate."
    ]
    assert len(found("approvals", carol, here)) == 1
    assert found("approvals", carol, here, DAY - A_DAY) == []
    assert len(found("holds", carol, here)) == 1
    assert found("holds", carol, here, DAY - A_DAY) == []


def test_homes_are_asked_again_after_a_week(here):
    carol = someone(here, Role.FOSTERING_ADMIN)
    home = household(here)
    assert whens("unconfirmed", carol, here) == ["Never asked"]
    said = datetime(2026, 5, 13, 12, tzinfo=UTC)
    Confirmation.objects.create(household=home, by=carol, at=said, places_free=1)
    assert found("unconfirmed", carol, here) == []
    assert len(found("unconfirmed", carol, here, DAY + A_DAY)) == 1
    Hold.objects.create(household=home, dates=DateRange(DAY, None), reason="break")
    assert found("unconfirmed", carol, here, DAY + A_DAY) == [], "all of it on hold"


def test_openings_are_read_by_managers_and_reviewed_by_the_auditor(here, mara):
    audrey, duty = someone(here, Role.AUDITOR), someone(here, Role.EMERGENCY_DUTY)
    opened = datetime(2026, 5, 20, 1, tzinfo=UTC)
    for person in (duty, mara):
        Opening.objects.create(
            child=cared_for(here),
            person=person,
            ground="safety",
            what_happened="x",
            opened_at=opened,
            until=opened + timedelta(hours=1),
        )
    assert len(found("openings-unread", mara, here)) == 1, "not one's own"
    assert len(found("openings-to-review", audrey, here)) == 2
    Opening.objects.update(
        read_by=someone(here, Role.DIRECTOR),
        read_at=opened,
        reviewed_by=audrey,
        reviewed_at=opened,
        finding="justified",
    )
    assert found("openings-unread", mara, here) == found("openings-to-review", audrey, here) == []


def test_restricted_records_due_for_review_are_told_to_those_on_their_list(here, mara):
    child = cared_for(here)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    RestrictedGrant.objects.create(child=child, user=mara, expires_on=DAY + 14 * A_DAY, granted_by=mara)
    other = someone(here, Role.PLACEMENT_MANAGER)
    assert len(found("restricted-due", mara, here)) == 1
    assert found("restricted-due", mara, here, DAY - A_DAY) == []
    assert found("restricted-due", other, here) == []


def test_a_proposal_waits_for_another_than_its_proposer(here, mara):
    other = someone(here, Role.DIRECTOR)
    AccessProposal.objects.create(
        child=cared_for(here), kind="restrict", ground="risk", person=mara, proposed_by=other
    )
    assert len(found("proposals", mara, here)) == 1
    assert found("proposals", other, here) == []


def test_access_waits_for_a_second_person(here, mara):
    sandy = someone(here, Role.SYSTEM_ADMINISTRATOR)
    AccessRequest.objects.create(user=newcomer(), authority=here, kind="second_factor", asked_by=sandy)
    assert len(found("access-to-confirm", mara, here)) == len(found("access-asked", sandy, here)) == 1


def test_a_file_with_names_waits_for_another_and_then_for_who_asked(here, mara):
    olive, dora = someone(here, Role.PLACEMENT_OFFICER), someone(here, Role.DIRECTOR)
    asked = FileRequest.objects.create(
        authority=here, of="children", rows=51, reason="A name that is nobody's here", asked_by=mara
    )
    (line,) = found("files-to-decide", dora, here)
    assert (line.title, line.rest) == (
        "A file of 51 children",
        f"is asked for by {mara}: a second person decides.",
    )
    assert found("files-to-decide", mara, here) == [], "not their own"
    assert found("files-to-take", mara, here) == []

    now = timezone.now()
    FileRequest.objects.update(
        asked_by=olive, decision="approved", decided_by=dora, decided_at=now - timedelta(hours=23.9)
    )
    assert found("files-to-decide", dora, here) == found("files-to-take", dora, here) == []
    (line,) = found("files-to-take", olive, here)
    assert line.href.endswith(f"{asked.public_id}/")
    FileRequest.objects.update(decided_at=now - timedelta(hours=24))
    assert found("files-to-take", olive, here) == [], "too late"
    FileRequest.objects.update(decided_at=now, taken_at=now)
    assert found("files-to-take", olive, here) == [], "taken"


def test_the_auditor_is_told_of_tampering_and_of_a_check_too_long_ago(here):
    audrey = someone(here, Role.AUDITOR)
    check = {"by": audrey, "events": 1, "seals": 1, "unsealed": 0, "seconds": 1.0}
    AuditCheck.objects.create(**check)
    assert found("tampering", audrey, here) == []
    AuditCheck.objects.create(**check, findings=["Row 3 was changed."])
    (line,) = found("tampering", audrey, here)
    assert "1 thing wrong" in line.rest
    AuditCheck.objects.create(**check)
    assert found("tampering", audrey, here) == [], "the last check counts"


def test_returns_with_queries_differences_and_loads_that_wait(here):
    alice = someone(here, Role.ANALYST)
    child, closed = cared_for(here), cared_for(here)
    Child.objects.filter(pk=closed.pk).update(is_restricted=True)
    load = Import.objects.create(authority=here, status=Import.Status.APPLIED, by=alice)
    back = Return.objects.create(
        batch=load, authority=here, year=2026, as_at=date(2026, 3, 31), label="x", sha256="0", is_current=True
    )
    Finding.objects.create(of_return=back, kind="query", file="x", row=2, code="100", message="x")
    Finding.objects.create(of_return=back, kind="set_aside", file="x", row=3, code="100", message="x")
    for one in (child, closed):
        LiveConflict.objects.create(
            authority=here, of_return=back, child=one, timeline="placements", starts_on=DAY, field="code"
        )
    Import.objects.create(authority=here, status=Import.Status.READY, by=alice)
    assert [line.rest for line in found("queries", alice, here)] == ["has 1 query on its rows."]
    assert [line.rest for line in found("differences", alice, here)] == [
        "has 1 difference to settle, field by field."
    ]
    assert len(found("loads", alice, here)) == 1
