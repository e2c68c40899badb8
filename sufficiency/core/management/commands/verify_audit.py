"""manage.py verify_audit [--json]: status 1 and the first bad row where the trail is not as it was written"""

from __future__ import annotations

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.verifying import Verified, check


class Command(BaseCommand):
    help = "Recompute the whole audit trail, its seals and its chain, and compare them with the anchors."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")
        add_user_argument(parser)

    def handle(self, **options):
        kept = check(by=user_of(options))
        found = Verified(kept.events, kept.seals, kept.unsealed, kept.seconds, kept.findings)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found)))
        else:
            self.stdout.write(
                f"{found.events} events, {found.seals} seals, {found.unsealed} events not sealed yet; "
                f"{found.seconds:.1f} s."
            )
        if found.findings:
            raise CommandError("\n".join(found.findings))
        if not options["json"]:
            self.stdout.write("The trail is as it was written.")
