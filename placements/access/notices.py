"""What managers are told at once."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from placements.models import Opening
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import Authority, User


def unread_openings(user: User | AnonymousUser, authority: Authority) -> int:
    """Emergency openings by others that no manager has read yet; 0 for those who are not told of them."""
    told = authorities_where(user, Action.RESTRICT_RECORDS)
    openings = Opening.objects.visible_to(user).unread()
    return (
        openings.filter(child__authority=authority, child__authority__in=told).exclude(person=user.pk).count()
    )
