"""*Who has looked*: the trail of one record, for any register to show."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from sufficiency.core import access_log
from sufficiency.core.audit_pages.tables import LookedTable
from sufficiency.core.models import AuditEvent


def who_looked_page(
    request: HttpRequest, record: Model, *, name: str, breadcrumbs: list[dict[str, str]]
) -> HttpResponse:
    """Everybody who saw or changed `record`. The view has settled that the person may know; this look is an event."""
    public_id = getattr(record, "public_id")  # noqa: B009  (every record that has an address has one)
    access_log.shown(request, "who has looked", [record])
    events = AuditEvent.objects.about(public_id).filter(object_type=record._meta.label_lower)
    table = LookedTable(events.select_related("actor"))
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "audit/who_looked.html",
        {
            "page_title": "Who has looked",
            "page_caption": name,
            "page_source": "Everybody who saw or changed this record here, you included.",
            "breadcrumbs": breadcrumbs,
            "table": table,
        },
    )
