"""manage.py load_demo [--dataset southampton|all]"""

from __future__ import annotations

from django.core.management.base import BaseCommand

from sufficiency.core.system_user import system_user
from sufficiency.demonstration.sign_ins import DemonstrationRefused
from sufficiency.demonstration.southampton.loading import load_southampton

DATASETS = {"southampton": load_southampton}


class Command(BaseCommand):
    help = "Load demonstration data: synthetic children only. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--dataset", choices=[*DATASETS, "all"], default="all")

    def handle(self, *, dataset, **options):
        chosen = DATASETS if dataset == "all" else {dataset: DATASETS[dataset]}
        for load in chosen.values():
            try:
                authority = load(by=system_user("demonstration"), say=self._say)
            except DemonstrationRefused as refusal:
                self.stderr.write(str(refusal))
                raise SystemExit(1) from None
            self._say(f"{authority} is ready.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
