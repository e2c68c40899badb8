"""Documents that are written: who sends which form, and about what."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from reports import actions
from reports.logos import read_logo
from reports.models import (
    Clearance,
    Consultation,
    CouncilStyle,
    DisclosureOverride,
    DocumentTemplate,
    Draft,
    DraftSection,
    Edition,
    SectionComment,
    TemplateSection,
)
from sufficiency.core.access import Role
from sufficiency.core.writing import day_to_type
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of
from tests.reports import keeping
from tests.reports.logos import SVG

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


def a_template_of_reports() -> DocumentTemplate:
    """The product's own of a cabinet report, of words alone; the same each time."""
    template, is_new = DocumentTemplate.objects.get_or_create(
        identifier="of-the-guards-for-cabinet",
        authority=None,
        defaults={"name": "A short report", "kind": "cabinet", "title": "A short report", "header": "2020"},
    )
    if is_new:
        TemplateSection.objects.create(
            template=template, key="summary", order=1, title="Summary", text="Homes near home."
        )
    return template


def a_report(place: Place) -> Draft:
    """A cabinet report of words alone, which picks no figure and so needs no returns; written, in no clearance yet."""
    template = a_template_of_reports()
    author = place.people[_AUTHOR]
    draft = actions.begin_draft(
        authority=place.authority, template=template, as_at=place.today, audience="public", by=author
    )
    section = draft.sections.get()
    actions.write_section(
        section=section,
        version=section.version,
        text=section.text,
        is_written=True,
        is_exempt=False,
        by=author,
    )
    return draft


def in_clearance(place: Place) -> Draft:
    draft = a_report(place)
    return actions.ask_clearance(draft=draft, version=draft.version, by=place.people[_AUTHOR])


def a_clearance(place: Place, draft: Draft | None = None, office: str = "legal") -> Clearance:
    return actions.clear(
        draft=draft or in_clearance(place),
        office=office,
        name="A. Officer",
        on=place.today,
        remark="",
        today=place.today,
        by=place.people[_AUTHOR],
    )


def cleared(place: Place) -> Draft:
    """By all five offices."""
    draft = in_clearance(place)
    for office in Clearance.Office:
        a_clearance(place, draft, office)
    return draft


def approved(place: Place) -> Draft:
    draft = cleared(place)
    return actions.approve(draft=draft, version=draft.version, by=place.people[Role.DIRECTOR])


def a_consultation(place: Place) -> Consultation:
    return actions.log_consultation(
        draft=a_draft(place),
        consulted=actions.Consulted("Carers", "A meeting", place.today),
        by=place.people[_AUTHOR],
    )


def _begin(place: Place) -> tuple[Given, Given]:
    template = a_template()
    return {}, {
        "template": str(template.public_id),
        "as_at": day_to_type(place.today),
        "audience": "public",
    }


def an_edition(place: Place) -> Edition:
    """Published without an author, so that its correction asks for a form too."""
    a_template()
    last = Edition.objects.filter(authority=place.authority).aggregate(last=Max("number"))["last"] or 0
    return Edition.objects.create(
        authority=place.authority,
        kind=Edition.Kind.STATEMENT,
        as_at=place.today,
        audience=Edition.Audience.PUBLIC,
        number=last + 1,
        title="A short statement",
        status=Edition.Status.ISSUED,
        made_at=timezone.now(),
        made_by=place.people[_AUTHOR],
        pdf=b"%PDF-1.7",
        sha256="0" * 64,
        pages=1,
    )


def _of_its_own(place: Place) -> DocumentTemplate:
    """A template that the council made."""
    return keeping.a_template(place.authority)


def _section_of_its_own(place: Place) -> tuple[Given, Given]:
    parts, given = of(_of_its_own(place))
    return {**parts, "key": "numbers"}, given


def _style(place: Place) -> tuple[Given, Given]:
    given = {"printed_name": "", "accent": "#00512f", "logo_alt": "A house"}
    if not CouncilStyle.objects.filter(authority=place.authority).exists():
        actions.set_style(
            authority=place.authority,
            version=0,
            logo=read_logo("a.svg", SVG),
            by=place.people[_AUTHOR],
            **given,
        )
    return {}, given


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
    "reports:draft-head": Scene(_AUTHOR, lambda place: of(a_report(place))),
    "reports:consultation-new": Scene(_AUTHOR, lambda place: of(a_draft(place))),
    "reports:consultation-change": Scene(_AUTHOR, lambda place: of(a_consultation(place))),
    "reports:decision-day": Scene(_AUTHOR, lambda place: of(a_draft(place))),
    "reports:clearance-ask": Scene(_AUTHOR, lambda place: of(a_report(place))),
    "reports:clearance-back": Scene(_AUTHOR, lambda place: of(in_clearance(place))),
    "reports:clearance-enter": Scene(_AUTHOR, lambda place: of(in_clearance(place))),
    "reports:clearance-withdraw": Scene(_AUTHOR, lambda place: of(a_clearance(place))),
    "reports:draft-approve": Scene(Role.DIRECTOR, lambda place: of(cleared(place))),
    "reports:draft-publish": Scene(_AUTHOR, lambda place: of(approved(place))),
    "reports:edition-correct": Scene(_AUTHOR, lambda place: of(an_edition(place))),
    "reports:style": Scene(_AUTHOR, _style),
    "reports:template-new": Scene(_AUTHOR),
    "reports:template-change": Scene(_AUTHOR, lambda place: of(_of_its_own(place))),
    "reports:template-retire": Scene(_AUTHOR, lambda place: of(_of_its_own(place))),
    "reports:template-section-new": Scene(_AUTHOR, lambda place: of(_of_its_own(place))),
    "reports:template-section": Scene(_AUTHOR, _section_of_its_own),
    "reports:template-section-drop": Scene(_AUTHOR, _section_of_its_own),
}
