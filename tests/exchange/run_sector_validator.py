"""Runs the sector's validator over one return. Executed by the Python that has it installed, never by ours.

    python run_sector_validator.py YEAR GSS THIS_FOLDER [LAST_FOLDER] > flagged.csv

Prints `code,table,row` for every row flagged, spreadsheet rows (the heading is row 1), and to standard
error the codes of rules that failed. Rules are called one by one because one bad answer stops the
package's own loop.
"""

import copy
import csv
import importlib
import logging
import sys
from pathlib import Path

logging.disable(logging.CRITICAL)

from lac_validator.datastore import create_datastore  # noqa: E402
from lac_validator.ingress import read_from_text  # noqa: E402

# The package has no rules for earlier or later years; the nearest are taken.
FIRST_RULES, LAST_RULES = 2023, 2027


def files_of(folder: str, description: str) -> list[dict]:
    return [
        {"name": path.name, "file_content": path.read_bytes(), "description": description}
        for path in sorted(Path(folder).glob("*.csv"))
    ]


def main(year: str, authority: str, this: str, last: str | None = None) -> None:
    files = files_of(this, "This year") + (files_of(last, "Prev year") if last else [])
    tables, extras = read_from_text(files)
    metadata = {"collectionYear": year, "localAuthority": authority, **extras}
    store = create_datastore(tables, metadata)
    rules_of = min(max(int(year), FIRST_RULES), LAST_RULES)
    ruleset = importlib.import_module(f"lac_validator.rules.lac{rules_of - 1}_{rules_of % 100:02d}")
    out = csv.writer(sys.stdout)
    out.writerow(["code", "table", "row"])
    for code, rule in ruleset.registry.items():
        sys.stdout, printed = sys.stderr, sys.stdout  # some rules print
        try:
            flagged = rule.func(copy.deepcopy(store))
        except Exception as fault:
            print(f"failed,{code},{type(fault).__name__}", file=sys.stderr)
            flagged = {}
        finally:
            sys.stdout = printed
        for table, rows in flagged.items():
            for row in sorted({int(row) for row in rows if row == row}):
                out.writerow([code, table, row + 2])


main(*sys.argv[1:])
