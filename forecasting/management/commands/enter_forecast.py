"""manage.py enter_forecast --authority GSS --title … --issued-on DATE --issued-by … --published-in … FILE.csv"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from forecasting.issuing import NotIssued, enter_printed_forecast
from forecasting.printed import COLUMNS, read_lines
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of


class Command(BaseCommand):
    help = (
        "Enter a forecast that was printed elsewhere, to be kept and put beside what came. CSV with the columns "
        + (", ".join(COLUMNS))
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument("--title", required=True)
        parser.add_argument("--issued-on", required=True, metavar="DATE", help="as 2012-03-31")
        parser.add_argument("--issued-by", required=True, metavar="WORDS", help="a role or a committee")
        parser.add_argument("--published-in", required=True, metavar="WORDS", help="a document and its table")
        parser.add_argument("--note", default="", metavar="WORDS")
        parser.add_argument("file", type=Path)
        add_user_argument(parser)

    def handle(self, **options: Any) -> None:
        authority = authority_of(options)
        try:
            issued_on = date.fromisoformat(options["issued_on"])
            with options["file"].open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file)
                missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
                if missing:
                    raise CommandError(f"The file has no column {', '.join(missing)}.", returncode=2)
                lines = read_lines(reader)
        except ValueError as fault:
            raise CommandError(f"Give the day of issue as 2012-03-31. {fault}", returncode=2) from None
        except OSError as fault:
            raise CommandError(f"The file cannot be read: {fault.strerror}.", returncode=2) from None
        except NotIssued as refusal:
            raise CommandError(str(refusal)) from None
        try:
            made = enter_printed_forecast(
                authority=authority,
                title=options["title"],
                issued_on=issued_on,
                issued_by=options["issued_by"],
                published_in=options["published_in"],
                note=options["note"],
                lines=lines,
                by=user_of(options),
            )
        except (PermissionDenied, NotIssued) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Entered with {len(lines)} lines: {made.get_absolute_url()}")
