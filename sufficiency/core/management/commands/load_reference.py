"""manage.py load_reference"""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand

from sufficiency.core.reference_loading import load_reference


class Command(BaseCommand):
    help = "Load English authorities with their links, child populations, and templates of documents. Safe to repeat."

    def handle(self, **options):
        loaded = load_reference()
        self.stdout.write(
            f"{loaded['authorities']} authorities and {loaded['populations']:,} child populations ready."
        )
        # By name: the core knows nothing of documents.
        call_command("load_templates", stdout=self.stdout, verbosity=options["verbosity"])
