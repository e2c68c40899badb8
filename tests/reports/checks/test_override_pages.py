"""Asking to print a hidden count, what it would tell, and the second person's answer, on their pages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from reports import actions
from reports.hidden import consequences_of, hidden_of
from reports.models import DisclosureOverride, DocumentTemplate, Draft, TemplateSection
from reports.tables_of_protection import name_of
from reports.writing.of_draft import composed
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(council):
    return someone(council, Role.REPORT_AUTHOR)


@pytest.fixture
def draft(council, author) -> Draft:
    template = DocumentTemplate.objects.create(
        identifier="short", name="Short statement", kind="statement", title="Our homes for children"
    )
    TemplateSection.objects.create(
        template=template, key="numbers", order=1, title="Numbers", text="[[table: placements]]", level=1
    )
    return actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=author
    )


def small(draft: Draft):
    """A hidden small count of the document's day that can be printed."""
    return next(
        one
        for one in hidden_of(draft, today=AS_AT)
        if one.as_at == AS_AT
        and one.why == "It is 1 to 5."
        and not consequences_of(draft, one.cell, today=AS_AT).told
    )


def test_from_asking_to_printing(draft, author, council):
    one = small(draft)
    client = signed_in(author)
    page = client.get(reverse("reports:draft-protection", args=[draft.public_id])).content.decode()
    ask = reverse("reports:override-ask", args=[draft.public_id])
    assert f"{ask}?count=" in page
    told = client.get(ask, {"count": name_of(one)}).content.decode()
    assert "Everybody will read this count as it is" in told
    assert "No other small count can be worked out from it" in told
    sent = {"key": str(uuid4()), "count": name_of(one), "reason": "All are siblings abroad"}
    assert client.post(ask, sent).status_code == 302
    # Sent twice, it is asked once.
    assert client.post(ask, sent).status_code == 302
    [made] = DisclosureOverride.objects.all()
    Draft.objects.filter(pk=draft.pk).update(status="clearance")
    decide = reverse("reports:override-decide", args=[made.public_id])
    # Who asked is not asked again: an author does not approve.
    assert client.get(decide).status_code == 403
    director = signed_in(someone(council, Role.DIRECTOR))
    read = director.get(decide).content.decode()
    assert "All are siblings abroad" in read
    assert "No other small count" in read
    assert director.post(decide, {"key": str(uuid4()), "answer": "agree"}).status_code == 302
    assert one.cell not in {each.cell for each in composed(draft, today=AS_AT).protected.hidden}
    page = client.get(reverse("reports:draft-protection", args=[draft.public_id])).content.decode()
    assert "It is printed." in page
    withdraw = reverse("reports:override-withdraw", args=[made.public_id])
    assert client.post(withdraw, {"key": str(uuid4())}).status_code == 302
    assert one.cell in {each.cell for each in composed(draft, today=AS_AT).protected.hidden}


def test_declined_it_stays_hidden_and_can_be_asked_for_anew(draft, author, council):
    one = small(draft)
    made = actions.ask_override(draft=draft, cell=one.cell, reason="Why not", by=author)
    Draft.objects.filter(pk=draft.pk).update(status="clearance")
    director = someone(council, Role.DIRECTOR)
    decide = reverse("reports:override-decide", args=[made.public_id])
    client = signed_in(director)
    assert client.post(decide, {"key": str(uuid4()), "answer": "decline"}).status_code == 302
    assert one.cell in {each.cell for each in composed(draft, today=AS_AT).protected.hidden}
    assert AuditEvent.objects.filter(action="decline to print a hidden count").exists()
    page = client.get(reverse("reports:draft-protection", args=[draft.public_id])).content.decode()
    assert f"Declined by {director}" in page
    again = actions.ask_override(draft=draft, cell=one.cell, reason="A better reason", by=author)
    assert again.pk != made.pk


def test_one_that_would_tell_another_is_refused_with_the_sentence_why(draft, author, monkeypatch):
    """Where nothing else can be hidden: DfE has printed all the rest."""
    one = small(draft)
    found = consequences_of(draft, one.cell, today=AS_AT)
    refused = type(found)(one.cell, (), (), told=(one.cell,))
    monkeypatch.setattr("reports.actions.overrides.consequences_of", lambda *_, **__: refused)
    client = signed_in(author)
    answer = client.post(
        reverse("reports:override-ask", args=[draft.public_id]),
        {"key": str(uuid4()), "count": name_of(one), "reason": "Why not"},
    )
    assert answer.status_code == 400
    assert "anybody could work out another small count" in answer.content.decode()
    assert "Why not" in answer.content.decode()
    assert not DisclosureOverride.objects.exists()


def test_a_count_that_is_not_hidden_is_not_asked_for(draft, author):
    one = small(draft)
    with pytest.raises(actions.NotReady, match="does not hide that count"):
        actions.ask_override(
            draft=draft, cell=one.cell._replace(key="cla.number", category=""), reason="x", by=author
        )


def test_nobody_decides_about_their_own_request_and_the_database_says_so_too(draft, council):
    both = someone(council, Role.DIRECTOR)
    both.memberships.create(authority=council, role=Role.ANALYST)
    made = actions.ask_override(draft=draft, cell=small(draft).cell, reason="Why not", by=both)
    with pytest.raises(PermissionDenied, match="Nobody decides about what they asked for"):
        actions.decline_override(override=made, by=both)
    rows = DisclosureOverride.objects.filter(pk=made.pk)
    with pytest.raises(IntegrityError, match="override_agreed_by_another"), transaction.atomic():
        rows.update(agreed_by=both, agreed_at=made.recorded_at)
    with pytest.raises(IntegrityError, match="override_declined_by_another_and_over"), transaction.atomic():
        rows.update(declined_by=both, withdrawn_at=made.recorded_at)
    # Without the constraint the row would stand: it is what holds.
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table reports_disclosureoverride drop constraint override_agreed_by_another")
    assert rows.update(agreed_by=both, agreed_at=made.recorded_at) == 1
