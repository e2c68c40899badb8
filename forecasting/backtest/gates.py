"""The gates of the forecast, each with its figure: met, not met, or not reached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.backtest.speed import Timed
from forecasting.backtest.trials import CONTENDERS, HORIZONS, Duel
from forecasting.engine.backtest import Line
from forecasting.engine.no_change import from_year_ends

# Southampton at 31 March 2007 to 2012, as its strategy of 2014 printed them, and what came in March 2013.
SOUTHAMPTON, SOUTHAMPTON_CAME = (296, 268, 289, 374, 386, 429), 482
PRINTED = (417, 438)


@dataclass(frozen=True)
class Gate:
    """`met` is None where nothing could be measured."""

    what: str
    limit: str
    figure: str
    met: bool | None

    @property
    def word(self) -> str:
        return {True: "met", False: "**not met**", None: "**not reached**"}[self.met]


def accuracy_gates(lines: list[Line]) -> list[Gate]:
    """Against no change, over both generators together."""
    at = {(line.group, line.months): line for line in lines}
    gates = []
    for months in HORIZONS:
        line = at["total", months]
        crps = line.model.crps / line.no_change.crps
        when = f"{months} months"
        gates.append(_ratio(f"Total, error against no change, {when}", line.model.mase))
        gates.append(_ratio(f"Total, CRPS against no change, {when}", crps))
        gates.append(
            _ratio(
                f"Total, width of 80 % against no change, {when}", line.model.width80 / line.no_change.width80
            )
        )
    for group, words, limit in (
        ("ages", "Age bands, MASE at 12 months", 0.95),
        ("age:16-17", "16 and 17, MASE at 12 months", 0.95),
        ("placements", "Placements, MASE at 12 months", 1.0),
    ):
        mase = at[group, 12].model.mase
        gates.append(Gate(words, f"below {limit:g}", f"{mase:.3f}", mase < limit))
    return gates + _coverage_gates(at)


def _ratio(what: str, ratio: float) -> Gate:
    """All digits where three would say 1.000 of what is more."""
    told = f"{ratio:.3f}"
    return Gate(what, "no more than 1", repr(ratio) if told == "1.000" and ratio > 1 else told, ratio <= 1.0)


def _coverage_gates(at: dict[tuple[str, int], Line]) -> list[Gate]:
    gates = []
    for group in ("total", "ages", "placements"):
        for months in HORIZONS:
            model = at[group, months].model
            enough = model.cases >= 150
            for level, share, low, high in (
                ("80 %", model.coverage80, 0.75, 0.88),
                ("95 %", model.coverage95, 0.92, 0.99),
            ):
                gates.append(
                    Gate(
                        f"Coverage of {level}, {group}, {months} months",
                        f"{low} to {high}, 150 cases or more",
                        f"{share:.3f} of {model.cases}",
                        low <= share <= high if enough else None,
                    )
                )
    return gates


def southampton_gates() -> list[Gate]:
    """March 2013 from the year-ends up to March 2012: the total alone, by the pooled random walk."""
    sample = from_year_ends(np.array(SOUTHAMPTON, dtype=float), 1.0)
    low, high = np.quantile(sample, (0.1, 0.9))
    within = float(((sample >= PRINTED[0] - 0.5) & (sample <= PRINTED[1] + 0.5)).mean())
    above = float((sample > PRINTED[1] + 0.5).mean())
    came = SOUTHAMPTON_CAME
    return [
        Gate(
            f"Southampton 2012: {came} within 80 %",
            "within",
            f"{low:.0f} to {high:.0f}",
            bool(low <= came <= high),
        ),
        Gate("Southampton 2012: chance of 417 to 438", "below 0.30", f"{within:.2f}", within < 0.30),
        Gate("Southampton 2012: chance of more than 438", "above 0.35", f"{above:.2f}", above > 0.35),
    ]


def speed_gates(timings: list[tuple[Timed, float]]) -> list[Gate]:
    """Each timing with its limit in seconds; the largest also with its limit of memory."""
    gates = []
    for timing, limit in timings:
        size = f"{timing.children:,} children, {timing.paths:,} paths, {timing.months} months"
        figure = (
            f"{timing.seconds:.2f} s ({timing.processor_seconds:.2f} s of processor; load {timing.load:.1f})"
        )
        gates.append(Gate(size, f"under {limit:g} s", figure, timing.seconds < limit))
    largest = max((timing for timing, _ in timings), key=lambda each: each.children)
    gates.append(
        Gate(
            "… memory of the process at its peak",
            "under 1,000 MB",
            f"{largest.megabytes:.0f} MB",
            largest.megabytes < 1000,
        )
    )
    return gates


def rival_gates(duels: list[Duel]) -> list[Gate]:
    """The forecast below cs-demand-model in every mean error; nothing of it where there are no duels."""
    if not duels:
        return [Gate("Better than cs-demand-model on every measure", "every one", "not run", None)]
    gates = []
    for what, errors in rival_table(duels):
        ours, theirs = errors["model"], errors["cs-demand-model"]
        gates.append(
            Gate(f"Against cs-demand-model: {what}", f"below {theirs:.1f}", f"{ours:.1f}", ours < theirs)
        )
    return gates


def rival_table(duels: list[Duel]) -> list[tuple[str, dict[str, float]]]:
    """Mean absolute errors in children, and of the total in per cent, by contender."""
    rows = []
    for months in HORIZONS:
        here = [duel for duel in duels if duel.months == months]
        for what, error in (
            ("total", lambda duel, who: duel.total[who]),
            ("total, %", lambda duel, who: 100 * duel.total[who] / duel.came),
            ("16 and 17", lambda duel, who: duel.ages[who][-1]),
            ("an age band", lambda duel, who: duel.ages[who].mean()),
            ("a placement group", lambda duel, who: duel.groups[who].mean()),
        ):
            rows.append(
                (
                    f"{what}, {months} months",
                    {who: float(np.mean([error(duel, who) for duel in here])) for who in CONTENDERS},
                )
            )
    return rows
