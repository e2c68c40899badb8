"""Each trigger by a write that it alone tells of, and every column noted or known not to be read."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from placements.models import (
    Child,
    LegalStatus,
    PeriodOfCare,
    Placement,
)
from sufficiency.indicators.measuring import FAMILIES
from tests.kept.council import (
    DAYS,
    TELLING,
    as_counted,
    council_anew,
    said,
    sql,
)

# Nothing is kept within a transaction: each test needs real ones.
pytestmark = pytest.mark.django_db(transaction=True)


# --- Each trigger by a write that it alone tells of -----------------------------------------------------------------


def test_each_way_of_writing_is_noted():
    for way, write in TELLING.items():
        authority = council_anew()
        before = said(authority, DAYS)
        write()
        assert said(authority, DAYS) == as_counted(authority, DAYS), way
        assert said(authority, DAYS) != before, way


def test_without_its_trigger_a_write_would_go_unnoticed():
    """So each of the triggers is needed, and the test above would tell if it were not there."""
    for (table, when), write in TELLING.items():
        authority = council_anew()
        said(authority, DAYS)
        sql(f"alter table {table} disable trigger kept_{when}")
        try:
            write()
            assert said(authority, DAYS) != as_counted(authority, DAYS), (table, when)
        finally:
            sql(f"alter table {table} enable trigger kept_{when}")


def test_every_table_that_figures_are_counted_from_has_its_triggers():
    read = {
        table
        for family in FAMILIES
        for table in re.findall(
            r"\b(?:from|join) ((?:placements|carers|careleavers|core)_\w+)", family.JUDGED
        )
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger where tgname like 'kept\\_%%' and tgenabled = 'O'"
        )
        there = set(cursor.fetchall())
    needed = {
        (table, f"kept_{when}") for table in read for when in ("insert", "update", "delete", "truncate")
    }
    # A child that is new is in no figure before it has spells.
    assert needed - {("placements_child", "kept_insert")} == there
    assert len(read) == 8


# What figures read of each table, and what they do not: a column that is new must be put into one or the other.
_NOT_READ = {
    PeriodOfCare: {"id", "recorded_at", "entered_by_id"},
    LegalStatus: {"id", "recorded_at", "entered_by_id", "reason_for_change"},
    Placement: {
        *("id", "recorded_at", "entered_by_id", "public_id", "urn", "home_postcode", "reason_for_change"),
        *("planning", "arrived_at", "home_id", "household_id", "as_told", "place_number"),
    },
    Child: {
        *("id", "recorded_at", "entered_by_id", "public_id", "number", "first_name", "last_name", "upn"),
        *("is_mother", "mothers_child_born_on", "version"),
    },
}


@pytest.mark.parametrize("model", _NOT_READ, ids=lambda model: model._meta.model_name)
def test_every_column_is_noted_or_known_not_to_be_read(model):
    with connection.cursor() as cursor:
        cursor.execute(f"select prosrc from pg_proc where proname = 'kept_{model._meta.db_table}_update'")
        text = cursor.fetchone()[0]
    noted = set(re.findall(r"before\.(\w+)", text)) - {"id"}
    columns = {field.column for field in model._meta.concrete_fields}
    assert noted == columns - _NOT_READ[model]
