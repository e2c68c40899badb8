"""People whom several tests of placements need."""

from __future__ import annotations

import pytest

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.factories import AuthorityFactory
from tests.people import someone


@pytest.fixture
def manager(authority) -> User:
    return someone(authority, Role.PLACEMENT_MANAGER)


@pytest.fixture
def contracts(here) -> User:
    return someone(here, Role.CONTRACTS_OFFICER)


@pytest.fixture
def there(db) -> Authority:
    """Another council, that may see nothing of the first."""
    return AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
