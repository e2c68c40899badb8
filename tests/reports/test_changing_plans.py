"""Statements and meetings that were entered wrongly are put right, and what documents rest on stays whole."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from reports import actions
from reports.models import Meeting, Statement
from sufficiency.core.access import Role
from sufficiency.core.stale import StaleEdit
from sufficiency.core.writing import Refused
from tests.people import someone
from tests.reports.keeping import a_body, a_meeting, a_planned_action, a_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(authority):
    return someone(authority, Role.ANALYST)


def _changed(statement: Statement, by, **more) -> Statement:
    given = {"kind": statement.kind, "number": statement.number, "words": statement.words}
    version = more.pop("version", statement.version)
    stated = actions.Stated(**(given | more))
    return actions.change_statement(statement=statement, stated=stated, version=version, by=by)


def test_a_statement_is_put_in_other_words(authority, analyst):
    statement = a_statement(authority, analyst)
    assert _changed(statement, analyst, words="Brothers and sisters together").version == 2
    with pytest.raises(StaleEdit):
        _changed(statement, analyst, words="Late", version=1)
    assert Statement.objects.get().words == "Brothers and sisters together"


def test_a_number_is_given_once(authority, analyst):
    first = a_statement(authority, analyst)
    second = a_statement(authority, analyst, number=4, words="Learn")
    with pytest.raises(Refused, match="There is a number 3 already"):
        _changed(second, analyst, number=first.number)
    assert _changed(second, analyst, number=5).number == 5


def test_what_actions_answer_stays_a_statement(authority, analyst):
    statement = a_statement(authority, analyst, number=1, kind="i_statement", words="I am heard")
    a_planned_action(authority, analyst, statements=[statement])
    with pytest.raises(Refused, match="must stay an I statement"):
        _changed(statement, analyst, kind="value")


def test_a_meeting_is_moved_but_not_onto_another(authority, analyst):
    meeting = a_meeting(authority, analyst)
    given = {"body": meeting.body.name, "pack_due_on": None, "receives": "The scorecard", "by": analyst}
    other = actions.add_meeting(authority=authority, on=date(2030, 9, 1), **given)
    with pytest.raises(Refused, match="meets on that day already"):
        actions.change_meeting(meeting=other, on=meeting.on, version=1, **given)
    actions.change_meeting(meeting=other, on=date(2030, 9, 8), version=1, **given)
    assert sorted(Meeting.objects.values_list("on", flat=True)) == [meeting.on, date(2030, 9, 8)]


def test_a_committee_has_one_name(authority, analyst):
    body = a_body(authority, analyst)
    with pytest.raises(Refused, match="of that name already"):
        a_body(authority, analyst)
    changed = actions.change_body(
        body=body, name="Scrutiny", chair="Another", meetings_a_year=4, version=1, by=analyst
    )
    assert (changed.chair, changed.meetings_a_year, changed.version) == ("Another", 4, 2)


def test_only_who_sets_targets_may(authority, analyst):
    statement, meeting = a_statement(authority, analyst), a_meeting(authority, analyst)
    auditor = someone(authority, Role.AUDITOR)
    with pytest.raises(PermissionDenied):
        _changed(statement, auditor, words="Other")
    with pytest.raises(PermissionDenied):
        actions.change_meeting(
            meeting=meeting,
            body="Board",
            on=meeting.on,
            pack_due_on=None,
            receives="",
            version=1,
            by=auditor,
        )


def test_the_pages_lead_to_the_forms(client, authority, analyst):
    statement, meeting = a_statement(authority, analyst), a_meeting(authority, analyst)
    client.force_login(analyst)
    assert (
        reverse("reports:statement-change", args=[statement.public_id])
        in client.get(reverse("reports:plan-statements")).text
    )
    assert (
        reverse("reports:meeting-change", args=[meeting.public_id])
        in client.get(reverse("reports:governance")).text
    )
