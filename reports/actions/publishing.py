"""Publishing what was approved: counted once more, printed, frozen, in the place of the edition before."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reports.actions.clearing import NotReady, nothing_stops
from reports.editions import table_json
from reports.frozen import document_json
from reports.models import Draft, Edition, EditionMeasurement, Promise
from reports.renderers.pdf import pdf
from reports.statement.figures import Figures
from reports.writing.exhibits_of_plans import PLAN
from reports.writing.markup import exhibits_in
from reports.writing.of_draft import composed
from reports.writing.records import records_of
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take


def publish_draft(*, draft: Draft, version: int, by: User) -> Edition:
    """The edition of an approved draft. All or nothing: two who publish at once make one edition.

    Raises `PermissionDenied`, `StaleEdit`, `NotReady` where it is not approved or something picked cannot be printed,
    and `NothingToPublish`.
    """
    require(by, Action.WRITE_DOCUMENTS, draft.authority)
    with transaction.atomic():
        # One at a time for each authority, so that editions are numbered without a gap.
        authority = Authority.objects.select_for_update().get(pk=draft.authority_id)
        draft = take(draft, version=version)
        if draft.status != Draft.Status.APPROVED:
            raise NotReady(
                f"The document is {draft.get_status_display().lower()}. It can be published once it is approved."
            )
        edition = _printed(draft, authority, by)
        draft.status, draft.edition = Draft.Status.PUBLISHED, edition
        draft.save()
        audit.record(
            by=by,
            action="publish edition",
            on=edition,
            authority=authority,
            kind=edition.kind,
            as_at=edition.as_at.isoformat(),
            audience=edition.audience,
            number=edition.number,
            sha256=edition.sha256,
        )
    return edition


def _printed(draft: Draft, authority: Authority, by: User) -> Edition:
    made_at = timezone.now().replace(microsecond=0)
    today = timezone.localdate(made_at)
    public = composed(draft, today=today)
    exempt = (
        composed(draft, today=today, exempt=True) if draft.sections.filter(is_exempt=True).exists() else None
    )
    nothing_stops(draft, today=today)
    kind = draft.template.kind
    last = Edition.objects.filter(authority=authority, kind=kind).aggregate(last=Max("number"))["last"]
    number = (last or 0) + 1
    name, moment = f"Edition {number}", timezone.localtime(made_at)
    printed = pdf(public.document, edition=name, made_at=moment)
    edition = Edition.objects.create(
        authority=authority,
        kind=kind,
        as_at=draft.as_at,
        audience=draft.audience,
        number=number,
        title=draft.title,
        made_at=made_at,
        made_by=by,
        pdf=printed.content,
        sha256=hashlib.sha256(printed.content).hexdigest(),
        pages=printed.pages,
        tables=[table_json(table) for table in public.document.tables()],
        template=draft.template,
        supersedes=draft.follows,
        erratum=draft.erratum,
        content=document_json(public.document),
        exempt_pdf=pdf(exempt.document, edition=name, made_at=moment).content if exempt else b"",
    )
    gathered = public.figures.gathered
    EditionMeasurement.objects.bulk_create(
        EditionMeasurement(
            edition=edition,
            key=key,
            as_at=day,
            measurement=measured.as_json(),
            counted=gathered.measurements[key, day].as_json(),
        )
        for (key, day), measured in public.protected.measurements.items()
    )
    _keep_promises(edition, draft, today, public.figures)
    edition.status = Edition.Status.ISSUED
    edition.save(update_fields=["status"])
    return edition


def _keep_promises(edition: Edition, draft: Draft, today: date, figures: Figures) -> None:
    """Where the plan is printed in what everybody may read, each of its rows as promised."""
    texts = draft.sections.filter(is_exempt=False).values_list("text", flat=True)
    picks = {(one.kind, one.name) for text in texts for one in exhibits_in(text)}
    if ("table", PLAN) not in picks:
        return
    rows = records_of(draft.authority, as_at=draft.as_at, today=today, figures=figures).plan
    Promise.objects.bulk_create(
        Promise(
            edition=edition,
            action_id=row.action_id,
            focus=row.focus,
            milestone=row.milestone,
            due_on=row.due_on,
            standing=row.standing.word,
        )
        for row in rows
    )
