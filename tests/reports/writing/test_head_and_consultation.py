"""The head of a cabinet report in both of the council's forms, the exempt part's reason, and the consultation log."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports import actions
from reports.models import Clearance, DocumentTemplate, Draft, ReportHeader, TemplateSection
from reports.writing.fingerprint import fingerprint
from reports.writing.of_draft import head_of
from sufficiency.core.access import Role
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(council):
    return someone(council, Role.REPORT_AUTHOR)


@pytest.fixture
def client(author):
    return signed_in(author)


def begun(council, author, header: str) -> Draft:
    template = DocumentTemplate.objects.create(
        identifier=f"of-{header}",
        name="A report",
        kind="statement" if header == "none" else "cabinet",
        title="A report",
        header=header,
    )
    TemplateSection.objects.create(template=template, key="one", order=1, title="One", text="Some words.")
    return actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=author
    )


def head_address(draft: Draft) -> str:
    return reverse("reports:draft-head", args=[draft.public_id])


def sent(draft: Draft, **given: str) -> dict[str, str]:
    return {"key": str(uuid4()), "version": str(draft.version), "confidentiality": "Not applicable"} | given


@pytest.mark.parametrize(
    ("header", "asked", "not_asked"),
    [
        ("2014", "an Equality Impact Assessment", "Data Protection"),
        ("2020", "a Data Protection Impact Assessment", "an Equality Impact Assessment"),
        ("none", "Is a part exempt from publication?", "Decision-maker"),
    ],
)
def test_each_form_asks_for_its_own_fields(council, client, author, header, asked, not_asked):
    page = client.get(head_address(begun(council, author, header))).text
    assert asked in page
    assert not_asked not in page


def test_the_head_is_kept_and_printed(council, client, author):
    draft = begun(council, author, "2020")
    before = fingerprint(draft)
    given = {"decision_maker": "Cabinet", "decided_on": "14/5/2013", "key_decision": "yes", "wards": "All"}
    assert client.post(head_address(draft), sent(draft, **given)).status_code == 302
    draft = Draft.objects.get(pk=draft.pk)
    head = head_of(draft)
    assert (head.decision_maker, head.key_decision, head.wards) == ("Cabinet", "Yes", "All")
    assert head.confidentiality == "Not applicable"
    assert fingerprint(draft) != before, "who cleared it is asked again"
    late = client.post(head_address(draft), sent(draft, version="1", decision_maker="Council"))
    assert late.status_code == 409
    assert "Cabinet" in late.text
    assert 'value="Council"' in late.text


def test_an_exempt_part_has_a_paragraph_and_a_reason(council, client, author):
    draft = begun(council, author, "2014")
    half = client.post(head_address(draft), sent(draft, exempt_paragraph="3"))
    assert half.status_code == 400
    assert "Say why it is exempt" in half.text
    other = client.post(head_address(draft), sent(draft, exempt_reason="Terms of a contract."))
    assert "Choose the paragraph by which it is exempt" in other.text
    whole = sent(draft, exempt_paragraph="3", exempt_reason="Terms of a contract.")
    assert client.post(head_address(draft), whole).status_code == 302
    said = head_of(Draft.objects.get(pk=draft.pk)).confidentiality
    assert said.startswith(
        "Part of this report is exempt from publication by paragraph 3 of Part 1 of Schedule 12A"
    )
    assert said.endswith("Terms of a contract.")
    for wrong in ({"exempt_reason": ""}, {"exempt_paragraph": 8}, {"exempt_paragraph": None}):
        with pytest.raises(IntegrityError, match="exempt_part_says_why"), transaction.atomic():
            ReportHeader.objects.filter(draft=draft).update(**wrong)


def test_what_is_approved_keeps_its_head(council, client, author):
    draft = begun(council, author, "2014")
    section = draft.sections.get()
    actions.write_section(
        section=section, version=1, text="Words.", is_written=True, is_exempt=False, by=author
    )
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    for office in Clearance.Office:
        actions.clear(draft=draft, office=office, name="A.", on=AS_AT, remark="", today=AS_AT, by=author)
    actions.approve(draft=draft, version=draft.version, by=someone(council, Role.DIRECTOR))
    draft.refresh_from_db()
    assert "its words stand still" in client.get(head_address(draft)).text
    assert client.post(head_address(draft), sent(draft, wards="All")).status_code == 409
    with pytest.raises(actions.NotOpen):
        actions.write_head(draft=draft, version=draft.version, head=actions.Head(), by=author)


def test_the_next_report_is_of_the_same_people(council, author):
    draft = begun(council, author, "2014")
    head = actions.Head(
        decision_maker="Cabinet", author="A. Author", decided_on=AS_AT, key_decision="yes", wards="All"
    )
    actions.write_head(draft=draft, version=draft.version, head=head, by=author)
    draft.refresh_from_db()
    section = draft.sections.get()
    actions.write_section(
        section=section, version=1, text="Words.", is_written=True, is_exempt=False, by=author
    )
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    for office in Clearance.Office:
        actions.clear(draft=draft, office=office, name="A.", on=AS_AT, remark="", today=AS_AT, by=author)
    draft = actions.approve(draft=draft, version=draft.version, by=someone(council, Role.DIRECTOR))
    edition = actions.publish_draft(draft=draft, version=draft.version, by=author)
    after = actions.begin_draft(
        authority=council,
        template=draft.template,
        as_at=AS_AT,
        audience="public",
        follows=edition,
        by=author,
    )
    header = after.header
    assert (header.decision_maker, header.author) == ("Cabinet", "A. Author")
    assert (header.decided_on, header.key_decision, header.wards) == (None, "", "")


def test_the_log_is_empty_then_filled_then_mended(council, client, author):
    draft = begun(council, author, "none")
    listed = reverse("reports:consultation-list", args=[draft.public_id])
    assert "Nobody is logged yet" in client.get(listed).text
    given = {"key": str(uuid4()), "whom": "Children in Care Council", "how": "A meeting", "on": "2/4/2013"}
    new = reverse("reports:consultation-new", args=[draft.public_id])
    assert client.post(new, given)["Location"] == listed
    page = client.get(listed).text
    assert "Children in Care Council" in page
    assert "2 April 2013" in page
    assert "No answer yet" in page
    entry = draft.consultations.get()
    change = reverse("reports:consultation-change", args=[entry.public_id])
    answered = {**given, "key": str(uuid4()), "version": "1", "said": "Nearer to school.", "answer": "Added."}
    assert client.post(change, answered).status_code == 302
    entry.refresh_from_db()
    assert (entry.said, entry.answer, entry.version) == ("Nearer to school.", "Added.", 2)
    late = client.post(change, {**answered, "key": str(uuid4()), "said": "Something else."})
    assert late.status_code == 409
    assert "Nearer to school." in late.text
    assert "Something else." in late.text


def test_a_log_without_its_answers_is_refused_in_words(council, client, author):
    draft = begun(council, author, "none")
    answer = client.post(
        reverse("reports:consultation-new", args=[draft.public_id]), {"key": str(uuid4()), "whom": "Carers"}
    )
    assert answer.status_code == 400
    assert "Enter how they were asked" in answer.text
    assert 'value="Carers"' in answer.text
    assert not draft.consultations.exists()
