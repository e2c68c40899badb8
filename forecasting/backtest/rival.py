"""cs-demand-model (PyPI, 0.5.1) on the same returns, in a virtual environment of its own because it pins pandas 1.5.

Looked for in CS_DEMAND_MODEL_PYTHON, else in `.local/cs-demand-model`, which is made where it is missing. Where it
cannot be had, the comparison is reported as not reached.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from forecasting.engine.inputs import Inputs
from forecasting.engine.kinds import (
    AGENCY,
    FOR_ADOPTION,
    IN_HOUSE,
    KINSHIP,
    OTHER,
    RESIDENTIAL,
    SUPPORTED,
    WITH_PARENTS,
)
from forecasting.engine.months import months_after

REQUIREMENT = "cs-demand-model==0.5.1"
# Its command line reads the last six months; two years are kinder to it and near to what councils choose.
REFERENCE_MONTHS = 24
_ROOT = Path(__file__).resolve().parent.parent.parent
_RUNNER = Path(__file__).with_name("rival_runner.py")
_CODES = {
    KINSHIP: ("U1", "PR1"),
    IN_HOUSE: ("U6", "PR1"),
    AGENCY: ("U6", "PR4"),
    RESIDENTIAL: ("K2", "PR4"),
    SUPPORTED: ("H5", "PR4"),
    WITH_PARENTS: ("P1", "PR0"),
    FOR_ADOPTION: ("A3", "PR1"),
    OTHER: ("Z1", "PR4"),
}
_EPISODES = (
    *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
    *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST"),
)
_BRACKETS = ("BIRTH_TO_ONE", "ONE_TO_FIVE", "FIVE_TO_TEN", "TEN_TO_SIXTEEN", "SIXTEEN_TO_EIGHTEEN")
GROUPS = ("FOSTERING", "RESIDENTIAL", "SUPPORTED", "OTHER")
GROUP_OF_KIND = (0, 0, 0, 1, 2, 3, 3, 3)


class NotReached(Exception):
    """The package cannot be had or does not answer; the message says why."""


@dataclass(frozen=True)
class Predicted:
    """By day, its age brackets (the same limits as ours) and its placement groups, (days, 5, 4); and its seconds."""

    children: np.ndarray
    seconds: float


def find_python() -> Path:
    """The Python of its environment. Raises `NotReached` with the last line of what the installer said."""
    named = os.environ.get("CS_DEMAND_MODEL_PYTHON")
    folder = _ROOT / ".local" / "cs-demand-model"
    python = Path(named) if named else folder / "bin" / "python"
    if not python.exists() and not named:
        for command in (
            [sys.executable, "-m", "venv", str(folder)],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", REQUIREMENT],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                said = (done.stderr.strip() or "nothing was said").splitlines()[-1]
                raise NotReached(f"{REQUIREMENT} could not be installed: {said}")
    if subprocess.run(
        [str(python), "-c", "import cs_demand_model"], capture_output=True, check=False
    ).returncode:
        raise NotReached(f"{python} has no {REQUIREMENT}.")
    return python


def predict(python: Path, known: Inputs, days: np.ndarray) -> Predicted:
    """What it foretells for days from the records as known on their extract's day."""
    with tempfile.TemporaryDirectory() as folder:
        _write_return(Path(folder), known)
        start = months_after(known.extract_on, -REFERENCE_MONTHS)
        command = [str(python), str(_RUNNER), folder, *(str(day) for day in (start, known.extract_on, *days))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReached((done.stderr.strip() or "it stopped without a word").splitlines()[-1])
    answer = json.loads(done.stdout)
    children = np.zeros((len(days), len(_BRACKETS), len(GROUPS)))
    for place, bins in enumerate(answer["predicted"]):
        for bracket, group, number in bins:
            # Its columns hold those who left, too; they are left out in its favour.
            if group in GROUPS:
                children[place, _BRACKETS.index(bracket), GROUPS.index(group)] += number
    return Predicted(children=children, seconds=float(answer["seconds"]))


def _write_return(folder: Path, known: Inputs) -> None:
    """Header and Episodes of everything known, an episode for each placement, with the columns it asks for."""
    periods, placements = known.periods, known.placements
    with (folder / "header.csv").open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow(["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"])
        write.writerows(
            [number, 1, _british(born), "WBRI", "", "", ""] for number, born in enumerate(known.children.born)
        )
    with (folder / "episodes.csv").open("w", newline="") as file:
        write = csv.writer(file)
        write.writerow(_EPISODES)
        for period, start, end, kind in zip(
            placements.period, placements.start, placements.end, placements.kind, strict=True
        ):
            first = start == periods.start[period]
            last = end == periods.end[period]
            place, provider = _CODES[int(kind)]
            cease = "" if np.isnat(end) else "E4A" if last else "X1"
            code = "S" if first else "P"
            begun = (periods.child[period], _british(start), code, "C2", "N1", place, provider)
            write.writerow((*begun, _british(end), cease, "", "", ""))


def _british(day: np.datetime64) -> str:
    return "" if np.isnat(day) else day.astype(object).strftime("%d/%m/%Y")
