"""The demonstration's own data files, and how they are read."""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "southampton"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the demonstration's CSV files, as text by column name."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
