"""The draft that an address names, for those who write documents and those who clear them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from reports.models import Draft
from reports.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to


def draft_open_to(request: HttpRequest, public_id: UUID) -> Draft:
    """One that the person may read in the authority they work in, else 404."""
    authority = authority_open_to(request, Action.SEE_DOCUMENTS)
    drafts = Draft.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(drafts.select_related("authority", "template"), public_id=public_id)
