"""Export of a year's return as files, against the same rows taken out of unconstrained tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sufficiency.core.system_user import system_user
from sufficiency.demonstration.benchmarks.bench import Bench, authority, runs
from sufficiency.demonstration.benchmarks.importing import files_of, loaded, rows_of
from sufficiency.demonstration.benchmarks.measuring import Line, Timing, in_turn
from sufficiency.demonstration.benchmarks.raw_tables import drop_raw, load_raw, write_raw
from sufficiency.demonstration.scale import YEARS
from sufficiency.exchange.ssda903 import export_return, write_export

# A year in the middle: other returns speak before it and after it.
_YEAR = YEARS[len(YEARS) // 2]


def run(bench: Bench) -> Iterator[Line]:
    for children in bench.sizes.returns:
        files = [file for file in files_of(bench, children) if file.parent.name == str(_YEAR)]
        episodes = rows_of(file for file in files if file.stem == "episodes")
        with bench.scratch.use(loaded(bench, children)):
            timing = _timing(files, bench.folder, times=runs(children, small=5, large=3))
        yield timing.line("Export of a year", f"{children:,} children in six years, {episodes:,} episodes")


def _timing(files: list[Path], folder: Path, *, times: int) -> Timing:
    ours, by = authority(), system_user("benchmark")
    load_raw(files)
    timing = in_turn(
        lambda: write_export(export_return(authority=ours, year=_YEAR, by=by), folder / "exported"),
        lambda: write_raw(files, folder / "raw"),
        times=times,
    )
    drop_raw(files)
    return timing
