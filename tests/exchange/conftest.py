from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.models import Authority
from sufficiency.exchange.models import LiveConflict
from tests.exchange.entering import DAY, enter
from tests.exchange.returns import load, write_return
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone


@pytest.fixture
def council(db) -> Authority:
    return AuthorityFactory()


@pytest.fixture
def analyst(council) -> Client:
    """An analyst of the council, signed in."""
    return signed_in(someone(council, Role.ANALYST))


@pytest.fixture
def at_once(settings) -> None:
    """Work that pages start is done before they answer."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def differing(council, tmp_path: Path) -> LiveConflict:
    """Ours says U6 with PR1 at home, theirs K2 with PR4 in Portsmouth."""
    enter(council)
    row = "1,03/06/2025,S,C2,N1,K2,PR4,,,,SO14 7LY,PO1 2AL,"
    load(council, write_return(tmp_path / "a", [row]), as_at=DAY)
    return LiveConflict.objects.get(field="provider")
