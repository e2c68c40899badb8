"""A return from the files to the figures and back, by keyboard alone; the same without JavaScript."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker
from playwright.sync_api import Page, expect

from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from sufficiency.exchange.models import Import
from tests.exchange.register import fingerprint
from tests.exchange.uploading import ANOTHER, BACKWARDS, CLOSED, OPEN, files
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory
from tests.journeys.test_pages import PASSWORD, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two years, one row of which cannot be used and some of which raise queries."""
    for year, rows in (("2021-22", (OPEN, BACKWARDS)), ("2022-23", (CLOSED, ANOTHER.replace(",S,", ",L,")))):
        for name, data in files(*rows).items():
            path = tmp_path / "returns" / year / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return tmp_path / "returns"


@pytest.fixture
def worker():
    """The background worker, when it is told to begin."""
    begin = threading.Event()
    at_work = Worker(
        queue_names=["default"],
        interval=0.2,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="of-the-test",
        excluded_queue_names=[],
    )

    def run() -> None:
        begin.wait()
        at_work.run()
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    yield begin
    at_work.running = False
    begin.set()
    thread.join()


def sign_in(page: Page, council: Authority, address: str) -> None:
    user = UserFactory(password=PASSWORD)
    MembershipFactory(user=user, authority=council, role=Role.ANALYST)
    page.goto(f"{address}/dashboard/")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    page.wait_for_url("**/dashboard/")


def by_keyboard(page: Page, role: str, name: str) -> None:
    """Go on with Tab until the control that is named has the focus, and press Enter."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{role} “{name}” is never reached with Tab")


def test_from_files_to_figures_and_back_by_keyboard(council, page, live_server, folder, worker):
    before = fingerprint(council)
    sign_in(page, council, live_server.url)
    by_keyboard(page, "link", "Returns")
    expect(page.get_by_text("No return is loaded yet")).to_be_visible()
    by_keyboard(page, "button", "Load a return")

    by_keyboard(page, "button", "See what is in them")
    expect(page.get_by_role("alert")).to_contain_text("Choose the files of a return")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_files"), "the summary leads to the field").to_be_focused()

    page.locator("#id_files_folder").set_input_files(folder)
    by_keyboard(page, "button", "See what is in them")
    page.wait_for_url(re.compile(r"/returns/[0-9a-f-]{36}/$"))
    load = page.url
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "2 returns, for the years ending 31 March 2022 to 2023"
    )
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["Where it stands", "What we found", "What will change", "Set aside", "Queries", "About this service"]
    )
    expect(page.get_by_role("heading", name="The episode ends on or before the day it began")).to_be_visible()
    assert fingerprint(council) == before, "nothing is applied by looking"

    by_keyboard(page, "button", "Apply")
    expect(page.get_by_role("status")).to_have_text("Waiting for its turn")
    page.goto(f"{live_server.url}/returns/")
    expect(page.get_by_text("Being applied")).to_be_visible()
    page.goto(load)
    worker.set()
    expect(page.get_by_role("heading", name="What is different now")).to_be_visible(timeout=60_000)
    rows = page.get_by_role("region", name="Key figures as at 31 March 2023").locator("tbody tr")
    expect(rows.first).to_have_text("Children looked after not known 1 new none held", use_inner_text=True)

    page.goto(f"{live_server.url}/returns/")
    with page.expect_download() as download:
        by_keyboard(page, "link", "Download zip of the Return for 2021/22")
    assert download.value.suggested_filename == "ssda903-E06000045-2022.zip"

    page.goto(load)
    by_keyboard(page, "link", "Undo this load")
    by_keyboard(page, "button", "Undo this load")
    expect(page.get_by_role("alert")).to_contain_text("The load is undone")
    assert fingerprint(council) == before


def test_without_javascript(council, browser, live_server, folder, worker):
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    sign_in(page, council, live_server.url)
    page.goto(f"{live_server.url}/returns/load/")
    page.locator("#id_files").set_input_files(
        [folder / "2021-22" / name for name in ("episodes.csv", "header.csv")]
    )
    page.get_by_role("button", name="See what is in them").click()
    page.get_by_role("button", name="Apply", exact=True).click()
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("status")).to_have_text("Waiting for its turn")
    worker.set()
    for _ in range(200):
        if Import.objects.get().status == Import.Status.APPLIED:
            break
        page.wait_for_timeout(200)
    page.reload()
    expect(page.get_by_role("heading", name="What is different now")).to_be_visible()
    plain.close()


# Every state of every page is looked at by `tests/guards/test_accessible.py`, a sample of it each day.
@pytest.mark.slow
def test_every_page_of_a_load_is_accessible_at_both_widths(council, page, live_server, folder, worker):
    sign_in(page, council, live_server.url)
    addresses = [f"{live_server.url}/returns/", f"{live_server.url}/returns/load/"]
    for address in addresses:
        look_at(page, address, 1280)
        look_at(page, address, 390)
    page.locator("#id_files_folder").set_input_files(folder)
    page.get_by_role("button", name="See what is in them").click()
    page.wait_for_url(re.compile(r"/returns/[0-9a-f-]{36}/$"))
    load = page.url
    waiting, done = [load, f"{load}discard/"], [load, f"{load}undo/", f"{live_server.url}/returns/"]
    for address in waiting:
        look_at(page, address, 1280)
        look_at(page, address, 390)
    page.goto(load)
    page.get_by_role("button", name="Apply", exact=True).click()
    look_at(page, load, 1280)
    worker.set()
    expect(page.get_by_role("heading", name="What is different now")).to_be_visible(timeout=60_000)
    for address in done:
        look_at(page, address, 1280)
        look_at(page, address, 390)
