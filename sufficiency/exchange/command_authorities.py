"""Which authority a management command is about."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser

from sufficiency.core.models import Authority


def add_authority_argument(parser: CommandParser) -> None:
    parser.add_argument("--authority", required=True, metavar="GSS", help="GSS code, such as E06000045")


def authority_of(options: dict) -> Authority:
    """The authority of that GSS code, its present one or one it bore before."""
    authority = Authority.objects.known_as(options["authority"]).first()
    if authority is None:
        raise CommandError(
            f"There is no authority with the code {options['authority']}. Give its GSS code, such as E06000045; "
            "if none is known yet, run “manage.py load_reference” first.",
            returncode=2,
        )
    return authority
