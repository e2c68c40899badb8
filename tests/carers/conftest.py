from __future__ import annotations

import pytest

from sufficiency.core.models import Authority, User
from tests.carers.households import admin_of
from tests.factories import AuthorityFactory


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def elsewhere() -> Authority:
    return AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")


@pytest.fixture
def admin(council) -> User:
    return admin_of(council)
