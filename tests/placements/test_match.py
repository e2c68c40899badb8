"""Where a child may live: miles to the places to be near, and homes near a location to avoid. Counted by hand."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from carers.models import Household
from placements import home_search, match
from placements.actions import Destination, move_child, start_placement
from placements.actions.errors import RulesStopIt
from placements.models import Breach, Child, Home, ImportantPlace, Placement, PlaceToAvoid
from placements.rules import LOCATION_TO_AVOID
from sufficiency.core.access import Role
from sufficiency.core.distance import miles_between
from sufficiency.core.models import AuditEvent
from sufficiency.core.postcodes import nearest_in
from tests.factories import PeriodOfCareFactory
from tests.people import signed_in, someone
from tests.placements import paper_map
from tests.placements.people_and_homes import TODAY, child, household, how, in_care

pytestmark = pytest.mark.django_db
SINCE = (date(2024, 1, 1), None)


@pytest.fixture(scope="module", autouse=True)
def on_paper():
    with paper_map.listed():
        yield


@pytest.fixture
def officer(authority):
    return someone(authority, Role.PLACEMENT_OFFICER)


@pytest.fixture
def home(authority) -> Household:
    """A household in VA1."""
    made = household(authority, "F100")
    Household.objects.filter(pk=made.pk).update(area="VA1")
    made.refresh_from_db()
    return made


@pytest.fixture
def wren(authority) -> Child:
    """In care without a placement."""
    made = child(authority)
    PeriodOfCareFactory(child=made, dates=(TODAY - timedelta(days=10), None))
    return made


def near(who: Child, by, kind: str, postcode: str, dates=SINCE) -> ImportantPlace:
    return ImportantPlace.objects.create(child=who, kind=kind, postcode=postcode, dates=dates, entered_by=by)


def avoid(who: Child, by, postcode: str = "VC1 1AA", miles: int = 2, dates=SINCE) -> PlaceToAvoid:
    return PlaceToAvoid.objects.create(
        child=who, postcode=postcode, miles=miles, ground="person", dates=dates, entered_by=by
    )


# Distances


def test_miles_are_those_counted_by_hand(wren, officer):
    near(wren, officer, "school", "VB1 1AA")
    near(wren, officer, "family", "VB1 1AB")
    around = match.surroundings(wren, on=TODAY)
    assert around.how_far("VA1") == "about 3 miles to school or college · under 1 mile to family"
    # A whole postcode tells no more than its district: nobody can find a door by asking again and again.
    assert around.how_far("VA1 1AC") == around.how_far("VA1 1AA") == around.how_far("VA1")


@pytest.mark.parametrize("home", ["", "VX9", "VX9 9ZZ", "nonsense"])
def test_what_is_not_known_is_said_and_is_not_zero(wren, officer, home):
    near(wren, officer, "school", "VB1 1AA")
    avoid(wren, officer)
    around = match.surroundings(wren, on=TODAY)
    assert around.how_far(home) == "distance to school or college not known"
    assert around.too_near(home) is None
    assert around.warning(home) == f"{match.NOT_KNOWN} Ask the manager before choosing."


def test_a_place_that_the_directory_does_not_have_has_no_distance(wren, officer):
    near(wren, officer, "school", "VB1 9ZZ")
    avoid(wren, officer, "VC1 9ZZ")
    around = match.surroundings(wren, on=TODAY)
    assert around.how_far("VA1") == "distance to school or college not known"
    assert around.too_near("VA1") is None


def test_a_district_is_near_where_any_part_of_it_is(wren, officer):
    """Its middle lies 3.9 miles away, and its nearest postcode 2.0: within two miles."""
    location = avoid(wren, officer, miles=2)
    assert match.surroundings(wren, on=TODAY).too_near("VA1") is True
    assert match.surroundings(wren, on=TODAY).too_near("VA1 1AA") is True
    location.miles = 1
    location.save()
    assert match.surroundings(wren, on=TODAY).too_near("VA1") is False


def test_a_tenth_of_a_mile_more_is_not_within(wren, officer):
    location = avoid(wren, officer, "VC2 1AA", miles=2)
    assert match.surroundings(wren, on=TODAY).too_near("VA1") is False
    location.miles = 3
    location.save()
    assert match.surroundings(wren, on=TODAY).too_near("VA1") is True


def test_half_a_postcode_is_taken_from_its_middle(wren, officer):
    avoid(wren, officer, "VC1", miles=2)
    assert match.surroundings(wren, on=TODAY).too_near("VA1") is True


def test_only_what_holds_on_the_day_counts(wren, officer):
    over, to_come = (date(2024, 1, 1), TODAY), (TODAY + timedelta(days=1), None)
    for dates in (over, to_come):
        near(wren, officer, "school", "VB1 1AA", dates)
        avoid(wren, officer, dates=dates)
    assert not match.surroundings(wren, on=TODAY)
    assert match.surroundings(wren, on=TODAY - timedelta(days=1)).too_near("VA1") is True


def test_no_postcode_of_a_district_is_nearer_than_the_nearest():
    """By going through them all, from a net of points."""
    district = [place for code, place in paper_map._PLACES.items() if code.startswith("VA1")]
    for east, north in product(range(495_000, 506_000, 1_000), range(495_000, 510_000, 1_000)):
        nearest = nearest_in("VA1", east, north)
        assert nearest is not None
        assert miles_between(east, north, *nearest) == min(
            miles_between(east, north, *one) for one in district
        )
    assert nearest_in("VX9", 0, 0) is None


# Where homes are offered


def offered(officer, who: Child, text: str = "") -> dict[str, home_search.Candidate]:
    found = home_search.find(
        text, user=officer, authority=who.authority, child=who, home_postcode="", on=TODAY
    )
    return {one.reference: one for one in found}


def test_each_home_says_how_far_and_the_order_is_as_it_was(authority, wren, officer, home):
    for number in range(3):
        household(authority, f"F20{number}")
    before = list(offered(officer, wren))
    near(wren, officer, "school", "VB1 1AA")
    avoid(wren, officer)
    after = offered(officer, wren)
    assert list(after) == before
    assert after["F100"].how_far == "about 3 miles to school or college"
    assert after["F100"].warning == f"{match.NEAR} Ask the manager before choosing."
    # SO16 is in Southampton, far away from the paper.
    assert after["F200"].warning == ""


def test_a_providers_home_is_where_its_last_placement_was(wren, officer, authority):
    house = Home.objects.create(urn="SC900001", name="Invented House")
    other = child(authority, "N9")
    period = PeriodOfCareFactory(child=other, dates=(date(2024, 1, 1), None))
    for first, last, postcode in ((1, 5, "VB1 1AA"), (5, None, "VA1 1AC")):
        Placement.objects.create(
            child=other,
            period=period,
            code="K2",
            home=house,
            postcode=postcode,
            dates=(date(2024, first, 1), last and date(2024, last, 1)),
        )
    avoid(wren, officer)
    assert match.surroundings(wren, on=TODAY).too_near("VB1") is False
    assert offered(officer, wren, "Invented")["SC900001"].warning.startswith(match.NEAR)
    PlaceToAvoid.objects.update(miles=1)
    assert offered(officer, wren, "Invented")["SC900001"].warning == ""


def test_without_places_nothing_is_said(wren, officer, home):
    one = offered(officer, wren)["F100"]
    assert (one.how_far, one.warning) == ("", "")


def test_the_page_of_a_household_says_it_of_each_child_in_as_many_questions(authority, officer, home):
    today = timezone.localdate()
    client = signed_in(officer)
    address = reverse("carers:household-place", args=[home.public_id])

    def asked() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            text = client.get(address).text
        return text, len(queries)

    for number in range(12):
        one = child(authority, f"W{number}")
        PeriodOfCareFactory(child=one, dates=(today - timedelta(days=5), None))
        near(one, officer, "school", "VB1 1AA")
        avoid(one, officer)
        if number == 0:
            asked()
            _, few = asked()
    text, many = asked()
    assert text.count("about 3 miles to school or college") == 12
    assert text.count("Ask the manager before choosing.") == 12
    assert many == few
    assert "VC1 1AA" not in text
    assert "VB1 1AA" not in text


def test_the_form_asks_as_many_questions_for_many_places_as_for_one(wren, officer, home):
    client = signed_in(officer)
    address = reverse("placements:child-place", args=[wren.public_id])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    near(wren, officer, "school", "VB1 1AA")
    avoid(wren, officer)
    asked()
    few = asked()
    for _ in range(20):
        near(wren, officer, "friends", "VB1 1AB")
        avoid(wren, officer, "VC2 1AA")
    assert asked() == few


# Booking


def plan(who: Child, where: Destination, officer, *, all_the_same: str = "", already: bool = False):
    who.refresh_from_db()
    return start_placement(
        child=who,
        version=who.version,
        how=how_with(all_the_same, already=already),
        destination=where,
        by=officer,
    )


def how_with(all_the_same: str, *, already: bool):
    made = how(already=already)
    return type(made)(**{**vars(made), "all_the_same": all_the_same})


def test_a_plan_near_one_asks_for_a_reason_and_is_flagged(wren, officer, home):
    avoid(wren, officer)
    with pytest.raises(RulesStopIt) as stopped:
        plan(wren, Destination(household=home), officer)
    assert [one.rule.code for one in stopped.value.broken] == [LOCATION_TO_AVOID]
    assert not Placement.objects.exists()
    plan(wren, Destination(household=home), officer, all_the_same="agreed")
    breach = Breach.objects.get()
    assert breach.words == f"{match.NEAR} Chosen all the same: the manager was asked and agrees."
    event = AuditEvent.objects.filter(action="placements: place").latest("pk")
    assert event.facts["all_the_same"] == "agreed"


def test_what_is_the_case_already_is_recorded_and_flagged(wren, officer, home):
    avoid(wren, officer)
    plan(wren, Destination(household=home), officer, already=True)
    assert Breach.objects.get().words == match.NEAR


def test_a_reason_lets_no_other_rule_go(authority, wren, officer, home):
    avoid(wren, officer)
    home.terms.update(youngest=0, oldest=2)
    with pytest.raises(RulesStopIt) as stopped:
        plan(wren, Destination(household=home), officer, all_the_same="agreed")
    assert [one.rule.code for one in stopped.value.broken] == ["outside_ages"]


def test_a_home_whose_place_nobody_knows_asks_too(wren, officer):
    avoid(wren, officer)
    told = Destination(code="K2", provider="PR4", as_told="A home", urn="SC900002")
    with pytest.raises(RulesStopIt) as stopped:
        plan(wren, told, officer)
    assert stopped.value.broken[0].words == match.NOT_KNOWN


def test_a_home_further_away_is_booked_without_a_word(wren, officer, authority):
    avoid(wren, officer)
    plan(wren, Destination(household=household(authority, "F300")), officer)
    assert not Breach.objects.exists()


def test_the_list_and_the_booking_never_disagree(wren, officer, authority):
    """Whatever the circle: what is offered without a warning is booked without a reason, and the other way."""
    homes = [household(authority, f"F40{n}") for n in range(4)]
    areas = {"F400": "VA1", "F401": "VB1", "F402": "SO16", "F403": "VX9"}
    for one in homes:
        Household.objects.filter(pk=one.pk).update(area=areas[one.reference])
        one.refresh_from_db()
    location = avoid(wren, officer)
    for miles in (1, 2, 4, 50):
        location.miles = miles
        location.save()
        warned = offered(officer, wren)
        for one in homes:
            try:
                deed = plan(wren, Destination(household=one), officer)
                stopped = False
            except RulesStopIt:
                stopped = True
            else:
                deed.child.placements.all().delete()
            assert stopped == bool(warned[one.reference].warning), (miles, one.reference)


def test_the_form_says_it_asks_and_goes_on(authority, officer, home):
    today = timezone.localdate()
    who = child(authority)
    in_care(who, household(authority, "F500"), by=officer, since=today - timedelta(days=50))
    who.refresh_from_db()
    avoid(who, officer)
    client = signed_in(officer)
    address = reverse("placements:child-move", args=[who.public_id])
    shown = client.get(address).text
    assert "Ask the manager before choosing." in shown
    assert 'name="all_the_same"' not in shown
    value = re.search(rf'value="(household:{home.public_id}:\d+)"', shown)
    key = re.search(r'name="key" value="([^"]+)"', shown)
    assert value
    assert key
    sent = {
        "key": key[1],
        "version": who.version,
        "home": value[1],
        "on": f"{today:%d/%m/%Y}",
        "already": "no",
        "planning": "planned",
        "reason": "CARPL",
    }
    stopped = client.post(address, sent)
    assert stopped.status_code == 200
    assert "Choose another home, or say why this one" in stopped.text
    assert 'name="all_the_same"' in stopped.text
    assert "VC1 1AA" not in stopped.text
    assert Placement.objects.get(child=who).household.reference == "F500"
    done = client.post(address, {**sent, "all_the_same": "safe"})
    assert done.status_code == 302
    assert Breach.objects.get(child=who).rule == LOCATION_TO_AVOID
    assert "Chosen all the same" in client.get(reverse("placements:child-detail", args=[who.public_id])).text


def test_the_part_that_htmx_asks_for_says_it_too(authority, officer, home):
    today = timezone.localdate()
    who = child(authority)
    in_care(who, household(authority, "F500"), by=officer, since=today - timedelta(days=50))
    avoid(who, officer)
    part = signed_in(officer).post(
        reverse("placements:child-move", args=[who.public_id]),
        {
            "look": "foot",
            "home": f"household:{home.public_id}:2",
            "on": f"{today:%d/%m/%Y}",
            "already": "no",
            "planning": "planned",
        },
        headers={"HX-Request": "true"},
    )
    assert match.NEAR in part.text
    assert 'name="all_the_same"' in part.text


def test_an_end_that_is_recorded_late_clears_what_began_after_it(authority, officer, home):
    """The flag may have begun after the day on which the placement is now said to have ended."""
    who = child(authority)
    in_care(who, home, by=officer, since=TODAY - timedelta(days=50))
    placement = who.placements.get()
    Breach.objects.create(
        child=who, placement=placement, rule=LOCATION_TO_AVOID, words="x", since=TODAY - timedelta(days=1)
    )
    who.refresh_from_db()
    move_child(
        child=who,
        version=who.version,
        how=how(TODAY - timedelta(days=5)),
        destination=Destination(household=household(authority, "F600")),
        reason="CARPL",
        by=officer,
    )
    assert Breach.objects.get().cleared_on == TODAY - timedelta(days=1)
