"""The demonstration's documents: carried to editions once, and every printed cell of the source found in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from reports.document import Audience
from reports.models import DocumentTemplate, Draft, Edition
from reports.renderers.pdf import pdf
from reports.writing.of_draft import composed
from reports.writing.of_template import composed_of_template
from sufficiency.core.models import Authority
from sufficiency.demonstration.southampton.printed import SOUTHAMPTON
from tests.demonstration import printed_tables

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 11, 22)


@pytest.fixture
def southampton() -> Authority:
    call_command("load_reference", verbosity=0)
    call_command("load_demo", "--dataset", "southampton", verbosity=0)
    return Authority.objects.get(gss_code=SOUTHAMPTON)


def _document(draft: Draft, **changes):
    for name, value in changes.items():
        setattr(draft, name, value)
    made = composed(draft, today=TODAY)
    assert made.faults == ()
    return made.document


def test_southamptons_documents(southampton):
    editions = Edition.objects.filter(authority=southampton)
    assert sorted(edition.template.identifier for edition in editions) == [
        "cabinet-2014",
        "cabinet-2020",
        "children-strategy",
        "committee-pack",
        "market-position",
        "members-page",
        "scorecard",
        "southampton-statement",
    ]
    for draft in Draft.objects.filter(authority=southampton):
        assert not [section.key for section in draft.sections.all() if "[to write]" in section.text]
        assert draft.clearances.count() == 5
        assert draft.approved_by_id != draft.begun_by_id
    call_command("load_demo", "--dataset", "southampton", verbosity=0)
    assert editions.count() == 8

    statement = Draft.objects.get(authority=southampton, template__identifier="southampton-statement")
    public = _document(statement)
    assert [table.label for table in public.tables()][:7] == [f"Table {number}" for number in range(1, 8)]
    assert [section.number for section in public.sections if section.level == 2] == [
        f"6.{number}" for number in range(1, 6)
    ]
    every_template_composes(southampton)
    exact = _document(statement, audience="internal")
    assert list(printed_tables.differences(exact)) == []
    assert list(printed_tables.more_than_exact(public, exact)) == []
    assert list(printed_tables.december(_document(statement, as_at=date(2013, 12, 31)))) == []
    # The comparison itself: a cell that is changed is found.
    first = next(exact.tables())
    row = first.rows[0]
    wrong = replace(
        first, rows=(replace(row, cells=(replace(row.cells[0], text="1"), *row.cells[1:])), *first.rows[1:])
    )
    assert list(printed_tables._table_1(printed_tables.cells(wrong)))


def every_template_composes(southampton: Authority) -> None:
    """All ten on the demonstration's own records, for the public and for inside; what is not on record is said."""
    templates = list(DocumentTemplate.objects.filter(authority=None).order_by("identifier"))
    assert len(templates) == 10
    for template in templates:
        for audience in Audience:
            made = composed_of_template(
                template, authority=southampton, as_at=date(2013, 3, 31), today=TODAY, audience=audience
            )
            # The plan, the values and the charter are Southwark's: of another council there is nothing on record.
            missing = [fault for fault in made.faults if "on record" not in fault.message]
            assert missing == [], template.identifier
            printed = pdf(made.document, edition="Edition 1", made_at=datetime(2026, 11, 22, tzinfo=UTC))
            assert printed.pages >= 1
            assert (template.identifier == "members-page") is (printed.pages == 1)
