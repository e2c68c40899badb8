"""manage.py tidy_kept_figures"""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sufficiency.kept.keeping import tidy


class Command(BaseCommand):
    help = "Forget kept figures that were last counted long ago, and all of them where many changes have gathered."

    def handle(self, **options: object) -> None:
        gone = tidy()
        self.stdout.write("All kept figures are forgotten." if gone is None else f"{gone:,} forgotten.")
