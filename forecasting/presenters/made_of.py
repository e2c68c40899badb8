"""What a forecast was made of, repaired and left out, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from forecasting.codes import CHANCES
from forecasting.models import ForecastRun, ForecastUsed
from forecasting.presenters import words
from forecasting.register.loads import Behind
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words


def _rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in pairs]


def _counted(count: int, one: str, many: str, what: str) -> str:
    """'3 days in periods of care: counted as other', 'None'."""
    if not count:
        return "None"
    joint = "," if what.startswith("counted") else ""
    return f"{number(count)} {one if count == 1 else many}{joint} {what}"


def remarks(told: ForecastUsed) -> list[str]:
    """The engine's remarks, with kinds of placement in the words of the pages."""
    found = []
    for sentence in told.remarks:
        for kind, text in words.PLACEMENTS.items():
            sentence = re.sub(rf"\b{kind}\b", text.lower(), sentence) if "_" in kind else sentence
        found.append(sentence)
    return found


def changed(loads: Behind) -> str:
    """What was done to the returns since, in words; blank where nothing was."""
    told = [
        f"{_and(days)} {'was' if len(days) == 1 else 'were'} {what}"
        for days, what in (
            (loads.taken_back, "taken back"),
            (loads.replaced, "loaded again"),
            (loads.loaded, "loaded"),
        )
        if days
    ]
    if not told:
        return ""
    return f"The records have changed since: of the returns, {'; '.join(told)}. This forecast knows nothing of it."


def _and(days: Sequence[date]) -> str:
    *most, last = [in_words(day) for day in days]
    return f"{', '.join(most)} and {last}" if most else last


def _returns(loads: Behind) -> str:
    if not loads.days:
        return "Not noted: it was made before returns were"
    told = f"{number(len(loads.days))} returns, to {_and(loads.days)}"
    return f"{told}. {changed(loads)}" if loads.have_changed else told


def used(run: ForecastRun, told: ForecastUsed, loads: Behind) -> list[dict[str, Any]]:
    """As summary lists have it: each with its heading and rows."""
    chances = ", ".join(f"{sure.label.lower()} {chance:.0%}" for sure, chance in CHANCES.items())
    return [
        {
            "title": "Used",
            "rows": _rows(
                ("Records", f"{in_words(told.window_from)} to {in_words(run.extract_on)}, without a gap"),
                ("Returns", _returns(loads)),
                ("Looked after at the end", f"{number(told.in_care)} children"),
                ("Children in those years", number(told.children)),
                ("Periods of care", number(told.periods)),
                ("Placements", number(told.placements)),
                (
                    "Unaccompanied asylum-seeking",
                    f"{number(told.asylum_seeking)} children, who come at a rate of their own",
                ),
                (
                    "Brothers and sisters",
                    f"{number(told.sibling_groups)} groups linked on record; groups come together",
                ),
                (
                    "Known leavings",
                    f"{number(told.known_leavers)}, each with its chance: {chances} (an assumption)",
                ),
                (
                    "Expected arrivals",
                    f"{number(told.known_arrivals)} added on top of the usual number"
                    if run.adds_arrivals
                    else "Not added: the usual number of arrivals is taken to hold them",
                ),
                (
                    "Our own homes",
                    f"{number(told.households)} fostering households, {number(told.places_free)} places free"
                    if told.households
                    else "No fostering household is kept here",
                ),
            ),
        },
        {
            "title": "Repaired",
            "rows": _rows(
                (
                    "Unknown starts",
                    f"{number(told.unknown_starts)} periods, {number(told.unknown_starts_in_care)} of them still "
                    "open: they began on the day of their first return or before. They count in the number, and in "
                    "no chance that rests on how long a child has been in care",
                ),
                (
                    "Days without a placement",
                    _counted(
                        told.days_without_placement, "day", "days", "in periods of care: counted as other"
                    ),
                ),
                (
                    "Fostering of unknown provider",
                    _counted(told.fostering_not_told, "placement", "placements", "counted as other"),
                ),
                (
                    "Reason for leaving not told",
                    _counted(
                        told.reasons_not_told, "period", "periods", "counted as leavings of no known kind"
                    ),
                ),
            ),
        },
        {
            "title": "Left out",
            "rows": _rows(
                (
                    "Short breaks",
                    _counted(
                        told.short_breaks, "break", "breaks", "under an agreed series, as in every figure"
                    ),
                ),
                (
                    "Past their 18th birthday",
                    _counted(
                        told.aged_18,
                        "child",
                        "children",
                        "still on record as looked after. The indicator counts them; a forecast lets nobody stay "
                        "past 18. Correct the records",
                    ),
                ),
                ("What came later", f"Everything after {in_words(run.extract_on)}"),
            ),
        },
        {
            "title": "How",
            "rows": _rows(
                ("Futures", f"{run.paths:,}, to {run.months} months ahead"),
                (
                    "Seed and engine",
                    f"{run.seed}, {run.engine_version}: the same two and the same records give the "
                    "same numbers",
                ),
                (
                    "Ranges",
                    "As wide as numbers of English authorities of the size have wandered (DfE, 2019 to 2025), "
                    "blended with this authority’s own years",
                ),
            ),
        },
    ]
