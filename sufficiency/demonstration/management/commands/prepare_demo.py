"""manage.py prepare_demo"""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand

from forecasting.after_loads import first_forecast
from sufficiency.core.models import Authority
from sufficiency.demonstration.scenarios import write_scenarios


class Command(BaseCommand):
    help = (
        "Bring the database up to date, load reference data and both demonstrations, and print the sign-ins: in one "
        "process, because starting each takes longer than its work when all is there already."
    )

    def handle(self, **options):
        self._say("Database: bringing its tables up to date")
        call_command("migrate", verbosity=0)
        self._say("Reference data: authorities, postcodes, code sets")
        call_command("load_reference", verbosity=0)
        self._say("Demonstration data, Southampton, Northmere and Southwark: synthetic, loaded once")
        call_command("load_demo", dataset="all", stdout=self.stdout, stderr=self.stderr)
        for authority in Authority.objects.filter(is_synthetic=True):
            if first_forecast(authority):
                self._say(f"{authority}: its first forecast waits for the background worker")
            if number := write_scenarios(authority):
                self._say(f"{authority}: {number} scenarios for its forecast")
        call_command("show_sign_ins", stdout=self.stdout, stderr=self.stderr)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
