"""What giving a role, an identity or a new app does, once it may be done."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F
from django.utils import timezone

from sufficiency.core import access, audit
from sufficiency.core.access import Role
from sufficiency.core.models import (
    Authority,
    ExternalIdentity,
    Membership,
    SecondFactor,
    User,
)
from sufficiency.core.people.refusals import (
    DutiesKeptApart,
    IdentityTaken,
)


def give(
    *, person: User, authority: Authority, role: Role, dates: DateRange, by: User, asked_by: User
) -> None:
    try:
        with transaction.atomic():
            Membership.objects.update_or_create(
                user=person,
                authority=authority,
                role=role,
                defaults={"dates": dates, "granted_by": by, "granted_at": timezone.now()},
            )
    except IntegrityError as fault:
        if "duties_kept_apart" not in str(fault):
            raise
        raise DutiesKeptApart(person, role, held_apart(person, authority, role, dates)) from None
    facts = {
        "role": role,
        "from": str(dates.lower),
        "until": str(dates.upper),
        "asked_by": str(asked_by.public_id),
    }
    audit.record(by=by, action="grant role", on=person, authority=authority, **facts)


def take_second_factor(person: User, *, authority: Authority, by: User, asked_by: User) -> None:
    SecondFactor.objects.filter(user=person).delete()
    end_sessions(person)
    facts = {"asked_by": str(asked_by.public_id)}
    audit.record(by=by, action="remove second factor", on=person, authority=authority, **facts)


def link(person: User, subject: str, *, authority: Authority, by: User, asked_by: User) -> None:
    try:
        with transaction.atomic():
            ExternalIdentity.objects.update_or_create(
                user=person,
                issuer=settings.OPENID["issuer"],
                defaults={"subject": subject, "linked_at": timezone.now()},
            )
    except IntegrityError:
        raise IdentityTaken from None
    end_sessions(person)
    facts = {"asked_by": str(asked_by.public_id)}
    audit.record(by=by, action="link identity", on=person, authority=authority, **facts)


def refuse_duties(person: User, authority: Authority, role: Role, dates: DateRange) -> None:
    held = held_apart(person, authority, role, dates)
    if held:
        raise DutiesKeptApart(person, role, held)


def held_apart(person: User, authority: Authority, role: Role, dates: DateRange) -> list[Role]:
    held = person.memberships.filter(
        authority=authority, role__in=access.may_not_be_held_with(role), dates__overlap=dates
    )
    return [Role(one) for one in held.values_list("role", flat=True)]


def end_sessions(person: User) -> None:
    User.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
