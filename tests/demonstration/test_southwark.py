"""The Southwark demonstration: its printed figures, statements and plan, without a child."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from placements.models import Child
from reports.models import ContextFigure, GovernanceBody, PlannedAction, Statement
from reports.writing.records import records_of
from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.kept_records import (
    record_context,
    record_governance,
    record_plan,
    record_statements,
)
from tests.factories import AuthorityFactory

pytestmark = pytest.mark.django_db
DAY = date(2018, 4, 1)


def load(council: str) -> Authority:
    authority, by = AuthorityFactory(), system_user("tests")
    for _ in range(2):
        record_context(authority, council=council, by=by)
        record_statements(authority, council=council, by=by)
        record_governance(authority, council=council, by=by)
        if council == "southwark":
            record_plan(authority, council=council, source="Strategy", by=by)
    return authority


def test_the_plan_is_loaded_once_with_its_statements_and_days():
    authority = load("southwark")
    rows = records_of(authority, as_at=DAY, today=DAY).plan
    assert len(rows) == PlannedAction.objects.count() == 22
    assert dict(Counter(Statement.objects.values_list("kind", flat=True))) == {
        "i_statement": 10,
        "value": 9,
        "charter": 7,
    }
    bodies = {one.name: one for one in GovernanceBody.objects.all()}
    assert bodies["Sufficiency Strategy Delivery Group"].chair.count("Director") == 2
    assert rows[0].area == "Adoption"
    homes = next(row for row in rows if row.focus == "Reduce residential placements to 41")
    assert (homes.due_on, homes.standing.word) == (date(2018, 3, 31), "Overdue")
    assert homes.statements == tuple(range(1, 11))
    assert sum(row.standing.word == "No date set" for row in rows) == 1
    assert not Child.objects.filter(authority=authority).exists()


def test_what_southamptons_documents_say_beside_their_tables():
    authority = load("southampton")
    kept = records_of(authority, as_at=DAY, today=DAY).context
    assert (kept["population"].text, kept["providers of general fostering"].when) == (
        "240,000",
        "from April 2012",
    )
    # Table 6 stands in one register alone, that of printed figures.
    assert not ContextFigure.objects.filter(kind="recruitment", unit="count").exists()
    assert Statement.objects.filter(kind="priority").count() == 8
    assert GovernanceBody.objects.get(name="Corporate Parenting Committee").meetings_a_year == 6
    assert not ContextFigure.objects.filter(source="").exists()
