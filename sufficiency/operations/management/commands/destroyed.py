"""manage.py destroyed --output FILE | --again FILE"""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority, User
from sufficiency.core.safe_csv import csv_lines
from sufficiency.operations.models import Certificate
from sufficiency.operations.retention.actions import destroy_again
from sufficiency.operations.retention.erasing import StillNeeded
from sufficiency.operations.retention.presenting import destroyed_ids


class Command(BaseCommand):
    help = "The ids of every destroyed record, to keep with backups; or destroy them again after a restore."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, metavar="FILE")
        parser.add_argument("--again", type=Path, metavar="FILE", help="a file that --output wrote")
        add_user_argument(parser)

    def handle(self, *, output, again, **options):
        if output:
            ids = list(destroyed_ids(Certificate.objects.all()))
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text("".join(csv_lines(("authority", "record"), ids)))
            self.stdout.write(f"{len(ids)} ids.")
        elif again:
            self._again(again, user_of(options))
        else:
            raise CommandError("Say --output FILE or --again FILE.")

    @transaction.atomic
    def _again(self, path: Path, by: User) -> None:
        wanted: dict[str, list[UUID]] = {}
        try:
            with path.open(newline="") as file:
                for row in csv.DictReader(file):
                    wanted.setdefault(row["authority"], []).append(UUID(row["record"]))
            councils = {code: Authority.objects.get(gss_code=code) for code in wanted}
        except (OSError, KeyError, ValueError, Authority.DoesNotExist):
            raise CommandError(f"{path} is no list of this command. Nothing was destroyed.") from None
        try:
            rows = sum(
                destroy_again(authority=councils[code], ids=ids, by=by).total()
                for code, ids in wanted.items()
            )
        except StillNeeded as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(
            f"{rows} rows destroyed again." if rows else "None of them is there: nothing to do."
        )
