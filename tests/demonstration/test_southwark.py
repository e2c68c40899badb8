"""The Southwark demonstration: its printed figures, statements and plan, without a child."""

from __future__ import annotations

from datetime import date

import pytest

from placements.models import Child
from reports.models import ContextFigure, PlannedAction, Statement
from reports.writing.records import records_of
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.kept_records import record_context, record_plan, record_statements
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db
DAY = date(2018, 4, 1)


def load(council: str) -> Authority:
    authority, by = AuthorityFactory(), system_user("tests")
    for _ in range(2):
        record_context(authority, council=council, by=by)
        record_statements(authority, council=council, by=by)
        if council == "southwark":
            record_plan(authority, council=council, source="Strategy", by=by)
    return authority


def test_the_plan_is_loaded_once_with_its_statements_and_days():
    authority = load("southwark")
    rows = records_of(authority, as_at=DAY, today=DAY).plan
    assert len(rows) == PlannedAction.objects.count() == 22
    assert Statement.objects.count() == 10
    assert rows[0].area == "Adoption"
    homes = next(row for row in rows if row.focus == "Reduce residential placements to 41")
    assert (homes.due_on, homes.standing.word) == (date(2018, 3, 31), "Overdue")
    assert homes.statements == tuple(range(1, 11))
    assert sum(row.standing.word == "No date set" for row in rows) == 1
    assert not Child.objects.filter(authority=authority).exists()


def test_southamptons_recruitment_is_its_table_of_three_periods():
    authority = load("southampton")
    kept = [one for one in records_of(authority, as_at=DAY, today=DAY).kept if one.label == "Enquiries"]
    assert [(one.as_at, one.text) for one in kept] == [
        (date(2013, 6, 30), "129"),
        (date(2013, 9, 24), "95"),
        (date(2013, 12, 31), "89"),
    ]
    assert Statement.objects.filter(kind="priority").count() == 8
    assert not ContextFigure.objects.filter(source="").exists()
