"""What managers are told at once."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from placements.models import Opening
from sufficiency.core.access import Action, may
from sufficiency.core.models import Authority, User


def unread_openings(user: User | AnonymousUser, authority: Authority) -> int:
    """Emergency openings by others that no manager has read yet; 0 for those who are not told of them."""
    if not may(user, Action.RESTRICT_RECORDS, authority):
        return 0
    openings = Opening.objects.visible_to(user).unread().filter(child__authority=authority)
    return openings.exclude(person=user.pk).count()
