"""Documents that are written: who sends which form, and about what."""

from __future__ import annotations

from reports import actions
from reports.models import (
    DisclosureOverride,
    DocumentTemplate,
    Draft,
    DraftSection,
    SectionComment,
    TemplateSection,
)
from sufficiency.core.access import Role
from sufficiency.core.writing import day_to_type
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of

_AUTHOR = Role.REPORT_AUTHOR


def a_template() -> DocumentTemplate:
    """The product's own, of one section; the same each time."""
    made, is_new = DocumentTemplate.objects.get_or_create(
        identifier="of-the-guards",
        authority=None,
        defaults={"name": "A short statement", "kind": "statement", "title": "A short statement"},
    )
    if is_new:
        TemplateSection.objects.create(
            template=made, key="numbers", order=1, title="Numbers", text="We looked after [[cla.number]]."
        )
    return made


def a_draft(place: Place) -> Draft:
    """Being written by the council's author."""
    return actions.begin_draft(
        authority=place.authority,
        template=a_template(),
        as_at=place.today,
        audience="public",
        by=place.people[_AUTHOR],
    )


def a_section(place: Place) -> DraftSection:
    return a_draft(place).sections.get()


def a_comment(place: Place) -> SectionComment:
    return actions.comment(section=a_section(place), text="Why so few?", by=place.people[_AUTHOR])


def _begin(place: Place) -> tuple[Given, Given]:
    template = a_template()
    return {}, {
        "template": str(template.public_id),
        "as_at": day_to_type(place.today),
        "audience": "public",
    }


def an_override(place: Place) -> DisclosureOverride:
    """Asked for by the council's author, of a document in clearance."""
    draft = a_draft(place)
    Draft.objects.filter(pk=draft.pk).update(status=Draft.Status.CLEARANCE)
    return DisclosureOverride.objects.create(
        draft=draft,
        key="cla.number",
        as_at=place.today,
        part="count",
        reason="Nobody could know them",
        asked_by=place.people[_AUTHOR],
    )


def _chosen_before(place: Place) -> tuple[Given, Given]:
    actions.choose_disclosure_rule(
        authority=place.authority,
        way="hide",
        reason="As DfE does",
        version=0,
        by=place.people[Role.DIRECTOR],
    )
    return {}, {"way": "round", "reason": "Minute 4"}


SCENES: dict[str, Scene] = {
    "reports:disclosure-rule": Scene(Role.PLACEMENT_MANAGER, _chosen_before),
    # To decline asks nothing of the figures; what agreeing asks is in tests/reports/checks/test_override_pages.py.
    "reports:override-decide": Scene(Role.DIRECTOR, lambda place: of(an_override(place), answer="decline")),
    "reports:override-withdraw": Scene(_AUTHOR, lambda place: of(an_override(place))),
    "reports:draft-new": Scene(_AUTHOR, _begin),
    "reports:draft-section": Scene(_AUTHOR, lambda place: of(a_section(place))),
    "reports:section-comment": Scene(_AUTHOR, lambda place: of(a_section(place))),
    "reports:comment-settle": Scene(_AUTHOR, lambda place: of(a_comment(place))),
}
