"""Family time, places to be near, and locations to avoid: who may, what stays on record, what is never shown."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from placements import match
from placements.access.summary import emergency_rows
from placements.actions import merge_children
from placements.family_time.actions import (
    Planned,
    change_family_time,
    change_place_to_be_near,
    end_family_time,
    end_place_to_be_near,
    record_family_time,
    record_place_to_be_near,
)
from placements.family_time.guards import NotRecorded
from placements.family_time.locations_to_avoid import (
    WhyRevealed,
    end_location_to_avoid,
    record_location_to_avoid,
    reveal_locations_to_avoid,
)
from placements.models import (
    AdoptionOrder,
    Allocation,
    Breach,
    Child,
    FamilyTimePlan,
    ImportantPlace,
    LifeStoryWork,
    PlaceToAvoid,
)
from placements.rules import LOCATION_TO_AVOID
from sufficiency.core import audit
from sufficiency.core.access import PERMISSIONS, Action, Reach, Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from tests.people import signed_in, someone
from tests.placements.beside_the_placement import beside
from tests.placements.people_and_homes import child, household, in_care

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def wren(authority, manager, today) -> Child:
    """In care for a hundred days in SO16."""
    made = child(authority)
    in_care(made, household(authority), by=manager, since=today - 100 * A_DAY)
    made.refresh_from_db()
    return made


def planned(from_on: date, **more) -> Planned:
    return Planned(whom="mother", how_often="weekly", from_on=from_on, **more)


def page(name: str, *args) -> str:
    return reverse(f"placements:{name}", args=args)


# Family time


def test_a_plan_is_made_changed_and_ended_and_never_deleted(wren, manager, today):
    plan = record_family_time(
        child=wren, planned=planned(today - 9 * A_DAY, setting="centre"), today=today, by=manager
    )
    plan = change_family_time(
        plan=plan,
        version=1,
        planned=planned(today - 9 * A_DAY, is_supervised=True, reviewed_on=today),
        today=today,
        by=manager,
    )
    assert (plan.is_supervised, plan.setting, plan.version) == (True, "", 2)
    end_family_time(plan=plan, version=2, on=today, today=today, by=manager)
    plan.refresh_from_db()
    assert (plan.dates.lower, plan.dates.upper) == (today - 9 * A_DAY, today)
    # Out on the day it ends.
    assert not FamilyTimePlan.objects.in_force_on(today).exists()
    assert FamilyTimePlan.objects.in_force_on(today - A_DAY).exists()
    told = list(AuditEvent.objects.filter(object_ids=[str(wren.public_id)]).values_list("action", flat=True))
    assert {"record family time", "change family time", "end family time"} <= set(told)
    with pytest.raises(NotRecorded, match="It ended on"):
        change_family_time(plan=plan, version=3, planned=planned(today), today=today, by=manager)


def test_a_stale_change_is_refused(wren, manager, today):
    plan = record_family_time(child=wren, planned=planned(today), today=today, by=manager)
    for act in (
        lambda: change_family_time(plan=plan, version=9, planned=planned(today), today=today, by=manager),
        lambda: end_family_time(plan=plan, version=9, on=today + A_DAY, today=today, by=manager),
    ):
        with pytest.raises(StaleEdit):
            act()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from_on": date(2010, 1, 1)}, "from_on"),
        ({"from_on": date(2099, 1, 1)}, "from_on"),
        ({"reviewed_on": date(2099, 1, 1)}, "reviewed_on"),
        ({"reviewed_on": date(2010, 1, 1)}, "reviewed_on"),
        ({"next_review_on": date(2016, 5, 1)}, "next_review_on"),
    ],
)
def test_days_that_cannot_be_are_said_at_their_field(wren, manager, today, change, field):
    with pytest.raises(NotRecorded) as refused:
        record_family_time(
            child=wren, planned=Planned(**{**vars(planned(today)), **change}), today=today, by=manager
        )
    assert refused.value.field == field
    assert not FamilyTimePlan.objects.exists()


def test_none_at_present_is_nowhere(wren, manager, today):
    plan = record_family_time(
        child=wren,
        planned=Planned(whom="father", how_often="none", from_on=today, setting="centre", is_supervised=True),
        today=today,
        by=manager,
    )
    assert (plan.setting, plan.is_supervised) == ("", None)
    with pytest.raises(IntegrityError, match="no_family_time_is_nowhere"), transaction.atomic():
        FamilyTimePlan.objects.update(setting="centre")


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (FamilyTimePlan, {"whom": "nobody"}),
        (FamilyTimePlan, {"how_often": "never"}),
        (FamilyTimePlan, {"setting": "moon"}),
        (FamilyTimePlan, {"basis": "x"}),
        (FamilyTimePlan, {"next_review_on": date(2020, 1, 1), "reviewed_on": date(2020, 1, 1)}),
        (FamilyTimePlan, {"dates": "empty"}),
        (ImportantPlace, {"kind": "x"}),
        (ImportantPlace, {"postcode": ""}),
        (ImportantPlace, {"dates": "empty"}),
        (PlaceToAvoid, {"ground": "x"}),
        (PlaceToAvoid, {"postcode": ""}),
        (PlaceToAvoid, {"miles": 0}),
        (PlaceToAvoid, {"miles": 51}),
        (PlaceToAvoid, {"dates": "(,2020-01-01)"}),
        (LifeStoryWork, {"step": "x"}),
        (LifeStoryWork, {"by_role": "x"}),
        (LifeStoryWork, {"withdrawn_on": date(2020, 1, 1)}),
    ],
)
def test_the_database_refuses_what_cannot_be(wren, manager, today, model, change):
    beside(wren, manager, today=today)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


def test_what_changed_is_kept_as_it_was(wren, manager, today):
    beside(wren, manager, today=today)
    for model in (FamilyTimePlan, ImportantPlace, PlaceToAvoid):
        model.objects.update(description="other")
        assert [one.description for one in model.pgh_event_models.popitem()[1].objects.all()] == ["x"]


# Who may


@pytest.mark.parametrize("role", Role)
def test_the_table_says_who_may_for_whom(authority, wren, manager, today, role):
    """A role that reaches its own children alone does it for those, and for no other."""
    person = someone(authority, role)
    records = beside(wren, manager, today=today)
    deeds = {
        Action.KEEP_FAMILY_TIME: lambda: record_family_time(
            child=wren, planned=planned(today), today=today, by=person
        ),
        Action.REVEAL_LOCATIONS_TO_AVOID: lambda: reveal_locations_to_avoid(
            child=wren, by=person, reason="safety", today=today
        ),
    }
    for own in (False, True):
        if own:
            Allocation.objects.create(child=wren, worker=person, dates=(today, None))
        for action, deed in deeds.items():
            reach = PERMISSIONS[action].get(role, Reach.NONE)
            if reach == Reach.AUTHORITY or (own and reach == Reach.ALLOCATED):
                deed()
            else:
                with pytest.raises(PermissionDenied):
                    deed()
        sees = PERMISSIONS[Action.SEE_FAMILY_TIME].get(role, Reach.NONE)
        visible = FamilyTimePlan.objects.visible_to(person).filter(pk=records["family_time"].pk).exists()
        assert visible == (sees == Reach.AUTHORITY or (own and sees == Reach.ALLOCATED))


def test_the_analyst_has_no_tab_and_the_worker_of_another_child_none(authority, wren, today):
    analyst, worker = someone(authority, Role.ANALYST), someone(authority, Role.SOCIAL_WORKER)
    assert "Family time and places" not in signed_in(analyst).get(page("child-detail", wren.public_id)).text
    assert signed_in(analyst).get(page("child-family-time", wren.public_id)).status_code == 403
    assert signed_in(worker).get(page("child-family-time", wren.public_id)).status_code == 404
    Allocation.objects.create(child=wren, worker=worker, dates=(today, None))
    shown = signed_in(worker).get(page("child-detail", wren.public_id)).text
    assert page("child-family-time", wren.public_id) in shown
    assert signed_in(worker).get(page("child-family-time", wren.public_id)).status_code == 200


def test_adoption_closes_them_with_the_record(authority, wren, manager, today):
    records = beside(wren, manager, today=today)
    AdoptionOrder.objects.create(child=wren, as_at=today, decided_on=today)
    client = signed_in(manager)
    for name in ("child-family-time", "child-life-story", "child-avoid-reveal", "child-avoid-new"):
        assert client.get(page(name, wren.public_id)).status_code == 404
    assert client.get(page("child-family-time-change", records["family_time"].public_id)).status_code == 404
    assert client.get(page("child-avoid-end", records["to_avoid"].public_id)).status_code == 404
    for model in (FamilyTimePlan, ImportantPlace, PlaceToAvoid, LifeStoryWork):
        assert not model.objects.visible_to(manager).exists()


def test_a_duplicate_brings_them_along(authority, wren, manager, today):
    other = child(authority, "", born=wren.date_of_birth)
    Child.objects.filter(pk=other.pk).update(number=None)
    other.refresh_from_db()
    beside(other, manager, today=today)
    merge_children(
        keep=wren, merge=other, versions=(wren.version, other.version), because="The same child", by=manager
    )
    for model in (FamilyTimePlan, ImportantPlace, PlaceToAvoid, LifeStoryWork):
        assert [one.child_id for one in model.objects.all()] == [wren.pk]


# Pages


def test_the_page_says_the_plan_in_a_sentence_and_how_far_places_are(wren, manager, today):
    beside(wren, manager, today=today)
    shown = " ".join(signed_in(manager).get(page("child-family-time", wren.public_id)).text.split())
    assert "Every week, at a family time centre, supervised, by order of the court." in shown
    assert "SO16 4XE, about" in shown or "SO16 4XE, under 1 mile" in shown
    assert "1 location to avoid is on record." in shown
    assert "SO14 7LY" not in shown


def test_nothing_on_record_is_not_known(wren, manager):
    shown = signed_in(manager).get(page("child-family-time", wren.public_id)).text
    assert "whether there is any family time is not known" in shown
    assert "None is on record here." in shown


def test_a_form_makes_a_plan_and_what_ended_is_told(wren, manager, today):
    client = signed_in(manager)
    key = str(uuid4())
    data = {"key": key, "whom": "siblings", "how_often": "monthly", "from_on": f"{today - A_DAY:%d/%m/%Y}"}
    for _ in range(2):
        assert client.post(page("child-family-time-new", wren.public_id), data).status_code == 302
    plan = FamilyTimePlan.objects.get()
    assert (plan.setting, plan.is_supervised, plan.basis) == ("", None, "")
    shown = client.get(page("child-family-time", wren.public_id)).text
    assert "Every month, not known where, not known whether supervised, not known on whose word." in shown
    end = page("child-family-time-end", plan.public_id)
    data = {"key": str(uuid4()), "version": plan.version, "on": f"{today:%d/%m/%Y}"}
    assert client.post(end, data).status_code == 302
    assert "Show 1 that ended" in client.get(page("child-family-time", wren.public_id)).text


def test_a_place_is_made_changed_and_ended(wren, manager, today):
    place = record_place_to_be_near(
        child=wren, kind="school", postcode="so147ly", from_on=today - A_DAY, today=today, by=manager
    )
    assert place.postcode == "SO14 7LY"
    place = change_place_to_be_near(
        place=place,
        version=1,
        kind="family",
        postcode="SO16 4XE",
        from_on=today - A_DAY,
        today=today,
        by=manager,
    )
    place = end_place_to_be_near(place=place, version=2, on=today, today=today, by=manager)
    assert (place.kind, place.dates.upper) == ("family", today)
    with pytest.raises(NotRecorded, match="whole postcode"):
        record_place_to_be_near(
            child=wren, kind="school", postcode="SO14", from_on=today, today=today, by=manager
        )


# Locations to avoid


def a_location(wren, manager, today, **more):
    given = {"postcode": "SO16 4XE", "miles": 2, "ground": "person", "from_on": today - 5 * A_DAY, **more}
    return record_location_to_avoid(child=wren, today=today, by=manager, **given)


def test_who_lives_near_it_already_is_flagged_until_it_ends(wren, manager, today):
    first = a_location(wren, manager, today)
    second = a_location(wren, manager, today, description="x")
    breach = Breach.objects.get(child=wren)
    assert (breach.rule, breach.words, breach.since) == (LOCATION_TO_AVOID, match.NEAR, today - 5 * A_DAY)
    end_location_to_avoid(location=first, version=1, on=today, today=today, by=manager)
    breach.refresh_from_db()
    assert breach.cleared_on is None
    end_location_to_avoid(location=second, version=1, on=today, today=today, by=manager)
    breach.refresh_from_db()
    assert breach.cleared_on == today
    a_location(wren, manager, today)
    breach.refresh_from_db()
    assert breach.cleared_on is None


def test_who_lives_far_from_it_is_not_flagged(wren, manager, today):
    a_location(wren, manager, today, postcode="AB10 1AB")
    assert not Breach.objects.exists()


@pytest.mark.parametrize("text", ["", "nowhere", "SO", "ZZ99"])
def test_what_is_no_postcode_is_refused(wren, manager, today, text):
    with pytest.raises(NotRecorded):
        a_location(wren, manager, today, postcode=text)
    assert not PlaceToAvoid.objects.exists()


def test_half_a_postcode_is_enough(wren, manager, today):
    assert a_location(wren, manager, today, postcode=" so16 ").postcode == "SO16"


def test_each_reveal_is_written_down_first_with_its_reason(wren, manager, today, monkeypatch):
    a_location(wren, manager, today)
    client = signed_in(manager)
    address = page("child-avoid-reveal", wren.public_id)
    assert "SO16 4XE" not in client.get(address).text
    assert client.post(address).status_code == 400
    assert not AuditEvent.objects.filter(action="reveal locations to avoid").exists()
    for _ in range(2):
        assert "SO16 4XE" in client.post(address, {"reason": "court"}).text
    told = AuditEvent.objects.filter(action="reveal locations to avoid")
    assert [one.reason for one in told] == ["court", "court"]
    assert "SO16" not in json.dumps([one.facts for one in AuditEvent.objects.all()])

    def broken(**_) -> None:
        raise DatabaseError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(DatabaseError):
        reveal_locations_to_avoid(child=wren, by=manager, reason="court", today=today)


def test_only_reasons_of_the_list_open_them(wren, manager, today):
    with pytest.raises(ValueError, match="curious"):
        reveal_locations_to_avoid(child=wren, by=manager, reason="curious", today=today)
    assert set(WhyRevealed.values) == {"choosing", "planning", "safety", "review", "court"}


def test_an_officer_adds_one_and_cannot_read_it(authority, wren, today):
    officer = someone(authority, Role.PLACEMENT_OFFICER)
    client = signed_in(officer)
    data = {
        "key": str(uuid4()),
        "postcode": "SO16 4XE",
        "miles": "2",
        "ground": "abuse",
        "from_on": f"{today:%d/%m/%Y}",
        "description": "Invented words",
    }
    assert client.post(page("child-avoid-new", wren.public_id), data).status_code == 302
    assert PlaceToAvoid.objects.get().description == "Invented words"
    shown = client.get(page("child-family-time", wren.public_id)).text
    assert "Ask the manager before choosing." in shown
    assert "SO16 4XE" not in shown
    assert client.get(page("child-avoid-reveal", wren.public_id)).status_code == 403
    end = page("child-avoid-end", PlaceToAvoid.objects.get().public_id)
    assert client.get(end).status_code == 403


def test_a_danger_is_over_on_a_day_that_has_come(wren, manager, today):
    location = a_location(wren, manager, today)
    with pytest.raises(NotRecorded):
        end_location_to_avoid(location=location, version=1, on=today + A_DAY, today=today, by=manager)


def test_it_prints_as_nothing(wren, manager, today):
    """In a log, an error or a list in a shell."""
    location = a_location(wren, manager, today, description="Invented words")
    around = match.surroundings(wren, on=today)
    for text in (str(location), repr(location), repr(around)):
        assert "SO16" not in text
        assert "Invented" not in text


def test_the_emergency_summary_says_that_there_is_one(wren, manager, today):
    def risks() -> str:
        return next(row["value"] for row in emergency_rows(wren, day=today) if row["key"] == "Known risks")

    assert "location to avoid" not in risks()
    a_location(wren, manager, today)
    assert "There is a location to avoid" in risks()
    assert "SO16" not in risks()
