"""The pages of checks and of what is hidden, and that a fault stops approval."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Clearance, DocumentTemplate, Draft, TemplateSection
from sufficiency.core.access import Role
from tests.factories import AuthorityFactory
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
        template=template, key="vision", order=1, title="Vision", text="[to write]", level=1
    )
    TemplateSection.objects.create(
        template=template, key="numbers", order=2, title="Numbers", text="[[table: placements]]", level=1
    )
    return actions.begin_draft(
        authority=council, template=template, as_at=AS_AT, audience="public", by=author
    )


def page(user, name: str, draft: Draft):
    return signed_in(user).get(reverse(f"reports:{name}", args=[draft.public_id]))


def cleared(draft: Draft, by) -> Draft:
    for section in draft.sections.all():
        actions.write_section(
            section=section,
            version=section.version,
            text=section.text,
            is_written=True,
            is_exempt=False,
            by=by,
        )
    draft.refresh_from_db()
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=by)
    for office in Clearance.Office:
        actions.clear(draft=draft, office=office, name="A. Officer", on=AS_AT, remark="", today=AS_AT, by=by)
    return draft


def test_each_finding_leads_to_where_it_is_mended(draft, author):
    shown = page(author, "draft-checks", draft).text
    vision = reverse("reports:draft-section", args=[draft.sections.get(key="vision").public_id])
    assert f'<a class="govuk-link" href="{vision}">Vision</a>' in shown


def test_the_page_says_what_stops_it(draft, author):
    answer = page(author, "draft-checks", draft)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "still stands here" in text
    assert "Vision" in text
    assert "1 fault" in text


def test_what_stops_it_stops_approval_and_publication(draft, author, council):
    draft = cleared(draft, author)
    director = someone(council, Role.DIRECTOR)
    with pytest.raises(actions.NotReady, match="Vision: '\\[to write\\]' still stands here"):
        actions.approve(draft=draft, version=draft.version, by=director)
    Draft.objects.filter(pk=draft.pk).update(status="approved", approved_by=director)
    draft.refresh_from_db()
    with pytest.raises(actions.NotReady, match="still stands here"):
        actions.publish_draft(draft=draft, version=draft.version, by=author)


def test_the_page_of_what_is_hidden_says_why_and_shows_no_count(draft, author):
    answer = page(author, "draft-protection", draft)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "It is 1 to 5." in text
    assert next(row.as_at for row in answer.context["table"].data) == AS_AT


@pytest.mark.parametrize("name", ["draft-checks", "draft-protection"])
def test_who_sees_the_pages(draft, council, name):
    stranger = someone(AuthorityFactory(gss_code="E06000044", name="P", short_name="P"), Role.REPORT_AUTHOR)
    assert page(stranger, name, draft).status_code == 404
    assert page(someone(council, Role.ELECTED_MEMBER), name, draft).status_code == 404
    # A draft is its authors' until clearance is asked.
    assert page(someone(council, Role.DIRECTOR), name, draft).status_code == 404
