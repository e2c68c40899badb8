"""manage.py load_demo [--dataset southampton|northmere|southwark|all] [--scale N] [--as-at DATE] [--seed N]"""

from __future__ import annotations

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from sufficiency.core.models import Authority
from sufficiency.core.system_user import system_user
from sufficiency.demonstration.northmere.loading import load_northmere
from sufficiency.demonstration.northmere.plan import SEED
from sufficiency.demonstration.sign_ins import DemonstrationRefused
from sufficiency.demonstration.southampton.loading import load_southampton
from sufficiency.demonstration.southwark.loading import load_southwark

DATASETS = ("southampton", "northmere", "southwark")


class Command(BaseCommand):
    help = "Load demonstration data: synthetic children only. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--dataset", choices=[*DATASETS, "all"], default="all")
        parser.add_argument(
            "--scale", type=int, default=1, metavar="N", help="Northmere with N times 480 children in care"
        )
        parser.add_argument(
            "--as-at",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="Northmere as it stands on that day; without it, today",
        )
        parser.add_argument("--seed", type=int, default=SEED, help="another Northmere")

    def handle(self, *, dataset, scale, as_at, seed, **options):
        if scale < 1:
            raise CommandError("--scale is a whole number from 1.", returncode=2)
        for name in DATASETS if dataset == "all" else (dataset,):
            try:
                authority = self._load(name, scale, as_at, seed)
            except DemonstrationRefused as refusal:
                self.stderr.write(str(refusal))
                raise SystemExit(1) from None
            self._say(f"{authority} is ready.")

    def _load(self, name: str, scale: int, as_at: date | None, seed: int) -> Authority:
        by = system_user("demonstration")
        if name == "southampton":
            return load_southampton(by=by, say=self._say)
        if name == "southwark":
            return load_southwark(by=by, say=self._say)
        return load_northmere(by=by, say=self._say, scale=scale, as_at=as_at, seed=seed)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
