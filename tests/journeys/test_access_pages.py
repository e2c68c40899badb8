"""The pages about access and the trail in a real browser: nothing axe complains of, at the desk and on a phone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from placements.access.actions import connect, decide, open_in_an_emergency, propose
from placements.models import AccessProposal, Allocation, Connection
from sufficiency.core import audit
from sufficiency.core.access import Role
from sufficiency.core.sealing import seal
from sufficiency.core.verifying import check
from tests.factories import AuthorityFactory, ChildFactory, PeriodOfCareFactory, PlacementFactory
from tests.journeys.test_pages import look_at
from tests.people import signed_in, someone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> SimpleNamespace:
    """A restricted record, one proposed, somebody connected, an emergency opening, a sealed and checked trail."""
    here = AuthorityFactory()
    cast = {role: someone(here, role) for role in Role}
    mara, dora, olive = (
        cast[Role.PLACEMENT_MANAGER],
        cast[Role.DIRECTOR],
        cast[Role.PLACEMENT_OFFICER],
    )
    closed, other = ChildFactory(authority=here), ChildFactory(authority=here)
    for child in (closed, other):
        child.refresh_from_db()
        PlacementFactory(period=PeriodOfCareFactory(child=child))
        Allocation.objects.create(
            child=child, worker=cast[Role.SOCIAL_WORKER], dates=(timezone.localdate(), None)
        )
    proposal = propose(child=closed, kind=AccessProposal.Kind.RESTRICT, ground="risk", person=olive, by=mara)
    decide(proposal=proposal, agree=True, by=dora)
    connect(child=closed, person=cast[Role.LEAVING_CARE_ADVISER], nature=Connection.Nature.FAMILY, by=mara)
    waiting = propose(child=other, kind=AccessProposal.Kind.RESTRICT, ground="staff", person=olive, by=dora)
    opening = open_in_an_emergency(
        child=closed,
        ground="safety",
        what_happened="Police rang: she was seen at the station",
        by=cast[Role.EMERGENCY_DUTY],
    )
    for place in range(30):
        audit.record(by=olive, action="start placement", on=closed, authority=here, place=place)
    seal()
    check(by=cast[Role.AUDITOR])
    return SimpleNamespace(here=here, cast=cast, closed=closed, other=other, waiting=waiting, opening=opening)


def as_role(page, live_server, world, role: Role) -> None:
    cookie = signed_in(world.cast[role]).cookies[settings.SESSION_COOKIE_NAME].value
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
            "/access/",
            f"/access/children/{world.closed.public_id}/",
            f"/access/children/{world.closed.public_id}/propose/",
            f"/access/children/{world.closed.public_id}/connect/",
            f"/access/children/{world.closed.public_id}/who-looked/",
            f"/access/proposals/{world.waiting.public_id}/",
            "/access/openings/",
            f"/access/openings/{world.opening.public_id}/",
        ],
        Role.EMERGENCY_DUTY: ["/access/emergency/", f"/access/openings/{world.opening.public_id}/"],
        Role.AUDITOR: [
            "/access/",
            "/audit/",
            "/audit/?since=31/2/2001",
            f"/audit/records/{world.closed.public_id}/",
            "/audit/checks/",
            f"/access/openings/{world.opening.public_id}/",
        ],
    }
    for role, addresses in pages.items():
        as_role(page, live_server, world, role)
        for address in addresses:
            look_at(page, live_server.url + address, width)
