"""What every test may use: pages without a static build, a council and two of its people, and a real browser."""

from __future__ import annotations

import os

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from playwright.sync_api import sync_playwright

from sufficiency.bootstrap import chromium
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.factories import AuthorityFactory
from tests.flushing import let_tests_empty_the_tables
from tests.people import someone

let_tests_empty_the_tables()
# A test database that a power cut may lose is no loss; waiting for the disk is. What tests start waits all the same.
settings.DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"

FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


# What takes two thirds of the time in a tenth of the tests: each walks everything there is, or starts something.
WALKS = (
    "tests/access/test_emergency.py",
    "tests/access/test_noninterference.py",
    "tests/core/test_people.py",
    "tests/demonstration/test_northmere.py",
    "tests/exchange/test_round_trip.py",
    "tests/frontend/",
    "tests/guards/",
    "tests/indicators/test_as_known.py",
    "tests/journeys/",
    "tests/kept/",
    "tests/operations/",
    "tests/reports/test_statement_pdf.py",
    "tests/test_access_matrix.py",
    "tests/test_local_postgres.py",
    "tests/work/test_found_the_same.py",
    "tests/work/test_every_rule.py",
    "tests/work/test_rules.py",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(WALKS):
            item.add_marker(pytest.mark.walk)
        # What is made once for the tests of a module is made by one worker, not by each.
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(found[-1].scope == "module" for found in fixtures):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.fixture(scope="session", autouse=True)
def _static_files_from_source():
    """Pages are drawn without collecting static files first; the hashed build has a test of its own."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        # Real passwords are hashed slowly on purpose; those of invented people need not be.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database goes at the end, though a page that a browser had asked for may still hold a session."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid), left(query, 200) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
        for _, query in cursor.fetchall():
            print(f"A session was left behind. Its last query: {query}")


@pytest.fixture(autouse=True)
def _audit_files_of_the_test(settings, tmp_path):
    """Anchors and emergency lines of a test are its own."""
    settings.AUDIT_DIRECTORY = str(tmp_path / "audit")


@pytest.fixture
def authority(db) -> Authority:
    """The council whose records are tested."""
    return AuthorityFactory()


@pytest.fixture
def here(authority) -> Authority:
    """The same, where people of another council have a part too."""
    return authority


@pytest.fixture
def olive(here) -> User:
    """A placement officer."""
    return someone(here, Role.PLACEMENT_OFFICER)


@pytest.fixture
def mara(here) -> User:
    """A placement manager."""
    return someone(here, Role.PLACEMENT_MANAGER)


@pytest.fixture(scope="session")
def browser():
    """The machine's own Chromium; a browser test is skipped where there is none."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # The browser's driver runs an event loop in this thread, which Django takes for a reason to refuse.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        started = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield started
        started.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser):
    """A page of its own, without anything another test left."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
