"""People for tests of pages: signed in without a password, whose hashing is slow on purpose."""

from __future__ import annotations

from itertools import count

from django.test import Client

from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership, User

_NUMBERS = count(1)


def newcomer() -> User:
    """Someone with an account and no role."""
    return User.objects.create(username=f"person-{next(_NUMBERS)}", first_name="Robin", last_name="Tester")


def someone(authority: Authority, role: Role) -> User:
    """Someone who holds the role in the authority."""
    return Membership.objects.create(user=newcomer(), authority=authority, role=role).user


def signed_in(user: User) -> Client:
    """A client that has signed in as the user."""
    client = Client()
    client.force_login(user)
    return client
