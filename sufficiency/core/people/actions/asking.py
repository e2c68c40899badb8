"""What a system administrator does with accounts and roles, or asks a second person to confirm."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from sufficiency.core import access, audit
from sufficiency.core.access import Action, Role
from sufficiency.core.models import (
    AccessRequest,
    Authority,
    Membership,
    SecondFactor,
    User,
)
from sufficiency.core.people.actions.carrying_out import (
    end_sessions,
    give,
    link,
    refuse_duties,
    take_second_factor,
)
from sufficiency.core.people.refusals import (
    AlreadyAsked,
    CannotBeDone,
    NameTaken,
    NotYourOwnAccount,
)


def days(first: date | None, last: date | None) -> DateRange:
    """The half-open range of the days from `first` to `last`, both included; a missing side has no limit."""
    return DateRange(first, None if last is None else last + timedelta(1), "[)")


@transaction.atomic
def add_person(
    *,
    username: str,
    first_name: str,
    last_name: str,
    authority: Authority,
    role: Role,
    dates: DateRange,
    by: User,
) -> User:
    """An account that nobody can sign in to yet, with its first role given or asked for. Raises `CannotBeDone`."""
    access.require(by, Action.MANAGE_USERS, authority)
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken
    person = User(username=username, first_name=first_name, last_name=last_name, kept_by=authority)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise NameTaken from None
    audit.record(by=by, action="add person", on=person, authority=authority)
    give_role(person=person, authority=authority, role=role, dates=dates, by=by)
    return person


@transaction.atomic
def give_role(
    *, person: User, authority: Authority, role: Role, dates: DateRange, by: User
) -> AccessRequest | None:
    """Give the role on those days, or change the days of one held; None where it was done at once.

    A role that opens records is only asked for: the answer is the request, which a manager decides.
    Raises `CannotBeDone`.
    """
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    refuse_duties(person, authority, role, dates)
    if access.opens_records(role):
        return _ask(
            kind=AccessRequest.Kind.ROLE, person=person, authority=authority, by=by, role=role, dates=dates
        )
    give(person=person, authority=authority, role=role, dates=dates, by=by, asked_by=by)
    return None


@transaction.atomic
def take_role(*, membership: Membership, by: User) -> None:
    """The role ends now, and every session of the person with it. Raises `CannotBeDone`."""
    access.require(by, Action.MANAGE_USERS, membership.authority)
    _refuse_own(membership.user, by)
    audit.record(
        by=by, action="take role", on=membership.user, authority=membership.authority, role=membership.role
    )
    membership.delete()
    end_sessions(membership.user)


@transaction.atomic
def disable(*, person: User, authority: Authority, by: User) -> None:
    """Nobody signs in with the account any more, and every session of it ends. Raises `CannotBeDone`."""
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    User.objects.filter(pk=person.pk).update(is_active=False)
    end_sessions(person)
    audit.record(by=by, action="disable account", on=person, authority=authority)


@transaction.atomic
def enable(*, person: User, authority: Authority, by: User) -> None:
    """The account can be signed in to again, with the roles it still holds. Raises `CannotBeDone`."""
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    User.objects.filter(pk=person.pk).update(is_active=True)
    audit.record(by=by, action="enable account", on=person, authority=authority)


@transaction.atomic
def allow_new_password(*, person: User, authority: Authority, by: User) -> AccessRequest | None:
    """Note that a link to choose a password is made; None where it may be made now. Raises `CannotBeDone`.

    What the link opens is guarded by the person's app. An account that opens records and has no app is guarded by
    nothing else, so there a manager must have confirmed, within a day, that the person begins anew.
    """
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    if not person.is_active:
        raise CannotBeDone("The account is disabled. Enable it first.")
    has_app = SecondFactor.objects.filter(user=person, confirmed_at__isnull=False).exists()
    if _account_opens_records(person) and not has_app and not _confirmed_lately(person):
        return _ask(kind=AccessRequest.Kind.SECOND_FACTOR, person=person, authority=authority, by=by)
    audit.record(by=by, action="make password link", on=person, authority=authority)
    return None


@transaction.atomic
def remove_second_factor(*, person: User, authority: Authority, by: User) -> AccessRequest | None:
    """The person sets up an app anew at the next sign-in; asked for where the account opens records."""
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    if _account_opens_records(person):
        return _ask(kind=AccessRequest.Kind.SECOND_FACTOR, person=person, authority=authority, by=by)
    take_second_factor(person, authority=authority, by=by, asked_by=by)
    return None


@transaction.atomic
def link_identity(*, person: User, subject: str, authority: Authority, by: User) -> AccessRequest | None:
    """Let the person sign in as `subject` of the council's identity provider; asked for where it opens records."""
    access.require(by, Action.MANAGE_USERS, authority)
    _refuse_own(person, by)
    if _account_opens_records(person):
        return _ask(
            kind=AccessRequest.Kind.IDENTITY, person=person, authority=authority, by=by, subject=subject
        )
    link(person, subject, authority=authority, by=by, asked_by=by)
    return None


def _ask(
    *,
    kind: AccessRequest.Kind,
    person: User,
    authority: Authority,
    by: User,
    role: str = "",
    dates: DateRange | None = None,
    subject: str = "",
) -> AccessRequest:
    try:
        with transaction.atomic():
            request = AccessRequest.objects.create(
                kind=kind,
                user=person,
                authority=authority,
                role=role,
                dates=dates or days(None, None),
                subject=subject,
                asked_by=by,
            )
    except IntegrityError as fault:
        if "asked_once_at_a_time" not in str(fault):
            raise
        raise AlreadyAsked from None
    audit.record(by=by, action="ask for access", on=request, authority=authority, kind=kind, role=role)
    return request


def _refuse_own(person: User, by: User) -> None:
    if person == by:
        raise NotYourOwnAccount


def _account_opens_records(person: User) -> bool:
    roles = person.memberships.values_list("role", flat=True)
    return any(access.opens_records(Role(role)) for role in roles)


def _confirmed_lately(person: User) -> bool:
    """Whether a manager confirmed within a day that the person sets up an app."""
    return person.access_requests.filter(
        kind=AccessRequest.Kind.SECOND_FACTOR,
        decision=AccessRequest.Decision.CONFIRMED,
        decided_at__gt=timezone.now() - timedelta(days=1),
    ).exists()
