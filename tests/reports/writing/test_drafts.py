"""A document from its template to a frozen edition: who may do what, in which order, and what can go wrong."""

from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from reports import actions
from reports.document import Prose, Table
from reports.editions import pdf_of
from reports.frozen import document_from
from reports.models import Clearance, DocumentTemplate, Draft, DraftSection, Edition, TemplateSection
from sufficiency.core.access import Role
from sufficiency.core.stale import StaleEdit
from sufficiency.indicators import measure
from tests.factories import AuthorityFactory
from tests.people import someone
from tests.reports.conftest import AS_AT

pytestmark = pytest.mark.django_db
TEXT = "There were [[cla.number]] children, [[cla.number; change since the last year-end]].\n\n[[table: numbers]]"


@pytest.fixture
def template() -> DocumentTemplate:
    made = DocumentTemplate.objects.create(
        identifier="short", name="Short statement", kind="statement", title="Our homes for children"
    )
    for order, (key, text) in enumerate([("foreword", "Welcome."), ("numbers", TEXT)], start=1):
        TemplateSection.objects.create(
            template=made, key=key, order=order, title=key.title(), text=text, level=1
        )
    return made


@pytest.fixture
def author(council):
    return someone(council, Role.REPORT_AUTHOR)


@pytest.fixture
def director(council):
    return someone(council, Role.DIRECTOR)


@pytest.fixture
def draft(council, template, author) -> Draft:
    return actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=author
    )


def write(section: DraftSection, by, text=None, **others) -> DraftSection:
    section.refresh_from_db()
    given = {"text": section.text if text is None else text, "is_written": True, "is_exempt": False} | others
    return actions.write_section(section=section, version=section.version, by=by, **given)


def cleared(draft: Draft, by) -> Draft:
    for section in draft.sections.all():
        write(section, by)
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=by)
    for office in Clearance.Office:
        actions.clear(draft=draft, office=office, name="A. Officer", on=AS_AT, remark="", today=AS_AT, by=by)
    return draft


def published(draft: Draft, author, director) -> Edition:
    draft = cleared(draft, author)
    draft = actions.approve(draft=draft, version=draft.version, by=director)
    return actions.publish_draft(draft=draft, version=draft.version, by=author)


def test_from_template_to_frozen_edition(council, draft, author, director):
    edition = published(draft, author, director)
    draft.refresh_from_db()
    assert (draft.status, draft.edition) == (Draft.Status.PUBLISHED, edition)
    assert edition.sha256 == hashlib.sha256(pdf_of(edition)).hexdigest()
    document = document_from(edition.content)
    number = measure(["cla.number"], authority=council, as_at=AS_AT, today=AS_AT)["cla.number"].value
    [prose, table] = document.sections[1].blocks
    assert isinstance(prose, Prose)
    assert prose.words[1].text == str(number)
    assert isinstance(table, Table)
    assert table.label == "Table 1"
    stored = edition.measurements.get(key="cla.number", as_at=AS_AT).measurement
    assert stored["value"] == number
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(content={})


def test_last_years_words_with_this_years_figures(council, draft, author, director, template):
    write(draft.sections.get(key="foreword"), author, "Our own words: [[cla.number]].")
    edition = published(draft, author, director)
    TemplateSection.objects.filter(template=template, key="numbers").delete()
    after = actions.begin_draft(
        authority=council,
        template=template,
        as_at=AS_AT.replace(year=2014),
        audience="public",
        follows=edition,
        by=author,
    )
    assert [(one.key, one.text) for one in after.sections.all()] == [
        ("foreword", "Our own words: [[cla.number]]."),
        ("numbers", TEXT),
    ]
    assert not after.sections.filter(is_written=True).exists()


def test_clearance_is_of_the_words_as_they_stood(draft, author, director):
    draft = cleared(draft, author)
    write(draft.sections.first(), author, "Other words.")
    with pytest.raises(actions.NotReady, match="Not cleared as it now stands by: Legal, Finance"):
        actions.approve(draft=draft, version=draft.version, by=director)


def test_nobody_approves_what_they_began(council, template):
    manager = someone(council, Role.PLACEMENT_MANAGER)
    both = someone(council, Role.DIRECTOR)
    both.memberships.create(authority=council, role=Role.REPORT_AUTHOR)
    draft = actions.begin_draft(authority=council, template=template, as_at=AS_AT, audience="public", by=both)
    draft = cleared(draft, both)
    with pytest.raises(PermissionDenied, match="Nobody approves a document that they began"):
        actions.approve(draft=draft, version=draft.version, by=both)
    with pytest.raises(IntegrityError, match="draft_approved_by_another"), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(status="approved", approved_by=both)
    assert actions.approve(draft=draft, version=draft.version, by=manager).status == Draft.Status.APPROVED


def test_what_is_approved_stands_still(draft, author, director):
    draft = cleared(draft, author)
    draft = actions.approve(draft=draft, version=draft.version, by=director)
    with pytest.raises(actions.NotOpen, match="Take it back to writing first"):
        write(draft.sections.first(), author, "Other words.")
    actions.back_to_writing(draft=draft, version=draft.version, by=author)
    write(draft.sections.first(), author, "Other words.")


def test_two_authors_do_not_overwrite_each_other(draft, author):
    section = draft.sections.first()
    write(section, author, "Mine.")
    with pytest.raises(StaleEdit):
        actions.write_section(
            section=section, version=1, text="Theirs.", is_written=True, is_exempt=False, by=author
        )


def test_an_unknown_figure_stops_publication_and_says_which(draft, author, director):
    write(draft.sections.first(), author, "We have [[cla.nonsense]].")
    with pytest.raises(actions.NotReady, match=r"\[\[cla.nonsense\]\]: There is no figure"):
        published(draft, author, director)
    assert not Edition.objects.exists()


def test_who_writes_clears_and_reads(council, draft, author, director):
    stranger = someone(AuthorityFactory(gss_code="E06000044", name="P", short_name="P"), Role.REPORT_AUTHOR)
    finance = someone(council, Role.FINANCE_OFFICER)
    section = draft.sections.first()
    for other in (stranger, director, finance, someone(council, Role.ELECTED_MEMBER)):
        assert not Draft.objects.visible_to(other).exists()
        with pytest.raises(PermissionDenied):
            write(section, other)
        with pytest.raises(PermissionDenied):
            actions.comment(section=section, text="Why?", by=other)
    cleared(draft, author)
    for other in (director, finance):
        assert Draft.objects.visible_to(other).get() == draft
        section.refresh_from_db()
        draft.refresh_from_db()
        section.draft = draft
        actions.comment(section=section, text="Why?", by=other)
    for other in (stranger, someone(council, Role.ELECTED_MEMBER)):
        assert not Draft.objects.visible_to(other).exists()


def test_the_exempt_part_is_printed_apart(draft, author, director):
    write(draft.sections.get(key="foreword"), author, "Between us: terms of a contract.", is_exempt=True)
    draft.refresh_from_db()
    for section in draft.sections.exclude(key="foreword"):
        write(section, author)
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    for office in Clearance.Office:
        actions.clear(
            draft=draft, office=office, name="A. Officer", on=AS_AT, remark="", today=AS_AT, by=author
        )
    with pytest.raises(actions.NotReady, match=r"Foreword: The section is exempt .* no reason is given"):
        actions.approve(draft=draft, version=draft.version, by=director)
    head = actions.Head(exempt_paragraph=3, exempt_reason="It names the terms of a contract.")
    actions.write_head(draft=draft, version=draft.version, head=head, by=author)
    for office in Clearance.Office:
        actions.clear(
            draft=draft, office=office, name="A. Officer", on=AS_AT, remark="", today=AS_AT, by=author
        )
    draft.refresh_from_db()
    draft = actions.approve(draft=draft, version=draft.version, by=director)
    edition = actions.publish_draft(draft=draft, version=draft.version, by=author)
    assert "terms of a contract" not in str(edition.content)
    assert bytes(edition.exempt_pdf).startswith(b"%PDF")
