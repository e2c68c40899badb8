"""What every page of returns begins with: may they, in which authority, which load."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from placements.models import Child
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.exchange.models import Import


def closed_numbers(request: HttpRequest, authority: Authority) -> frozenset[str]:
    """Numbers, present and former, of children whose records are closed to the person: no row may tell of them."""
    return Child.objects.filter(authority=authority).closed_to(request.user).numbers_ever()


def load_open_to(request: HttpRequest, action: Action, public_id: UUID) -> Import:
    """A load of that authority; another authority's is not found."""
    authority = authority_open_to(request, action)
    loads = Import.objects.visible_to(request.user).filter(authority=authority)
    return get_object_or_404(loads.select_related("authority", "by", "undone_by"), public_id=public_id)
