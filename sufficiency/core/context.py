"""What every page's frame shows: the council, the person, where they can go."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from sufficiency.core.access import PERMISSIONS, Action, Reach, Role, held_on
from sufficiency.core.current import authorities_to_choose, current_authority
from sufficiency.core.search.kinds import kinds_for
from sufficiency.core.sign_in.sessions import seconds_left
from sufficiency.core.work import Powers

# How long before the end of a session the page says so.
_WARN = 120  # seconds


@dataclass(frozen=True)
class Section:
    """A part of the service: the URL name it opens at, and what a person must be allowed to do to see it."""

    text: str
    opens_at: str
    # None: everybody who works here.
    action: Action | None
    what: str
    # Goes under Admin where a person has more sections than the navigation holds: 1 first, 3 last.
    goes: int = 0

    def link(self, request: HttpRequest) -> dict[str, object]:
        address = reverse(self.opens_at)
        # Every address begins with that of the first page: what belongs to that are the lists of work.
        begins = "/work/" if address == "/" else address
        return {
            "text": self.text,
            "href": address,
            "what": self.what,
            "current": request.path == address,
            "active": request.path.startswith(begins),
        }


# In the order of the navigation.
_SECTIONS = (
    Section("Work", "home", None, "What waits for you"),
    Section("Children", "placements:child-list", Action.SEE_CHILDREN, "Records of children"),
    Section("Homes", "carers:household-list", Action.SEE_HOMES, "Our own households"),
    Section("Young people", "careleavers:young-people", Action.SEE_YOUNG_PEOPLE, "Records of care leavers"),
    Section("Dashboard", "reports:dashboard", Action.SEE_FIGURES, "The position on any day"),
    Section("Forecast", "forecasting:overview", Action.SEE_EXPECTED_NUMBER, "How many children to expect"),
    Section("Indicators", "reports:indicator-list", Action.SEE_FIGURES, "Every figure, how it is counted", 2),
    Section("Returns", "exchange:import-list", Action.SEE_RETURNS, "SSDA903 returns, in and out", 3),
    Section(
        "Reconciliation",
        "reconciliation:difference-list",
        Action.RECONCILE,
        "What differs from the case system",
        1,
    ),
    Section(
        "Field owners",
        "reconciliation:owners",
        Action.KEEP_FIELD_OWNERS,
        "Which system is the record",
        1,
    ),
    Section(
        "DfE match", "reports:comparison", Action.SEE_FIGURES, "Our figures beside what DfE published", 1
    ),
    Section(
        "Conflicts", "reports:conflict-list", Action.SEE_CONFLICTS, "What stands in print with two values", 1
    ),
    Section("Publish", "reports:edition-list", Action.SEE_DOCUMENTS, "Statements"),
    Section(
        "Access", "access:closed-list", Action.RESTRICT_RECORDS, "Restricted records and who may open them", 1
    ),
    Section(
        "Confirm access",
        "people:request-list",
        Action.CONFIRM_ACCESS,
        "Access that waits for a second person",
        1,
    ),
    Section("People", "people:person-list", Action.MANAGE_USERS, "Accounts and roles", 1),
    Section("Audit", "audit:event-list", Action.SEE_AUDIT, "Who saw and did what", 1),
    Section("Settings", "operations:settings", Action.SEE_SETTINGS, "How the service is set", 1),
    Section("Health", "operations:health", Action.SEE_SETTINGS, "What the service needs, and how it is", 1),
    Section("Retention", "operations:due-list", Action.KEEP_RETENTION, "What is kept how long, and holds", 1),
)
# What the navigation holds, beside Admin.
_MOST = 7
# Those who see their own children alone have a list of them too.
_LEAST = {Action.SEE_CHILDREN: Reach.ALLOCATED, Action.SEE_YOUNG_PEOPLE: Reach.ALLOCATED}
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
    roles = [Role(role) for where, role in held_on(user, timezone.localdate()) if where == authority.pk]
    frame |= {
        "authority": authority,
        "change_authority": reverse("authority-choice") if len(authorities_to_choose(request)) > 1 else "",
        # The whole authority's: pages may then lead to lists of them.
        "sees_children": any(
            PERMISSIONS[Action.SEE_CHILDREN].get(role, Reach.NONE) == Reach.AUTHORITY for role in roles
        ),
        "user_role": ", ".join(role.label for role in roles),
        # What the search of every page finds, in words.
        "searches": [kind.many for kind in kinds_for(Powers(frozenset(roles)))],
    }
    frame["navigation"], frame["admin"] = _navigation(
        request,
        [one for one in _SECTIONS if user.is_system or one.action is None or _reaches(roles, one.action)],
    )
    text, name, action = _IN_AN_EMERGENCY
    if _reaches(roles, action):
        frame["footer_links"] = [*frame["footer_links"], {"text": text, "href": reverse(name)}]
    return frame


def _reaches(roles: list[Role], action: Action) -> bool:
    least = _LEAST.get(action, Reach.AUTHORITY)
    return any(PERMISSIONS[action].get(role, Reach.NONE) >= least for role in roles)


def _navigation(request: HttpRequest, sections: list[Section]) -> tuple[list[dict], list[dict]]:
    """What stands in the navigation, seven links at most beside Admin, and what stands on that page."""
    if len(sections) <= _MOST:
        return [one.link(request) for one in sections], []
    shown, rank = sections, 0
    while len(shown) > _MOST and rank < 3:
        rank += 1
        shown = [one for one in sections if not 0 < one.goes <= rank]
    links = [one.link(request) for one in shown]
    under = [one.link(request) for one in sections if one not in shown]
    address = reverse("admin")
    here = request.path == address
    active = here or any(one["active"] for one in under)
    return [*links, {"text": "Admin", "href": address, "current": here, "active": active}], under
