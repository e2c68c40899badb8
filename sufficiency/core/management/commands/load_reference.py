"""manage.py load_reference"""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sufficiency.core.reference_loading import load_reference


class Command(BaseCommand):
    help = "Load English authorities with their links, and child populations. Safe to repeat."

    def handle(self, **options):
        loaded = load_reference()
        self.stdout.write(
            f"{loaded['authorities']} authorities and {loaded['populations']:,} child populations ready."
        )
