"""A small council on paper, loaded from its returns as a council would load them, and the people who work there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Population
from sufficiency.core.system_user import system_user
from sufficiency.exchange.ssda903 import import_paths
from tests.factories import AuthorityFactory
from tests.indicators.returns import Return
from tests.people import signed_in, someone
from tests.small_authority import POPULATIONS, small_authority

AS_AT = date(2013, 3, 31)


def load(authority: Authority, returns: list[Return], folder: Path) -> None:
    """The returns, imported one by one."""
    for each in returns:
        path = each.write(folder / each.as_at.isoformat())
        import_paths(authority=authority, paths=[path], year=each.year, by=system_user("tests"))


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Authority]:
    """The children of `small_authority`, loaded once a module; what a test adds is gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        authority = AuthorityFactory()
        for year, children in POPULATIONS.items():
            Population.objects.create(
                area_code=authority.gss_code, year=year, children=children, source="Made up", release="once"
            )
        load(authority, small_authority(), tmp_path_factory.mktemp("returns"))
        yield authority
        transaction.set_rollback(True)


@pytest.fixture
def analyst(council, db) -> Client:
    """An analyst of the council, signed in."""
    return signed_in(someone(council, Role.ANALYST))
