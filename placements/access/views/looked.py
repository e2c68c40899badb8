"""Who has looked at a child's record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from placements.access.views.page import to_the_list
from placements.models import Child
from sufficiency.core.access import Action, may
from sufficiency.core.audit_pages.looked import who_looked_page
from sufficiency.core.current import authority_open_to


@require_safe
def child_who_looked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For those who may open the record; for the auditor, who sees the events and not the record."""
    authority = authority_open_to(request, Action.SEE_WHO_LOOKED)
    children = Child.objects.filter(authority=authority).not_connected_with(request.user)
    audits = may(request.user, Action.SEE_AUDIT, authority)
    if not audits:
        children = children.visible_to(request.user)
    child = get_object_or_404(children.select_related("authority"), public_id=public_id)
    return who_looked_page(
        request,
        child,
        name=f"Record {child.public_id}" if audits else str(child),
        breadcrumbs=to_the_list() if audits else [],
    )
