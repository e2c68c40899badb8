"""How long the simulation takes at the sizes that were promised, in seconds of this machine."""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass, replace

import numpy as np

from forecasting.engine.forecast import Fitted
from forecasting.engine.inputs import KnownArrivals, KnownLeavers
from forecasting.engine.months import month_ends_after
from forecasting.engine.panel import InCare
from forecasting.engine.plan import Plan
from forecasting.engine.shocks import draw_shocks
from forecasting.engine.simulation import simulate


@dataclass(frozen=True)
class Timed:
    """The best of `runs`, and the most memory the process has ever held, in megabytes.

    `load`: how many processes waited for a processor when it began, on average over a minute.
    """

    children: int
    paths: int
    months: int
    seconds: float
    processor_seconds: float
    megabytes: float
    runs: int
    load: float


def timed(fitted: Fitted, *, children: int, paths: int, months: int, runs: int = 3) -> Timed:
    """Simulates an authority with so many children, made of `fitted` many times over, arrivals in proportion."""
    plan = _plan(fitted, children, paths, months)
    best, least, load = np.inf, np.inf, os.getloadavg()[0]
    for _ in range(runs):
        started, worked = time.perf_counter(), time.process_time()
        simulate(plan)
        best = min(best, time.perf_counter() - started)
        least = min(least, time.process_time() - worked)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Timed(children, paths, months, float(best), float(least), megabytes, runs, load)


def _plan(fitted: Fitted, children: int, paths: int, months: int) -> Plan:
    rows = np.resize(np.arange(len(fitted.now)), children)
    now = InCare(
        day=fitted.now.day,
        **{
            name: getattr(fitted.now, name)[rows]
            for name in ("born", "start", "stream", "age_months", "duration_months", "kind", "period")
        },
    )
    entries = fitted.rates.entries
    times = children / len(fitted.now)
    rates = replace(
        fitted.rates,
        entries=replace(entries, monthly=entries.monthly * times, passing=entries.passing * times),
    )
    extract = fitted.inputs.extract_on
    return Plan(
        now=now,
        days=np.concatenate([[extract], month_ends_after(extract, months)]),
        rates=rates,
        shocks=draw_shocks(rates, fitted.inputs.priors, months, paths, 1),
        entry_scale=np.ones(months),
        known_leavers=KnownLeavers(),
        known_arrivals=KnownArrivals(),
        seed=1,
    )
