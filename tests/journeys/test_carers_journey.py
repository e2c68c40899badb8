"""The three things that an administrator of carer records does most, with their clicks and fields counted."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from carers.actions import record_check
from carers.forms import day_to_type
from carers.models import Household
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.carers.households import approved, with_address
from tests.carers.test_uploads import in_csv, row
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import AXE, PASSWORD, TAGS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def admin(council) -> User:
    user = UserFactory(password=PASSWORD, first_name="Carol", last_name="Carers")
    MembershipFactory(user=user, authority=council, role=Role.FOSTERING_ADMIN)
    return user


class Counted:
    """A person at a page: every click and every answer counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.answers = page, 0, 0

    def click(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).click()
        self.clicks += 1

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.answers += 1

    def check(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()
        self.answers += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.answers += 1


@pytest.fixture
def carol(admin, page, live_server) -> Counted:
    page.goto(f"{live_server.url}/dashboard/")
    page.get_by_label("User name").fill(admin.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dashboard/")
    return Counted(page)


def add_a_household(carol: Counted) -> None:
    carol.fill("First name", "Ama")
    carol.fill("Last name", "Mensah")
    carol.fill("Approved on", day_to_type(timezone.localdate()))
    carol.check("General fostering")
    carol.fill("Places", "2")
    carol.fill("Youngest age", "0")
    carol.fill("Oldest age", "10")
    carol.check("Only siblings together")
    carol.fill("Area", "SO16")
    carol.choose("Supervising social worker", "Carol Carers")


def test_an_approved_household_is_added_with_ten_answers(carol):
    carol.click("link", "Homes")
    carol.click("button", "Add a household")
    add_a_household(carol)
    carol.click("button", "Add household")
    expect(carol.page.get_by_role("heading", level=1)).to_have_text("Ama Mensah")
    expect(carol.page.locator(".app-title__source")).to_have_text("2 children, 0 to 10, siblings only")
    assert (carol.clicks, carol.answers) == (3, 10)


def test_terms_change_after_panel_in_four_answers(carol, council, admin):
    household = approved(council, by=admin)
    carol.page.goto(carol.page.url.replace("/dashboard/", household.get_absolute_url()))
    carol.click("button", "Change terms")
    carol.fill("From", "1/6/2025")
    carol.fill("Places", "3")
    carol.fill("Oldest age", "12")
    carol.check("Only siblings together")
    carol.click("button", "Save new terms")
    expect(carol.page.locator(".app-title__source")).to_have_text("3 children, 0 to 12, siblings only")
    expect(carol.page.get_by_text("From 1 May 2024 until 1 June 2025")).to_be_visible()
    assert (carol.clicks, carol.answers) == (2, 4)


def test_a_place_is_put_on_hold_and_free_again_with_two_clicks_each(carol, council, admin):
    household = approved(council, by=admin)
    carol.page.goto(carol.page.url.replace("/dashboard/", household.get_absolute_url()))
    carol.click("button", "Put on hold")
    carol.check("Holiday")
    carol.click("button", "Put on hold")
    expect(carol.page.get_by_text("All places on hold: Holiday")).to_be_visible()
    assert (carol.clicks, carol.answers) == (2, 1)
    carol.page.get_by_role("link", name="Release").click()
    carol.click("button", "Release")
    expect(carol.page.get_by_text("All places on hold: Holiday")).to_have_count(0)


def test_every_page_is_accessible_at_both_widths(carol, council, admin, live_server):
    empty = ("/homes/", "/homes/reviews/", "/homes/checks/")
    for width in (1280, 390):
        for address in empty:
            look_at(carol.page, live_server.url + address, width)
    household = with_address(approved(council, by=admin), by=admin)
    household.reviews.update(due_on=date(2025, 5, 1))
    for person in household.carers.all():
        record_check(
            household=household,
            carer=person,
            kind="dbs",
            done_on=date(2024, 5, 1),
            expires_on=date(2025, 5, 1),
            by=admin,
        )
    own = household.get_absolute_url()
    pages = [*empty, "/homes/new/", "/homes/upload/", own]
    pages += [
        f"{own}{name}/"
        for name in ("details", "terms", "end", "hold", "confirm", "checks/new", "address", "address/reveal")
    ]
    pages.append(f"/homes/reviews/{household.reviews.get().public_id}/")
    for width in (1280, 390):
        for address in pages:
            look_at(carol.page, live_server.url + address, width)


def test_a_file_is_looked_at_and_applied(carol, admin):
    carol.page.goto(carol.page.url.replace("/dashboard/", "/homes/upload/"))
    data = in_csv(row(admin), row(admin, "F2", places="two"))
    carol.page.locator("#id_files").set_input_files(
        {"name": "carers.csv", "mimeType": "text/csv", "buffer": data}
    )
    carol.click("button", "See what is in it")
    expect(carol.page.get_by_text("Places must be a whole number from 1 to 20.")).to_be_visible()
    carol.page.evaluate(AXE)
    found = carol.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}})")["violations"]
    assert [rule["id"] for rule in found] == []
    carol.click("button", "Apply")
    expect(carol.page.get_by_text("1 household added, 0 changed.")).to_be_visible()
    assert Household.objects.count() == 1
