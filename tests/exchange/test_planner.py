"""After a load PostgreSQL knows how much there is, though it saw the tables empty before."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from placements.models import Child, LegalStatus, PeriodOfCare, Placement
from tests.exchange.returns import load, write_return
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db
MODELS = (Child, PeriodOfCare, LegalStatus, Placement)


def rows_it_knows_of(model) -> float:
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where oid = %s::regclass", [model._meta.db_table])
        return cursor.fetchone()[0]


def test_a_first_load_is_known_at_once(tmp_path):
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"analyze {model._meta.db_table}")
    assert [rows_it_knows_of(model) for model in MODELS] == [0, 0, 0, 0]
    rows = [f"{child},03/06/2023,S,C2,N1,U6,PR1,,,,SO14 7LY,SO16 4XE," for child in range(40)]
    load(AuthorityFactory(), write_return(tmp_path / "2024", rows), as_at=date(2024, 3, 31))
    assert [rows_it_knows_of(model) for model in MODELS] == [40, 40, 40, 40]
