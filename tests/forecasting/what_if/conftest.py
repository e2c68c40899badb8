from __future__ import annotations

import pytest

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone


@pytest.fixture
def council(db) -> Authority:
    return AuthorityFactory()


@pytest.fixture
def manager(council) -> User:
    return someone(council, Role.PLACEMENT_MANAGER)


@pytest.fixture
def client_of_manager(manager):
    return signed_in(manager)
