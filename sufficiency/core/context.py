"""What every page's frame shows: the council, the person, where they can go."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import PERMISSIONS, Action, Reach, Role
from sufficiency.core.current import authorities_to_choose, current_authority
from sufficiency.core.sign_in.sessions import seconds_left

# How long before the end of a session the page says so.
_WARN = 120  # seconds

# Section, the URL name it opens at, and what a person must be allowed to see it; None: everybody.
_SECTIONS: tuple[tuple[str, str, Action | None], ...] = (
    ("Work", "home", None),
    ("Children", "placements:child-list", Action.SEE_CHILDREN),
    ("Homes", "carers:household-list", Action.SEE_HOMES),
    ("Dashboard", "reports:dashboard", Action.SEE_FIGURES),
    ("Indicators", "reports:indicator-list", Action.SEE_FIGURES),
    ("Returns", "exchange:import-list", Action.SEE_RETURNS),
    ("DfE match", "reports:comparison", Action.SEE_FIGURES),
    ("Conflicts", "reports:conflict-list", Action.SEE_CONFLICTS),
    ("Publish", "reports:edition-list", Action.SEE_DOCUMENTS),
    ("Access", "access:closed-list", Action.RESTRICT_RECORDS),
    ("Confirm access", "people:request-list", Action.CONFIRM_ACCESS),
    ("People", "people:person-list", Action.MANAGE_USERS),
    ("Audit", "audit:event-list", Action.SEE_AUDIT),
)
# Those who see their own children alone have a list of them too.
_LEAST = {Action.SEE_CHILDREN: Reach.ALLOCATED}
# At the foot of every page of those who may.
_IN_AN_EMERGENCY = ("Open a closed record in an emergency", "access:break-glass", Action.BREAK_GLASS)
_FOOTER = (("How we count", "reports:definition-list"), ("Accessibility statement", "accessibility"))


def site(request: HttpRequest) -> dict:
    """Context for `base.html`. Three queries at most, whatever the page."""
    frame: dict = {
        "demonstration": settings.DEMONSTRATION,
        "footer_links": [{"text": text, "href": reverse(name)} for text, name in _FOOTER],
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    left, _ = seconds_left(request.session, now=time.time())
    frame["session"] = {"left": int(left), "warn": _WARN}
    if not authorities_to_choose(request):
        return frame
    authority = current_authority(request)
    held = user.memberships.filter(authority=authority, dates__contains=timezone.localdate())
    roles = [Role(m.role) for m in held]
    frame |= {
        "authority": authority,
        "change_authority": reverse("authority-choice") if len(authorities_to_choose(request)) > 1 else "",
        "user_role": ", ".join(role.label for role in roles),
        "navigation": [
            {"text": text, "href": reverse(name), **_place(request, name)}
            for text, name, action in _SECTIONS
            if action is None or user.is_system or _reaches(roles, action)
        ],
    }
    text, name, action = _IN_AN_EMERGENCY
    if _reaches(roles, action):
        frame["footer_links"] = [*frame["footer_links"], {"text": text, "href": reverse(name)}]
    return frame


def _reaches(roles: list[Role], action: Action) -> bool:
    least = _LEAST.get(action, Reach.AUTHORITY)
    return any(PERMISSIONS[action].get(role, Reach.NONE) >= least for role in roles)


def _place(request: HttpRequest, name: str) -> dict[str, bool]:
    address = reverse(name)
    # Every address begins with that of the first page; its section is the lists of work.
    section = "/work/" if name == "home" else address
    return {"current": request.path == address, "active": request.path.startswith(section)}
