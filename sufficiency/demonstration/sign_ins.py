"""Who can sign in to a demonstration: one invented person a role. Never made on a production installation."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership, User

# The same for everyone and printed on the sign-in page: it guards nothing but synthetic data on loopback.
PASSWORD = "plenty-of-homes"


class DemonstrationRefused(Exception):
    """Demonstration data was asked for where real data may live."""


@dataclass(frozen=True)
class SignIn:
    username: str
    first_name: str
    last_name: str
    role: Role


SIGN_INS = (
    SignIn("analyst", "Alice", "Analyst", Role.ANALYST),
    SignIn("officer", "Olive", "Officer", Role.PLACEMENT_OFFICER),
    SignIn("duty", "Edie", "Emergency", Role.EMERGENCY_DUTY),
    SignIn("manager", "Max", "Manager", Role.PLACEMENT_MANAGER),
    SignIn("director", "Dora", "Director", Role.DIRECTOR),
    SignIn("author", "Arthur", "Author", Role.REPORT_AUTHOR),
    SignIn("carers", "Carol", "Carers", Role.FOSTERING_ADMIN),
    SignIn("worker", "Wendy", "Worker", Role.SOCIAL_WORKER),
    SignIn("adviser", "Adam", "Adviser", Role.LEAVING_CARE_ADVISER),
    SignIn("contracts", "Connie", "Contracts", Role.CONTRACTS_OFFICER),
    SignIn("finance", "Finn", "Finance", Role.FINANCE_OFFICER),
    SignIn("member", "Malik", "Member", Role.ELECTED_MEMBER),
    SignIn("auditor", "Audrey", "Auditor", Role.AUDITOR),
    SignIn("administrator", "Sandy", "Administrator", Role.SYSTEM_ADMINISTRATOR),
)


def refuse_in_production() -> None:
    if settings.PRODUCTION:
        raise DemonstrationRefused(
            "This is a production installation (SUFFICIENCY_PRODUCTION is set), so no demonstration data is "
            "loaded. Use a separate installation for demonstrations."
        )


@transaction.atomic
def make_sign_ins(authority: Authority, *, suffix: str = "") -> list[User]:
    """One person a role for a demonstration authority; repeated, the same people with the same password."""
    refuse_in_production()
    people = []
    hashed = ""
    for sign_in in SIGN_INS:
        user, made = User.objects.get_or_create(
            username=f"{sign_in.username}{suffix}",
            defaults={
                "first_name": sign_in.first_name,
                "last_name": sign_in.last_name,
                "kept_by": authority,
            },
        )
        if made:
            # Hashing is slow on purpose, and everybody's password is the same one.
            user.password = hashed = hashed or make_password(PASSWORD)
            user.save(update_fields=["password"])
        Membership.objects.get_or_create(user=user, authority=authority, role=sign_in.role)
        people.append(user)
    return people


def demonstration_sign_ins() -> list[tuple[str, str, str]]:
    """(sign-in name, role, authorities) of each, for the sign-in page and the command."""
    names = [sign_in.username for sign_in in SIGN_INS]
    memberships = Membership.objects.filter(
        user__username__in=names, authority__is_synthetic=True
    ).select_related("user", "authority")
    found: dict[tuple[str, str], list[str]] = {}
    for one in memberships.order_by("authority__name"):
        found.setdefault((one.user.username, one.get_role_display()), []).append(one.authority.name)
    return [
        (name, role, " and ".join(authorities))
        for (name, role), authorities in sorted(found.items(), key=lambda line: names.index(line[0][0]))
    ]
