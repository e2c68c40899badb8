from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.guards import place
from tests.guards.logs import Log
from tests.guards.scenes import SCENES
from tests.guards.sending import Sender


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[dict[str, Sender]]:
    """Every scene, set in one council; what a test adds is gone after it."""
    outermost = transaction.atomic()
    # As Django marks a test's own block: readings refuse to be part of any other.
    outermost._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), outermost:
        here = place.here()
        yield {name: Sender(name, here) for name in SCENES}
        transaction.set_rollback(True)


@pytest.fixture
def log() -> Iterator[Log]:
    """All that any logger says, at its most talkative, and a line a request as a web server writes it."""
    root, kept = logging.getLogger(), logging.getLogger().level
    handler = Log()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(kept)
