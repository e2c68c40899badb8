"""Names, numbers and postcodes are put through every way in which the service fails; no log line holds one."""

from __future__ import annotations

import io
import json
import logging
import uuid

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.safe_logs import JsonFormatter, message_of
from tests.core.failing_urls import NAME, NUMBER, POSTCODE
from tests.factories import AuthorityFactory
from tests.people import someone

CANARIES = (NAME, NUMBER, POSTCODE, POSTCODE.replace(" ", "%20"), POSTCODE.split()[0])
FAILING = ("fault", "led_to", "integrity", "data", "too_long", "suspicious")


@pytest.fixture
def logged(settings):
    """Everything that is logged, by the formatter of production and, as a control, by the usual one."""
    settings.ROOT_URLCONF = "tests.core.failing_urls"
    settings.SLOW_QUERY_MILLISECONDS = 20
    ours, usual = io.StringIO(), io.StringIO()
    root, requests = logging.getLogger(), logging.getLogger("sufficiency.requests")
    handlers = [logging.StreamHandler(ours), logging.StreamHandler(usual)]
    handlers[0].setFormatter(JsonFormatter())
    handlers[1].setFormatter(logging.Formatter("%(message)s %(facts)s", defaults={"facts": ""}))
    levels = root.level, requests.level
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    requests.setLevel(logging.INFO)
    yield ours, usual
    for handler in handlers:
        root.removeHandler(handler)
    root.setLevel(levels[0])
    requests.setLevel(levels[1])


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def held(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in text.lower()]


@pytest.mark.django_db
def test_no_canary_reaches_a_log_line_or_an_error_page(logged):
    ours, usual = logged
    AuthorityFactory()
    client = Client(raise_request_exception=False)
    pages = [
        client.get(f"/no/such/{NAME}/{NUMBER}/", {"postcode": POSTCODE}),
        client.post("/sign-in/", {"username": NAME, "password": NUMBER}),
        client.get("/", headers={"host": f"{NAME}.example"}),
        client.get(f"/accessibility/?{NAME}={POSTCODE}"),
        Client(enforce_csrf_checks=True).post(
            "/sign-in/", {"username": NAME}, headers={"referer": f"https://{NAME}"}
        ),
        client.get(f"/failing/slow/{NUMBER}/"),
        *(client.post(f"/failing/{how}/{NUMBER}/", {"name": NAME, "postcode": POSTCODE}) for how in FAILING),
    ]
    assert [page.status_code for page in pages[-len(FAILING) :]] == [500] * 5 + [400]
    assert held(ours.getvalue()) == []
    # The sign-in page repeats to the person what they typed; no page of an error does.
    assert [held(page.text) for page in pages if page.status_code >= 400] == [[]] * (len(FAILING) + 3)
    # The control: told as usual, the same lines hold them.
    assert set(held(usual.getvalue())) >= {NAME, NUMBER, POSTCODE}


@pytest.mark.django_db
def test_the_incident_number_leads_to_the_place_of_the_fault(logged):
    ours, _ = logged
    AuthorityFactory()
    page = Client(raise_request_exception=False).get(f"/failing/integrity/{NUMBER}/")
    assert page["X-Request-ID"] in page.text
    about = [line for line in lines(ours) if line.get("request") == page["X-Request-ID"]]
    fault = next(line for line in about if "errors" in line)
    assert fault["errors"][0]["kind"] == "django.db.utils.IntegrityError"
    assert fault["errors"][1] | {"stack": []} == {
        "kind": "psycopg2.errors.UniqueViolation",
        "stack": [],
        "sqlstate": "23505",
        "table_name": "placements_child",
        "constraint_name": "child_number_once_an_authority",
    }
    assert any(place.startswith("tests/core/failing_urls.py:") for place in fault["errors"][0]["stack"])


@pytest.mark.django_db
def test_a_line_for_each_request(logged):
    ours, _ = logged
    council = AuthorityFactory()
    user = someone(council, Role.ANALYST)
    client = Client()
    client.force_login(user)
    client.get("/definitions/?on=2013-03-31")
    [line] = [line for line in lines(ours) if line["from"] == "sufficiency.requests"]
    assert line["queries"] > 0
    assert line["ms"] > 0
    uuid.UUID(line["request"])
    told = {name: line[name] for name in ("method", "route", "status", "user", "authority")}
    assert told == {
        "method": "GET",
        "route": "reports:definition-list",
        "status": 200,
        "user": str(user.public_id),
        "authority": "E06000045",
    }


@pytest.mark.django_db
def test_a_slow_query_is_known_by_its_tables(logged):
    ours, _ = logged
    Client().get(f"/failing/slow/{NUMBER}/")
    [line] = [line for line in lines(ours) if line["what"] == "slow query"]
    assert line["tables"] == ["placements_child"]
    assert line["ms"] >= 30


@pytest.mark.parametrize(
    ("name", "message", "arguments", "printed"),
    [
        ("django.request", "Not Found: %s", ("/children/Zebediah/",), "Not Found: …"),
        ("django.request", "Invalid host Zebediah", (), "…"),
        ("reports.views", "Nothing was drawn", (), "Nothing was drawn"),
        (
            "reports.views",
            "%s failed after %d rows: %s",
            ("x", 7, "DataError"),
            "… failed after 7 rows: DataError",
        ),
        ("reports.views", "%d rows", ("Zebediah",), "%d rows"),
        ("reports.views", ValueError("Zebediah"), (), "ValueError"),
        ("reports.views", "%(name)s", ({"name": "Zebediah"},), "%(name)s"),
    ],
)
def test_what_a_message_is_filled_with(name, message, arguments, printed):
    record = logging.LogRecord(name, logging.ERROR, "", 0, message, arguments, None)
    assert message_of(record) == printed
