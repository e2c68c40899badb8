"""Runs cs-demand-model on a folder of returns. For its own virtual environment: imports nothing of this project.

Usage: python rival_runner.py FOLDER REFERENCE-START ORIGIN DAY…; prints one JSON document: for each day the children
by its age bracket and placement category, and the seconds that reading and predicting took.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from datetime import date
from importlib import import_module

warnings.simplefilter("ignore")


def main(folder: str, *days: str) -> None:
    # Only there, in an environment of its own, which the type checker does not see.
    package = import_module("cs_demand_model")
    opened = import_module("cs_demand_model.datastore").fs_datastore(folder)
    config = import_module("cs_demand_model.config").Config()
    started = time.perf_counter()
    stats = package.PopulationStats(
        package.DemandModellingDataContainer(opened, config).enriched_view, config
    )
    start, origin, *wanted = [date.fromisoformat(day) for day in days]
    predicted = package.ModelPredictor.from_model(stats, start, origin).predict((max(wanted) - origin).days)
    found = [
        [[*bin_, float(number)] for bin_, number in predicted.loc[day].items() if number == number]
        for day in wanted
    ]
    print(json.dumps({"predicted": found, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(*sys.argv[1:])
