"""A council with people who hold each role, and the rules of retention."""

from __future__ import annotations

import pytest

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, RetentionRule, User
from sufficiency.core.reference_data import read_retention_rules
from tests.factories import AuthorityFactory
from tests.people import someone


@pytest.fixture
def council() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def rules() -> None:
    RetentionRule.objects.bulk_create(RetentionRule(**rule) for rule in read_retention_rules())


@pytest.fixture
def manager(council) -> User:
    return someone(council, Role.PLACEMENT_MANAGER)


@pytest.fixture
def director(council) -> User:
    return someone(council, Role.DIRECTOR)
