"""manage.py health [--json] [--restored]: status 1 where something is wrong"""

from __future__ import annotations

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from sufficiency.operations.health import State, checks
from sufficiency.operations.heartbeats import beat
from sufficiency.operations.models import Heartbeat


class Command(BaseCommand):
    help = "Look at everything that the service needs and does by itself. For people and for monitoring."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")
        parser.add_argument(
            "--restored", action="store_true", help="note that a backup was restored just now and was right"
        )

    def handle(self, **options):
        if options["restored"]:
            beat(Heartbeat.Of.RESTORE)
        found = checks(now=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found]))
        else:
            for one in found:
                self.stdout.write(f"{one.state.value:<6}{one.name}: {one.words}")
        if any(one.state is State.WRONG for one in found):
            raise SystemExit(1)
