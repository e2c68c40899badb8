"""manage.py load_test [--users N] [--minutes N] [--scale N] [--into FILE] [--database NAME]"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sufficiency.core.models import Authority
from sufficiency.demonstration.benchmarks.filling import settle
from sufficiency.demonstration.benchmarks.load import as_markdown, crowd, run
from sufficiency.demonstration.benchmarks.measuring import load_average
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure, Scratch
from sufficiency.demonstration.northmere.area import NORTHMERE


class Command(BaseCommand):
    help = (
        "Let many simulated people work at once on a Northmere of a database of its own, behind a web server as "
        "production has it, and say what they waited. Leaves the configured database as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--users", type=int, default=200, metavar="N", help="people at once (200)")
        parser.add_argument("--minutes", type=float, default=10, metavar="N", help="after all are in (10)")
        parser.add_argument(
            "--scale", type=int, default=20, metavar="N", help="N x 480 children in care (20)"
        )
        parser.add_argument("--into", type=Path, metavar="FILE", help="where the figures go, as Markdown")
        parser.add_argument(
            "--database",
            metavar="NAME",
            help="a database that holds such a Northmere already, instead of one made and dropped; it is written to",
        )

    def handle(
        self,
        *,
        users: int,
        minutes: float,
        scale: int,
        into: Path | None,
        database: str | None,
        **options: object,
    ) -> None:
        if users < 1 or minutes <= 0 or scale < 1:
            raise CommandError("--users, --minutes and --scale are more than 0.", returncode=2)
        # Told to stop, it still ends its server and drops its database.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        # As production has them: by their names with a fingerprint.
        try:
            with (
                Scratch() as scratch,
                tempfile.TemporaryDirectory() as folder,
                self._northmere(scratch, scale, database) as name,
                scratch.use(name),
            ):
                measured = run(
                    environment=scratch.environment(name),
                    people=crowd(Authority.objects.get(gss_code=NORTHMERE), users),
                    seconds=minutes * 60,
                    folder=Path(folder),
                    say=self._progress,
                )
        except CannotMeasure as refusal:
            raise CommandError(str(refusal)) from None
        told = as_markdown(measured, size=f"Northmere with {480 * scale:,} children in care")
        told += f"\n{os.cpu_count()} processors; load average at the end {load_average():.1f}.\n"
        if into:
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_text(told)
        self.stdout.write(told)
        if measured.missed:
            raise CommandError("Not met: " + "; ".join(measured.missed) + ".")

    @contextmanager
    def _northmere(self, scratch: Scratch, scale: int, database: str | None) -> Iterator[str]:
        if database:
            yield database
            return
        name = scratch.copy()
        self._progress(f"Filling Northmere with {480 * scale:,} children in care: minutes")
        with scratch.use(name):
            call_command("load_demo", dataset="northmere", scale=scale, stdout=self.stderr)
            settle()
        yield name

    def _progress(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()
