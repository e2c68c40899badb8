"""Pages of running the service and of retention in a real browser, at the desk and on a phone."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from sufficiency.core.access import Role
from sufficiency.core.models import RetentionRule
from sufficiency.core.reference_data import read_retention_rules
from sufficiency.operations.retention import actions
from tests.factories import AuthorityFactory
from tests.journeys.test_pages import look_at
from tests.operations.test_destruction import gone_child
from tests.people import signed_in, someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> SimpleNamespace:
    """Records that are due, one of them held; a proposal carried out and one that waits."""
    here = AuthorityFactory()
    RetentionRule.objects.bulk_create(RetentionRule(**rule) for rule in read_retention_rules())
    cast = {role: someone(here, role) for role in Role}
    mara, dora = cast[Role.PLACEMENT_MANAGER], cast[Role.DIRECTOR]
    today = timezone.localdate()
    gone_child(here, number="Z00001")
    first = actions.propose_destruction(authority=here, as_at=today, today=today, by=mara)
    actions.sign_destruction(proposal=first, version=1, by=dora)
    certificate = actions.carry_out(proposal=first, version=2, today=today, by=dora)
    held = gone_child(here, number="Z00002")
    hold = actions.place_hold(
        authority=here,
        covers="record",
        subject="child",
        record_id=held.public_id,
        why="inquiry",
        reference="Inquiry 7 of 2026",
        from_on=date(2026, 1, 5),
        by=mara,
    )
    for number in range(3, 31):
        gone_child(here, number=f"Z{number:05d}", is_restricted=number == 7)
    waiting = actions.propose_destruction(authority=here, as_at=today, today=today, by=dora)
    return SimpleNamespace(cast=cast, hold=hold, waiting=waiting, certificate=certificate, first=first)


def as_role(page, live_server, person) -> None:
    cookie = signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_break_no_rule(page, live_server, world, width):
    pages = {
        Role.PLACEMENT_MANAGER: [
            "/operations/retention/",
            "/operations/retention/?by=31/2/2090",
            "/operations/retention/rules/",
            "/operations/retention/holds/",
            "/operations/retention/holds/new/",
            f"/operations/retention/holds/{world.hold.public_id}/release/",
            world.waiting.get_absolute_url(),
            world.first.get_absolute_url(),
            world.certificate.get_absolute_url(),
        ],
        Role.SYSTEM_ADMINISTRATOR: ["/operations/settings/", "/operations/health/"],
    }
    for role, addresses in pages.items():
        as_role(page, live_server, world.cast[role])
        for address in addresses:
            look_at(page, live_server.url + address, width)


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_pages_break_no_rule_with_nothing_there(page, live_server, width):
    as_role(page, live_server, someone(AuthorityFactory(), Role.DIRECTOR))
    for address in ("/operations/retention/", "/operations/retention/rules/", "/operations/retention/holds/"):
        look_at(page, live_server.url + address, width)


def test_signing_by_keyboard(page, live_server, world):
    as_role(page, live_server, world.cast[Role.PLACEMENT_MANAGER])
    page.goto(live_server.url + world.waiting.get_absolute_url())
    page.get_by_role("button", name="Decline").press("Enter")
    expect(page.get_by_role("link", name="Enter why the records are kept")).to_be_visible()
    page.get_by_role("button", name="Sign", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Destroy", exact=True)).to_be_visible()
    page.get_by_role("button", name="Destroy these records").press("Enter")
    expect(page.get_by_role("heading", name="Certificate of destruction 2")).to_be_visible()
