"""manage.py bench [--quick] [--only NAME …]"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sufficiency.demonstration.benchmarks import counting, documents, exporting, importing, pages
from sufficiency.demonstration.benchmarks.bench import FULL, QUICK, Bench
from sufficiency.demonstration.benchmarks.measuring import Line, as_table
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure, Scratch

BENCHMARKS = {
    "import": importing.run,
    "export": exporting.run,
    "indicators": counting.run,
    "dashboard": pages.run,
    "statement": documents.run,
}


class Command(BaseCommand):
    help = (
        "Measure speed and memory on databases of its own, which are dropped at the end. Each figure is the median "
        "of several runs, beside a yardstick measured in the same run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="small sizes only: under a minute or two")
        parser.add_argument(
            "--only", action="append", choices=BENCHMARKS, metavar="NAME", help=", ".join(BENCHMARKS)
        )

    def handle(self, *, quick: bool, only: list[str] | None, **options: object) -> None:
        # Told to stop, it still drops its databases; killed outright, the next run drops them.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        began = time.monotonic()
        lines: list[Line] = []
        not_measured: list[str] = []
        try:
            with Scratch() as scratch, tempfile.TemporaryDirectory() as folder:
                bench = Bench(scratch, QUICK if quick else FULL, Path(folder), self._progress)
                for name, run in BENCHMARKS.items():
                    if only is None or name in only:
                        not_measured += self._run(name, run(bench), lines)
        except CannotMeasure as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(as_table(lines))
        missed = sum(line.met is False for line in lines)
        judged = sum(line.met is not None for line in lines)
        self.stdout.write(
            f"\n{judged - missed} of {judged} targets met"
            + (f"; {missed} NOT MET" if missed else "")
            + f". {os.cpu_count()} processors, {time.monotonic() - began:.0f} s in all."
        )
        if quick:
            self.stdout.write("Small sizes: targets that belong to the large ones were not judged.")
        if not_measured:
            raise CommandError("Not measured: " + " ".join(not_measured))

    def _run(self, name: str, measured: Iterator[Line], lines: list[Line]) -> list[str]:
        """Add the lines as they come. What cannot be measured stops its own benchmark, not the others."""
        self._progress(f"Measuring: {name}")
        try:
            for line in measured:
                lines.append(line)
                self._progress("  " + "  ".join(cell for cell in line.cells() if cell))
        except CannotMeasure as refusal:
            self._progress(f"  {refusal}")
            return [f"{name}: {refusal}"]
        return []

    def _progress(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()
