"""Every role's first three tasks in a real browser: by mouse and with the keyboard alone, at a desk and on a phone.

Each task ends by looking at what is on record. Every day a task is done once, by mouse at a desk or with the keyboard
on a phone, turn about; all four ways run with the slow tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from sufficiency.core.access import Role
from tests.journeys.person import PHONE, WATCH, Person, Way
from tests.journeys.tasks import TASKS, Task
from tests.journeys.world import World

# The mark asks for the test database; what it would do around each test is left out below.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_DAILY = ((Way.MOUSE, 1280), (Way.KEYBOARD, PHONE))
_WAYS = ((Way.MOUSE, 1280), (Way.MOUSE, PHONE), (Way.KEYBOARD, 1280), (Way.KEYBOARD, PHONE))


def _cases() -> Iterator[object]:
    for number, task in enumerate(TASKS):
        for way, width in _WAYS:
            daily = (way, width) == _DAILY[number % 2]
            name = f"{task.role}: {task.name}, {way}, {width}".replace(" ", "-")
            yield pytest.param(task, way, width, id=name, marks=[] if daily else pytest.mark.slow)


@pytest.fixture
def _django_db_helper() -> None:
    """No emptying of every table after each task, which is what pytest-django does here."""


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker) -> Iterator[LiveServer]:
    """One server for all of it, on records that are committed; they go at the end."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        assert name.startswith("test_"), f"{name} is no test database, and would be emptied"
        started = LiveServer("localhost")
        started._live_server_modified_settings.enable()
        yield started
        started._live_server_modified_settings.disable()
        started.stop()
        call_command("flush", verbosity=0, interactive=False)
        connections.close_all()


@pytest.fixture(scope="module")
def world(server, tmp_path_factory) -> World:
    return World(tmp_path_factory.mktemp("journeys"))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all, with the style sheets and scripts that a browser keeps: starting another costs as much as a task."""
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    context.add_init_script(WATCH)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("task", "way", "width"), list(_cases()))
def test_a_task(task: Task, way: Way, width: int, world, server, page):
    user = world.person(task.role, getattr(world, task.at))
    page.context.clear_cookies()
    page.context.add_cookies([world.cookie(user, server.url)])
    page.set_viewport_size({"width": width, "height": 900 if width == 1280 else 844})
    person = Person(page, way, url=server.url)
    task.do(person, world)
    # pytest -rP shows it.
    print(
        f"took | {task.role} | {task.name} | {way} | {width} | {person.clicks} | {person.menus} | {person.fields}"
    )
    assert person.clicks - person.menus <= task.clicks
    assert person.fields <= task.fields
    assert person.used_a_mouse() == (way is Way.MOUSE)


def test_every_role_has_its_three():
    number = Counter(task.role for task in TASKS)
    assert {role for role in Role if number[role] < 3} == set()
