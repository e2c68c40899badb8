"""How roles, days and requests read on pages."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format

from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, Membership, SecondFactor, User


def days_in_words(dates: DateRange) -> str:
    """'from 1 April 2026 to 30 June 2026', 'from 1 April 2026' without an end, 'without an end' without either."""
    if dates.lower and dates.upper:
        return f"from {_day(dates.lower)} to {_day(dates.upper - timedelta(1))}"
    if dates.lower:
        return f"from {_day(dates.lower)}"
    if dates.upper:
        return f"until {_day(dates.upper - timedelta(1))}"
    return "without an end"


def state_of(membership: Membership, today: date) -> str:
    """'' while the role is held, else 'not yet' or 'ended'."""
    dates = membership.dates
    if dates.lower and today < dates.lower:
        return "not yet"
    return "ended" if dates.upper and today >= dates.upper else ""


def asks(request: AccessRequest) -> str:
    """What a request asks, as a sentence about its person."""
    person = request.user
    if request.kind == AccessRequest.Kind.ROLE:
        return f"{person} is to be {Role(request.role).label.lower()} {days_in_words(request.dates)}"
    if request.kind == AccessRequest.Kind.SECOND_FACTOR:
        return f"{person} is to choose a password and set up an authenticator app anew"
    return f"{person} is to sign in with the council's own sign-in, as {request.subject}"


def signs_in_with(person: User) -> str:
    """What an account is opened with, for the one who must say whether it is its person's own."""
    has_app = SecondFactor.objects.filter(user=person, confirmed_at__isnull=False).exists()
    password = "a password" if person.has_usable_password() else "no password yet"
    last = f"last signed in on {_day(person.last_login.date())}" if person.last_login else "never signed in"
    return f"{password}, {'an authenticator app' if has_app else 'no authenticator app yet'}; {last}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
