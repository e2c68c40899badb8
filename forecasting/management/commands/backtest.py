"""`make backtest`: the accuracy of the forecast on generated authorities, beside no change and cs-demand-model, and on
the records of authorities in the database.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forecasting.backtest import rival
from forecasting.backtest.gates import accuracy_gates, rival_gates, southampton_gates, speed_gates
from forecasting.backtest.lasting import make_lasting
from forecasting.backtest.repeating import repeating_gate
from forecasting.backtest.speed import timed
from forecasting.backtest.told import apart, page, section, with_section
from forecasting.backtest.trials import HORIZONS, PATHS, Duel, duels, tried
from forecasting.covered import latest_day
from forecasting.engine.backtest import backtest, origins_of, summarised
from forecasting.engine.forecast import fit
from forecasting.making import day_of
from forecasting.register import NotCovered, inputs_for
from sufficiency.core.models import Authority
from sufficiency.exchange.command_authorities import authority_of

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# Children, paths, months, runs, and the limit in seconds.
_SIZES = ((500, 1_000, 60, 5, 1.0), (500, 500, 36, 5, 0.3), (90_000, 200, 60, 1, 30.0))


class Command(BaseCommand):
    help = "Measures the forecast: gates, no change, cs-demand-model. Writes docs/forecast-backtest.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="every generated authority")
        parser.add_argument(
            "--authority", action="append", default=[], metavar="GSS", help="on its records in this database"
        )
        parser.add_argument("--worlds", type=int, default=20, help="authorities of each generator (20)")
        parser.add_argument(
            "--rival", type=int, default=10, help="origins of each generator for cs-demand-model (10)"
        )
        parser.add_argument("--into", type=Path, default=ROOT / "docs" / "forecast-backtest.md")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["all"] and not options["authority"]:
            raise CommandError("Say --all for the generated authorities, or --authority with a GSS code.")
        into: Path = options["into"]
        before = into.read_text() if into.exists() else ""
        if options["all"]:
            generated = _page(options["worlds"], options["rival"], self.stderr.write)
            _, records = apart(before)
            before = f"{generated}\n{records}\n" if records else generated
            into.write_text(before)
            self.stdout.write(generated)
        for code in options["authority"]:
            told = _of_records(authority_of({"authority": code}))
            before = with_section(before, told)
            into.write_text(before)
            self.stdout.write(told)


def _of_records(authority: Authority) -> str:
    """The forecast tried on what the registers know of an authority."""
    day = latest_day(authority, today=timezone.localdate())
    if day is None:
        raise CommandError(f"No return of {authority.name} is loaded. Load one first.")
    try:
        inputs = inputs_for(authority, as_at=day).inputs
    except NotCovered as refusal:
        raise CommandError(str(refusal)) from None
    cases = backtest(inputs, origins_of(inputs, fewest_ahead=HORIZONS[0]), HORIZONS, PATHS)
    if not cases:
        raise CommandError(f"The records of {authority.name} are too short to try a forecast on.")
    return section(
        authority.name, day_of(inputs.window_from), day, len({case.origin for case in cases}), cases
    )


_NOTES = (
    "`make backtest` writes this page. The generated authorities are of two kinds: in "
    "`forecasting/backtest/lasting.py` it decides how long care has lasted, in `memoryless.py` nothing of the past "
    "does. Each has 180 to 900 children and is forecast from four year-ends with what was known then.",
    "What was tuned on what: no constant of the engine was fitted to the authorities scored here, seeds 201 and up, "
    "which were not looked at while it was made. The constants are DfE's figures or assumptions, named in "
    "`forecasting/engine/priors.py` and `lessons.py`. Ten other authorities of each kind (seeds 1000 to 1009) were "
    "looked at: seeing them, the spread of placements was made to grow with years as DfE's does. Twenty more (seeds 1 "
    "to 20) were scored once, with 80 % ranges of ages at 36 months that held 90 times of 100 and a CRPS of the total "
    "at 12 months 1.008 times that of no change: then the spread of ages was made to grow as fostering's, and the "
    "total's range took the shape of no change's. Those of seeds 101 to 120 were scored once, with an error and a CRPS "
    "of the total 1.001 to 1.003 times those of no change: then the total was made to follow the flows only as far as "
    "the past is sure of it, and no change's range to have as many values as the forecast's (500; it had 999, of which "
    "CRPS comes out about 0.1 % smaller). Where nothing is sure, the total is now no change itself: a ratio of 1 says "
    "that both are the same, not that the forecast is better. No change has a range too: a random walk with the pooled "
    "spread and the authority's own.",
)


def _page(worlds: int, origins: int, tell: Any) -> str:
    cases = tried(worlds, tell)
    sample = fit(make_lasting(1).inputs)
    timings = [
        (timed(sample, children=children, paths=paths, months=months, runs=runs), limit)
        for children, paths, months, runs, limit in _SIZES
    ]
    tell("speed measured")
    found: list[Duel] = []
    notes = list(_NOTES)
    try:
        found = duels(origins, rival.find_python(), tell) if origins else []
    except rival.NotReached as failed:
        notes.append(f"**Not reached:** cs-demand-model. {failed}")
    lines = summarised([case for each in cases.values() for case in each])
    gates = [
        *accuracy_gates(lines),
        *southampton_gates(),
        *rival_gates(found),
        *speed_gates(timings),
        repeating_gate(),
    ]
    return page(cases, gates, found, notes)
