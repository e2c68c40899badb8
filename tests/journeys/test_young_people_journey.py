"""An adviser with a phone, and an officer who plans ahead, in a real browser."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from careleavers.models import Contact, YearlyContact
from placements.models import Allocation, KnownChange
from sufficiency.core.access import Role
from tests.careleavers.people import DAY, council, former_relevant, young_person
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.test_pages import PASSWORD, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, address: str, authority, role: Role):
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=authority, role=role)
    page.goto(address)
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda found: "sign-in" not in found)
    return user


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_is_accessible(page, live_server):
    authority = council()
    person = former_relevant(authority, first_name="Robin", last_name="Invented")
    YearlyContact.objects.create(
        child_id=person.pk, as_at=date(2025, 3, 31), in_touch="YES", activity="F2", accommodation="D2"
    )
    user = sign_in(page, live_server.url, authority, Role.LEAVING_CARE_ADVISER)
    page.goto(f"{live_server.url}/young-people/")
    expect(page.get_by_text("No young people that you may open")).to_be_visible()
    Allocation.objects.create(child_id=person.pk, worker=user, dates=(date(2024, 1, 1), None))
    page.goto(f"{live_server.url}/young-people/")
    expect(page.get_by_role("link", name="Robin Invented")).to_be_visible()
    Contact.objects.create(child_id=person.pk, on=DAY, kind="visit", outcome="seen", entered_by=user, by=user)
    record = f"{live_server.url}{person.get_absolute_url()}"
    for width in (1280, 390):
        for address in (
            f"{live_server.url}/young-people/",
            f"{live_server.url}/young-people/?contact=overdue",
            record,
            *(
                f"{record}{form}/"
                for form in ("visit", "accommodation", "activity", "plan", "category", "to-ring")
            ),
            f"{record}documents/passport/",
        ):
            look_at(page, address, width)


def test_what_is_known_is_added_and_every_page_is_accessible(page, live_server):
    authority = council()
    child = young_person(authority, date(2015, 1, 1), (date(2020, 1, 1), None), number="C7")
    young_person(authority, date(2007, 8, 1), (date(2020, 1, 1), None))
    sign_in(page, live_server.url, authority, Role.PLACEMENT_OFFICER)
    home = f"{live_server.url}/who-leaves-when/"
    page.goto(home)
    page.get_by_role("button", name="Add an expected leaving").click()
    page.get_by_label("Planned return home").check()
    page.get_by_label("The child's name or number").fill("C7")
    page.get_by_label("When?", exact=True).fill("9/2025")
    page.get_by_label("Likely").check()
    page.get_by_label("Where does it come from?").select_option("review")
    page.get_by_label("Who said it?").fill("Made-up reviewing officer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is on record, and counted below.")).to_be_visible()
    change = KnownChange.objects.get()
    assert (change.child_id, change.month) == (child.pk, date(2025, 9, 1))
    page.get_by_role("link", name="1 known to be leaving in September 2025").click()
    expect(page.get_by_role("row", name="Child C7")).to_be_visible()
    for width in (1280, 390):
        for part in (
            "",
            "2025-09/leaving/",
            "2025-08/turning-18/",
            "2025-10/arriving/",
            "late/",
            "leaving/new/",
            "arrival/new/",
            f"changes/{change.public_id}/withdraw/",
        ):
            look_at(page, home + part, width)
