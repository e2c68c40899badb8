"""Every page in a real browser: empty, full, after a form that cannot be used, and after one that came too late.

No rule of axe is broken; at 390 pixels nothing scrolls sideways, and what is pressed is 24 pixels high and wide or
has that room around it. Pages are drawn by Django in this process and handed to the browser at their own addresses,
so no server runs beside the test and what a test adds is gone after it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import Page, Route

from sufficiency.core.access import Role
from tests.access_table import TABLE
from tests.guards import place
from tests.guards.council_with_canaries import content_of
from tests.guards.growing import Growing
from tests.guards.scenes import IMMEDIATELY, NO_KEY, NO_VERSION, SCENES
from tests.guards.sending import Sender, change_everything, undone
from tests.journeys.test_pages import AXE, TAGS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# All of it is answered here; a browser trusts its own machine without a certificate.
SITE = "http://127.0.0.1:9"
# How many pages of each state are looked at every day: of every so many templates one, and never two of the same.
EVERYDAY = {"full": 4, "empty": 2, "error": 2, "stale": 1}
# Answer no page: a file, a part of a page, a word for a machine, or the way somewhere else.
NO_PAGES = {
    *("healthz", "readyz", "session-remaining", "home", "kept-form", "account-recovery-codes"),
    *("openid-start", "openid-back", "sign-in-code", "sign-in-recovery-code", "sign-in-set-up"),
    *("exchange:import-progress", "exchange:return-export", "exchange:queries-csv", "exchange:set-aside-csv"),
    *("audit:event-csv", "carers:upload-template", "reports:context-file-empty"),
    *("reports:measurement-csv", "reports:indicator-csv"),
    *("operations:certificate-ids", "reconciliation:difference-csv"),
    *("reports:edition-pdf", "reports:edition-table", "forecasting:progress", "forecasting:figures-csv"),
    *("reports:edition-word", "reports:edition-workbook", "reports:edition-exempt", "reports:draft-pdf"),
    "forecasting:cost-csv",
    "forecasting:issued-csv",
    *("forecasting:trial-progress", "forecasting:trial-csv"),
}
WITH_VERSION = [name for name in SCENES if name not in NO_KEY and name not in NO_VERSION]
# Rows of everything: enough for every list to have a second page.
ROWS = 30


@dataclass(frozen=True)
class State:
    """One page in one state. `draw` asks for it."""

    name: str
    state: str
    address: str
    template: str
    draw: Callable[[], HttpResponse]


@cache
def _static(path: str) -> bytes | None:
    found = finders.find(path)
    return Path(found).read_bytes() if found else None


def _serve(page: Page, state: State, client: Client) -> HttpResponse:
    """Open the page in the browser; its answer."""
    answer = state.draw()
    own = urlsplit(state.address).path

    def handle(route: Route) -> None:
        asked = urlsplit(route.request.url)
        if asked.path.startswith("/static/"):
            data = _static(asked.path.removeprefix("/static/"))
            if data is None:
                route.fulfill(status=404)
            else:
                route.fulfill(body=data, content_type=guess_type(asked.path)[0] or "text/plain")
        elif asked.path == own and route.request.is_navigation_request():
            headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
            route.fulfill(status=200, body=answer.content, headers=headers)
        else:
            other = client.get(asked.path)
            route.fulfill(status=other.status_code, body=content_of(other).split(b"\n\n", 1)[1])

    page.unroute_all()
    page.route("**/*", handle)
    page.goto(SITE + state.address)
    return answer


def look(page: Page, state: State, client: Client) -> list[str]:
    """What is wrong with the page, in words."""
    said: list[str] = []

    def hear(line) -> None:
        # That a page came back as refused is what a form after an error is.
        if line.type == "error" and "status of" not in line.text:
            said.append(line.text)

    page.on("console", hear)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.set_viewport_size({"width": 1280, "height": 900})
    _serve(page, state, client)
    page.evaluate(AXE)
    wrong = _axe(page, {"runOnly": TAGS})
    wrong += [sideways for width in (1280, 1100, 390) for sideways in _too_wide(page, width)]
    wrong += _axe(page, {"runOnly": {"type": "rule", "values": ["target-size"]}})
    page.remove_listener("console", hear)
    return [f"{state.name} {state.state}: {one}" for one in [*wrong, *said]]


def _too_wide(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 844})
    for _ in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"):
            return []
        # A chart follows its page a moment later.
        page.wait_for_timeout(100)
    wide = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1
                && !e.closest('[data-scrolls]'));
            return out.slice(0, 2).map(e => e.outerHTML.slice(0, 160)).join(' | ') || 'something';
        }"""
    )
    return [f"scrolls sideways at {width}: {wide}"]


def _axe(page: Page, options: dict) -> list[str]:
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")["violations"]
    return [f"{rule['id']} {node['html'][:200]}" for rule in found for node in rule["nodes"][:2]]


class Gallery:
    """Every page that answers HTML to somebody, in every state it has."""

    def __init__(self) -> None:
        with override_settings(TASKS=IMMEDIATELY):
            empty = place.elsewhere()
            self.stage = {}
            here = place.here()
            for name in SCENES:
                self.stage[name] = Sender(name, here)
            grown = Growing(here)
            grown.to(ROWS)
        self.clients = {role: here.client(role) for role in Role}
        nobody = {role: empty.client(role) for role in Role}
        self.full = [
            one for name in TABLE if (one := self._page(name, "full", self.clients, self._of(name, grown)))
        ]
        self.empty = [
            one
            for name, row in TABLE.items()
            if not row.of and "POST" not in row.ways and (one := self._page(name, "empty", nobody, {}))
        ]
        self.error = [one for name in SCENES if (one := self._after_an_error(name))]
        self.stale = [one for name in WITH_VERSION if (one := self._changed_meanwhile(name))]

    def _of(self, name: str, grown: Growing) -> dict[str, object]:
        if name in self.stage:
            return dict(self.stage[name].scene.parts)
        row = TABLE[name]
        return {"public_id": grown.record(name, row.of).public_id} if row.of else {}

    def _page(
        self, name: str, state: str, clients: dict[Role, Client], parts: dict[str, object]
    ) -> State | None:
        row = TABLE[name]
        if "GET" not in row.ways or name in NO_PAGES:
            return None
        address = reverse(name, kwargs={**row.parts, **parts})
        if name in self.stage and self.stage[name].scene.page.partition("?")[0] == address:
            address = self.stage[name].scene.page
        nobody = [Client()] if row.is_open else []
        for client in [*nobody, *(clients[role] for role in sorted(row.ways["GET"]))]:
            answer = client.get(address)
            content_of(answer)
            if _is_page(answer):
                return State(name, state, address, _template(answer, name), partial(client.get, address))
        return None

    def _after_an_error(self, name: str) -> State | None:
        """What a form of which nothing was filled in answers."""
        sender = self.stage[name]
        with undone():
            form = sender.form()
            hidden = {
                one.name: (one.values or [""])[0] for one in form.fields.values() if one.kind == "hidden"
            }
            answer = sender.send(hidden)
        return (
            None
            if not _is_page(answer)
            else State(name, "error", sender.address, _template(answer, name), lambda: answer)
        )

    def _changed_meanwhile(self, name: str) -> State | None:
        """What a form answers that was filled in while somebody else changed the record."""
        sender = self.stage[name]
        with undone():
            sent = sender.filled(sender.form())
            change_everything()
            answer = sender.send(sent)
        assert answer.status_code == 409, f"{name}: {answer.status_code}"
        return State(name, "stale", sender.address, _template(answer, name), lambda: answer)


def _is_page(answer: HttpResponse) -> bool:
    return answer.status_code in (200, 400, 409) and answer.get("Content-Type", "").startswith("text/html")


def _template(answer: HttpResponse, name: str) -> str:
    used = [one.name for one in getattr(answer, "templates", [])]
    return used[0] if used else name


def _sample(states: list[State], number: int) -> list[State]:
    """Pages with different templates, spread over all of them."""
    different = {one.template: one for one in states}
    in_order = [different[name] for name in sorted(different)]
    return in_order[:: max(1, len(in_order) // number)][:number]


@pytest.fixture(scope="module")
def gallery(django_db_setup, django_db_blocker) -> Iterator[Gallery]:
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), outermost:
        yield Gallery()
        transaction.set_rollback(True)


def _look_at(page: Page, gallery: Gallery, states: list[State]) -> None:
    client = gallery.clients[Role.ANALYST]
    wrong = [fault for state in states for fault in look(page, state, client)]
    print(f"{len(states)} pages")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])


def test_a_sample_of_every_state_breaks_no_rule(page, gallery, caplog):
    caplog.set_level("CRITICAL")
    chosen = [one for state, number in EVERYDAY.items() for one in _sample(getattr(gallery, state), number)]
    _look_at(page, gallery, chosen)


@pytest.mark.slow
@pytest.mark.parametrize("state", EVERYDAY)
def test_every_page_breaks_no_rule(page, gallery, state, caplog):
    caplog.set_level("CRITICAL")
    _look_at(page, gallery, getattr(gallery, state))


def test_every_page_that_answers_is_in_the_gallery(gallery):
    """What nobody's role could open would be looked at by nobody."""
    seen = {one.name for one in gallery.full}
    html = {name for name, row in TABLE.items() if "GET" in row.ways} - NO_PAGES
    assert sorted(html - seen) == []


def test_a_page_that_breaks_rules_is_found(page, gallery):
    bad = HttpResponse(
        "<!DOCTYPE html><html><head><title>x</title></head><body><img src='/static/app/favicon.svg'>"
        "<div style='width: 900px'>wide</div><button style='width:9px;height:9px;padding:0'></button>"
        "<button style='width:9px;height:9px;padding:0'></button></body></html>"
    )
    found = " ".join(
        look(page, State("bad", "full", "/bad/", "", lambda: bad), gallery.clients[Role.ANALYST])
    )
    assert all(one in found for one in ("image-alt", "html-has-lang", "scrolls sideways", "target-size"))
