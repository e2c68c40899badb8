"""A scenario written in a file: a line a lever, as a spreadsheet saves it. For trying one out; nothing is kept."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from forecasting.engine.errors import BadValue
from forecasting.models import ScenarioLever

# As the columns of a lever are named; `ages` and `placements` may hold several, with semicolons between.
NEEDED = ("kind", "starts_on", "central")
_SEVERAL = ("ages", "placements")
_WORDS = ("to_placement", "instead_of")
MAY = ("low", "high", "ramp_months", "ends_on", *_SEVERAL, *_WORDS, "places_each", "fill_rate", "stay_months")


def levers_from(path: Path) -> list[ScenarioLever]:
    """The levers of the file, unsaved. Low and high that are left empty are the central strength.

    Columns: `NEEDED`, and of `MAY` what the kind of lever asks for. Raises `BadValue` naming the line and what is
    wrong, also for a file that cannot be read or holds no lever.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise BadValue(f"The scenario's file {path.name} cannot be read as CSV: {fault}.") from None
    if not lines:
        raise BadValue(f"The scenario's file {path.name} has no lever. Write one a line under the headings.")
    unknown = sorted({str(name) for name in lines[0]} - {*NEEDED, *MAY})
    if unknown or not {*NEEDED} <= lines[0].keys():
        raise BadValue(
            f"The scenario's file {path.name} must have the columns {', '.join(NEEDED)}, and may have "
            f"{', '.join(MAY)}." + (f" It has {', '.join(unknown)}." if unknown else "")
        )
    return [_lever(path, number, line) for number, line in enumerate(lines, start=2)]


def _lever(path: Path, number: int, line: Mapping[str, str | None]) -> ScenarioLever:
    given: dict[str, Any] = {name: (text or "").strip() for name, text in line.items() if name}
    for name in ("low", "high"):
        given[name] = given.get(name) or given["central"]
    for name in _SEVERAL:
        given[name] = [one.strip() for one in given.get(name, "").split(";") if one.strip()] or None
    kept = {name: value for name, value in given.items() if value not in ("", None) or name in _WORDS}
    lever = ScenarioLever(**kept)
    try:
        lever.clean_fields(exclude={"scenario"})
        lever.validate_constraints(exclude={"scenario"})
    except ValidationError as fault:
        told = "; ".join(
            f"{'' if name == '__all__' else f'{name}: '}{' '.join(said)}"
            for name, said in fault.message_dict.items()
        )
        raise BadValue(f"Line {number} of {path.name} is no lever that can be pulled. {told}") from None
    return lever
