"""Publishing an edition: counted, printed, frozen."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reports import statement
from reports.document import Audience
from reports.editions import table_json
from reports.frozen import document_json
from reports.models import Edition, EditionMeasurement
from reports.renderers.pdf import pdf
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.indicators.wording import in_words


def publish_edition(*, authority: Authority, kind: str, as_at: date, audience: str, by: User) -> Edition:
    """Make, print and freeze a new edition of a document.

    Raises `PermissionDenied`, `NothingToPublish` where the records do not cover the day, and ValueError for a
    kind of document that is not made here.
    """
    require(by, Action.WRITE_DOCUMENTS, authority)
    if audience == Audience.INTERNAL:
        require(by, Action.SEE_FIGURES, authority)
    if kind != Edition.Kind.STATEMENT:
        raise ValueError(f"Documents of the kind '{kind}' are not part of this version. Publish a statement.")
    with transaction.atomic():
        # One at a time for each authority, so that editions are numbered without a gap.
        Authority.objects.select_for_update().get(pk=authority.pk)
        made_at = timezone.now().replace(microsecond=0)
        gathered = statement.gather(authority=authority, as_at=as_at, today=timezone.localdate(made_at))
        built = statement.build(gathered, Audience(audience))
        last = Edition.objects.filter(authority=authority, kind=kind).aggregate(last=Max("number"))["last"]
        number = (last or 0) + 1
        printed = pdf(built.document, edition=f"Edition {number}", made_at=timezone.localtime(made_at))
        edition = Edition.objects.create(
            authority=authority,
            kind=kind,
            as_at=as_at,
            audience=audience,
            number=number,
            title=f"{built.document.title} at {in_words(as_at)}",
            made_at=made_at,
            made_by=by,
            pdf=printed.content,
            sha256=hashlib.sha256(printed.content).hexdigest(),
            pages=printed.pages,
            tables=[table_json(table) for table in built.document.tables()],
            content=document_json(built.document),
        )
        EditionMeasurement.objects.bulk_create(
            EditionMeasurement(
                edition=edition,
                key=key,
                as_at=day,
                measurement=measured.as_json(),
                counted=gathered.measurements[key, day].as_json(),
            )
            for (key, day), measured in built.protected.measurements.items()
        )
        edition.status = Edition.Status.ISSUED
        edition.save(update_fields=["status"])
        audit.record(
            by=by,
            action="publish edition",
            on=edition,
            authority=authority,
            kind=kind,
            as_at=as_at.isoformat(),
            audience=audience,
            number=number,
            sha256=edition.sha256,
        )
    return edition
