"""Forecasts: made, asked how good and how likely, issued; a scenario tried, and how many homes must be won."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from forecasting.models import ForecastRun, IssuedForecast, ScenarioTrial
from sufficiency.core.access import Role
from tests.forecasting.pages.council import LAST, a_forecast
from tests.journeys.person import Person
from tests.journeys.tasks import task
from tests.journeys.tasks.figures import work_through_the_queue
from tests.journeys.world import World, a_name


@task(Role.ANALYST, clicks=4, at="forecasts")
def make_a_forecast_and_read_how_good_they_have_been(analyst: Person, world: World) -> None:
    """The day and how far ahead stand in the form; the page comes by itself when it is made."""
    before = ForecastRun.objects.made().filter(authority=world.forecasts).count()
    analyst.begins_at("/")
    analyst.goes_to("Forecast")
    analyst.presses("Make a new forecast")
    analyst.presses("Make the forecast")
    work_through_the_queue()
    expect(
        analyst.page.get_by_role("heading", name=re.compile("^Children looked after up to"))
    ).to_be_visible(timeout=20_000)
    assert ForecastRun.objects.made().filter(authority=world.forecasts).count() == before + 1
    analyst.follows("How good have we been?")
    analyst.sees("How good have we been?")
    analyst.reads(re.compile(r"ranges of 8 chances in 10 held\s+what came"))


@task(Role.PLACEMENT_MANAGER, clicks=2, fields=1, at="forecasts")
def ask_how_likely_is_more_than(manager: Person, world: World) -> None:
    """A number typed; the month that the page speaks of is chosen."""
    a_forecast(world.forecasts, world.person(Role.ANALYST, world.forecasts), extract_on=LAST)
    manager.begins_at("/")
    manager.goes_to("Forecast")
    manager.fills("More than this many children", "480")
    manager.presses("Show")
    manager.reads(re.compile("The chance of more than 480 children in March 20.. is"))


@task(Role.ANALYST, clicks=3, fields=3, at="forecasts")
def put_a_name_to_a_forecast(analyst: Person, world: World) -> None:
    """Title, by whom, where: the day is today's. From then on it is kept, and scored when its days come."""
    run = a_forecast(world.forecasts, world.person(Role.ANALYST, world.forecasts), extract_on=world.today)
    title = f"Forecast of the {a_name()} strategy"
    analyst.begins_at("/")
    analyst.goes_to("Forecast")
    analyst.presses("Issue this forecast")
    analyst.fills("Title", title)
    analyst.fills("Issued by", "Director of Children's Services")
    analyst.fills("Where it is published", "Cabinet report, Table 3")
    analyst.presses("Issue the forecast")
    analyst.sees(title)
    issued = IssuedForecast.objects.get(run=run)
    assert (issued.title, issued.issued_on) == (title, world.today)
    assert issued.lines.count() > 0
    analyst.reads("still to come")


@task(Role.PLACEMENT_MANAGER, clicks=7, fields=5, at="planning")
def write_a_scenario_and_see_what_it_would_do(manager: Person, world: World) -> None:
    """One lever; what it does is tried as soon as it is saved, and comes by itself."""
    name = f"Early help of {a_name()}"
    manager.begins_at("/")
    manager.goes_to("Forecast")
    manager.follows("What if")
    manager.presses("New scenario")
    manager.fills("Name", name)
    manager.fills("What is it about?", "A family centre in each district.")
    manager.presses("Make the scenario")
    manager.presses("Add a lever")
    manager.follows("More or fewer children come into care")
    manager.ticks("Fewer come into care")
    manager.fills("Most likely", "20")
    manager.fills("From which day?", f"{LAST:%-d/%-m/%Y}")
    manager.presses("Add the lever")
    work_through_the_queue()
    expect(
        manager.page.get_by_text(re.compile("children would be looked after than without it"))
    ).to_be_visible(timeout=20_000)
    assert ScenarioTrial.objects.made().get(scenario__name=name).lines.count() > 0


@task(Role.FINANCE_OFFICER, clicks=3, fields=1, at="planning")
def ask_how_many_homes_to_win(finance: Person, world: World) -> None:
    """How few children with agencies is typed; the month and what a home holds stand there."""
    finance.begins_at("/")
    finance.goes_to("Forecast")
    finance.follows("Homes to win")
    finance.fills("To this many or fewer", "5")
    finance.presses("Work it out")
    finance.reads(re.compile("bring children fostered through agencies to 5 or fewer by the end of"))
