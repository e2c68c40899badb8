"""Family time, places and life story in a real browser: by keyboard, without a script, at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from placements.models import Breach, Child, FamilyTimePlan, Placement, PlaceToAvoid
from placements.rules import LOCATION_TO_AVOID
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import PASSWORD, look_at
from tests.placements.beside_the_placement import beside
from tests.placements.people_and_homes import child, household, in_care

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def manager(council):
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.PLACEMENT_MANAGER)
    return user


@pytest.fixture
def wren(council, manager) -> Child:
    """In care for a hundred days at F100, in the same district as F200; with one of each record."""
    today = timezone.localdate()
    made = child(council, last_name="Ashdown")
    household(council, "F200")
    in_care(made, household(council, "F100"), by=manager, since=today - timedelta(days=100))
    beside(made, manager, today=today)
    made.refresh_from_db()
    return made


@pytest.fixture
def desk(manager, page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/children/")
    page.get_by_label("User name").fill(manager.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/children/")
    return page


def test_a_plan_by_keyboard(wren, desk, live_server):
    desk.goto(f"{live_server.url}/children/{wren.public_id}/")
    desk.get_by_role("link", name="Family time and places").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Add family time").focus()
    desk.keyboard.press("Enter")
    desk.get_by_label("With whom?").focus()
    desk.keyboard.type("Grand")
    desk.get_by_label("How often?").focus()
    desk.keyboard.type("Every m")
    desk.get_by_role("button", name="Save").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("The plan is on record.")).to_be_visible()
    plan = FamilyTimePlan.objects.get(child=wren, whom="grandparents")
    assert (plan.how_often, plan.is_supervised, plan.basis) == ("monthly", None, "")


def test_a_home_near_a_location_to_avoid_without_a_script(wren, desk, browser, live_server):
    PlaceToAvoid.objects.update(postcode="SO16 4XE")
    plain = browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}/children/{wren.public_id}/move/")
    expect(page.get_by_text("Ask the manager before choosing.")).to_have_count(2)
    page.get_by_role("radio", name="F200").check()
    page.get_by_role("radio", name="No, it is a plan").check()
    page.get_by_role("radio", name="Planned", exact=True).check()
    page.get_by_label("Why the present placement ends").select_option("CARPL")
    page.get_by_role("button", name="Record the move").click()
    page.get_by_label("A location to avoid may be near: why this home all the same?").select_option("agreed")
    page.get_by_role("button", name="Record the move").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moved")
    plain.close()
    assert Placement.objects.get(child=wren, dates__endswith=None).household.reference == "F200"
    assert Breach.objects.filter(child=wren, rule=LOCATION_TO_AVOID, cleared_on=None).count() == 1


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_the_pages_are_accessible_at_both_widths(wren, desk, live_server):
    of_child = f"/children/{wren.public_id}"
    for width in (1280, 390):
        for address in (
            f"{of_child}/family-time/",
            f"{of_child}/family-time/new/",
            f"{of_child}/near/new/",
            f"{of_child}/avoid/",
            f"{of_child}/avoid/new/",
            f"{of_child}/life-story/",
            f"{of_child}/life-story/new/",
            "/children/life-story/",
            f"{of_child}/move/",
        ):
            look_at(desk, live_server.url + address, width)
