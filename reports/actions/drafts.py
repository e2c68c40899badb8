"""Writing a document: beginning it, its sections, what is said of them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from reports.models import (
    DocumentTemplate,
    Draft,
    DraftSection,
    Edition,
    ReportHeader,
    SectionComment,
)
from reports.writing.carrying import carried
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take


class NotOpen(Exception):
    """The draft is past writing; the message says what to do."""


def begin_draft(
    *,
    authority: Authority,
    template: DocumentTemplate,
    as_at: date,
    audience: str,
    by: User,
    follows: Edition | None = None,
    erratum: str = "",
) -> Draft:
    """A new document in the sections of the template; with `follows`, in the words of that edition's.

    Figures are picked, so the words of last year speak of this year's date. A section that the template no longer
    has is kept at the end. Raises `PermissionDenied`.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    with transaction.atomic():
        draft = Draft.objects.create(
            authority=authority,
            template=template,
            title=template.title,
            as_at=as_at,
            audience=audience,
            follows=follows,
            erratum=erratum,
            begun_by=by,
        )
        DraftSection.objects.bulk_create(carried(draft, template.sections.all(), follows))
        if template.header != DocumentTemplate.Header.NONE:
            ReportHeader.objects.create(
                draft=draft, subject=template.title.upper(), **_of_the_same_people(follows)
            )
        audit.record(
            by=by,
            action="begin document",
            on=draft,
            authority=authority,
            template=template.identifier,
            as_at=as_at.isoformat(),
            audience=audience,
        )
    return draft


def _of_the_same_people(follows: Edition | None) -> dict[str, str]:
    """What the head of the report before says of who decides and who is asked; what it says of the decision is not
    carried on."""
    before = ReportHeader.objects.filter(draft__edition=follows).first() if follows else None
    names = ("decision_maker", "report_of", "author", "author_contact", "director", "director_contact")
    return {name: getattr(before, name) for name in names} if before else {}


@transaction.atomic
def write_section(
    *, section: DraftSection, version: int, text: str, is_written: bool, is_exempt: bool, by: User
) -> DraftSection:
    """The words of a section. Raises `PermissionDenied`, `NotOpen`, and `StaleEdit` where somebody wrote meanwhile."""
    draft = open_to_write(section.draft, by=by)
    section = take(section, version=version)
    section.text, section.is_written, section.is_exempt = text, is_written, is_exempt
    section.edited_by, section.edited_at = by, timezone.now()
    section.save()
    audit.record(
        by=by,
        action="write section",
        on=draft,
        authority=draft.authority,
        section=section.key,
        version=version,
    )
    return section


@transaction.atomic
def comment(*, section: DraftSection, text: str, by: User) -> SectionComment:
    """Say something of a section, to those who write it. Raises `PermissionDenied`."""
    draft = section.draft
    if draft.status == Draft.Status.PUBLISHED:
        raise NotOpen("This document is published. Comment on the next one.")
    require_reading(by, draft)
    made = SectionComment.objects.create(section=section, text=text, by=by)
    audit.record(by=by, action="comment on section", on=draft, authority=draft.authority, section=section.key)
    return made


@transaction.atomic
def settle_comment(*, comment: SectionComment, by: User) -> None:
    """Say that a comment has been answered; done twice, it stays as it was. Raises `PermissionDenied`."""
    draft = comment.section.draft
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    settled = SectionComment.objects.filter(pk=comment.pk, settled_by=None).update(
        settled_by=by, settled_at=timezone.now()
    )
    if settled:
        audit.record(
            by=by,
            action="settle comment",
            on=draft,
            authority=draft.authority,
            section=comment.section.key,
        )


def require_reading(by: User, draft: Draft) -> None:
    """Who writes documents reads a draft at any time; who clears them, from when clearance is asked."""
    if draft.status == Draft.Status.WRITING:
        require(by, Action.WRITE_DOCUMENTS, draft.authority)
    elif not Draft.objects.visible_to(by).filter(pk=draft.pk).exists():
        require(by, Action.CLEAR_DOCUMENTS, draft.authority)


def open_to_write(draft: Draft, *, by: User) -> Draft:
    """The draft, locked, where it can be written in. Raises `PermissionDenied`, and `NotOpen` once it is approved."""
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("authority").get(pk=draft.pk)
    if draft.status in {Draft.Status.APPROVED, Draft.Status.PUBLISHED}:
        raise NotOpen(
            f"This document is {draft.get_status_display().lower()}, and its words stand still. "
            + (
                "Take it back to writing first: whoever cleared it will be asked again."
                if draft.status == Draft.Status.APPROVED
                else "Begin a correction or the next edition."
            )
        )
    return draft
