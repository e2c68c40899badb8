"""A placement officer's evening in a real browser: a move told and undone, a brother who goes along, no script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from carers.models import Carer
from placements.actions import link_siblings
from placements.models import Child, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import PASSWORD, look_at
from tests.placements.people_and_homes import child, household, in_care

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def officer(council):
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.PLACEMENT_OFFICER)
    return user


@pytest.fixture
def wren(council, officer) -> Child:
    """In care for a hundred days at F100, with a brother; F200 has places and a carer to search for."""
    made, brother = child(council, last_name="Ashdown"), child(council, "N2", last_name="Ashdown")
    link_siblings(child=made, sibling=brother, by=officer)
    since = timezone.localdate() - timedelta(days=100)
    here, there = household(council, "F100"), household(council, "F200")
    Carer.objects.create(
        household=there, first_name="Ada", last_name="Brook", is_primary=True, dates=there.approved
    )
    for one in (made, brother):
        in_care(one, here, by=officer, since=since)
    made.refresh_from_db()
    return made


@pytest.fixture
def desk(officer, page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/children/")
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/children/")
    return page


def lives_at(who: Child) -> str:
    return str(Placement.objects.get(child=who, dates__endswith=None).household)


def test_a_move_is_told_and_undone(wren, desk, live_server):
    desk.goto(f"{live_server.url}/children/{wren.public_id}/move/")
    desk.get_by_role("radio", name="F200").check()
    desk.get_by_role("radio", name="Planned", exact=True).check()
    desk.get_by_label("Why the present placement ends").select_option("CARPL")
    desk.get_by_role("button", name="Record the move").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Moved")
    assert lives_at(wren) == "F200"
    desk.get_by_role("button", name="Mark as told Independent reviewing officer").click()
    expect(desk.locator(".app-notices")).to_contain_text("by Robin Tester")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("listitem").filter(has_text="Independent reviewing officer")).to_have_count(1)
    desk.get_by_label("Why it is undone").fill("Typed on the wrong child")
    desk.get_by_role("button", name="Undo").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Undone")
    assert lives_at(wren) == "F100"


def test_a_move_by_keyboard_with_the_brother(wren, desk, live_server):
    desk.goto(f"{live_server.url}/children/{wren.public_id}/move/")
    search = desk.get_by_label("Find a household or home")
    search.focus()
    desk.keyboard.type("F200")
    expect(desk.locator("#homes .govuk-radios__item")).to_have_count(2)
    radio = desk.get_by_role("radio", name="F200")
    radio.focus()
    desk.keyboard.press("Space")
    for name in ("Planned", "Ashdown"):
        box = desk.get_by_role(
            "radio" if name == "Planned" else "checkbox", name=name, exact=name == "Planned"
        )
        box.focus()
        desk.keyboard.press("Space")
    desk.get_by_label("Why the present placement ends").focus()
    desk.keyboard.type("Change to")
    desk.get_by_role("button", name="Record the move").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Moved")
    expect(desk.get_by_text("In the same go")).to_be_visible()
    assert Placement.objects.filter(household__reference="F200", dates__endswith=None).count() == 2


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wren, desk, live_server):
    desk.goto(f"{live_server.url}/children/{wren.public_id}/move/")
    desk.get_by_role("radio", name="F200").click()
    desk.get_by_label("Date", exact=True).fill("1/1/2001")
    desk.get_by_role("radio", name="Emergency").click()
    desk.get_by_role("button", name="Record the move").click()
    summary = desk.get_by_role("alert")
    expect(summary).to_contain_text("Choose why the present placement ends")
    expect(desk.get_by_role("radio", name="F200")).to_be_checked()
    expect(desk.get_by_role("radio", name="Emergency")).to_be_checked()
    expect(desk.get_by_label("Date", exact=True)).to_have_value("1/1/2001")


def test_it_works_without_javascript(wren, desk, browser, live_server):
    plain = browser.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}/children/{wren.public_id}/move/")
    page.get_by_label("Find a household or home").fill("brook")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#homes .govuk-radios__item")).to_have_count(2)
    page.get_by_role("radio", name="F200").check()
    page.get_by_role("radio", name="Planned", exact=True).check()
    page.get_by_label("Why the present placement ends").select_option("CARPL")
    page.get_by_role("button", name="Record the move").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moved")
    plain.close()


def test_from_any_page_by_keyboard_to_a_child(wren, desk, live_server):
    desk.goto(f"{live_server.url}/handover/")
    box = desk.get_by_role("searchbox", name="Search children, households, providers’ homes")
    for typed in ("Ashdown", "N1"):
        box.focus()
        desk.keyboard.press("ControlOrMeta+a")
        desk.keyboard.type(typed)
        desk.keyboard.press("Enter")
        if typed == "Ashdown":
            expect(desk.get_by_role("heading", name="2 children")).to_be_visible()
            expect(box).to_have_value("Ashdown")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Wren Ashdown")
    assert "Ashdown" not in desk.url


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_the_pages_are_accessible_at_both_widths(wren, desk, live_server):
    deed = wren.deeds.get().public_id
    of_child = f"/children/{wren.public_id}"
    for width in (1280, 390):
        desk.goto(f"{live_server.url}/work/waiting/")
        desk.get_by_role("searchbox").first.fill("Ashdown")
        desk.get_by_role("button", name="Look up").click()
        for address in (
            "/search/",
            "/children/",
            f"{of_child}/",
            f"{of_child}/move/",
            f"{of_child}/away/",
            f"/children/deeds/{deed}/",
        ):
            look_at(desk, live_server.url + address, width)
