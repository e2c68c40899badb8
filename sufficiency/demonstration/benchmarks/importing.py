"""Import of six years of returns, as the command does it, in a process of its own."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sufficiency.demonstration.benchmarks.bench import Bench, runs
from sufficiency.demonstration.benchmarks.measuring import Line, Timing, load_average, seconds, seconds_of
from sufficiency.demonstration.benchmarks.raw_tables import drop_raw, load_raw
from sufficiency.demonstration.benchmarks.scratch import CannotMeasure
from sufficiency.demonstration.scale import make_returns, write_returns
from sufficiency.demonstration.southampton.postcodes import SOUTHAMPTON

_MEGABYTES_ALLOWED = 1_500
_EPISODES_A_SECOND = 10_000
_SECONDS_FOR_SIX_YEARS_OF_500 = 3
_TIMES_RAW = 8


@dataclass(frozen=True)
class Import:
    """One import as measured: by its own clock, by the clock on the wall with the process's start, and in memory."""

    seconds: float
    whole: float
    megabytes: float


def run(bench: Bench) -> Iterator[Line]:
    for children in bench.sizes.returns:
        yield from _of_size(bench, children)


def _of_size(bench: Bench, children: int) -> Iterator[Line]:
    files = files_of(bench, children)
    episodes = rows_of(file for file in files if file.stem == "episodes")
    measured: list[Import] = []
    raw: list[float] = []
    for _ in range(runs(children, small=5, large=3)):
        if children in bench.loaded:
            bench.scratch.drop(bench.loaded.pop(children))
        name = bench.scratch.copy()
        measured.append(_import(bench, name, sorted({file.parent for file in files})))
        bench.loaded[children] = name
        with bench.scratch.use(name):
            raw.append(seconds_of(lambda: load_raw(files)))
            drop_raw(files)
    took = statistics.median(one.seconds for one in measured)
    timing = Timing(took, statistics.median(raw), load_average())
    size = f"{children:,} children, {episodes:,} episodes"
    if children == bench.sizes.returns[0]:
        yield timing.line("Import of six years", size, under=_SECONDS_FOR_SIX_YEARS_OF_500)
        whole = seconds(statistics.median(one.whole for one in measured))
        yield Line("… with the command's start", size, whole, load=timing.load)
        return
    full = bench.sizes.full
    yield timing.line("Import of six years", size, within=_TIMES_RAW, limits=full)
    pace = episodes / took
    yield Line(
        "… episodes a second",
        size,
        f"{pace:,.0f}",
        f"at least {_EPISODES_A_SECOND:,}" if full else "",
        met=pace >= _EPISODES_A_SECOND if full else None,
        load=timing.load,
    )
    peak = max(one.megabytes for one in measured)
    yield Line(
        "… memory at its peak",
        size,
        f"{peak:,.0f} MB",
        f"under {_MEGABYTES_ALLOWED:,} MB" if full else "",
        met=peak < _MEGABYTES_ALLOWED if full else None,
        load=timing.load,
    )


def files_of(bench: Bench, children: int) -> list[Path]:
    """The files of six returns of so many children, in order."""
    return sorted(bench.returns(children, _write).glob("*/*.csv"))


def _write(children: int, folder: Path) -> None:
    write_returns(make_returns(children), folder)


def rows_of(files: Iterable[Path]) -> int:
    """Rows below the headings."""
    count = 0
    for file in files:
        with file.open("rb") as lines:
            count += sum(1 for _ in lines) - 1
    return count


def loaded(bench: Bench, children: int) -> str:
    """A database into which the returns of so many children have been loaded."""
    if children not in bench.loaded:
        name = bench.scratch.copy()
        _import(bench, name, sorted({file.parent for file in files_of(bench, children)}))
        bench.loaded[children] = name
    return bench.loaded[children]


def _import(bench: Bench, database: str, folders: list[Path]) -> Import:
    """Load the folders by the command, and read from the process what it took.

    The peak is the operating system's; a process starts with its parent's, so this one is kept small.
    """
    command = [
        sys.executable,
        str(settings.BASE_DIR / "manage.py"),
        "import_ssda903",
        "--authority",
        SOUTHAMPTON,
    ]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complaint:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--json", *map(str, folders)],
            stdout=said,
            stderr=complaint,
            env=bench.scratch.environment(database),
        )
        _, status, usage = os.wait4(process.pid, 0)
        whole = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaint.seek(0)
            raise CannotMeasure(
                f"The import failed: {complaint.read().decode(errors='replace').strip()[-400:]}"
            )
        said.seek(0)
        report = json.load(said)
    if report["set_aside"]:
        raise CannotMeasure(
            f"The import set rows aside, such as {report['set_aside'][0]}: its speed says nothing."
        )
    # The system tells bytes on macOS, and kilobytes elsewhere.
    unit = 1 if platform.system() == "Darwin" else 1024
    return Import(report["seconds"], whole, usage.ru_maxrss * unit / 1e6)
