"""manage.py import_ssda903 --authority GSS PATH… [--year YYYY] [--as-at DATE] [--dry-run] [--strict] [--json]"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandParser

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of
from sufficiency.exchange.ssda903 import ImportReport, ReturnRefused, import_paths

_SHOWN = 10


class Command(BaseCommand):
    help = "Load SSDA903 returns or extracts: folders, zips, CSV or XML files."

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--year", type=int, help="the return's year, by the year it ends in")
        parser.add_argument("--as-at", type=date.fromisoformat, metavar="DATE", help="an extract to this day")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be done and change nothing"
        )
        parser.add_argument(
            "--strict", action="store_true", help="refuse the load if any row would be set aside"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        try:
            report = import_paths(
                authority=authority_of(options),
                paths=paths,
                by=user_of(options),
                year=options["year"],
                as_at=options["as_at"],
                dry_run=options["dry_run"],
                strict=options["strict"],
            )
        except (ReturnRefused, PermissionDenied) as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json()))
        else:
            self._say(report, options["dry_run"])

    def _say(self, report: ImportReport, dry_run: bool) -> None:
        years = ", ".join(f"{one['year']} (to {one['as_at']})" for one in report.returns)
        self.stdout.write(f"Returns: {years}")
        for file in report.files:
            ignored = (
                f", columns ignored: {', '.join(file['columns_ignored'])}" if file["columns_ignored"] else ""
            )
            self.stdout.write(f"  {file['name']}: {file['table']}, {file['rows']:,} rows{ignored}")
        for name, count in report.counts.items():
            self.stdout.write(f"{name.replace('_', ' ').capitalize()}: {count:,}")
        for warning in report.warnings:
            self.stdout.write(f"Warning: {warning}")
        for title, rows in (
            ("Set aside", report.set_aside),
            ("Queries", report.queries),
            ("Repaired", report.repaired),
            ("Entries made here that differ", report.conflicts),
        ):
            self.stdout.write(f"{title}: {len(rows):,}")
            for row in rows[:_SHOWN]:
                if "file" in row:
                    self.stdout.write(
                        f"  {row['file']} row {row['row']}: {row.get('message') or row['what']}"
                    )
            if len(rows) > _SHOWN:
                self.stdout.write(f"  and {len(rows) - _SHOWN:,} more; --json gives all")
        done = "Nothing was changed: this was a trial run" if dry_run else "Done"
        self.stdout.write(f"{done}, {report.seconds:.1f} seconds.")
