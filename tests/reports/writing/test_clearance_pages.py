"""The pages from writing to approval: who has cleared which words, what stops approval, and each step."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Clearance, Draft
from sufficiency.core.access import Role
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.writing.test_drafts import author, cleared, director, draft, template, write

__all__ = ["author", "director", "draft", "template"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(author):
    return signed_in(author)


def address(name: str, of) -> str:
    return reverse(f"reports:{name}", args=[of.public_id])


def send(client, name: str, of, /, **given: str):
    version = {"version": str(of.version)} if hasattr(of, "version") else {}
    return client.post(address(name, of), {"key": str(uuid4()), **version, **given})


def enter(client, draft: Draft, office: str, **others: str):
    given = {"office": office, "name": "A. Officer", "on": "2/4/2013", "remark": ""} | others
    return send(client, "clearance-enter", draft, **given)


def test_from_writing_to_approval_in_the_browser(client, draft, author, director):
    page = client.get(address("draft-clearance", draft)).text
    assert "Not yet marked as written:" in page
    assert reverse("reports:draft-section", args=[draft.sections.first().public_id]) in page
    for one in draft.sections.all():
        write(one, author)
    assert address("clearance-ask", draft) in client.get(address("draft-clearance", draft)).text
    assert address("clearance-ask", draft) in client.get(address("draft-detail", draft)).text
    assert send(client, "clearance-ask", draft)["Location"] == address("draft-clearance", draft)
    page = client.get(address("draft-clearance", draft)).text
    assert "0 of 5 offices have cleared the words as they stand." in page
    assert (
        "Not cleared as the words stand: Legal, Finance (section 151 officer), Monitoring officer, " in page
    )
    for office in Clearance.Office:
        assert enter(client, draft, office).status_code == 302
    theirs = signed_in(director)
    page = theirs.get(address("draft-clearance", draft)).text
    assert "5 of 5 offices have cleared the words as they stand." in page
    assert "A. Officer, 2 April 2013" in page
    assert address("draft-approve", draft) in page
    draft.refresh_from_db()
    assert send(theirs, "draft-approve", draft).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.approved_by) == (Draft.Status.APPROVED, director)
    assert address("draft-publish", draft) in client.get(address("draft-detail", draft)).text
    assert send(client, "clearance-back", draft).status_code == 302
    draft.refresh_from_db()
    assert draft.status == Draft.Status.WRITING


def test_whose_clearance_is_of_earlier_words_and_what_changed_since(client, draft, author):
    cleared(draft, author)
    write(draft.sections.get(key="numbers"), author, "Other words.")
    page = client.get(address("draft-clearance", draft)).text
    assert page.count("Cleared earlier words") == 5
    assert "0 of 5 offices" in page
    changed = page.split("Changed since:")[1].split("</p>")[0]
    assert "Numbers" in changed
    assert "Foreword" not in changed
    enter(client, draft, "legal", name="B. Officer")
    page = client.get(address("draft-clearance", draft)).text
    assert "1 of 5 offices has cleared the words as they stand." in page
    assert page.count("Cleared earlier words") == 4
    # Words that come back as they were are cleared as they were.
    as_cleared = draft.template.sections.get(key="numbers").text
    write(draft.sections.get(key="numbers"), author, as_cleared)
    page = client.get(address("draft-clearance", draft)).text
    assert "5 of 5 offices" in page
    assert "B. Officer" not in page


def test_what_stops_approval_is_listed_with_the_place(client, draft, author, director):
    write(draft.sections.get(key="foreword"), author, "We have [[cla.nonsense]].", is_exempt=True)
    write(draft.sections.get(key="numbers"), author)
    draft.refresh_from_db()
    actions.ask_clearance(draft=draft, version=draft.version, by=author)
    page = signed_in(director).get(address("draft-clearance", draft)).text
    assert "There is no figure called &#x27;cla.nonsense&#x27;" in page
    foreword = reverse("reports:draft-section", args=[draft.sections.get(key="foreword").public_id])
    assert f'href="{foreword}">Open Foreword' in page
    assert "exempt from publication, and no reason is given" in page
    assert f'href="{address("draft-head", draft)}">' in page
    assert f'href="{address("clearance-enter", draft)}?office=member"' in page
    assert address("draft-approve", draft) not in page
    draft.refresh_from_db()
    refused = send(signed_in(director), "draft-approve", draft)
    assert refused.status_code == 400
    assert "Not cleared as it now stands by: Legal" in refused.text


def test_nobody_is_offered_the_approval_of_what_they_began(council, template):
    both = someone(council, Role.DIRECTOR)
    both.memberships.create(authority=council, role=Role.REPORT_AUTHOR)
    draft = actions.begin_draft(authority=council, template=template, as_at=AS_AT, audience="public", by=both)
    cleared(draft, both)
    theirs = signed_in(both)
    page = theirs.get(address("draft-clearance", draft)).text
    assert "You began this document, so somebody else approves it" in page
    assert address("draft-approve", draft) not in page
    draft.refresh_from_db()
    refused = send(theirs, "draft-approve", draft)
    assert refused.status_code == 400
    assert "Nobody approves a document that they began" in refused.text


def test_a_clearance_is_taken_back_and_stays_on_record(client, draft, author):
    cleared(draft, author)
    given = draft.clearances.get(office="legal")
    assert address("clearance-withdraw", given) in client.get(address("draft-clearance", draft)).text
    assert "A. Officer cleared it on 31 March 2013" in client.get(address("clearance-withdraw", given)).text
    assert send(client, "clearance-withdraw", given).status_code == 302
    given.refresh_from_db()
    assert given.withdrawn_at is not None
    assert "4 of 5 offices" in client.get(address("draft-clearance", draft)).text


def test_a_clearance_of_tomorrow_is_refused_and_nothing_typed_is_lost(client, draft, author):
    cleared(draft, author)
    answer = enter(client, draft, "legal", name="C. Officer", on="1/1/2999", remark="By e-mail")
    assert answer.status_code == 400
    assert "The day of clearance must not lie ahead" in answer.text
    assert "C. Officer" in answer.text
    assert "By e-mail" in answer.text


def test_who_clears_finds_their_own_name_and_office(council, draft, author, director):
    cleared(draft, author)
    page = signed_in(director).get(address("clearance-enter", draft)).text
    assert f'value="{director}"' in page
    chosen = [one.split(">")[0] for one in page.split("<input") if 'type="radio"' in one and "checked" in one]
    assert len(chosen) == 1
    assert 'value="director"' in chosen[0]
    form = signed_in(author).get(f"{address('clearance-enter', draft)}?office=finance").text
    assert f'value="{author}"' not in form


def test_before_clearance_is_asked_none_can_be_entered(client, draft):
    assert "It can be cleared while it is in clearance" in client.get(address("clearance-enter", draft)).text
    assert enter(client, draft, "legal").status_code == 400
    assert not draft.clearances.exists()


def test_the_day_of_the_decision_is_planned_and_printed_for_want_of_another(client, draft, author):
    assert send(client, "decision-day", draft, decision_on="14/5/2013").status_code == 302
    draft.refresh_from_db()
    assert draft.decision_on == date(2013, 5, 14)
    assert "14 May 2013" in client.get(address("draft-clearance", draft)).text
    stale = client.post(
        address("decision-day", draft), {"key": str(uuid4()), "version": "1", "decision_on": "1/6/2013"}
    )
    assert stale.status_code == 409
    assert "14 May 2013" in stale.text


def test_elected_members_and_strangers_find_nothing(council, draft, author):
    cleared(draft, author)
    member = signed_in(someone(council, Role.ELECTED_MEMBER))
    for name in ("draft-clearance", "clearance-enter", "draft-head", "consultation-list", "draft-publish"):
        assert member.get(address(name, draft)).status_code == 404
    finance = signed_in(someone(council, Role.FINANCE_OFFICER))
    assert finance.get(address("draft-approve", draft)).status_code == 403
    assert finance.get(address("clearance-ask", draft)).status_code == 403
    assert finance.get(address("draft-clearance", draft)).status_code == 200
