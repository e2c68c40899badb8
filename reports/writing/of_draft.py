"""A draft's sections and settings as `composing` takes them: the whole, or what the public may read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reports.document import Audience, HeadForm, Numbering, ReportHead
from reports.models import DocumentTemplate, Draft, DraftSection, ReportHeader
from reports.styles import dressed
from reports.writing.composing import Composed, Written, compose
from reports.writing.records import records_of
from sufficiency.indicators.protected_links import Cell


def composed(draft: Draft, *, today: date, exempt: bool = False) -> Composed:
    """The document as it now stands: all that is not exempt, or with `exempt` the exempt part alone.

    Raises `NothingToPublish` where the records do not cover the draft's date.
    """
    done = compose(
        [_written(one) for one in draft.sections.order_by("order") if one.is_exempt == exempt],
        authority=draft.authority,
        title=draft.title,
        kind=draft.template.kind,
        as_at=draft.as_at,
        today=today,
        audience=Audience(draft.audience),
        numbering=Numbering(draft.template.numbering),
        records=lambda figures: records_of(draft.authority, as_at=draft.as_at, today=today, figures=figures),
        printed_anyway=printed_anyway(draft),
    )
    document = replace(done.document, head=head_of(draft), erratum=draft.erratum, corrects=_corrected(draft))
    return replace(done, document=dressed(document, draft.authority))


def _corrected(draft: Draft) -> str:
    """Of a correction, the edition whose place it takes: "Edition 2"."""
    return f"Edition {draft.follows.number}" if draft.erratum and draft.follows else ""


def printed_anyway(draft: Draft) -> frozenset[Cell]:
    """The small counts that two people decided to print in it."""
    return frozenset(one.cell for one in draft.overrides.agreed())


def head_of(draft: Draft) -> ReportHead | None:
    """The block at the head of a cabinet report, as far as it has been filled in; None where the form has none.

    Where no subject or day was given, the draft's title and the day of the forward plan stand for them.
    """
    if draft.template.header == DocumentTemplate.Header.NONE:
        return None
    header = ReportHeader.objects.filter(draft=draft).first() or ReportHeader(draft=draft)
    return ReportHead(
        variant=HeadForm(draft.template.header),
        decision_maker=header.decision_maker,
        subject=header.subject or draft.title,
        decided_on=header.decided_on or draft.decision_on,
        report_of=header.report_of,
        author=header.author,
        author_contact=header.author_contact,
        director=header.director,
        director_contact=header.director_contact,
        confidentiality=exempt_statement(header) or header.confidentiality,
        key_decision=_answer(header.key_decision),
        wards=header.wards,
        equality_assessment=_answer(header.equality_assessment),
        data_protection_assessment=_answer(header.data_protection_assessment),
    )


def exempt_statement(header: ReportHeader) -> str:
    """By which paragraph of Schedule 12A a part is exempt, and why, as it is printed; nothing where none is said."""
    if header.exempt_paragraph is None:
        return ""
    return (
        f"Part of this report is exempt from publication by paragraph {header.exempt_paragraph} of Part 1 of "
        f"Schedule 12A to the Local Government Act 1972. {header.exempt_reason}"
    )


def _answer(said: str) -> str:
    """'Yes' or 'No'; nothing where it has not been said."""
    return ReportHeader.YesNo(said).label if said else ""


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
