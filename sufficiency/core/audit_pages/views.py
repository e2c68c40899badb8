"""The trail for the auditor: search, file, one record, and whether anything was tampered with."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.audit_pages.filters import EventFilter
from sufficiency.core.audit_pages.tables import CSV_HEADER, EventTable, csv_cells
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import AuditCheck, AuditEvent, AuditSeal, Authority
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.safe_csv import csv_lines
from sufficiency.core.sign_in import fresh
from sufficiency.core.tasks import check_in_background


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Who did and saw what. Reading it is an event too."""
    authority, found = _asked(request)
    table = EventTable(found.qs.select_related("actor"))
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    hits = table.page.paginator.count
    access_log.shown(request, "audit trail", [], authority=authority, filters=found.used(), hits=hits)
    query = request.GET.urlencode()
    return render(
        request,
        "audit/event_list.html",
        {
            "page_title": "Audit trail",
            "page_source": "Who saw, changed and took out what; and who was refused. Nobody can change it.",
            "filter_form": found.form,
            "form": found.form,
            "clear_href": reverse("audit:event-list"),
            "csv_href": f"{reverse('audit:event-csv')}?{query}",
            "table": table,
            "hits": hits,
        },
    )


@require_safe
def event_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The events of the same filters as a file, the newest first."""
    authority, found = _asked(request)
    if again := fresh.asked_again(request, file=True):
        return again
    if not found.form.is_valid():
        return HttpResponse(
            "A filter cannot be used. Set it again on the page.\n", content_type="text/plain", status=400
        )
    access_log.exported(
        request, "audit trail", on=authority, authority=authority, filters=found.used(), rows=found.qs.count()
    )
    events = found.qs.select_related("actor", "authority").iterator(chunk_size=2000)
    lines = csv_lines(CSV_HEADER, (csv_cells(event) for event in events))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    return response


@require_safe
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The trail of one record by its opaque id, whatever register it is of. An id that no event names has none."""
    authority = authority_open_to(request, Action.SEE_AUDIT)
    events = AuditEvent.objects.visible_to(request.user).about(public_id)
    access_log.shown(request, "audit trail of a record", [], authority=authority, about=str(public_id))
    table = EventTable(events.select_related("actor"))
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "audit/who_looked.html",
        {
            "page_title": "Who has looked",
            "page_caption": f"Record {public_id}",
            "breadcrumbs": [{"text": "Audit trail", "href": reverse("audit:event-list")}],
            "table": table,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Is the trail as it was written? What the checks found; ask for one now."""
    authority = authority_open_to(request, Action.SEE_AUDIT)
    if request.method == "POST":
        try:
            key = key_from(request.POST.get("key", ""))
        except NotThisForm as refusal:
            messages.info(request, str(refusal))
            return redirect("audit:checks")
        return redirect(
            once(key, by=request.user, action="check the trail", work=lambda: _ask_for_check(request))  # type: ignore[arg-type]
        )
    access_log.shown(request, "checks of the trail", [], authority=authority)
    last = AuditCheck.objects.select_related("by").first()
    return render(
        request,
        "audit/checks.html",
        {
            "page_title": "Was the trail tampered with?",
            "page_source": "Every row, seal and anchor is computed again and compared.",
            "breadcrumbs": [{"text": "Audit trail", "href": reverse("audit:event-list")}],
            "last": last,
            "earlier": AuditCheck.objects.select_related("by")[1:20],
            "seal": AuditSeal.objects.defer("event_ids").order_by("number").last(),
            "key": uuid4(),
        },
    )


def _ask_for_check(request: HttpRequest) -> str:
    check_in_background.enqueue(request.user.pk)  # type: ignore[arg-type]
    messages.success(request, "The trail is being checked. Load this page again in a minute.")
    return reverse("audit:checks")


def _asked(request: HttpRequest) -> tuple[Authority, Any]:
    authority = authority_open_to(request, Action.SEE_AUDIT)
    events = AuditEvent.objects.visible_to(request.user)
    return authority, EventFilter(request.GET, queryset=events, authority=authority)
