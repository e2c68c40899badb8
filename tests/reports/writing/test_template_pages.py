"""Templates made in the browser: copied or begun, their sections added, moved, changed and retired."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from reports import actions
from reports.actions.templates import PRODUCTS_OWN
from reports.models import DocumentTemplate, TemplateSection
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.writing import Refused
from tests.factories import AuthorityFactory
from tests.guards.hostile import TEXTS
from tests.people import signed_in, someone
from tests.reports.conftest import AS_AT
from tests.reports.keeping import a_template
from tests.reports.writing.test_drafts import author, template

__all__ = ["author", "template"]
pytestmark = pytest.mark.django_db
SECTION = {"title": "Our promise", "after": "", "level": "1", "guidance": "", "text": "", "marks": "document"}


@pytest.fixture
def client(author):
    return signed_in(author)


@pytest.fixture
def ours(council) -> DocumentTemplate:
    return a_template(council)


def _at(name: str, template: DocumentTemplate, *more: str) -> str:
    return reverse(f"reports:template-{name}", args=[template.public_id, *more])


def _sent(template: DocumentTemplate | None = None, **given) -> dict:
    if template is not None:
        template.refresh_from_db()
        given["version"] = str(template.version)
    return {"key": str(uuid4()), **given}


def _keys(template: DocumentTemplate) -> list[str]:
    return list(template.sections.order_by("order").values_list("key", flat=True))


def test_the_products_own_is_copied_and_a_document_begins_with_the_copy(council, client, template, author):
    page = client.get(_at("detail", template)).text
    address = f"{reverse('reports:template-new')}?from={template.public_id}"
    assert address in page
    answer = client.post(address, _sent(name="Our short form"))
    assert answer.status_code == 302
    copy = DocumentTemplate.objects.get(authority=council)
    assert answer["Location"] == _at("detail", copy)
    assert _keys(copy) == _keys(template)
    assert (copy.identifier, copy.kind, copy.title) == ("our-short-form", template.kind, template.title)
    assert "Our short form" in client.get(reverse("reports:draft-new")).text
    draft = actions.begin_draft(authority=council, template=copy, as_at=AS_AT, audience="public", by=author)
    assert [one.key for one in draft.sections.all()] == _keys(template)
    assert AuditEvent.objects.filter(action="copy template", actor=author).exists()


def test_one_from_nothing_gets_its_sections(council, client):
    given = {"name": "From nothing", "kind": "pack", "title": "A pack", "numbering": "none", "header": "none"}
    assert client.post(reverse("reports:template-new"), _sent(**given)).status_code == 302
    made = DocumentTemplate.objects.get(authority=council)
    assert "It has no section yet" in client.get(_at("detail", made)).text
    for title in ("Welcome", "Numbers", "Numbers"):
        after = _keys(made)[-1] if _keys(made) else ""
        sent = _sent(made, **(SECTION | {"title": title, "after": after, "text": "[[cla.number]]"}))
        assert client.post(_at("section-new", made), sent).status_code == 302
    assert _keys(made) == ["welcome", "numbers", "numbers-2"]


def test_a_section_is_changed_and_moved(client, ours):
    sent = _sent(ours, **(SECTION | {"title": "First of all", "after": "", "text": "[[table: numbers]]"}))
    assert client.post(_at("section", ours, "numbers"), sent).status_code == 302
    assert _keys(ours) == ["numbers", "foreword"]
    section = ours.sections.get(key="numbers")
    assert (section.title, section.text, section.is_required) == ("First of all", "[[table: numbers]]", False)
    sent = _sent(ours, **(SECTION | {"after": "foreword"}))
    client.post(_at("section", ours, "numbers"), sent)
    assert _keys(ours) == ["foreword", "numbers"]


def test_a_section_is_retired_and_documents_keep_theirs(council, client, ours, author):
    draft = actions.begin_draft(authority=council, template=ours, as_at=AS_AT, audience="public", by=author)
    assert client.post(_at("section-drop", ours, "foreword"), _sent(ours)).status_code == 302
    assert _keys(ours) == ["numbers"]
    assert [one.key for one in draft.sections.all()] == ["foreword", "numbers"]
    assert TemplateSection.pgh_event_model.objects.filter(key="foreword", pgh_label="delete").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("We have [[cla.nonsense]].", "There is no figure called &#x27;cla.nonsense&#x27;"),
        ("We have [[cla.by_age: 200]].", "has no &#x27;200&#x27;"),
        ("[[table: nonsense]]", "There is no table called &#x27;nonsense&#x27;"),
        ("[[chart: cla.number]]", "There is no chart called &#x27;cla.number&#x27;"),
    ],
)
def test_what_does_not_exist_is_refused_and_nothing_typed_is_lost(client, ours, text, message):
    for address in (_at("section-new", ours), _at("section", ours, "numbers")):
        answer = client.post(address, _sent(ours, **(SECTION | {"text": text})))
        assert answer.status_code == 400
        assert message in answer.text
        assert text in answer.text
    assert _keys(ours) == ["foreword", "numbers"]


def test_the_action_refuses_what_the_form_would(ours, author):
    wanted = actions.SectionWanted(title="X", text="[[cla.nonsense]]")
    with pytest.raises(Refused, match=r"There is no figure called 'cla\.nonsense'"):
        actions.add_template_section(template=ours, version=ours.version, wanted=wanted, by=author)


def test_the_products_own_stays_as_it_is(client, template, author):
    for name, more in (("change", []), ("retire", []), ("section-new", []), ("section", ["numbers"])):
        page = client.get(_at(name, template, *more))
        assert PRODUCTS_OWN.replace("'", "&#x27;") in page.text
        assert client.post(_at(name, template, *more), _sent(template)).status_code == 409
    wanted = actions.TemplateWanted(name="Mine now", title="Mine")
    with pytest.raises(Refused, match="came with the product"):
        actions.change_template(template=template, version=template.version, wanted=wanted, by=author)
    section = template.sections.first()
    with pytest.raises(Refused, match="came with the product"):
        actions.drop_template_section(section=section, version=template.version, by=author)


def test_who_came_second_is_told(client, ours, author):
    late = _sent(ours, **(SECTION | {"title": "Mine", "text": "Typed for an hour."}))
    wanted = actions.SectionWanted(title="Theirs", text="Theirs.")
    section = ours.sections.get(key="numbers")
    actions.change_template_section(section=section, version=ours.version, wanted=wanted, by=author)
    answer = client.post(_at("section", ours, "numbers"), late)
    assert answer.status_code == 409
    assert "Typed for an hour." in answer.text
    assert "Theirs." in answer.text


def test_a_retired_one_begins_no_document(client, ours):
    assert client.post(_at("retire", ours), _sent(ours)).status_code == 302
    assert "Retired" in client.get(reverse("reports:template-list")).text
    assert ours.name not in client.get(reverse("reports:draft-new")).text
    assert client.post(_at("retire", ours), _sent(ours)).status_code == 302
    assert ours.name in client.get(reverse("reports:draft-new")).text


def test_a_name_is_given_once_and_a_header_is_a_cabinet_reports(council, client, ours):
    given = {"name": "Twice", "kind": "statement", "title": "A", "numbering": "none", "header": "none"}
    client.post(reverse("reports:template-new"), _sent(**given))
    answer = client.post(reverse("reports:template-new"), _sent(**given))
    assert "Another template of yours has this name" in answer.text
    answer = client.post(reverse("reports:template-new"), _sent(**(given | {"name": "B", "header": "2020"})))
    assert "Only a cabinet report has a header block" in answer.text
    assert DocumentTemplate.objects.filter(authority=council).count() == 2


def test_another_councils_are_not_there(council, client):
    other = AuthorityFactory(gss_code="E06000044", name="Portsmouth", short_name="Portsmouth")
    theirs = a_template(other)
    assert client.get(_at("detail", theirs)).status_code == 404
    assert theirs.name not in client.get(reverse("reports:template-list")).text
    both = someone(other, Role.REPORT_AUTHOR)
    assert signed_in(both).get(_at("detail", a_template(council))).status_code == 404
    assert signed_in(someone(council, Role.DIRECTOR)).get(reverse("reports:template-list")).status_code == 403


@pytest.mark.parametrize("text", [one for one in TEXTS if one != "\ud800"][::7])
def test_hostile_words_are_words(client, ours, text):
    sent = _sent(ours, **(SECTION | {"title": text[:150], "guidance": text[:1000], "text": text}))
    assert client.post(_at("section", ours, "numbers"), sent).status_code in {302, 400}
    assert client.get(_at("detail", ours)).status_code == 200
