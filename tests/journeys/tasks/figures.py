"""Those who work with figures: manager, report author, analyst, finance officer, elected member."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from playwright.sync_api import expect

from placements.models import Child, Opening
from reports.models import Edition
from sufficiency.core.access import Role
from sufficiency.core.models import PublishedFigure
from sufficiency.exchange.models import Import
from tests.exchange.uploading import CLOSED, files
from tests.journeys.person import PHONE, Person
from tests.journeys.tasks import task
from tests.journeys.world import World, a_name
from tests.people import someone

MANAGER, AUTHOR, ANALYST = Role.PLACEMENT_MANAGER, Role.REPORT_AUTHOR, Role.ANALYST
FINANCE, MEMBER = Role.FINANCE_OFFICER, Role.ELECTED_MEMBER
_CHILDREN = 11  # of the small authority on 31 March 2013


@task(MANAGER, clicks=2, at="figures")
def see_the_position_on_one_screen(manager: Person, world: World) -> None:
    """Six tiles without scrolling, also while an emergency opening waits to be read; each leads on in one click."""
    child = Child.objects.filter(authority=world.figures).first()
    Opening.objects.create(
        child=child,
        person=someone(world.figures, Role.EMERGENCY_DUTY),
        ground="safety",
        what_happened="The police rang.",
        opened_at=timezone.now(),
        until=timezone.now() + timedelta(hours=1),
    )
    manager.begins_at("/")
    manager.goes_to("Dashboard")
    tiles = manager.page.locator(".app-tile")
    expect(tiles).to_have_count(6)
    manager.reads("No manager has read the reason yet")
    if manager.page.viewport_size["width"] != PHONE:
        foot = tiles.nth(5).bounding_box()
        assert foot["y"] + foot["height"] <= 900, f"the sixth tile ends at {foot}"
    for tile in tiles.all():
        address = tile.get_by_role("link").first.get_attribute("href")
        assert manager.page.request.get(f"{manager.url}{address}").ok
    manager.follows(re.compile("behind “Children looked after”"))
    expect(manager.page.locator(".app-table tbody tr")).to_have_count(_CHILDREN)
    assert world.written_down(world.person(MANAGER, world.figures), "saw children behind a figure")


@task(MANAGER, clicks=1)
def see_what_is_at_risk_today(manager: Person, world: World) -> None:
    """One click from the red list to the child."""
    child = world.against_a_rule()
    manager.begins_at("/")
    risks = manager.page.get_by_role("region", name="At risk today")
    manager.follows(re.compile(child.last_name), within=risks)
    manager.sees(f"Wren {child.last_name}")
    manager.reads("Under 16: nobody under 16 may be placed there.")
    assert world.written_down(world.person(MANAGER), "saw child page", child)


@task(MANAGER, clicks=2, at="figures")
def see_need_beside_homes(manager: Person, world: World) -> None:
    """Children by age and type, and places free: need without a home comes with requests."""
    manager.begins_at("/")
    manager.goes_to("Dashboard")
    table = manager.page.get_by_role("region", name="Type of placement by age")
    expect(table.locator("tbody tr").last).to_contain_text(str(_CHILDREN))
    manager.follows("Homes free, children waiting")
    manager.sees("Our own homes")
    assert world.written_down(world.person(MANAGER, world.figures), "saw households list")


@task(AUTHOR, clicks=3, at="figures")
def make_a_new_edition(author: Person, world: World) -> None:
    """Two clicks to the form; the day and the readers stand there."""
    author.begins_at("/")
    author.goes_to("Publish")
    author.presses("Publish a statement")
    assert author.clicks - author.menus == 2
    author.presses("Publish")
    _made(author, world, date(2013, 3, 31))


@task(AUTHOR, clicks=1, fields=1, at="figures")
def fill_the_figures_from_a_day(author: Person, world: World) -> None:
    """One choice; the figures are locked, each with its table."""
    author.begins_at("/documents/new/")
    author.fills("As at", "31/3/2012")
    author.presses("Publish")
    _made(author, world, date(2012, 3, 31))


@task(AUTHOR, clicks=2, at="figures")
def export_the_pdf(author: Person, world: World) -> None:
    """One click from the edition, within the ten seconds that any step may take. Narrative is not written here yet."""
    _download_the_pdf(author, world)


def _made(author: Person, world: World, day: date) -> None:
    edition = Edition.objects.get(public_id=author.page.url.split("/")[-2])
    author.sees(edition.title)
    assert (edition.as_at, edition.authority) == (day, world.figures)
    assert edition.made_by == world.person(AUTHOR, world.figures)
    expect(author.page.locator("details"), "its tables, as printed").not_to_have_count(0)


def _download_the_pdf(reader: Person, world: World) -> None:
    edition = world.edition
    reader.begins_at("/")
    row = reader.page.get_by_role("listitem").filter(has_text="public").filter(has_text=str(edition))
    reader.follows(str(edition), within=row)
    name, content = reader.downloads("Download the PDF", role="button")
    assert name.endswith(".pdf")
    assert content[:5] == b"%PDF-"


@task(ANALYST, clicks=5, at="fresh")
def bring_in_a_return(analyst: Person, world: World) -> None:
    """Looked at before anything changes; then applied, with the figures before and after."""
    folder = world.folder / a_name()
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files(CLOSED).items():
        (folder / name).write_bytes(data)
    analyst.begins_at("/")
    analyst.goes_to("Returns")
    analyst.presses("Load a return")
    analyst.chooses_files(*sorted(folder.iterdir()))
    analyst.presses("See what is in them")
    analyst.reads("Not applied yet")
    load = Import.objects.get(public_id=analyst.page.url.split("/")[-2])
    assert not Child.objects.filter(authority=load.authority).exists()
    analyst.presses("Apply")
    work_through_the_queue()
    expect(analyst.page.get_by_role("heading", name="What is different now")).to_be_visible(timeout=20_000)
    load.refresh_from_db()
    assert load.status == Import.Status.APPLIED
    assert Child.objects.filter(authority=load.authority).count() == 1


def work_through_the_queue() -> None:
    """What the background worker does, once."""
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="of-the-test",
        excluded_queue_names=[],
    ).run()


@task(ANALYST, clicks=2, at="figures")
def set_our_figures_beside_dfes(analyst: Person, world: World) -> None:
    analyst.begins_at("/")
    analyst.goes_to("Admin")
    analyst.follows("DfE match")
    analyst.sees("Match to DfE: counted here beside published")
    row = analyst.page.get_by_role("table").get_by_role("row").nth(1)
    expect(row).to_contain_text("12")
    expect(row).to_contain_text(str(_CHILDREN))
    published = PublishedFigure.objects.get(area_code=world.figures.gss_code)
    assert (published.key, published.value) == ("cla.number", 12)


@task(ANALYST, clicks=2, at="figures")
def hand_over_a_tidy_csv(analyst: Person, world: World) -> None:
    analyst.begins_at("/")
    analyst.goes_to("Dashboard")
    _download_all_figures(analyst, world)


def _download_all_figures(reader: Person, world: World) -> None:
    name, content = reader.downloads("Download all figures of this day as CSV")
    assert name == f"measurements-{world.figures.gss_code}-2013-03-31.csv"
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith(f'"cla.number","Children looked after","","children",{_CHILDREN},')


@task(FINANCE, clicks=2, fields=1, at="figures")
def see_how_many_on_a_day(officer: Person, world: World) -> None:
    """Spend is not kept here yet: how many, of any day."""
    officer.begins_at("/")
    officer.goes_to("Dashboard")
    officer.fills("As at", "5/10/2012")
    officer.presses("Show")
    officer.sees("Children looked after at 5 October 2012")
    number = Child.objects.filter(
        authority=world.figures,
        periods_of_care__kind="looked_after",
        periods_of_care__dates__contains=date(2012, 10, 5),
    )
    expect(officer.page.locator(".app-tile__value").first).to_contain_text(str(number.distinct().count()))


@task(FINANCE, clicks=2, at="figures")
def take_all_figures_of_a_day(officer: Person, world: World) -> None:
    officer.begins_at("/")
    officer.goes_to("Indicators")
    _download_all_figures(officer, world)


@task(FINANCE, clicks=2, at="figures")
def read_the_statement_in_finance(officer: Person, world: World) -> None:
    _download_the_pdf(officer, world)


@task(MEMBER, clicks=1, at="figures")
def open_the_newest_statement(member: Person, world: World) -> None:
    edition = world.edition
    member.begins_at("/")
    member.follows(str(edition))
    member.sees(edition.title)
    assert edition.audience == Edition.Audience.PUBLIC


@task(MEMBER, clicks=2, at="figures")
def read_the_pdf(member: Person, world: World) -> None:
    _download_the_pdf(member, world)


@task(MEMBER, clicks=1, at="figures")
def see_how_a_figure_is_counted(member: Person, world: World) -> None:
    member.begins_at("/")
    member.follows("How we count")
    member.reads("Children looked after by the authority on the day")
    assert not world.written_down(world.person(MEMBER, world.figures), "saw children behind a figure")
