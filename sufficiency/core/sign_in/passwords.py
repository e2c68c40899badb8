"""Passwords: changed by the person, or chosen anew by a link that an administrator hands over. No e-mail needed."""

from __future__ import annotations

from axes.utils import reset as forget_failures
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction

from sufficiency.core import audit
from sufficiency.core.models import User


class _Links(PasswordResetTokenGenerator):
    """A token is worth nothing once the password changed, the person signed in, or their sessions were ended."""

    key_salt = "sufficiency.core.sign_in.passwords"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.sessions_ended}{user.is_active}"


_links = _Links()


def token_for(user: User) -> str:
    """What makes a link to choose a password: good for a day, once."""
    return _links.make_token(user)


def is_good(user: User, token: str) -> bool:
    return user.is_active and not user.is_system and _links.check_token(user, token)


@transaction.atomic
def set_password(*, user: User, password: str, how: str) -> None:
    """Give the person the password; every session but the one at hand dies with the old one, and any lock with it.

    `how` is "changed" or "chosen by a link".
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    forget_failures(username=user.username)
    audit.record(by=user, action="set password", on=user, how=how)
