"""A contracts officer in a real browser: from the list of providers' homes to one of them, whose name is mended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from placements.models import Home
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import PASSWORD, look_at
from tests.placements.homes_of_providers import a_child, a_home, lived

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def house(council) -> Home:
    """Four stays: two of today, one that a carer ended, one that ended with care."""
    home, today = a_home("Invented Hous"), timezone.localdate()
    for came, left, how in ((900, 500, {"reason_for_change": "CREQB"}), (700, 90, {"reason_ended": "E4A"})):
        lived(a_child(council), home, today - timedelta(days=came), today - timedelta(days=left), **how)
    for came in (300, 30):
        lived(a_child(council, first_name="Wren"), home, today - timedelta(days=came))
    return home


@pytest.fixture
def connie(council, page, live_server) -> Page:
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.CONTRACTS_OFFICER)
    page.goto(f"{live_server.url}/homes/")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/homes/")
    return page


def test_from_the_list_to_a_name_that_is_mended(house, connie):
    connie.get_by_role("link", name="Providers’ homes").click()
    expect(connie.locator(".app-table-count")).to_contain_text("1 home")
    connie.get_by_role("link", name="Invented Hous").click()
    expect(connie.get_by_text("2 children of Southampton live there today")).to_be_visible()
    expect(connie.get_by_text("Wren")).to_have_count(0)
    expect(connie.get_by_text("Left care: 1")).to_be_visible()
    connie.get_by_role("link", name="Correct the name or Ofsted number").click()
    connie.get_by_label("Name of the home").fill("")
    connie.get_by_role("button", name="Save").click()
    expect(connie.locator(".govuk-error-summary")).to_contain_text("Enter the name of the home")
    connie.get_by_label("Name of the home").fill("Invented House")
    connie.get_by_role("button", name="Save").click()
    expect(connie.get_by_role("heading", level=1)).to_contain_text("Invented House")
    expect(connie.get_by_text("The home is corrected.")).to_be_visible()


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_is_accessible_at_both_widths(connie, house, live_server):
    own = f"{live_server.url}{house.get_absolute_url()}"
    pages = ("/homes/providers/", "/homes/providers/new/", "/homes/providers/?children=before&kind=fostering")
    for width in (1280, 390):
        for address in (*(live_server.url + one for one in pages), own, f"{own}change/"):
            look_at(connie, address, width)
