"""Priorities with their aim, what is known of them, and next steps that are actions of the plan."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from reports import actions
from reports.document import Items, Prose, Subheading, Table
from reports.models import ContextFigure, Statement
from reports.writing.exhibits_of_priorities import in_full
from reports.writing.records import records_of
from sufficiency.core.access import Role
from sufficiency.core.writing import Refused
from tests.people import someone
from tests.reports.conftest import AS_AT
from tests.reports.keeping import a_context_figure, a_planned_action, a_statement
from tests.reports.writing.test_records import document

pytestmark = pytest.mark.django_db
KNOWN = "Of all, [[context: all residents]] live here\nThey do well where they stay"


@pytest.fixture
def author(council):
    return someone(council, Role.REPORT_AUTHOR)


@pytest.fixture
def priority(council, author) -> Statement:
    a_context_figure(council, author)
    return a_statement(council, author, aim="Brothers and sisters live together", known=KNOWN)


def said(words) -> str:
    return "".join(run.text for run in words)


def test_each_priority_is_printed_with_aim_knowledge_and_steps(council, author, priority):
    row = a_planned_action(council, author, statements=[priority])
    actions.update_action(row=row, on=AS_AT, words="Asked", is_done=True, today=AS_AT, by=author)
    done = document(council, "[[words: priorities]]\n\n[[table: next steps]]\n\n[[table: action plan]]")
    heading, aim, _, known, _, steps, table, plan = done.document.sections[0].blocks
    assert isinstance(heading, Subheading)
    assert said(heading.words) == "3. Stay together"
    assert isinstance(aim, Prose)
    assert said(aim.words) == "Aim: Brothers and sisters live together"
    assert isinstance(known, Items)
    assert said(known.items[0]) == "Of all, 240,000 live here"
    assert [run.footnote for run in known.items[0] if run.figure] == [
        "People of all ages: Census office; 1 January 2013."
    ]
    assert isinstance(steps, Items)
    assert said(steps.items[0]) == "More carers (Head of Permanence; 30 June 2030; Done)"
    assert isinstance(table, Table)
    assert table.rows[0].headings == ("3. Stay together", "More carers")
    assert [cell.text for cell in table.rows[0].cells][2:] == ["Done", "31 March 2013: Asked"]
    # A plan that answers no I statement has no column for them.
    assert isinstance(plan, Table)
    assert [column.title for column in plan.columns] == ["Milestone", "Linked to", "Lead", "Priorities"]
    assert [(section, kept.name) for section, kept in done.kept] == [("Only", "all residents")]


@pytest.mark.parametrize(("number", "text"), [(3, "c"), (30, "30")])
def test_of_so_few_children_neither_the_figure_nor_its_note_is_for_the_public(council, author, number, text):
    note = f"The return says {number + 1}"
    a_context_figure(council, author, name="apart", value=Decimal(number), unit="children", note=note)
    a_statement(council, author, known="[[context: apart]] live apart")
    told = records_of(council, as_at=AS_AT, today=AS_AT).for_the_public(rounds=False)
    [known] = [block for block in in_full(told) if isinstance(block, Items)]
    [figure] = [run for run in known.items[0] if run.figure]
    assert figure.text == text
    assert (note in figure.footnote) is (text != "c")


def test_a_figure_that_is_not_kept_cannot_be_picked(council, author, priority):
    for known in ("[[context: nothing]]", "[[cla.number]]", "[[nonsense]]"):
        with pytest.raises(Refused) as refusal:
            a_statement(council, author, number=4, known=known)
        assert refusal.value.field == "known"
    ContextFigure.objects.filter(authority=council).update(name="another name")
    [fault] = document(council, "[[words: priorities]]").faults
    assert "does not keep" in fault.message


def test_only_a_priority_has_an_aim(council, author):
    with pytest.raises(Refused, match="Only a priority") as refusal:
        a_statement(council, author, kind="value", aim="To help")
    assert refusal.value.field == "aim"
    with pytest.raises(IntegrityError, match="only_a_priority_has_an_aim"):
        Statement.objects.create(authority=council, kind="value", number=1, words="x", aim="To help")


def test_pledge_themes_and_proposals_are_listed(council, author):
    a_statement(council, author, kind="pledge", words="We listen")
    a_statement(council, author, kind="theme", words="Permanence")
    a_statement(council, author, kind="proposal", words="A home of our own")
    text = "[[list: pledge]]\n\n[[list: themes]]\n\n[[list: proposals]]"
    lists = document(council, text).document.sections[0].blocks
    assert [(said(block.items[0]), block.marker) for block in lists] == [
        ("We listen", "1"),
        ("Theme 3: Permanence", "•"),
        ("A home of our own", "•"),
    ]
    [fault] = document(council, "[[words: priorities]]").faults
    assert "no priorities on record" in fault.message


def test_a_priority_stays_one_while_actions_are_its_steps(council, author, priority):
    a_planned_action(council, author, statements=[priority])
    stated = actions.Stated(kind="pledge", number=3, words="Stay together")
    with pytest.raises(Refused, match="must stay a priority"):
        actions.change_statement(statement=priority, stated=stated, version=priority.version, by=author)


def test_the_page_shows_a_priority_whole(client, council, author, priority):
    row = a_planned_action(council, author, statements=[priority])
    client.force_login(author)
    a_statement(council, author, kind="pledge", words="We listen")
    page = client.get(reverse("reports:plan-statements")).text
    for words in ("We listen", "Aim:", "Of all, ", "240,000", "They do well where they stay", "More carers"):
        assert words in page
    assert (
        "Priority 3. Stay together" in client.get(reverse("reports:action-detail", args=[row.public_id])).text
    )
    assert "priority 3" in client.get(reverse("reports:plan")).text
