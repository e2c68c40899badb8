"""What every page's frame shows: the council, the person, where they can go."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sufficiency.core.access import PERMISSIONS, Action, Reach, Role
from sufficiency.core.current import authorities_to_choose, current_authority

# Section, the URL name it opens at, and what a person must be allowed to see it.
_SECTIONS = (
    ("Dashboard", "reports:dashboard", Action.SEE_FIGURES),
    ("Indicators", "reports:indicator-list", Action.SEE_FIGURES),
    ("Returns", "exchange:import-list", Action.SEE_RETURNS),
    ("DfE match", "reports:comparison", Action.SEE_FIGURES),
    ("Conflicts", "reports:conflict-list", Action.SEE_CONFLICTS),
    ("Publish", "reports:edition-list", Action.SEE_DOCUMENTS),
    ("Settings", "operations:settings", Action.SEE_SETTINGS),
    ("Health", "operations:health", Action.SEE_SETTINGS),
    ("Retention", "operations:due-list", Action.KEEP_RETENTION),
)
_FOOTER = (("How we count", "reports:definition-list"), ("Accessibility statement", "accessibility"))


def site(request: HttpRequest) -> dict:
    """Context for `base.html`. Three queries at most, whatever the page."""
    frame: dict = {
        "demonstration": settings.DEMONSTRATION,
        "footer_links": [{"text": text, "href": reverse(name)} for text, name in _FOOTER],
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not authorities_to_choose(request):
        return frame
    authority = current_authority(request)
    roles = [Role(m.role) for m in user.memberships.all() if m.authority_id == authority.pk]
    frame |= {
        "authority": authority,
        "change_authority": reverse("authority-choice") if len(authorities_to_choose(request)) > 1 else "",
        "user_role": ", ".join(role.label for role in roles),
        "navigation": [
            {"text": text, "href": reverse(name), **_place(request, name)}
            for text, name, action in _SECTIONS
            if user.is_system
            or any(PERMISSIONS[action].get(role, Reach.NONE) == Reach.AUTHORITY for role in roles)
        ],
    }
    return frame


def _place(request: HttpRequest, name: str) -> dict[str, bool]:
    address = reverse(name)
    return {"current": request.path == address, "active": request.path.startswith(address)}
