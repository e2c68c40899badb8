"""Setting up the app, signing in with a code, and the warning before a session ends, in a real browser."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pyotp
import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from sufficiency.core.access import Action, Role, may
from sufficiency.core.models import KeptForm, SecondFactor
from sufficiency.core.people import actions
from sufficiency.core.sign_in.sealing import opened
from tests.core.sign_in_helpers import PASSWORD
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sandy():
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=AuthorityFactory(), role=Role.SYSTEM_ADMINISTRATOR)
    return user


def type_password(page: Page, user, address: str) -> None:
    page.goto(address)
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def aged(seconds: float) -> None:
    """Every session was last used that long ago."""
    for stored in Session.objects.all():
        session = Session.get_session_store_class()(stored.session_key)
        if "sign_in.used" in session:
            session["sign_in.used"] = time.time() - seconds
            session.save()


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like where somebody asked for it."""
    if folder := os.environ.get("SUFFICIENCY_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_from_the_first_sign_in_to_the_second(sandy, page, live_server, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    type_password(page, sandy, f"{live_server.url}/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your authenticator app")
    look_at(page, page.url, 1280)
    picture(page, "set-up-1280")
    look_at(page, page.url, 390)
    picture(page, "set-up-390")
    page.get_by_text("I cannot scan the square").click()
    secret = page.locator(".app-secret").inner_text().replace(" ", "")
    app = pyotp.TOTP(secret)

    page.get_by_label("Code from your app").fill("nonsense")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That code is not right")
    page.get_by_label("Code from your app").fill(app.at(time.time() - 30))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
    picture(page, "recovery-codes-390")
    recovery = page.locator(".app-codes .app-secret").all_inner_texts()
    assert len(recovery) == 10
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(f"{live_server.url}/people/")

    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{live_server.url}/signed-out/")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("People who use this service")

    type_password(page, sandy, f"{live_server.url}/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    look_at(page, page.url, 390)
    picture(page, "code-390")
    page.get_by_label("Code from your app").fill(app.at(time.time()))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/people/")
    assert opened(SecondFactor.objects.get(user=sandy).sealed_secret) == secret


def test_the_warning_is_answered_by_keyboard(sandy, page, live_server, settings):
    settings.IDLE_MINUTES = 2 + 3 / 60
    type_password(page, sandy, f"{live_server.url}/people/")
    page.wait_for_url(f"{live_server.url}/people/")
    warning = page.get_by_role("dialog", name="You will soon be signed out")
    expect(warning).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    page.evaluate((Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js").read_text())
    assert page.evaluate("axe.run(document.querySelector('dialog'))")["violations"] == []
    picture(page, "warning-1280")
    page.set_viewport_size({"width": 390, "height": 900})
    picture(page, "warning-390")
    page.keyboard.press("Tab")
    expect(warning.get_by_role("button", name="Sign out")).to_be_focused()
    settings.IDLE_MINUTES = 20
    page.keyboard.press("Escape")
    expect(warning).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("People who use this service")


def test_at_the_end_what_was_typed_waits(sandy, page, live_server):
    type_password(page, sandy, f"{live_server.url}/people/new/")
    page.wait_for_url(f"{live_server.url}/people/new/")
    page.clock.install()
    page.reload()
    page.get_by_label("First name").fill("Nia")
    page.get_by_label("User name").fill("nia.new")
    aged(21 * 60)
    page.clock.fast_forward(21 * 60 * 1000)
    page.wait_for_url(f"{live_server.url}/sign-in/?next=/session/kept-form/")
    expect(page.get_by_text("nothing was done for 20 minutes")).to_be_visible()
    picture(page, "ended-1280")
    page.get_by_label("User name").fill(sandy.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your form has not been sent")
    picture(page, "kept-1280")
    assert KeptForm.objects.count() == 1
    page.get_by_role("button", name="Send the form now").click()
    expect(page.get_by_label("First name")).to_have_value("Nia")
    expect(page.get_by_role("alert")).to_contain_text("Enter the person's last name")


def test_without_javascript_the_next_request_leads_to_signing_in_and_back(sandy, browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    type_password(page, sandy, f"{live_server.url}/people/new/")
    page.wait_for_url(f"{live_server.url}/people/new/")
    aged(21 * 60)
    page.get_by_role("link", name="People", exact=True).first.click()
    page.wait_for_url(f"{live_server.url}/sign-in/?next=/people/")
    context.close()


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_the_pages_of_people_are_accessible_at_both_widths(sandy, page, live_server):
    council = AuthorityFactory()
    olive = UserFactory()
    MembershipFactory(user=olive, authority=council, role=Role.PLACEMENT_OFFICER)
    type_password(page, sandy, f"{live_server.url}/people/")
    page.wait_for_url(f"{live_server.url}/people/")
    here = f"/people/{olive.public_id}"
    pages = {
        "list": "/people/",
        "new": "/people/new/",
        "person": f"{here}/",
        "role": f"{here}/roles/new/",
        "end": f"{here}/roles/placement_officer/end/",
        "link": f"{here}/password-link/",
        "account": "/account/",
        "password": "/account/password/",
        "none-found": "/people/?name=nobody",
    }
    for width in (1280, 390):
        for name, address in pages.items():
            look_at(page, live_server.url + address, width)
            picture(page, f"{name}-{width}")


def test_a_manager_confirms_access(sandy, page, live_server):
    council = AuthorityFactory()
    manager = UserFactory(password=PASSWORD)
    MembershipFactory(user=manager, authority=council, role=Role.PLACEMENT_MANAGER)
    nia = UserFactory(first_name="Nia", last_name="New")
    actions.give_role(
        person=nia, authority=council, role=Role.ANALYST, dates=actions.days(date(2026, 4, 1), None), by=sandy
    )
    type_password(page, manager, f"{live_server.url}/people/requests/")
    page.wait_for_url(f"{live_server.url}/people/requests/")
    for width in (1280, 390):
        look_at(page, f"{live_server.url}/people/requests/", width)
        picture(page, f"requests-{width}")
    page.get_by_role("link", name="Nia New is to be analyst from 1 April 2026").click()
    look_at(page, page.url, 390)
    look_at(page, page.url, 1280)
    picture(page, "request-1280")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("The access is given")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert may(nia, Action.SEE_CHILDREN, council)
