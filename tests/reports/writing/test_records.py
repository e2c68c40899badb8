"""What a council keeps beside its returns, and how documents print it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from reports import actions
from reports.document import Audience, Items, Numbering, Prose, Table
from reports.models import ActionUpdate, ContextFigure, PlannedAction, Promise, Statement
from reports.standing import Linked, of_action
from reports.writing.composing import Written, compose
from reports.writing.records import _linked, printed, records_of, targets_in_force
from sufficiency.core.access import Role
from sufficiency.core.stale import StaleEdit
from sufficiency.core.writing import Refused
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Direction
from tests.people import someone
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db
DUE = date(2013, 6, 30)


def kept(**more) -> actions.Kept:
    given = {
        "kind": "population",
        "name": "all residents",
        "label": "People of all ages",
        "value": Decimal(240000),
        "unit": "people",
        "as_at": date(2013, 1, 1),
        "source": "Census office",
        "place_in_source": "table 3",
    }
    return actions.Kept(**(given | more))


@pytest.fixture
def author(council):
    return someone(council, Role.REPORT_AUTHOR)


def document(council, text: str):
    return compose(
        [Written("only", "Only", text)],
        authority=council,
        title="A document",
        kind="statement",
        as_at=AS_AT,
        today=AS_AT,
        audience=Audience.INTERNAL,
        numbering=Numbering.NONE,
        records=records_of(council, as_at=AS_AT, today=AS_AT),
    )


def planned(council, by, **more) -> PlannedAction:
    given = {"area": "Fostering", "focus": "More carers", "lead": "Head of Permanence", "due_on": DUE}
    return actions.add_action(authority=council, planned=actions.Planned(**(given | more)), by=by)


def i_statement(council, by, number: int) -> Statement:
    stated = actions.Stated(kind="i_statement", number=number, words=f"I feel safe {number}")
    return actions.add_statement(authority=council, stated=stated, by=by)


@pytest.mark.parametrize(
    ("value", "high", "unit", "text"),
    [
        ("240000.00", None, "people", "240,000"),
        ("18.20", None, "%", "18.2%"),
        ("600.00", "1900.00", "£ a week", "£600 to £1,900 a week"),
        ("6.00", "7.00", "%", "6% to 7%"),
        ("0.00", None, "children", "0"),
        ("1250.50", None, "£", "£1,250.50"),
        ("5900000.00", None, "£", "£5.9 million"),
        ("5912000.00", None, "£", "£5,912,000"),
    ],
)
def test_a_kept_figure_is_printed_with_its_unit(value, high, unit, text):
    assert printed(Decimal(value), unit, high and Decimal(high)) == text


def test_a_document_prints_the_figure_of_its_date_with_its_source_behind_it(council, author):
    actions.add_context_figure(authority=council, kept=kept(), by=author)
    actions.add_context_figure(
        authority=council, kept=kept(value=Decimal(9), as_at=AS_AT + timedelta(days=1)), by=author
    )
    done = document(council, "There were [[context: all residents; with source]] people.")
    [prose] = done.document.sections[0].blocks
    assert isinstance(prose, Prose)
    figure = next(run for run in prose.words if run.figure)
    assert figure.text == "240,000"
    assert figure.footnote == "People of all ages: Census office, table 3; 1 January 2013."
    assert not done.faults


def test_what_is_not_kept_is_a_fault_that_says_what_to_add(council):
    done = document(council, "[[context: nothing of it]] and\n\n[[table: action plan]]")
    assert [fault.what for fault in done.faults] == ["[[context: nothing of it]]", "[[table: action plan]]"]
    assert "Add its actions" in done.faults[1].message


def test_one_name_has_one_figure_a_date_and_a_change_names_the_version_seen(council, author):
    figure = actions.add_context_figure(authority=council, kept=kept(), by=author)
    with pytest.raises(Refused, match="for that date already"):
        actions.add_context_figure(authority=council, kept=kept(value=Decimal(1)), by=author)
    changed = actions.change_context_figure(
        figure=figure, kept=kept(value=Decimal(239400)), version=figure.version, by=author
    )
    assert changed.value == 239400
    with pytest.raises(StaleEdit):
        actions.change_context_figure(figure=figure, kept=kept(), version=figure.version, by=author)
    with pytest.raises(PermissionDenied):
        actions.add_context_figure(
            authority=council, kept=kept(name="another"), by=someone(council, Role.ELECTED_MEMBER)
        )


@pytest.mark.parametrize("more", [{"name": "a; b"}, {"name": "a]]"}, {"value_high": Decimal(1)}])
def test_the_database_refuses_a_name_that_cannot_be_picked_and_a_range_that_falls(council, author, more):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_context_figure(authority=council, kept=kept(**more), by=author)


def test_a_figure_is_stale_after_eighteen_months():
    figure = ContextFigure(as_at=date(2012, 1, 31))
    assert not figure.is_stale(date(2013, 7, 31))
    assert figure.is_stale(date(2013, 8, 1))


FAR, SHORT = date(2013, 1, 1), [Linked("Stability", False)]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"done_on": DUE}, "Done"),
        ({"done_on": DUE + timedelta(days=1)}, "Done late"),
        ({"due_on": None}, "No date set"),
        ({"today": DUE + timedelta(days=1)}, "Overdue"),
        ({"today": DUE}, "At risk"),
        ({"today": DUE, "heard_on": DUE - timedelta(days=90)}, "On track"),
        ({"today": DUE, "heard_on": DUE - timedelta(days=91)}, "At risk"),
        ({"today": DUE, "heard_on": DUE, "linked": SHORT}, "At risk"),
        ({"today": DUE, "heard_on": DUE, "linked": [Linked("Number", None)]}, "On track"),
        ({"today": DUE - timedelta(days=91), "linked": SHORT}, "On track"),
    ],
)
def test_how_an_action_stands_follows_from_its_days_and_figures(more, word):
    given = {"due_on": DUE, "done_on": None, "heard_on": None, "linked": [], "today": FAR} | more
    assert of_action(**given).word == word


def test_the_plan_and_the_statements_that_it_answers_are_printed(council, author):
    first = i_statement(council, author, 1)
    row = planned(council, author, statements=[first], indicators=["placements.fostering_share"])
    actions.update_action(row=row, on=AS_AT, words="Four new homes", is_done=False, today=AS_AT, by=author)
    done = document(
        council,
        "[[table: action plan]]\n\n[[table: progress]]\n\n[[table: i statements]]\n\n[[list: i statements]]",
    )
    plan, progress, statements, listed = done.document.sections[0].blocks
    assert isinstance(plan, Table)
    assert plan.rows[0].headings == ("Fostering", "More carers")
    assert [cell.text for cell in plan.rows[0].cells][::3] == ["30 June 2013", "1"]
    assert [cell.text for cell in progress.rows[0].cells][1:] == ["On track", "31 March 2013: Four new homes"]
    assert [cell.text for cell in statements.rows[0].cells] == ["1", "0", "0"]
    assert isinstance(listed, Items)


def test_an_update_is_of_a_day_that_has_come_and_stays_as_it_was_said(council, author):
    row = planned(council, author)
    with pytest.raises(Refused, match="today or earlier"):
        actions.update_action(row=row, on=DUE, words="x", is_done=False, today=AS_AT, by=author)
    update = actions.update_action(row=row, on=AS_AT, words="Done", is_done=True, today=AS_AT, by=author)
    row.refresh_from_db()
    assert row.done_on == AS_AT
    with pytest.raises(Refused, match="was done on"):
        actions.update_action(row=row, on=AS_AT, words="x", is_done=True, today=AS_AT, by=author)
    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        ActionUpdate.objects.filter(pk=update.pk).update(words="Other words")


def test_a_changed_action_answers_what_is_named_and_no_more(council, author):
    one, two = (i_statement(council, author, number) for number in (1, 2))
    row = planned(council, author, statements=[one], indicators=["placements.fostering_share"])
    told = actions.Planned(area="Homes", focus="Fewer moves", lead="Head", statements=[two])
    row = actions.change_action(row=row, planned=told, version=row.version, by=author)
    assert [one.statement for one in row.answers.all()] == [two]
    assert not row.indicators.exists()
    assert row.area.name == "Homes"
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from reports_plannedactionevent where focus = 'More carers'")
        assert cursor.fetchone() == (1,)


def test_the_context_of_a_kind_is_a_table_by_date(council, author):
    for day, value in ((date(2013, 1, 1), 129), (date(2013, 2, 1), 95)):
        told = replace(
            kept(kind="recruitment", name="enquiries", label="Carers: enquiries", unit="count"),
            as_at=day,
            value=Decimal(value),
        )
        actions.add_context_figure(authority=council, kept=told, by=author)
    [table] = document(council, "[[table: context recruitment of carers]]").document.sections[0].blocks
    assert [column.title for column in table.columns] == ["1 January 2013", "1 February 2013"]
    assert [cell.text for cell in table.rows[0].cells] == ["129", "95"]
    assert table.source == "Census office, table 3."
    assert not Promise.objects.exists()
    assert not Statement.objects.exists()


def test_a_promise_is_judged_by_what_the_document_prints(council):
    """A standing by a hidden figure would tell on which side of its target it is."""
    manager = someone(council, Role.PLACEMENT_MANAGER)
    hidden = next(
        one.cell.key
        for one in composed_public(council).protected.hidden
        if one.cell.as_at == AS_AT
        and not one.cell.category
        and one.cell.part == "count"
        and catalogue.get(one.cell.key).better is not Direction.NEITHER
    )
    for key in {hidden, "placements.within_20_miles"}:
        actions.set_target(
            authority=council,
            key=key,
            since=AS_AT,
            value=Decimal(100) if catalogue.get(key).better is Direction.HIGHER else Decimal(0),
            owner=None,
            commentary="",
            version=0,
            by=manager,
        )
    targets = targets_in_force(council, AS_AT)
    inside = composed_public(council, Audience.INTERNAL)
    public = composed_public(council)
    judged = {}
    for name, made in (("inside", inside), ("public", public)):
        found = {key: made.figures.protected.get(key, AS_AT) for key in targets}
        judged[name] = {key: _linked(key, targets, found).is_met for key in targets}
    assert judged["inside"][hidden] is not None
    assert judged["public"][hidden] is None


def composed_public(council, audience: Audience = Audience.PUBLIC):
    return compose(
        [Written("only", "Only", "[[table: every measure]]")],
        authority=council,
        title="A document",
        kind="statement",
        as_at=AS_AT,
        today=AS_AT,
        audience=audience,
        numbering=Numbering.NONE,
    )
