"""Tables are emptied when nobody is being answered: else the two wait for each other, now and then."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from threading import Event, Thread

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler

from tests import flushing
from tests.flushing import Turns, turns

SOON = 10


@pytest.fixture
def server() -> Iterator[ThreadedWSGIServer]:
    """What answers the browsers of tests, here without the service behind it."""
    started = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    serving = Thread(target=started.serve_forever)
    serving.start()
    yield started
    started.shutdown()
    started.server_close()
    serving.join(SOON)


def asks(server: ThreadedWSGIServer) -> Thread:
    def ask() -> None:
        link = HTTPConnection("127.0.0.1", server.server_port, timeout=SOON)
        link.request("GET", "/", headers={"Connection": "close"})
        link.getresponse().read()
        link.close()

    thread = Thread(target=ask)
    thread.start()
    return thread


def test_emptying_waits_for_every_answer_and_requests_wait_for_it(server):
    asked, go_on, empty, stop = Event(), Event(), Event(), Event()
    told = []

    def answers(environ, start):
        asked.set()
        assert go_on.wait(SOON)
        told.append("answered")
        start("200 OK", [("Content-Length", "0")])
        return []

    def empties() -> None:
        with turns.emptying():
            told.append("emptying")
            empty.set()
            assert stop.wait(SOON)
            told.append("empty")

    server.set_app(answers)
    first = asks(server)
    assert asked.wait(SOON)
    emptying = Thread(target=empties)
    emptying.start()
    assert not empty.wait(0.2), "emptied under a request"
    go_on.set()
    assert empty.wait(SOON)
    second = asks(server)
    second.join(0.2)
    assert second.is_alive(), "answered while the tables are emptied"
    stop.set()
    for thread in (first, emptying, second):
        thread.join(SOON)
    assert told == ["answered", "emptying", "empty", "answered"]


def test_a_request_that_is_never_answered_is_told(monkeypatch):
    monkeypatch.setattr(flushing, "_ANSWERED_WITHIN", 0.1)
    waits = Turns()
    with waits.answering(), pytest.raises(TimeoutError, match="1 requests"), waits.emptying():
        raise AssertionError("emptied under a request")
