"""An origin, a horizon and a seed give the same numbers on every run, in another process too."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np

from forecasting.backtest.gates import Gate
from forecasting.backtest.memoryless import make_memoryless
from forecasting.engine.forecast import fit, forecast
from forecasting.engine.inputs import as_known_on


def fingerprint(seed: int = 1) -> str:
    """Of a small forecast, every number of it."""
    inputs = as_known_on(make_memoryless(3).inputs, np.datetime64("2022-03-31", "D"))
    made = forecast(fit(inputs), months=24, paths=100, seed=seed)
    return hashlib.sha256(made.stock.tobytes() + made.raw.stock.tobytes()).hexdigest()[:12]


def repeating_gate() -> Gate:
    """Here twice and once in a process of its own."""
    here = [fingerprint(), fingerprint()]
    code = "from forecasting.backtest.repeating import fingerprint; print(fingerprint())"
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    ).stdout.strip()
    other = fingerprint(seed=2)
    same = len({*here, there}) == 1
    return Gate(
        "The same seed, the same numbers, in two processes", "the same", here[0], same and other != here[0]
    )
