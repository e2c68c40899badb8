"""manage.py seal_audit [--every SECONDS] [--json]"""

from __future__ import annotations

import json
import time
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from sufficiency.core.sealing import NotAnAnchor, seal


class Command(BaseCommand):
    help = "Seal the audit trail: chain what was written since the last seal, and anchor it outside the database."

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, metavar="SECONDS", help="stay, and seal again and again")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, every, json, **options):
        while True:
            self._seal(json)
            if not every:
                return
            time.sleep(every)

    def _seal(self, as_json):
        try:
            done = seal()
        except (OSError, NotAnAnchor) as fault:
            raise CommandError(
                f"The trail is sealed, but not anchored: {fault} Give SUFFICIENCY_AUDIT_DIRECTORY a directory that "
                "can be written, and run this again."
            ) from None
        if as_json:
            self.stdout.write(json.dumps(asdict(done)))
        else:
            self.stdout.write(f"{done.events} events sealed in {done.seals} seals; {done.anchored} anchored.")
