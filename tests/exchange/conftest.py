from __future__ import annotations

import pytest
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.models import Authority
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
