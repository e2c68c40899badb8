"""An analyst's morning in a real browser: sign in, read the dashboard, ask another day, follow a figure down."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Population, PublishedFigure
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.reports.conftest import load
from tests.small_authority import POPULATIONS, small_authority

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a long enough password"
WITH_DATA = (
    "/dashboard/",
    "/indicators/",
    "/indicators/cla.number/",
    "/indicators/placements.by_type/?by=need",
    "/indicators/leavers.suitable_accommodation/",
    "/indicators/cla.number/children/",
    "/comparison/",
    "/conflicts/",
    "/definitions/",
    "/documents/",
    "/documents/new/",
    "/accessibility/",
    "/dashboard/?on=31/2/2013",
)
EMPTY = (
    "/dashboard/",
    "/indicators/",
    "/indicators/cla.number/",
    "/comparison/",
    "/conflicts/",
    "/documents/",
)


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def loaded(council, tmp_path) -> Authority:
    """The council with three returns, and figures in print that agree and disagree with them."""
    for year, children in POPULATIONS.items():
        Population.objects.create(
            area_code=council.gss_code, year=year, children=children, source="Made up", release="once"
        )
    load(council, small_authority(), tmp_path)
    for place, value in (("Table 1", 11), ("Table 4", 8)):
        PublishedFigure.objects.create(
            area_kind="authority",
            area_code=council.gss_code,
            area_name=council.name,
            key="cla.number",
            as_at=date(2013, 3, 31),
            unit="children",
            value=value,
            as_printed=str(value),
            source="A strategy",
            place_in_source=place,
            release="2014",
        )
    return council


@pytest.fixture
def analyst(council, page, live_server) -> Page:
    """An analyst of the council, signed in by hand; the browser's complaints fail the test."""
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.ANALYST)
    page.goto(f"{live_server.url}/dashboard/")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dashboard/")
    return page


def look_at(page: Page, address: str, width: int) -> None:
    """No rule of axe broken, no sideways scroll, nothing refused or failing in the browser."""
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    for chart in page.locator("[data-chart]").all():
        expect(chart.locator(".js-plotly-plot")).to_be_visible()
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(TAGS)}}})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], address
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        address
    )
    assert complaints == [], address


def test_from_signing_in_to_the_children_behind_a_figure(loaded, analyst):
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Children looked after at 31 March 2013")
    tiles = analyst.locator(".app-tile")
    expect(tiles).to_have_count(6)
    last = tiles.nth(5).bounding_box()
    assert last["y"] + last["height"] <= 900, "six tiles stand on one screen without scrolling"

    day = analyst.get_by_label("As at")
    day.focus()
    analyst.keyboard.press("Control+A")
    analyst.keyboard.type("5/10/2012")
    analyst.keyboard.press("Enter")
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Children looked after at 5 October 2012")
    analyst.get_by_role("link", name="31 March 2013").click()

    with analyst.expect_download() as download:
        analyst.get_by_role("link", name="Download all figures of this day as CSV").click()
    lines = Path(download.value.path()).read_text().splitlines()
    assert download.value.suggested_filename == "measurements-E06000045-2013-03-31.csv"
    assert lines[1].startswith('"cla.number","Children looked after","","children",11,')

    tiles.nth(0).click(position={"x": 200, "y": 150})
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Children looked after at 31 March 2013")
    expect(analyst.locator(".app-headline__value")).to_have_text("11 children")
    analyst.get_by_role("link", name="See the 11 children").click()
    expect(analyst.locator(".app-table tbody tr")).to_have_count(11)
    expect(analyst.get_by_text("11 children behind this figure")).to_be_visible()


def test_the_calendar_is_worked_by_keyboard(loaded, analyst):
    analyst.get_by_role("button", name="Choose date").press("Enter")
    dialog = analyst.get_by_role("dialog")
    expect(dialog).to_be_visible()
    analyst.keyboard.press("ArrowLeft")
    analyst.keyboard.press("Enter")
    expect(analyst.get_by_label("As at")).to_have_value("30/3/2013")
    analyst.get_by_role("button", name="Show", exact=True).click()
    expect(analyst.get_by_role("heading", level=1)).to_have_text("Children looked after at 30 March 2013")


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_is_accessible_at_both_widths(loaded, analyst, live_server):
    for width in (1280, 390):
        for address in WITH_DATA:
            look_at(analyst, live_server.url + address, width)


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_is_accessible_with_nothing_loaded(analyst, live_server):
    for width in (1280, 390):
        for address in EMPTY:
            look_at(analyst, live_server.url + address, width)


def test_pages_read_without_javascript(loaded, analyst, browser, live_server):
    plain = browser.new_context(java_script_enabled=False, storage_state=analyst.context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}/dashboard/?on=2013-03-31")
    expect(page.locator(".app-tile__value")).to_have_count(6)
    expect(page.locator("[data-chart] table").first).to_be_visible()
    page.get_by_label("As at").fill("5/10/2012")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Children looked after at 5 October 2012")
    plain.close()
