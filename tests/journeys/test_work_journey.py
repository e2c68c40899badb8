"""The first page of each role in a real browser, from the night's note to what is settled in the morning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from playwright.sync_api import Page, expect

from carers.models import HouseholdReview
from placements.actions import write_handover
from placements.models import Breach, LegalStatus
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    LegalStatusFactory,
    MembershipFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)
from tests.journeys.test_pages import PASSWORD, look_at
from tests.journeys.test_sign_in_journey import picture
from tests.placements.people_and_homes import child, household, in_care

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROLES = [
    Role.PLACEMENT_OFFICER,
    Role.PLACEMENT_MANAGER,
    Role.DIRECTOR,
    Role.EMERGENCY_DUTY,
    Role.FOSTERING_ADMIN,
    Role.ANALYST,
    Role.AUDITOR,
    Role.ELECTED_MEMBER,
]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def night(council) -> Authority:
    """A child who waits, one too young for where she is, an order that ends, a move to tell of, a note."""
    today = timezone.localdate()
    officer = person(council, Role.PLACEMENT_OFFICER)
    home = household(council, "F100")
    HouseholdReview.objects.create(household=home, due_on=today - timedelta(days=3))
    for name in ("Ash", "Bryony"):
        waits = ChildFactory(authority=council, first_name=name, last_name="Hill")
        PeriodOfCareFactory(child=waits, dates=DateRange(today - timedelta(days=1), None))
    young = ChildFactory(
        authority=council, first_name="Clover", last_name="Reed", date_of_birth=today - timedelta(days=5500)
    )
    period = PeriodOfCareFactory(child=young, dates=DateRange(today - timedelta(days=12), None))
    placement = PlacementFactory(period=period, code="K3")
    LegalStatusFactory(period=period)
    LegalStatus.objects.filter(child=young).update(
        code="L2", dates=DateRange(today - timedelta(days=5), None)
    )
    Breach.objects.create(
        child=young,
        placement=placement,
        rule="not_registered",
        words="The home is not registered with Ofsted.",
        since=today - timedelta(days=12),
    )
    in_care(child(council, last_name="Ashdown"), home, by=officer, since=today)
    write_handover(
        authority=council,
        text="A boy came at two. Police protection until Thursday.\n\nHis sister is with an aunt.",
        now=timezone.now(),
        by=person(council, Role.EMERGENCY_DUTY),
    )
    return council


def person(council: Authority, role: Role) -> User:
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=role)
    return user


def sign_in(page: Page, user: User, address: str) -> None:
    page.goto(address)
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_of_a_role_at_both_widths(night, page, live_server, role):
    sign_in(page, person(night, role), live_server.url)
    for width in (1280, 390):
        look_at(page, f"{live_server.url}/", width)
        picture(page, f"work-{role}-{width}")


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_pages_with_nothing_and_with_faults(council, page, live_server):
    sign_in(page, person(council, Role.PLACEMENT_MANAGER), live_server.url)
    for width in (1280, 390):
        for name, address in (
            ("empty", "/"),
            ("list-empty", "/work/waiting/"),
            ("notes-empty", "/handover/"),
            ("note-new", "/handover/new/"),
            ("target", "/indicators/cla.number/target/"),
        ):
            look_at(page, live_server.url + address, width)
            picture(page, f"{name}-{width}")
    page.goto(f"{live_server.url}/handover/new/")
    page.get_by_role("button", name="Leave the note").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what they must know")
    picture(page, "note-fault-390")


def test_from_the_nights_note_to_the_childs_page_by_keyboard(night, page, live_server):
    sign_in(page, person(night, Role.PLACEMENT_OFFICER), live_server.url)
    expect(page.get_by_text("A boy came at two.")).to_be_visible()
    page.get_by_role("button", name="I have read it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("A boy came at two.")).to_have_count(0)
    waiting = page.get_by_role("region", name="Children waiting for a home 2")
    expect(waiting.get_by_role("listitem")).to_have_count(2)
    expect(waiting.get_by_role("listitem").first).to_contain_text("Tonight")
    waiting.get_by_role("link", name="Ash Hill").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ash Hill")


def test_the_morning_note_leads_to_its_lists(night, page, live_server):
    sign_in(page, person(night, Role.DIRECTOR), live_server.url)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("heading", level=1)).to_contain_text("Morning note for")
    page.get_by_role("link", name="2 children without a home").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Children waiting for a home")
    look_at(page, page.url, 390)
    picture(page, "list-390")
    look_at(page, page.url, 1280)
    picture(page, "list-1280")
