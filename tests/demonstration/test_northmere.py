"""Northmere as it is loaded: what its returns raise, who has work waiting, whether its figures are plausible."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from careleavers.models import Accommodation, Contact, PersonalAdviser, PersonToRing, YoungPerson
from carers.models import Household, HouseholdAddress, HouseholdReview
from forecasting.models import ForecastRun
from placements.life_story.counting import life_stories
from placements.match import surroundings_of, where_of
from placements.models import (
    AccessProposal,
    Allocation,
    Breach,
    Child,
    Deed,
    FamilyTimePlan,
    HandoverNote,
    ImportantPlace,
    KnownChange,
    MissingSpell,
    Notice,
    Opening,
    Placement,
    PlaceToAvoid,
    SiblingLink,
)
from placements.occupancy import occupancies
from reports.models import Edition, IndicatorTarget
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, Authority, FileRequest, Membership, User
from sufficiency.core.periods import age_on
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.northmere.area import NORTHMERE
from sufficiency.demonstration.northmere.loading import load_northmere
from sufficiency.demonstration.sign_ins import SIGN_INS, DemonstrationRefused
from sufficiency.exchange.models import Finding, Import
from sufficiency.exchange.ssda903 import export_return
from sufficiency.exchange.ssda903.rules import check
from sufficiency.exchange.ssda903.rules.directory import placing_by_directory
from sufficiency.indicators import measure
from sufficiency.indicators.wording import in_words
from tests.forecasting.register.agreement import disagreements
from tests.people import signed_in


@pytest.fixture(scope="module")
def today():
    """Sign-ins, allocations and places are asked for the day of the run, so that is the day it is loaded for."""
    from django.utils import timezone

    return timezone.localdate()


@pytest.fixture(scope="module")
def northmere(django_db_setup, django_db_blocker, today, tmp_path_factory):
    """Loaded once for all tests here, and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_northmere(by=system_user("demonstration"), as_at=today)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_database(northmere, db):
    """Each test sees what was loaded, and leaves it as it was."""


@pytest.fixture(scope="module")
def last_year_end(today):
    return date(today.year if today > date(today.year, 4, 21) else today.year - 1, 3, 31)


# The forecast


def test_a_forecast_is_made_from_the_children_that_the_indicator_counts(northmere):
    """All days, slowly: tests/forecasting/register/test_demonstrations.py."""
    days, differ = disagreements(northmere, every=151, known_every=9)
    assert differ == {}
    assert days > 20


def test_its_statement_tells_what_was_expected_from_the_same_records(northmere, last_year_end):
    statement = Edition.objects.filter(authority=northmere).order_by("pk").last()
    [expected] = [table for table in statement.tables if table["caption"].startswith("Children expected")]
    assert expected["source"].endswith(f"records up to {in_words(last_year_end)}.")


def test_a_forecast_from_today_waits_for_the_worker(northmere, today):
    waiting = ForecastRun.objects.under_way().filter(authority=northmere)
    assert [run.extract_on for run in waiting if run.begun_at is None] == [today]


# The returns


def test_what_it_exports_raises_no_rule(northmere, last_year_end):
    """None of the rules, in any of ten years: the list of those that it may raise is empty."""
    by, placing = system_user("test"), placing_by_directory(NORTHMERE, {NORTHMERE})
    previous: dict[str, pd.DataFrame] | None = None
    for year in range(last_year_end.year - 9, last_year_end.year + 1):
        tables = export_return(authority=northmere, year=year, by=by)
        assert len(tables["Episodes"]) > 800
        found = check(tables, year=year, as_at=date(year, 3, 31), previous=previous, placing=placing)
        assert found.empty, (year, found[["code", "table", "row"]].head().to_dict("records"))
        previous = tables


def test_nothing_was_set_aside_and_an_extract_waits(northmere):
    assert [one.status for one in Import.objects.filter(authority=northmere).order_by("pk")] == [
        Import.Status.APPLIED,
        Import.Status.APPLIED,
        Import.Status.READY,
    ]
    returns = [one for batch in Import.objects.filter(authority=northmere) for one in batch.returns.all()]
    assert len(returns) == 12
    assert not Finding.objects.filter(of_return__in=returns, kind=Finding.Kind.SET_ASIDE).exists()


# The register


def test_every_constraint_of_timelines_holds_over_the_whole_register():
    """Each day in care has one placement and one legal status, and no day outside it has any.

    But for one child, who waits for a home since this morning.
    """
    for table, without in (("placements_placement", 1), ("placements_legalstatus", 0)):
        with connection.cursor() as cursor:
            cursor.execute(
                f"""select count(*) from placements_periodofcare period
                left join (
                    select period_id, range_agg(dates) as dates from {table} group by period_id
                ) inner_spells on inner_spells.period_id = period.id
                where inner_spells.dates is distinct from datemultirange(period.dates)"""
            )
            assert cursor.fetchone() == (without,)


def test_occupancy_is_never_negative_and_every_place_is_told_once(northmere, today):
    every = occupancies(Household.objects.filter(authority=northmere).approved_on(today), on=today)
    assert len(every) > 150
    for one in every:
        assert one.over == 0
        assert one.usable >= 0
        assert one.usable + sum(reason.places for reason in one.reasons) == one.approved
    mainstream = [one for one in every if one.household.kind == "general"]
    places = sum(one.approved for one in mainstream)
    filled = sum(one.taken for one in mainstream)
    # Ofsted, 31 March 2025: 60 % of mainstream places filled.
    assert 0.55 <= filled / places <= 0.72
    assert sum(one.usable for one in mainstream) > 0.1 * places


def test_no_household_ever_held_more_than_its_places(northmere):
    with connection.cursor() as cursor:
        cursor.execute(
            """select count(*) from placements_placement placement
            join carers_household household on household.id = placement.household_id
            join carers_terms terms on terms.household_id = household.id and terms.dates @> lower(placement.dates)
            where household.kind = 'general' and placement.place_number > terms.places"""
        )
        assert cursor.fetchone() == (0,)
    linked = Placement.objects.filter(child__authority=northmere, household__isnull=False)
    assert linked.count() > 1_000
    assert not linked.filter(place_number=None).exists()


def test_two_rules_are_broken_and_flagged(northmere, today):
    broken = Breach.objects.filter(child__authority=northmere, cleared_on=None)
    assert sorted(broken.values_list("rule", flat=True)) == ["not_registered", "outside_not_approved"]
    assert (today - broken.get(rule="not_registered").since).days == 9


def test_what_a_weekday_has(northmere, today):
    here = {"child__authority": northmere}
    assert Child.objects.filter(authority=northmere, is_restricted=True).count() == 1
    opening = Opening.objects.unread().unreviewed().get()
    assert opening.child.is_restricted
    assert Child.objects.filter(authority=northmere, number=None, entered_by__username="duty").count() == 1
    assert Deed.objects.filter(**here).count() >= 25
    assert Notice.objects.filter(**here, sent_at=None).exists()
    assert MissingSpell.objects.get(**here, ended_on=None).started_on == today - timedelta(days=1)
    assert AccessProposal.objects.waiting().filter(**here).count() == 2
    assert AccessRequest.objects.waiting().filter(authority=northmere).count() == 1
    asked_for = FileRequest.objects.waiting().get(authority=northmere)
    assert asked_for.rows > 300
    assert SiblingLink.objects.count() > 300
    assert HouseholdReview.objects.filter(held_on=None, due_on__lt=today).exists()
    assert Placement.objects.home_not_yet_linked().filter(**here, code="K2").exists()
    assert Child.objects.filter(authority=northmere).waiting_for_a_home_on(today).count() == 1
    assert HandoverNote.objects.filter(authority=northmere).count() == 1
    looked_after = Child.objects.filter(authority=northmere).looked_after_on(today)
    without_a_worker = looked_after.exclude(pk__in=Allocation.objects.values("child_id"))
    # The child who came last night.
    assert without_a_worker.count() == 1


def test_young_people_have_advisers_homes_and_plans(northmere, today):
    """In proportion: what DfE prints of care leavers aged 19 to 21 holds of their records here too."""
    people = YoungPerson.objects.filter(authority=northmere).known_on(today)
    assert 550 <= people.count() <= 750
    young = [one for one in people if age_on(one.date_of_birth, today) < 21]
    assert len(young) > 300
    advised = PersonalAdviser.objects.filter(child__in=[one.pk for one in young]).in_force_on(today)
    assert 0.85 <= advised.count() / len(young) <= 0.96
    living = Accommodation.objects.filter(child__authority=northmere).in_force_on(today)
    judged = living.exclude(is_suitable=None)
    assert 0.8 <= judged.filter(is_suitable=True).count() / judged.count() <= 0.97
    own = YoungPerson.objects.visible_to(User.objects.get(username="adviser"))
    assert 15 <= own.filter(pk__in=people).count() <= 32
    assert not Contact.objects.filter(child__authority=northmere, on__gt=today).exists()
    assert all(
        one.startswith("07700 900") for one in PersonToRing.objects.values_list("telephone", flat=True)
    )


def test_somebody_knows_who_leaves_when(northmere, today):
    """Of each sort some, and of the known leavings most are still to come: their children are in care."""
    every = KnownChange.objects.of(northmere).said_by(today)
    assert set(every.values_list("direction", flat=True)) == {"leaving", "arriving"}
    assert 15 <= every.filter(direction="leaving").count() <= 80
    assert every.still_to_come(today).count() == every.count()
    assert IndicatorTarget.objects.filter(authority=northmere).count() == 3


def test_nothing_in_it_can_be_anybodys(northmere):
    assert northmere.is_synthetic
    assert all(one.is_synthetic for one in Authority.objects.filter(gss_code__startswith="E06999"))
    phones = set(HouseholdAddress.objects.values_list("phone", flat=True))
    assert all(phone.startswith("01632 960") for phone in phones)
    assert {one[0] for one in HouseholdAddress.objects.values_list("postcode", flat=True)} == {"Q"}
    assert not Child.objects.filter(authority=northmere, last_name="").exists()


# The people


def test_there_is_somebody_for_every_role(northmere):
    assert {one.role for one in SIGN_INS} == set(Role)
    held = Membership.objects.filter(
        authority=northmere, user__username__in=[one.username for one in SIGN_INS]
    )
    assert set(held.values_list("role", flat=True)) == set(Role)


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda one: one.username)
def test_everybody_begins_on_a_page_with_something_on_it(sign_in):
    client = signed_in(User.objects.get(username=sign_in.username))
    page = client.get("/", follow=True)
    assert page.status_code == 200
    assert page.context["authority"].gss_code == NORTHMERE
    text = " ".join(page.text.split())
    for empty in ("Nothing is loaded", "There are no", "No children", "nothing to show"):
        assert empty not in text
    table = page.context.get("table")
    if hasattr(table, "rows"):
        assert len(table.rows) > 0


def test_the_social_worker_sees_her_own_alone(northmere):
    worker = User.objects.get(username="worker")
    own = Child.objects.visible_to(worker)
    assert 10 <= own.count() <= 25
    assert own.count() < Child.objects.filter(authority=northmere).count() / 10


def test_the_officer_does_not_see_her_niece(northmere):
    officer = User.objects.get(username="officer")
    hidden = (
        Child.objects.filter(authority=northmere)
        .not_severed()
        .exclude(pk__in=Child.objects.visible_to(officer))
    )
    # Her niece, and the restricted record.
    assert hidden.count() == 2


def test_the_sign_in_page_lists_everybody_once(northmere, settings):
    settings.DEMONSTRATION = True
    listed = Client().get("/sign-in/").context["demonstration_sign_ins"]
    assert [one["username"] for one in listed] == [one.username for one in SIGN_INS]
    assert all(one["what"] and "Northmere" in one["authority"] for one in listed)


# The figures


# (key, lowest, highest): England at 31 March 2025, or the year to it, with what authorities of its size range over.
RANGES = [
    ("cla.number", 470, 495),
    ("cla.rate_per_10000", 60, 80),
    ("cla.uasc", 15, 60),
    ("cla.started", 140, 240),
    ("cla.ceased", 140, 240),
    ("placements.fostering_share", 60, 76),
    ("placements.agency_share", 25, 45),
    ("placements.within_20_miles", 60, 78),
    ("placements.over_20_miles", 14, 30),
    ("placements.outside_authority", 35, 58),
    ("stability.three_or_more", 6, 14),
    ("stability.same_carer", 58, 78),
    ("leavers.in_touch", 85, 98),
    ("leavers.suitable_accommodation", 78, 95),
    ("leavers.in_education_employment_training", 45, 66),
]


def test_the_figures_are_plausible_today_and_at_the_last_year_end(northmere, today, last_year_end):
    keys = [key for key, _, _ in RANGES]
    for day in (today, last_year_end):
        found = measure(keys, authority=northmere, as_at=day, today=day)
        for key, lowest, highest in RANGES:
            assert found[key].value is not None, (key, found[key].reason)
            assert lowest <= found[key].value <= highest, (key, day, found[key].value)


def test_where_children_live_is_as_in_england(northmere, last_year_end):
    groups = {
        line.category: line.percent
        for line in measure(
            ["placements.by_group"], authority=northmere, as_at=last_year_end, today=last_year_end
        )["placements.by_group"].breakdown
    }
    england = {
        "Foster placements": 67,
        "Secure homes and children's homes": 12,
        "Independent and semi-independent living arrangements/supported accommodation": 9,
        "Placed with parents or other person with parental responsibility": 6,
        "Placed for adoption": 2,
    }
    for category, percent in england.items():
        assert groups[category] == pytest.approx(percent, abs=6), category


def test_the_dashboard_has_england_and_neighbours(northmere):
    client = signed_in(User.objects.get(username="analyst"))
    page = client.get("/dashboard/").text
    assert "England" in page
    assert "demonstration" in page.lower() or "synthetic" in page.lower()
    rows = client.get("/comparison/").context["table"].rows
    assert len(rows) > 5


# Again, and where it must not be


def test_loading_again_changes_nothing(northmere, today):
    before = _counts()
    call_command("load_demo", "--dataset", "northmere", "--as-at", today.isoformat(), verbosity=0)
    call_command("load_reference", verbosity=0)
    assert _counts() == before
    assert northmere.adjoining.count() == 4
    assert northmere.statistical_neighbours.count() == 10


def _counts() -> list[int]:
    models = (Child, Placement, Household, Deed, User, Membership, Import, Breach, Opening)
    return [model.objects.count() for model in models]


def test_never_in_production(settings, today):
    settings.PRODUCTION = True
    with pytest.raises(DemonstrationRefused):
        load_northmere(by=system_user("demonstration"), as_at=today)


# Beside the placement


def test_family_time_places_and_life_stories_are_on_record(northmere, today):
    """Of most in care; and nobody is placed near a location to avoid, which its own scenes would have to say."""
    assert FamilyTimePlan.objects.in_force_on(today).count() > 300
    postcodes = {
        *ImportantPlace.objects.values_list("postcode", flat=True),
        *PlaceToAvoid.objects.values_list("postcode", flat=True),
    }
    assert {one[0] for one in postcodes} == {"Q"}
    assert 5 <= PlaceToAvoid.objects.count() <= 60
    around = surroundings_of(Child.objects.filter(authority=northmere), on=today)
    placed = Placement.objects.in_force_on(today).filter(child__in=list(around)).select_related("household")
    assert {around[one.child_id].too_near(where_of(one)) for one in placed} == {False}
    waiting = Child.objects.filter(authority=northmere).waiting_for_a_home_on(today)
    assert all(around[one.pk].avoid for one in waiting)
    counted = life_stories(northmere, as_at=today)
    assert 0.6 < counted.work / counted.children < 0.9
    assert counted.work_not_known > 0
    assert counted.box_not_known > 0
