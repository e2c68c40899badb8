"""The authority that a signed-in person is working in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sufficiency.core.access import Action, Reach, may, require
from sufficiency.core.models import Authority

_CHOSEN = "authority"
# Where a request keeps what was read for it.
_KNOWN = "sufficiency.authorities"


def authorities_to_choose(request: HttpRequest) -> list[Authority]:
    """Those in which the person holds a role, read once a request."""
    known = request.META.get(_KNOWN)
    if known is None:
        known = request.META[_KNOWN] = list(Authority.objects.visible_to(request.user))
    return known


def current_authority(request: HttpRequest) -> Authority:
    """The one chosen, else the first in which the person holds a role. Refuses someone who holds none."""
    authorities = authorities_to_choose(request)
    if not authorities:
        raise PermissionDenied(
            "You have no role in any authority yet. Ask your system administrator to give you one."
        )
    chosen = request.session.get(_CHOSEN)
    return next((a for a in authorities if a.gss_code == chosen), authorities[0])


def authority_if_known(request: HttpRequest) -> Authority | None:
    """The one worked in, where the request has had to find out; asks the database nothing."""
    return current_authority(request) if request.META.get(_KNOWN) else None


def choose_authority(request: HttpRequest, gss_code: str) -> bool:
    """Work in another authority from now on; False, and nothing changed, where the person has no role there."""
    if any(a.gss_code == gss_code for a in authorities_to_choose(request)):
        request.session[_CHOSEN] = gss_code
        return True
    return False


def allowed(request: HttpRequest, action: Action, *, at_least: Reach = Reach.AUTHORITY) -> bool:
    """Whether the person may do `action` in the authority they are working in."""
    return may(request.user, action, current_authority(request), at_least=at_least)


def authority_open_to(request: HttpRequest, action: Action) -> Authority:
    """The authority that the person works in, if their role lets them do `action` there; else 403 in words."""
    authority = current_authority(request)
    require(request.user, action, authority)
    return authority
