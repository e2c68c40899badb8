"""A draft's sections and settings as `composing` takes them: the whole, or what the public may read of it."""

from __future__ import annotations

from datetime import date

from reports.document import Audience, Numbering
from reports.models import Draft, DraftSection
from reports.writing.composing import Composed, Written, compose
from reports.writing.records import records_of


def composed(draft: Draft, *, today: date, exempt: bool = False) -> Composed:
    """The document as it now stands: all that is not exempt, or with `exempt` the exempt part alone.

    Raises `NothingToPublish` where the records do not cover the draft's date.
    """
    return compose(
        [_written(one) for one in draft.sections.order_by("order") if one.is_exempt == exempt],
        authority=draft.authority,
        title=draft.title,
        kind=draft.template.kind,
        as_at=draft.as_at,
        today=today,
        audience=Audience(draft.audience),
        numbering=Numbering(draft.template.numbering),
        records=records_of(draft.authority, as_at=draft.as_at, today=today),
    )


def _written(section: DraftSection) -> Written:
    return Written(
        key=section.key,
        title=section.title,
        text=section.text,
        level=section.level,
        is_annex=section.is_annex,
        marks_none=section.marks == DraftSection.Marks.NONE,
        is_exempt=section.is_exempt,
    )
