"""Every page asks the database as many questions at 1,000 rows as at 10; those that list show that there are more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sufficiency.core.access import Role
from sufficiency.core.sign_in import sessions
from tests.access_table import TABLE, Row
from tests.guards import place
from tests.guards.council_with_canaries import content_of
from tests.guards.growing import Growing
from tests.guards.reading import rows_of

pytestmark = pytest.mark.django_db
FEW, MANY, CEILING = 10, 1_000, 45
# Counting takes most of the time and its queries are told by the number of definitions: under `make test-slow`.
OF_FIGURES = {
    "reports:comparison",
    "reports:dashboard",
    "reports:indicator-csv",
    "reports:indicator-detail",
    "reports:indicator-list",
    "reports:measurement-csv",
}
# Pages that list no rows of ours, or always as many; each with the reason. All others must grow.
NOT_LISTS = {
    **dict.fromkeys(
        [name for name, row in TABLE.items() if "POST" in row.ways and "GET" in row.ways],
        "a form",
    ),
    **dict.fromkeys(
        ["accessibility", "account", "admin", "healthz", "readyz", "session-remaining", "signed-out"],
        "no records",
    ),
    "carers:upload-template": "headings alone",
    "reports:context-file-empty": "headings alone",
    "carers:household-place": "twenty at most, told by a test of its own; others are searched for",
    "exchange:import-progress": "one bar",
    "forecasting:overview": "the latest forecast, whose rows are those of its months",
    **{
        f"forecasting:{name}": "one forecast, with as many rows as it has months"
        for name in ["overview-of", "age", "placement", "leavers", "cost", "homes", "backtest", "used"]
    },
    **{
        f"forecasting:{name}": "one forecast, with as many rows as it has months"
        for name in ["planner", "trial", "trial-csv"]
    },
    "forecasting:lever-choose": "as many as there are kinds",
    "forecasting:compare": "the latest tried, of which four at most are put side by side",
    "forecasting:trial-progress": "one bar",
    "forecasting:figures-csv": "one forecast, with as many rows as it has months",
    "forecasting:cost-csv": "one forecast, with a row for each of its years and kinds",
    "forecasting:progress": "one bar",
    **dict.fromkeys(
        ["forecasting:issued-detail", "forecasting:issued-csv"],
        "one issued forecast, with as many rows as it was issued with",
    ),
    "expected:who-leaves-when": "the twelve months ahead",
    "home": "the first few of each list, which `work-list` shows whole",
    "operations:certificate-detail": "counts of what was destroyed, by kind",
    "operations:health": "as many checks as there are",
    "operations:rule-list": "as many rules as are loaded",
    "operations:settings": "as many settings as there are",
    "exchange:return-export": "a zip, whose rows are inside",
    "people:person": "a person's roles, of which there are fourteen",
    "reports:definition-list": "as many as there are definitions",
    "reports:target-register": "as many as there are definitions",
    "reports:evidence": "as many as there are tests in the guidance",
    "reports:action-detail": "one action",
    **dict.fromkeys(OF_FIGURES, "as many figures as there are definitions, however many children they count"),
    **dict.fromkeys(
        ["reports:draft-detail", "reports:draft-preview", "reports:draft-pdf"],
        "as many sections as its form has",
    ),
    "reports:template-detail": "as many sections as it has",
    "reports:draft-checks": "what is wrong with one document",
    "reports:draft-protection": "what one document hides",
    "reports:draft-clearance": "the five offices",
    **dict.fromkeys(
        [
            f"reports:edition-{form}"
            for form in ("detail", "pdf", "exempt", "figures", "html", "word", "workbook")
        ],
        "as it was printed",
    ),
}
# Another page for managers than for the auditor.
DIFFERS = {"access:closed-list", "access:opening-list", "access:opening-detail"}
# Forms that list all the same.
LISTS = {"access:closed-list", "placements:link-list"}


@dataclass
class Page:
    queries: list[str]
    rows: int
    kind: str


def asked(client: Client, address: str, *, warm: bool) -> Page | None:
    if not warm:
        content_of(client.get(address))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        content = content_of(answer)
    if answer.status_code != 200:
        return None
    kind = answer["Content-Type"].partition(";")[0]
    text = content.decode("utf-8", "replace")
    asked = [one["sql"][:200] for one in queries.captured_queries]
    return Page(asked, rows_of(text) if kind == "text/html" else text.count("\n"), kind)


def address_of(name: str, row: Row, grown: Growing) -> str:
    parts = dict(row.parts)
    if row.of:
        parts["public_id"] = str(grown.record(name, row.of).public_id)
    return reverse(name, kwargs=parts)


Measured = dict[tuple[str, Role], tuple[Page, Page]]


def measure(names: set[str], django_db_blocker) -> Iterator[Measured]:
    """Every one of the pages that answers 200 to somebody who may open it, at both sizes."""
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    # Once a minute a session notes its use, whatever the page: on a slow machine some pages would seem to ask more.
    never = patch.object(sessions, "_NEAR_ENOUGH", float("inf"))
    with django_db_blocker.unblock(), outermost, never:
        grown = Growing(place.here())
        found: dict[tuple[str, Role], list[Page]] = {}
        clients = {role: grown.place.client(role) for role in Role}
        for size in (FEW, MANY):
            grown.to(size)
            for name in sorted(names):
                row = TABLE[name]
                roles = sorted(row.ways.get("GET", ()))
                # Those whose turn it is; where a page is another one for others, those too.
                some = {roles[len(name) % len(roles)]} if roles else set()
                for role in some | ({Role.PLACEMENT_MANAGER, Role.AUDITOR} if name in DIFFERS else set()):
                    if size == MANY and (name, role) not in found:
                        continue
                    page = asked(clients[role], address_of(name, row, grown), warm=size == MANY)
                    if page:
                        found.setdefault((name, role), []).append(page)
        yield {key: (pages[0], pages[1]) for key, pages in found.items() if len(pages) == 2}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker) -> Iterator[Measured]:
    yield from measure(set(TABLE) - OF_FIGURES, django_db_blocker)


@pytest.fixture(scope="module")
def figures(django_db_setup, django_db_blocker) -> Iterator[Measured]:
    yield from measure(OF_FIGURES, django_db_blocker)


def ask_the_same(measured: Measured) -> None:
    more = {
        f"{name} ({role})": list((Counter(many.queries) - Counter(few.queries)).items())[:3]
        for (name, role), (few, many) in measured.items()
        if len(many.queries) > len(few.queries)
    }
    assert not more


def test_no_page_asks_more_of_the_database_when_there_is_more(measured):
    ask_the_same(measured)
    assert len({name for name, _ in measured}) > 100


def test_no_page_asks_much_of_the_database(measured):
    much = {f"{name} ({role})": len(many.queries) for (name, role), (_, many) in measured.items()}
    assert {name: number for name, number in much.items() if number > CEILING} == {}


@pytest.mark.slow
def test_no_page_of_figures_asks_more_of_the_database_when_there_is_more(figures):
    ask_the_same(figures)
    assert {name for name, _ in figures} == OF_FIGURES


def test_pages_that_list_were_seen_with_more_rows(measured):
    """Or the ceilings above would hold of pages that showed nothing."""
    grew = {name for (name, _), (few, many) in measured.items() if many.rows > few.rows}
    asked = {name for name, _ in measured}
    still = asked - grew - (set(NOT_LISTS) - LISTS)
    assert still == set(), f"neither grew nor are they named in NOT_LISTS: {sorted(still)}"
