"""A demonstration's documents: from a template and its own words through clearance to an edition."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from reports import actions
from reports.models import Clearance, DocumentTemplate, Draft, ReportHeader
from reports.templates_of_the_product import load_templates, read_sections
from sufficiency.core.models import Authority, User

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# All are invented.
_OFFICERS = {
    Clearance.Office.LEGAL: "Leah Legal",
    Clearance.Office.FINANCE: "Finn Finance",
    Clearance.Office.MONITORING: "Mona Monitoring",
    Clearance.Office.DIRECTOR: "Dora Director",
    Clearance.Office.MEMBER: "Malik Member",
}


@dataclass(frozen=True)
class Written:
    """A document of a demonstration: its template, whose words, and as at which day."""

    template: str
    as_at: date
    folder: str


def publish_documents(
    authority: Authority, documents: list[Written], *, people: Mapping[str, User], today: date
) -> int:
    """Carry each to an edition, once: how many are new.

    What a check stops stays in clearance, and its page says why.
    """
    load_templates()
    return sum(_publish(authority, one, people=people, today=today) for one in documents)


def _publish(authority: Authority, one: Written, *, people: Mapping[str, User], today: date) -> int:
    template = DocumentTemplate.objects.get(authority=None, identifier=one.template)
    draft = Draft.objects.filter(authority=authority, template=template, as_at=one.as_at).first()
    if draft is None:
        draft = _approved(authority, template, one, people=people, today=today)
    if draft.status != Draft.Status.APPROVED:
        return 0
    try:
        actions.publish_draft(draft=draft, version=draft.version, by=people["author"])
    except actions.NotReady:
        return 0
    return 1


@transaction.atomic
def _approved(
    authority: Authority,
    template: DocumentTemplate,
    one: Written,
    *,
    people: Mapping[str, User],
    today: date,
) -> Draft:
    author, director = people["author"], people["director"]
    draft = actions.begin_draft(
        authority=authority, template=template, as_at=one.as_at, audience="public", by=author
    )
    texts = _texts(one)
    for section in draft.sections.all():
        actions.write_section(
            section=section,
            version=section.version,
            text=texts.get(section.key, section.text),
            is_written=True,
            is_exempt=False,
            by=author,
        )
    settings = FIXTURES / one.folder / "documents" / f"{one.template}.toml"
    if settings.exists():
        said = tomllib.loads(settings.read_text(encoding="utf-8"))
        draft.title = said.pop("title", draft.title)
        draft.save(update_fields=["title"])
        ReportHeader.objects.filter(draft=draft).update(**said)
    draft = actions.ask_clearance(draft=draft, version=draft.version, by=author)
    for office, name in _OFFICERS.items():
        actions.clear(draft=draft, office=office, name=name, on=today, remark="", today=today, by=author)
    try:
        return actions.approve(draft=draft, version=draft.version, by=director)
    except actions.NotReady:
        return draft


def _texts(one: Written) -> dict[str, str]:
    """The council's own words by section; sections that it has none for keep the template's."""
    place = FIXTURES / one.folder / "documents" / f"{one.template}.md"
    if not place.exists():
        return {}
    return {
        section.key: section.text for section in read_sections(place.read_text(encoding="utf-8"), place.name)
    }
