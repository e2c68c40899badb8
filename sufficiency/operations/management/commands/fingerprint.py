"""manage.py fingerprint [--output FILE | --compare FILE] [--as-at DATE]"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sufficiency.operations.fingerprints import differences, fingerprint


class Command(BaseCommand):
    help = "Note what the database holds, as counts and hashes; or compare it with a note. Shows no record."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, metavar="FILE", help="where the note goes; else printed")
        parser.add_argument("--compare", type=Path, metavar="FILE", help="a note to compare with")
        parser.add_argument(
            "--as-at",
            type=date.fromisoformat,
            metavar="DATE",
            help="the day of the figures; today unless said",
        )

    def handle(self, *, output, compare, as_at, **options):
        if compare:
            try:
                noted = json.loads(compare.read_text())
                day = date.fromisoformat(noted["as_at"])
            except (OSError, ValueError, KeyError, TypeError):
                raise CommandError(f"{compare} is no note of this command. Nothing was compared.") from None
            found = differences(noted, fingerprint(as_at=day))
            if found:
                raise CommandError("\n".join(["Not as it was noted:", *found]))
            self.stdout.write(
                f"As it was noted: {len(noted['tables'])} tables, {len(noted['figures'])} sets of figures."
            )
            return
        text = json.dumps(fingerprint(as_at=as_at or timezone.localdate()), indent=1)
        if output:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_text(text + "\n")
        else:
            self.stdout.write(text)
