"""A template's sections as a document, before anybody has written in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reports.document import Audience, HeadForm, Numbering, ReportHead
from reports.models import DocumentTemplate, TemplateSection
from reports.styles import dressed
from reports.writing.composing import Composed, Written, compose
from reports.writing.records import records_of
from sufficiency.core.models import Authority


def composed_of_template(
    template: DocumentTemplate,
    *,
    authority: Authority,
    as_at: date,
    today: date,
    audience: Audience = Audience.INTERNAL,
) -> Composed:
    """What the template says by itself of the authority. Raises `NothingToPublish` where no record covers the day."""
    done = compose(
        [_written(one) for one in template.sections.order_by("order")],
        authority=authority,
        title=template.title,
        kind=template.kind,
        as_at=as_at,
        today=today,
        audience=audience,
        numbering=Numbering(template.numbering),
        records=records_of(authority, as_at=as_at, today=today),
    )
    head = (
        None
        if template.header == DocumentTemplate.Header.NONE
        else ReportHead(HeadForm(template.header), subject=template.title, confidentiality="Not applicable")
    )
    return replace(done, document=dressed(replace(done.document, head=head), authority))


def _written(section: TemplateSection) -> Written:
    return Written(
        key=section.key,
        title=section.title,
        text=section.text,
        level=section.level,
        is_annex=section.is_annex,
        marks_none=section.marks == TemplateSection.Marks.NONE,
    )
