"""Every page of carer records is accessible, and a file of them is looked at and applied."""

from __future__ import annotations

import json
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from carers.actions import record_check
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


@pytest.fixture
def carol(admin, page, live_server) -> Page:
    page.goto(f"{live_server.url}/dashboard/")
    page.get_by_label("User name").fill(admin.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dashboard/")
    return page


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_is_accessible_at_both_widths(carol, council, admin, live_server):
    empty = ("/homes/", "/homes/reviews/", "/homes/checks/")
    for width in (1280, 390):
        for address in empty:
            look_at(carol, live_server.url + address, width)
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
            look_at(carol, live_server.url + address, width)


def test_a_file_is_looked_at_and_applied(carol, admin):
    carol.goto(carol.url.replace("/dashboard/", "/homes/upload/"))
    data = in_csv(row(admin), row(admin, "F2", places="two"))
    carol.locator("#id_files").set_input_files({"name": "carers.csv", "mimeType": "text/csv", "buffer": data})
    carol.get_by_role("button", name="See what is in it").click()
    expect(carol.get_by_text("Places must be a whole number from 1 to 20.")).to_be_visible()
    carol.evaluate(AXE)
    found = carol.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}})")["violations"]
    assert [rule["id"] for rule in found] == []
    carol.get_by_role("button", name="Apply").click()
    expect(carol.get_by_text("1 household added, 0 changed.")).to_be_visible()
    assert Household.objects.count() == 1
