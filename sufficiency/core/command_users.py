"""Whom a management command acts as."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser

from sufficiency.core.models import User
from sufficiency.core.system_user import system_user


def add_user_argument(parser: CommandParser) -> None:
    parser.add_argument(
        "--as", dest="acting_as", metavar="USER", help="act as this user, with their permissions"
    )


def user_of(options: dict) -> User:
    """The user named by `--as`, else the command line's own system user."""
    name = options.get("acting_as")
    if not name:
        return system_user("command line")
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user called {name}. Give the name they sign in with.")
    return user
