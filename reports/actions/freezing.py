"""An edition out of a document: printed, and kept with its measurements and what they meant on the day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from reports.document import Audience, Document
from reports.editions import table_json
from reports.frozen import document_json
from reports.models import DocumentTemplate, Edition, EditionDefinition, EditionMeasurement
from reports.renderers.pdf import pdf
from sufficiency.core import audit
from sufficiency.core.models import Authority, User
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.protected import ProtectedSet


def print_edition(
    document: Document,
    protected: ProtectedSet,
    counted: Mapping[tuple[str, date], Measurement],
    *,
    authority: Authority,
    title: str,
    made_at: datetime,
    by: User,
    template: DocumentTemplate | None = None,
    exempt: Document | None = None,
    supersedes: Edition | None = None,
) -> Edition:
    """The next edition of its kind, not issued yet. Lock the authority first: editions are numbered without a gap.

    `counted` is everything that could be counted of its days: later editions are protected by it.
    """
    places = protected.measurements.keys()
    is_public = document.audience is Audience.PUBLIC
    number = Edition.objects.next_number(authority, document.kind)
    name, moment = f"Edition {number}", timezone.localtime(made_at)
    printed = pdf(document, edition=name, made_at=moment)
    edition = Edition.objects.create(
        authority=authority,
        kind=document.kind,
        as_at=document.as_at,
        audience=document.audience.value,
        number=number,
        title=title,
        made_at=made_at,
        made_by=by,
        pdf=printed.content,
        sha256=hashlib.sha256(printed.content).hexdigest(),
        pages=printed.pages,
        tables=[table_json(table) for table in document.tables()],
        template=template,
        supersedes=supersedes,
        erratum=document.erratum,
        content=document_json(document),
        exempt_pdf=pdf(exempt, edition=name, made_at=moment).content if exempt else b"",
        counted_besides=[
            one.as_json() for place, one in counted.items() if is_public and place not in places
        ],
    )
    EditionMeasurement.objects.bulk_create(
        EditionMeasurement(
            edition=edition,
            key=key,
            as_at=day,
            measurement=measured.as_json(),
            counted=counted[key, day].as_json(),
        )
        for (key, day), measured in protected.measurements.items()
    )
    _keep_definitions(edition, {key for key, _ in protected.measurements})
    return edition


def _keep_definitions(edition: Edition, keys: set[str]) -> None:
    EditionDefinition.objects.bulk_create(
        EditionDefinition(
            edition=edition,
            key=one.key,
            version=one.version,
            title=one.title,
            unit=one.unit.value,
            population=one.population,
            how=one.how,
            source=one.source,
        )
        for one in map(catalogue.get, sorted(keys))
    )


def issue(edition: Edition, *, by: User) -> Edition:
    """From here on it never changes."""
    edition.status = Edition.Status.ISSUED
    edition.save(update_fields=["status"])
    audit.record(
        by=by,
        action="publish edition",
        on=edition,
        authority=edition.authority,
        kind=edition.kind,
        as_at=edition.as_at.isoformat(),
        audience=edition.audience,
        number=edition.number,
        sha256=edition.sha256,
    )
    return edition
