"""manage.py import_benchmarks PATH… [--json]"""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.exchange.benchmarks import BenchmarksRefused, import_benchmarks


class Command(BaseCommand):
    help = "Load DfE open-data CSV files as comparators."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, *, paths, **options):
        try:
            report = import_benchmarks(paths=paths, by=user_of(options))
        except BenchmarksRefused as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json()))
            return
        for file in report.files:
            self.stdout.write(f"{file['name']}: {file['table']}, {file['rows']:,} rows")
        self.stdout.write(f"{report.figures:,} figures and {report.populations:,} populations loaded.")
        if report.areas_not_known:
            self.stdout.write(f"Areas not known here, left out: {', '.join(report.areas_not_known)}")
