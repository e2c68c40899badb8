"""manage.py add_user NAME --authority GSS --role ROLE [--role ROLE …]"""

from __future__ import annotations

import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sufficiency.core import audit
from sufficiency.core.access import Role, may_not_be_held_with
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority, Membership, User


class Command(BaseCommand):
    help = "Add someone who can sign in, or give them a further role. Asks for a password on first use."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name they will sign in with")
        parser.add_argument("--authority", required=True, metavar="GSS")
        parser.add_argument("--role", required=True, action="append", choices=Role.values, dest="roles")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        add_user_argument(parser)

    @transaction.atomic
    def handle(self, *, name, authority, roles, first_name, last_name, **options):
        by = user_of(options)
        council = Authority.objects.known_as(authority).first()
        if council is None:
            raise CommandError(
                f"No authority has the code {authority}. Southampton's, for example, is E06000045."
            )
        user, made = User.objects.get_or_create(
            username=name,
            defaults={"first_name": first_name, "last_name": last_name, "kept_by": council},
        )
        if made:
            user.set_password(self._password(user))
            user.save(update_fields=["password"])
        self._refuse_duties(user, council, [Role(role) for role in roles])
        for role in roles:
            _, granted = Membership.objects.get_or_create(
                user=user, authority=council, role=role, defaults={"granted_by": by}
            )
            if granted:
                audit.record(by=by, action="grant role", on=user, authority=council, role=role)
        labels = ", ".join(Role(role).label for role in roles)
        self.stdout.write(f"{name} can sign in: {labels}, {council}.")

    def _refuse_duties(self, user: User, council: Authority, roles: list[Role]) -> None:
        """Nobody is made administrator or auditor and something else: the database would refuse it too."""
        held = {Role(one.role) for one in user.memberships.filter(authority=council)}
        for role in roles:
            apart = may_not_be_held_with(role) & {*held, *roles}
            if apart:
                both = ", ".join(sorted(one.label.lower() for one in apart))
                raise CommandError(
                    f"Nobody may be {role.label.lower()} and {both} in one authority. Nothing was changed: give "
                    "the roles to different people."
                )

    def _password(self, user: User) -> str:
        """Typed twice at a terminal; a single line where standard input is piped."""
        if sys.stdin.isatty():
            password = getpass.getpass(f"Password for {user.username}: ")
            if getpass.getpass("The same again: ") != password:
                raise CommandError("The two passwords differ. Nothing was changed: run the command again.")
        else:
            password = sys.stdin.readline().rstrip("\n")
        try:
            validate_password(password, user)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from None
        return password
