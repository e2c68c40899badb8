"""The backtest as a page of Markdown: gates first, then the figures they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forecasting.backtest.gates import Gate, rival_table
from forecasting.backtest.rival import REFERENCE_MONTHS, REQUIREMENT
from forecasting.backtest.trials import CONTENDERS, HORIZONS, Duel
from forecasting.engine.backtest import Case, Line, summarised, verdict


def page(cases: dict[str, list[Case]], gates: list[Gate], duels: list[Duel], notes: Sequence[str]) -> str:
    """The whole page."""
    everything = [case for found in cases.values() for case in found]
    parts = [
        "# How good the forecast is",
        *notes,
        "## Gates",
        _table(("What", "Limit", "Figure", ""), [(g.what, g.limit, g.figure, g.word) for g in gates]),
        "## Against no change",
        f"Both generators together; after a stroke, no change. {verdict(summarised(everything))}",
        _accuracy(summarised(everything)),
    ]
    for name, found in cases.items():
        parts += [f"### {name.capitalize()}", verdict(summarised(found)), _accuracy(_main(summarised(found)))]
    parts += ["## Against cs-demand-model", *_rival(duels)]
    return "\n\n".join(parts) + "\n"


def _main(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.group in ("total", "ages", "placements")]


_COLUMNS: tuple[tuple[str, str, str, bool], ...] = (
    # Heading, measure, format, whether no change stands beside it.
    ("MAE", "mae", ".1f", True),
    ("MAPE", "mape", ".1f", True),
    ("Bias", "bias", "+.1f", False),
    ("MASE", "mase", ".2f", False),
    ("CRPS", "crps", ".2f", True),
    ("Pinball", "pinball", ".2f", True),
    ("80 % holds", "coverage80", ".2f", True),
    ("95 % holds", "coverage95", ".2f", True),
    ("Width of 80 %", "width80", ".1f", True),
    ("Width of 95 %", "width95", ".1f", True),
)


def _accuracy(lines: Iterable[Line]) -> str:
    """The forecast's figures, and after a stroke those of no change."""
    rows = []
    for line in lines:
        cells = [line.group, str(line.months), str(line.model.cases)]
        for _, measure, form, both in _COLUMNS:
            told = format(getattr(line.model, measure), form)
            cells.append(f"{told} / {getattr(line.no_change, measure):{form}}" if both else told)
        rows.append(cells)
    return _table(("Number", "Months", "Cases", *(heading for heading, *_ in _COLUMNS)), rows)


def _rival(duels: list[Duel]) -> list[str]:
    if not duels:
        return [f"`{REQUIREMENT}` was not run: see the gates."]
    rows = [(what, *(f"{errors[who]:.1f}" for who in CONTENDERS)) for what, errors in rival_table(duels)]
    whole = [duel for duel in duels if duel.months == HORIZONS[0]]
    seconds = {who: sum(duel.seconds[who] for duel in whole) / len(whole) for who in CONTENDERS}
    rows.append(("seconds a forecast", *(f"{seconds[who]:.1f}" for who in CONTENDERS)))
    return [
        f"Mean errors in children over {len(whole)} origins, the same returns for all. `{REQUIREMENT}` steps by days, "
        f"as its command does, with rates of the last {REFERENCE_MONTHS} months (its own default is six); its columns "
        "of children not in care are left out, in its favour. It gives no ranges, so only errors can be compared.",
        _table(("Mean error", *CONTENDERS), rows),
    ]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
