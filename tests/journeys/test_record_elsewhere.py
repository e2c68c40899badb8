"""What is read-only because the case system keeps it, and a question to the worker, in a real browser."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from playwright.sync_api import expect

from placements.models import Allocation
from sufficiency.core.access import Role
from sufficiency.core.models import FieldGroup, Owner
from sufficiency.core.ownership import set_owner
from sufficiency.core.system_user import system_user
from sufficiency.exchange.models import LiveConflict
from tests.exchange.returns import load, write_return
from tests.exchange.test_reconciliation import enter
from tests.factories import AuthorityFactory
from tests.journeys.test_pages import look_at
from tests.people import signed_in, someone
from tests.placements.people_and_homes import household

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def as_person(page, live_server, user) -> None:
    cookie = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


def see(page, address: str, width: int, name: str) -> None:
    """As `look_at`; a picture where the environment names a folder for them."""
    look_at(page, address, width)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_is_asked_answered_and_settled(page, live_server, tmp_path: Path, width):
    council = AuthorityFactory()
    placement = enter(council, first_name="Wren", last_name="Lark")
    enter(council, number="2", first_name="Robin")
    rows = [
        "1,03/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,",
        "2,03/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,",
    ]
    load(council, write_return(tmp_path / "a", rows), as_at=date(2025, 9, 1))
    officer, worker = someone(council, Role.PLACEMENT_OFFICER), someone(council, Role.SOCIAL_WORKER)
    Allocation.objects.create(child=placement.child, worker=worker, dates=(timezone.localdate(), None))
    wrens = LiveConflict.objects.get(child=placement.child, field="provider")
    robins = LiveConflict.objects.exclude(child=placement.child).get(field="provider")

    as_person(page, live_server, officer)
    page.set_viewport_size({"width": width, "height": 900})
    for one in (wrens, robins):
        see(page, f"{live_server.url}/reconciliation/settle/?id={one.public_id}", width, "settle")
        page.get_by_label("Ask the child's worker").check()
        page.get_by_role("button", name="Settle").click()
        expect(page.get_by_text("1 difference asked about")).to_be_visible()
    expect(page.get_by_text("1 question of children without a worker")).to_be_visible()
    see(page, f"{live_server.url}/", width, "work-of-the-officer")

    as_person(page, live_server, worker)
    see(page, f"{live_server.url}/", width, "work-of-the-worker")
    page.get_by_role("link", name="Wren Lark").first.click()
    see(page, page.url, width, "question")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose which is right")
    page.get_by_label("What the case system says").check()
    page.get_by_label("What you know of it").fill("The agency wrote to me on 5 June")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your answer is with those who settle")).to_be_visible()
    see(page, f"{live_server.url}/reconciliation/answer/{wrens.public_id}/", width, "answered")

    as_person(page, live_server, officer)
    see(page, f"{live_server.url}/reconciliation/?state=answered", width, "answers")
    see(page, f"{live_server.url}/reconciliation/?state=nobody", width, "team-list")
    see(page, f"{live_server.url}/reconciliation/settle/?id={wrens.public_id}", width, "suggestion")
    page.get_by_role("button", name="Settle").click()
    placement.refresh_from_db()
    assert placement.provider == "PR4"


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_what_the_case_system_keeps(page, live_server, width):
    council = AuthorityFactory()
    placement = enter(council, day=timezone.localdate() - timedelta(days=40), first_name="Wren")
    child, home = placement.child, household(council, "F7")
    for group in FieldGroup:
        set_owner(
            authority=council,
            group=group,
            owner=Owner.CASE_SYSTEM,
            from_on=date(2026, 1, 1),
            reason="So",
            by=system_user("test"),
        )
    Allocation.objects.create(
        child=child, worker=someone(council, Role.SOCIAL_WORKER), dates=DateRange(None, None)
    )
    pages = {
        Role.PLACEMENT_MANAGER: [
            f"/children/{child.public_id}/move/",
            f"/children/{child.public_id}/legal-status/",
            f"/children/{child.public_id}/number/",
        ],
        Role.FOSTERING_ADMIN: [f"/homes/{home.public_id}/terms/"],
        Role.ANALYST: ["/reconciliation/owners/"],
    }
    for role, addresses in pages.items():
        as_person(page, live_server, someone(council, role))
        for address in addresses:
            see(page, f"{live_server.url}{address}", width, address.strip("/").split("/")[-1])
            if role is not Role.ANALYST:
                expect(page.get_by_text("kept in your case system")).to_be_visible()
