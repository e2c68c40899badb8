"""Roles and the one permission table: role x action x reach.

Everything that asks "may they?" asks here. `Reach` says how far an action goes: nowhere, to the children
allocated to the person, or to the whole authority. Published figures are open to every role.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

from sufficiency.core import read_once

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import Authority, User


class Role(models.TextChoices):
    SOCIAL_WORKER = "social_worker", "Social worker"
    PLACEMENT_OFFICER = "placement_officer", "Placement officer"
    EMERGENCY_DUTY = "emergency_duty", "Emergency duty"
    PLACEMENT_MANAGER = "placement_manager", "Placement manager"
    DIRECTOR = "director", "Nominated officer or Director"
    FOSTERING_ADMIN = "fostering_admin", "Carer records administrator"
    LEAVING_CARE_ADVISER = "leaving_care_adviser", "Leaving-care adviser"
    CONTRACTS_OFFICER = "contracts_officer", "Contracts and quality officer"
    FINANCE_OFFICER = "finance_officer", "Finance officer"
    ANALYST = "analyst", "Analyst"
    REPORT_AUTHOR = "report_author", "Report author"
    ELECTED_MEMBER = "elected_member", "Elected member"
    SYSTEM_ADMINISTRATOR = "system_administrator", "System administrator"
    AUDITOR = "auditor", "Auditor"


class Action(models.TextChoices):
    SEE_CHILDREN = "see_children", "See children's records"
    SEE_FIGURES = "see_figures", "See exact figures"
    SEE_EXPECTED_NUMBER = "see_expected_number", "See in words how many children are expected"
    MAKE_FORECASTS = "make_forecasts", "Make forecasts"
    KEEP_PRICES = "keep_prices", "Keep prices of placements and budgets"
    SEE_RETURNS = "see_returns", "See returns, what was set aside and queries"
    LOAD_RETURNS = "load_returns", "Load and undo returns"
    EXPORT_RETURNS = "export_returns", "Export the return"
    SEE_CONFLICTS = "see_conflicts", "See the conflicts register"
    LOAD_BENCHMARKS = "load_benchmarks", "Load published figures"
    WRITE_DOCUMENTS = "write_documents", "Make statements"
    CLEAR_DOCUMENTS = "clear_documents", "Read drafts in clearance and clear them"
    APPROVE_DOCUMENTS = "approve_documents", "Approve documents for publication"
    SET_TARGETS = "set_targets", "Set targets for figures and say who answers for them"
    SEE_DOCUMENTS = "see_documents", "See published statements"
    RECORD_PLACEMENTS = "record_placements", "Log, move and end placements"
    CORRECT_CHILDREN = "correct_children", "Merge records of one child and change a child's number"
    LINK_HOMES = "link_homes", "Link placements to homes"
    KEEP_KNOWN_CHANGES = "keep_known_changes", "Record who is expected to leave care or come in"
    RECONCILE = "reconcile", "Settle differences with the case system"
    KEEP_FIELD_OWNERS = "keep_field_owners", "Say which system is the record"
    SEE_HOMES = "see_homes", "See households and homes"
    KEEP_CARER_RECORDS = "keep_carer_records", "Keep carer records"
    KEEP_HOMES = "keep_homes", "Keep records of providers' homes"
    REVEAL_ADDRESSES = "reveal_addresses", "See an address, with a reason"
    SEE_FAMILY_TIME = "see_family_time", "See family time, places to be near and life story"
    KEEP_FAMILY_TIME = "keep_family_time", "Keep family time, places and life story"
    REVEAL_LOCATIONS_TO_AVOID = "reveal_locations_to_avoid", "See and end locations to avoid, with a reason"
    SEE_YOUNG_PEOPLE = "see_young_people", "See young people's records"
    KEEP_YOUNG_PEOPLE = "keep_young_people", "Keep young people's records"
    EXPORT_NAMES = "export_names", "Take lists with names as files"
    RESTRICT_RECORDS = "restrict_records", "Restrict records and name who may open them"
    BREAK_GLASS = "break_glass", "Open a closed record in an emergency"
    SEE_WHO_LOOKED = "see_who_looked", "See who has looked at a record"
    SEE_AUDIT = "see_audit", "Read the audit trail"
    MANAGE_USERS = "manage_users", "Manage users and roles"
    CONFIRM_ACCESS = "confirm_access", "Confirm access that opens records"
    SEE_SETTINGS = "see_settings", "See how the service is set"
    KEEP_RETENTION = "keep_retention", "Hold records and propose their destruction"


class Reach(IntEnum):
    NONE = 0
    ALLOCATED = 1
    AUTHORITY = 2


_WHOLE, _OWN = Reach.AUTHORITY, Reach.ALLOCATED

# A role that is not named for an action may not do it.
PERMISSIONS: dict[Action, dict[Role, Reach]] = {
    Action.SEE_CHILDREN: {
        Role.SOCIAL_WORKER: _OWN,
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.LEAVING_CARE_ADVISER: _OWN,
        Role.ANALYST: _WHOLE,
    },
    Action.SEE_FIGURES: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FOSTERING_ADMIN: _WHOLE,
        Role.CONTRACTS_OFFICER: _WHOLE,
        Role.FINANCE_OFFICER: _WHOLE,
        Role.ANALYST: _WHOLE,
        Role.REPORT_AUTHOR: _WHOLE,
    },
    # In words alone: a range of the total. Members are told no more of a forecast.
    Action.SEE_EXPECTED_NUMBER: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FOSTERING_ADMIN: _WHOLE,
        Role.CONTRACTS_OFFICER: _WHOLE,
        Role.FINANCE_OFFICER: _WHOLE,
        Role.ANALYST: _WHOLE,
        Role.REPORT_AUTHOR: _WHOLE,
        Role.ELECTED_MEMBER: _WHOLE,
    },
    Action.MAKE_FORECASTS: {
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FINANCE_OFFICER: _WHOLE,
        Role.ANALYST: _WHOLE,
    },
    # Money is finance's, and the analyst's who makes forecasts of it.
    Action.KEEP_PRICES: {Role.FINANCE_OFFICER: _WHOLE, Role.ANALYST: _WHOLE},
    Action.SEE_RETURNS: {Role.ANALYST: _WHOLE, Role.PLACEMENT_MANAGER: _WHOLE},
    Action.LOAD_RETURNS: {Role.ANALYST: _WHOLE},
    Action.EXPORT_RETURNS: {Role.ANALYST: _WHOLE},
    Action.SEE_CONFLICTS: {
        Role.ANALYST: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.REPORT_AUTHOR: _WHOLE,
        Role.AUDITOR: _WHOLE,
    },
    Action.LOAD_BENCHMARKS: {Role.ANALYST: _WHOLE},
    Action.WRITE_DOCUMENTS: {Role.REPORT_AUTHOR: _WHOLE, Role.ANALYST: _WHOLE},
    # Officers without an account clear by name: the author enters it.
    Action.CLEAR_DOCUMENTS: {
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FINANCE_OFFICER: _WHOLE,
    },
    # Never what they began themselves.
    Action.APPROVE_DOCUMENTS: {Role.PLACEMENT_MANAGER: _WHOLE, Role.DIRECTOR: _WHOLE},
    Action.SET_TARGETS: {
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.ANALYST: _WHOLE,
        Role.REPORT_AUTHOR: _WHOLE,
    },
    Action.SEE_DOCUMENTS: {role: _WHOLE for role in Role if role not in {Role.SYSTEM_ADMINISTRATOR}},
    Action.RECORD_PLACEMENTS: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
    },
    Action.CORRECT_CHILDREN: {Role.PLACEMENT_MANAGER: _WHOLE, Role.ANALYST: _WHOLE},
    Action.LINK_HOMES: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.ANALYST: _WHOLE,
    },
    Action.KEEP_KNOWN_CHANGES: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.ANALYST: _WHOLE,
    },
    Action.RECONCILE: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.ANALYST: _WHOLE,
    },
    Action.KEEP_FIELD_OWNERS: {Role.SYSTEM_ADMINISTRATOR: _WHOLE, Role.ANALYST: _WHOLE},
    Action.SEE_HOMES: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FOSTERING_ADMIN: _WHOLE,
        Role.CONTRACTS_OFFICER: _WHOLE,
    },
    Action.KEEP_CARER_RECORDS: {Role.FOSTERING_ADMIN: _WHOLE},
    Action.KEEP_HOMES: {Role.CONTRACTS_OFFICER: _WHOLE, Role.PLACEMENT_MANAGER: _WHOLE},
    Action.REVEAL_ADDRESSES: {
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FOSTERING_ADMIN: _WHOLE,
    },
    # Not the analyst's: no figure or return is made of them.
    Action.SEE_FAMILY_TIME: {
        Role.SOCIAL_WORKER: _OWN,
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.LEAVING_CARE_ADVISER: _OWN,
    },
    Action.KEEP_FAMILY_TIME: {
        Role.SOCIAL_WORKER: _OWN,
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
    },
    # An officer who chooses a home is warned, and asks the manager.
    Action.REVEAL_LOCATIONS_TO_AVOID: {
        Role.SOCIAL_WORKER: _OWN,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
    },
    Action.SEE_YOUNG_PEOPLE: {
        Role.LEAVING_CARE_ADVISER: _OWN,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.ANALYST: _WHOLE,
    },
    Action.KEEP_YOUNG_PEOPLE: {Role.LEAVING_CARE_ADVISER: _OWN, Role.PLACEMENT_MANAGER: _WHOLE},
    # With the action that opens the list (`may_take_names`). Not the analyst's, whose files are figures and returns.
    Action.EXPORT_NAMES: {
        Role.SOCIAL_WORKER: _OWN,
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.FOSTERING_ADMIN: _WHOLE,
        Role.LEAVING_CARE_ADVISER: _OWN,
    },
    Action.RESTRICT_RECORDS: {Role.PLACEMENT_MANAGER: _WHOLE, Role.DIRECTOR: _WHOLE},
    Action.BREAK_GLASS: {
        Role.SOCIAL_WORKER: _WHOLE,
        Role.PLACEMENT_OFFICER: _WHOLE,
        Role.EMERGENCY_DUTY: _WHOLE,
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.LEAVING_CARE_ADVISER: _WHOLE,
    },
    Action.SEE_WHO_LOOKED: {
        Role.PLACEMENT_MANAGER: _WHOLE,
        Role.DIRECTOR: _WHOLE,
        Role.AUDITOR: _WHOLE,
    },
    Action.SEE_AUDIT: {Role.AUDITOR: _WHOLE},
    Action.MANAGE_USERS: {Role.SYSTEM_ADMINISTRATOR: _WHOLE},
    # The second person of every change by which an administrator could open records to somebody.
    Action.CONFIRM_ACCESS: {Role.PLACEMENT_MANAGER: _WHOLE, Role.DIRECTOR: _WHOLE},
    Action.SEE_SETTINGS: {Role.SYSTEM_ADMINISTRATOR: _WHOLE, Role.AUDITOR: _WHOLE},
    Action.KEEP_RETENTION: {Role.PLACEMENT_MANAGER: _WHOLE, Role.DIRECTOR: _WHOLE, Role.AUDITOR: _WHOLE},
}

# Duties that one person may not hold together in an authority, whatever the roles are called.
NOT_TOGETHER: tuple[tuple[frozenset[Role], frozenset[Role]], ...] = (
    (frozenset({Role.SYSTEM_ADMINISTRATOR}), frozenset(Role) - {Role.SYSTEM_ADMINISTRATOR}),
    (frozenset({Role.AUDITOR}), frozenset(Role) - {Role.AUDITOR}),
)


# What opens the record of a child, a young person, a carer's address or a location to avoid.
_OPENS_RECORDS = (
    Action.SEE_CHILDREN,
    Action.SEE_YOUNG_PEOPLE,
    Action.BREAK_GLASS,
    Action.REVEAL_ADDRESSES,
    Action.REVEAL_LOCATIONS_TO_AVOID,
)


def opens_records(role: Role) -> bool:
    """Whether the role opens children's, young people's or carers' records, so that giving it needs two people."""
    return any(PERMISSIONS[action].get(role, Reach.NONE) > Reach.NONE for action in _OPENS_RECORDS)


def may_not_be_held_with(role: Role) -> frozenset[Role]:
    """The roles that nobody may hold in the same authority at the same time as `role`."""
    apart: set[Role] = set()
    for some, others in NOT_TOGETHER:
        apart |= (others if role in some else frozenset()) | (some if role in others else frozenset())
    return frozenset(apart)


def roles_allowed(action: Action, *, at_least: Reach = Reach.ALLOCATED) -> list[Role]:
    """The roles that may do `action` with at least that reach."""
    return [role for role, reach in PERMISSIONS[action].items() if reach >= at_least]


def held_on(user: User | AnonymousUser, day: date) -> tuple[tuple[int, str], ...]:
    """The authority's id and the role of each membership that holds on the day; read once while a page is made."""
    return read_once.rows(
        ("held on", user.pk, day),
        lambda: (
            apps.get_model("core.Membership")
            .objects.filter(user_id=user.pk or 0, dates__contains=day)
            .order_by("pk")
            .values_list("authority_id", "role")
        ),
    )


def authorities_of(user: User | AnonymousUser) -> read_once.Keys:
    """Ids of the authorities in which the user holds any role today; all of them for a system user."""
    return _authority_ids(user, list(Role))


def authorities_where(
    user: User | AnonymousUser, action: Action, *, at_least: Reach = Reach.AUTHORITY
) -> read_once.Keys:
    """Ids of the authorities in which the user may do `action` with at least that reach."""
    return _authority_ids(user, roles_allowed(action, at_least=at_least))


def _authority_ids(user: User | AnonymousUser, roles: list[Role]) -> read_once.Keys:
    """The keys themselves while a page is made, else a query."""
    authorities = apps.get_model("core.Authority").objects.order_by().values("pk")
    if not (user.is_authenticated and user.is_active):
        return authorities.none()
    if getattr(user, "is_system", False):
        return authorities
    today = timezone.localdate()
    if read_once.is_kept():
        return tuple(sorted({authority for authority, role in held_on(user, today) if role in roles}))
    return authorities.filter(
        memberships__user=user,
        memberships__role__in=roles,
        memberships__dates__contains=today,
    ).distinct()


def may(
    user: User | AnonymousUser, action: Action, authority: Authority, *, at_least: Reach = Reach.AUTHORITY
) -> bool:
    """Whether the user may do `action` in the authority."""
    return _is_among(authority, authorities_where(user, action, at_least=at_least))


def may_take_names(user: User | AnonymousUser, listed: Action, authority: Authority) -> bool:
    """Whether the user may take the list that `listed` opens, with the names on it, as a file.

    One and the same role must allow both, as far as the list goes for the user: who sees every child as an analyst
    and takes their own as a social worker takes no file of every child.
    """
    reach = Reach.AUTHORITY if may(user, listed, authority) else Reach.ALLOCATED
    takes = roles_allowed(Action.EXPORT_NAMES, at_least=reach)
    both = [role for role in roles_allowed(listed, at_least=reach) if role in takes]
    return _is_among(authority, _authority_ids(user, both))


def _is_among(authority: Authority, where: read_once.Keys) -> bool:
    return (
        where.filter(pk=authority.pk).exists()
        if isinstance(where, models.QuerySet)
        else authority.pk in where
    )


def require(user: User | AnonymousUser, action: Action, authority: Authority) -> None:
    """Refuse, in words, someone who may not do `action` in the authority."""
    if not may(user, action, authority):
        raise PermissionDenied(
            f"Your role in {authority} does not let you do this: {Action(action).label.lower()}. "
            "Ask your system administrator if you need it."
        )
