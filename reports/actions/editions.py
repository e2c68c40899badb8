"""Publishing without an author: the statement that writes itself, and a template as it stands, for inside."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from reports import statement
from reports.actions.clearing import NotReady
from reports.actions.freezing import issue, print_edition
from reports.checks.finding import Subject
from reports.checks.small_numbers import lost
from reports.document import Audience
from reports.models import DocumentTemplate, Edition
from reports.styles import dressed
from reports.writing.of_template import composed_of_template
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.indicators.wording import in_words


def publish_edition(*, authority: Authority, kind: str, as_at: date, audience: str, by: User) -> Edition:
    """Make, print and freeze a new edition of a document.

    Raises `PermissionDenied`, `NothingToPublish` where the records do not cover the day, `NotReady` where it would give
    a small count away beside an earlier edition, and ValueError for a kind of document that is not made here.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    if audience == Audience.INTERNAL:
        require(by, Action.SEE_FIGURES, authority)
    if kind != Edition.Kind.STATEMENT:
        raise ValueError(f"Documents of the kind '{kind}' are not made here. Publish one of their drafts.")
    with transaction.atomic():
        Authority.objects.select_for_update().get(pk=authority.pk)
        made_at = timezone.now().replace(microsecond=0)
        gathered = statement.gather(authority=authority, as_at=as_at, today=timezone.localdate(made_at))
        built = statement.build(gathered, Audience(audience))
        told = list(lost(Subject(built.document, built.protected)))
        if told:
            raise NotReady(" ".join(map(str, told)))
        edition = print_edition(
            dressed(built.document, authority),
            built.protected,
            gathered.countable,
            authority=authority,
            title=f"{built.document.title} at {in_words(as_at)}",
            made_at=made_at,
            by=by,
        )
        return issue(edition, by=by)


def publish_template(*, authority: Authority, template: DocumentTemplate, as_at: date, by: User) -> Edition:
    """An edition for inside of what a template says by itself, without clearance: it leaves the council for nobody.

    Raises `PermissionDenied`, `NothingToPublish`, and `NotReady` where something picked cannot be printed.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    require(by, Action.SEE_FIGURES, authority)
    with transaction.atomic():
        Authority.objects.select_for_update().get(pk=authority.pk)
        made_at = timezone.now().replace(microsecond=0)
        made = composed_of_template(
            template, authority=authority, as_at=as_at, today=timezone.localdate(made_at)
        )
        if made.faults:
            said = "; ".join(f"{fault.what}: {fault.message}" for fault in made.faults)
            raise NotReady(f"It picks what cannot be printed. {said}")
        edition = print_edition(
            made.document,
            made.protected,
            made.figures.gathered.countable,
            authority=authority,
            title=f"{template.title} at {in_words(as_at)}"[:200],
            made_at=made_at,
            by=by,
            template=template,
        )
        return issue(edition, by=by)
