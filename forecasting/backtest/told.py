"""The backtest as a page of Markdown: gates first, then the figures they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

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


# Below it stands what was tried on authorities' records, each under its own heading.
RECORDS = "## On the demonstrations' records"
_ABOUT_RECORDS = (
    "`backtest --authority CODE` tries the forecast on the records of an authority in the database, as if on earlier "
    "quarter-ends, as far as two years of records lie before and what came is known, and writes its section here. The "
    "demonstrations' children are invented; Southampton's numbers at year-ends are those that it printed. Earlier "
    "days lie close together: few years are few trials, and a rise or fall that lasts is one trial alone."
)


def section(name: str, since: date, until: date, origins: int, cases: list[Case]) -> str:
    """What came of an authority's records: cases, errors, how often ranges held, and the verdict."""
    lines = summarised(cases)
    return "\n\n".join(
        [
            f"### {name}",
            f"Records from {_day(since)} to {_day(until)}, {origins} origins, "
            f"{len(cases):,} cases. {verdict(lines)} {_held(lines)}",
            _accuracy(_main(lines)),
        ]
    )


def _held(lines: Iterable[Line]) -> str:
    """'Of 80 % ranges of the total, 65 in 100 held what came at 12 months, 25 at 24 months and 0 at 36 months.'"""
    total = [line for line in lines if line.group == "total"]
    *most, last = [f"{100 * line.model.coverage80:.0f} at {line.months} months" for line in total]
    told = f"{', '.join(most)} and {last}" if most else last
    return f"Of 80 % ranges of the total so many in 100 held what came: {told}."


def with_section(page: str, told: str) -> str:
    """The page with an authority's section put in, in place of an earlier one of the same heading."""
    generated, records = apart(page)
    heading = told.partition("\n")[0]
    kept = [one for one in _sections(records) if one.partition("\n")[0] != heading]
    return "\n\n".join([generated, RECORDS, _ABOUT_RECORDS, *sorted([*kept, told])]) + "\n"


def apart(page: str) -> tuple[str, str]:
    """What was tried on generated authorities, and what on authorities' records; either may be made alone."""
    generated, heading, records = page.partition(RECORDS)
    return generated.rstrip("\n"), (heading + records).strip("\n")


def _sections(records: str) -> list[str]:
    return [f"### {one}".rstrip("\n") for one in records.split("\n### ")[1:]]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


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
