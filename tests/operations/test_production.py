"""The settings that production gets: Django's own list is clean, and every answer carries what it must."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sufficiency.core.access import Role
from sufficiency.operations.system_checks import DURABLE, database_is_durable
from tests.addresses import every_address
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone

ROOT = Path(__file__).resolve().parents[2]


def production(**more: str) -> dict[str, str]:
    """The environment that `make check` gives its check of production settings."""
    assigned = re.search(r"^PRODUCTION := ((?:.*\\\n)*.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert assigned
    told = dict(word.split("=", 1) for word in assigned[1].replace("\\\n", " ").split())
    # What a test run sets for itself, and a browser's library in it.
    ours = {"PYTHONWARNINGS", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {name: text for name, text in os.environ.items() if name not in ours} | told | more


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=production(**more),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def answers() -> dict:
    done = run("-m", "tests.operations.production_probe")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_djangos_own_list_is_clean_and_nothing_is_silenced():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, "no issues (0 silenced)" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("SUFFICIENCY_DEBUG", "1", "SUFFICIENCY_DEBUG and SUFFICIENCY_DEMO must not be"),
        ("SUFFICIENCY_DEMO", "1", "SUFFICIENCY_DEBUG and SUFFICIENCY_DEMO must not be"),
    ],
)
def test_production_does_not_start_unsafe(name, value, words):
    done = run("manage.py", "check", **{name: value})
    assert done.returncode != 0
    assert words in done.stderr


def test_what_every_answer_carries(answers):
    for name in ("sign-in", "missing"):
        headers = answers[name]["headers"]
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "object-src 'none'" in policy
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["Cache-Control"] == "no-store"


def test_cookies_and_hosts(answers):
    for name, cookie in answers["sign-in"]["cookies"].items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"]
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax")
    assert answers["plain http"]["status"] == 301
    assert answers["plain http"]["headers"]["Location"].startswith("https://")
    assert answers["wrong host"] == 400


@pytest.mark.django_db
def test_nothing_behind_the_sign_in_may_be_kept_by_a_browser_or_run_what_is_not_ours():
    client = signed_in(someone(AuthorityFactory(), Role.ANALYST))
    for name, parts in every_address():
        if name == "sign-out":
            continue
        answer = client.get(reverse(name, kwargs=parts))
        # Files are let go of; closing the answer itself would end the connection that the test stands on.
        for let_go in answer._resource_closers:
            let_go()
        assert answer["Cache-Control"] == "no-store", name
        assert "unsafe" not in answer["Content-Security-Policy"], name


@pytest.mark.django_db
def test_a_database_that_may_lose_what_it_acknowledged_is_refused():
    assert database_is_durable(databases=["default"]) == []
    with override_settings(PRODUCTION=True), connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
        assert [fault.id for fault in database_is_durable(databases=["default"])] == [
            "operations.synchronous_commit"
        ]
        cursor.execute("set local synchronous_commit = on")
        with CaptureQueriesContext(connection) as asked:
            assert database_is_durable(databases=["default"]) == []
    assert len(asked) == 1
    assert len(DURABLE) == 3


def test_gunicorns_own_lines_go_through_the_same_formatter():
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--check-config",
            "--config",
            "python:sufficiency.gunicorn_settings",
            "sufficiency.wsgi:application",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
