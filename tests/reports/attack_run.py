"""The long attack in parts, apart from the tests: a line of a file for each invented authority.

    python -m tests.reports.attack_run 100 200 results.jsonl

goes on after the last population in the file, and says what was found in all of it. Records are made in a database for
tests, beside the one that is asked for, and rolled back after each population.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django
from django.db import connection, transaction


def main(first: int, last: int, file: Path) -> None:
    """Attack the populations from `first` up to `last`, a line of the file each; those that are there are left."""
    # Django must be set up before anything of the product is read.
    from tests.reports.attacking import attacked, case_of

    lines = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    done = {line["seed"] for line in lines}
    with file.open("a") as out:
        for seed in range(first, last):
            if seed in done:
                continue
            began = time.perf_counter()
            try:
                with transaction.atomic():
                    case, outcome = attacked(seed)
                    transaction.set_rollback(True)
                line = {
                    "case": case.name,
                    "attacked": outcome.attacked,
                    "withheld": outcome.withheld,
                    "caught": outcome.caught,
                }
            except Exception as fault:
                line = {
                    "case": case_of(seed).name,
                    "attacked": 0,
                    "caught": [],
                    "fault": repr(fault),
                }
            lines.append({"seed": seed, **line, "seconds": round(time.perf_counter() - began, 2)})
            out.write(json.dumps(lines[-1]) + "\n")
            out.flush()
    summed = Counter[str]()
    for line in lines:
        summed.update(
            populations=1,
            attacked=line["attacked"],
            withheld=line.get("withheld", 0),
            found=len(line["caught"]),
            faults="fault" in line,
        )
    print(dict(summed), "seconds", round(sum(line["seconds"] for line in lines)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sufficiency.settings")
    django.setup()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=True)
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
