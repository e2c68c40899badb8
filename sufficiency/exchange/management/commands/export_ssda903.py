"""manage.py export_ssda903 --authority GSS --year YYYY --output DIR [--json]"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandParser

from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of
from sufficiency.exchange.ssda903 import export_return, write_export


class Command(BaseCommand):
    help = "Write the SSDA903 return of a year as CSV files with DfE's column names."

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument("--year", type=int, required=True, help="the year ending 31 March of this year")
        parser.add_argument(
            "--output", type=Path, required=True, metavar="DIR", help="made if it is not there"
        )
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, **options: Any) -> None:
        authority, year = authority_of(options), options["year"]
        try:
            tables = export_return(authority=authority, year=year, by=user_of(options))
            written = write_export(tables, options["output"])
        except PermissionDenied as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        except OSError as fault:
            self.stderr.write(
                f"{options['output']} cannot be written: {fault.strerror}. Choose another folder."
            )
            raise SystemExit(1) from None
        files = [
            {"name": path.name, "table": table, "rows": len(frame)}
            for path, (table, frame) in zip(written, tables.items(), strict=True)
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"authority": authority.gss_code, "year": year, "files": files}))
            return
        for file in files:
            self.stdout.write(f"{options['output'] / file['name']}: {file['table']}, {file['rows']:,} rows")
