"""A list too long to leave at once: asked for, approved by a second person, taken; in a real browser."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from sufficiency.core.access import Role
from sufficiency.core.models import User
from tests.core.files import children_in_care
from tests.factories import AuthorityFactory
from tests.journeys.test_pages import look_at
from tests.people import signed_in, someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def as_person(page: Page, live_server, person: User) -> None:
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


def looked_at(page: Page, name: str) -> None:
    """At both widths; a picture where the environment names a folder for them."""
    address = page.url
    for width in (390, 1280):
        look_at(page, address, width)
        if folder := os.environ.get("SUFFICIENCY_PICTURES"):
            page.screenshot(path=Path(folder) / f"file-{name}-{width}.png", full_page=True)


def test_a_long_list_is_asked_for_approved_and_taken(page, live_server):
    here = AuthorityFactory()
    olive, mara = someone(here, Role.PLACEMENT_OFFICER), someone(here, Role.PLACEMENT_MANAGER)
    children_in_care(here, 60)

    as_person(page, live_server, olive)
    page.goto(f"{live_server.url}/children/?who=without")
    expect(page.get_by_text("60 children")).to_be_visible()
    looked_at(page, "list")
    page.get_by_role("link", name="Ask for all as CSV").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask for a file of 60 children")
    looked_at(page, "ask")
    page.get_by_role("button", name="Ask for the file").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what you need the file for")
    page.get_by_label("What do you need the file for?").fill("To check against the list of payments")
    page.get_by_role("button", name="Ask for the file").click()
    expect(page.get_by_text("A manager or director decides")).to_be_visible()
    looked_at(page, "waits")

    as_person(page, live_server, mara)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="A file of 60 children").click()
    expect(page.get_by_text("To check against the list of payments")).to_be_visible()
    looked_at(page, "decide")
    page.get_by_label("Yes, within 24 hours").check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("The file may be taken.")).to_be_visible()
    looked_at(page, "requests")

    as_person(page, live_server, olive)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="A file of 60 children").click()
    looked_at(page, "approved")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take the file").click()
    with Path(download.value.path()).open(newline="") as file:
        assert len(list(csv.reader(file))) == 61
    page.goto(f"{live_server.url}/files/")
    expect(page.get_by_text("Taken")).to_be_visible()
