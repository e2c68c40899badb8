"""Issued forecasts beside what came, in words, tables and as lines of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from forecasting.models import IssuedForecast, IssuedLine
from forecasting.presenters import words
from forecasting.presenters.pictures import columns
from forecasting.scores import Came, Printed, Score
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

# Beside a range of which a source does not say how often it should hold.
NOT_STATED = "not stated"
_CAME_IN_TABLE = {
    Came.HELD: "Held",
    Came.EXACT: "As foretold",
    Came.TO_COME: "Still to come",
    Came.NOT_KNOWN: "Not known",
}


def what(line: IssuedLine) -> str:
    """'Children looked after', '10 to 15', 'Residential', 'Independent Fostering Agencies'."""
    return (
        words.AGES.get(line.age)
        or words.PLACEMENTS.get(line.placement)
        or line.budget_group
        or IssuedLine.Measure(line.measure).label
    )


def foretold(line: IssuedLine) -> str:
    """'417 to 438', '499', '461 to 502, middle 480'."""
    if line.low is None or line.high is None:
        return number(line.middle or 0)
    told = words.between(line.low, line.high)
    return told if line.middle is None else f"{told}, middle {number(line.middle)}"


def promise(line: IssuedLine) -> str:
    """What the range was said to hold: '8 chances in 10', 'not stated'; of a figure alone there is none."""
    if not line.has_range:
        return "no range"
    return {80: "8 chances in 10", 95: "19 chances in 20"}.get(line.promise or 0, NOT_STATED)


def fared(score: Score) -> str:
    """'Held', 'Missed: 44 above the top', 'No range: 12 more'."""
    match score.came:
        case Came.ABOVE:
            return f"Missed: {number(score.by)} above the top"
        case Came.BELOW:
            return f"Missed: {number(score.by)} below the bottom"
        case Came.OUT:
            return f"No range: {number(abs(score.by))} {'more' if score.by > 0 else 'fewer'} came"
        case _:
            return _CAME_IN_TABLE[score.came]


def summary(scores: Iterable[Score]) -> str:
    """'Of 6 forecasts whose day has come, 1 held.' What cannot be judged is told after it."""
    all_of_them = list(scores)
    judged = [score for score in all_of_them if score.is_judged]
    held = sum(score.came is Came.HELD for score in judged)
    unknown = sum(score.came is Came.NOT_KNOWN for score in all_of_them)
    figures = sum(score.came in (Came.OUT, Came.EXACT) for score in all_of_them)
    ahead = sum(score.came is Came.TO_COME for score in all_of_them)
    told = []
    if len(judged) == 1:
        told.append(f"The one forecast whose day has come {'held' if held else 'did not hold'}.")
    elif judged:
        told.append(
            f"Of {number(len(judged))} forecasts whose day has come, {number(held) if held else 'none'} held."
        )
    elif all_of_them:
        told.append("No forecast can be judged yet.")
    if unknown:
        told.append(
            f"Of {number(unknown)} {'more ' if judged else ''}the day has come, but what came is not known here."
        )
    if figures:
        told.append(
            f"{number(figures)} {'was a figure' if figures == 1 else 'were figures'} without a range, which can be "
            "out by some but neither hold nor miss."
        )
    if ahead:
        told.append(f"{number(ahead)} {'is' if ahead == 1 else 'are'} still to come.")
    return " ".join(told)


def whence(score: Score) -> str:
    """Where the number that came is from."""
    if score.printed is not None:
        at = "" if score.printed.on == score.line.on else f", for {in_words(score.printed.on)}"
        note = f" {score.printed.note}" if score.printed.note else ""
        return f"No records: as printed in {score.printed.source}{at}.{note}"
    if score.number is None:
        return f"{score.reason}." if score.reason and not score.reason.endswith(".") else score.reason
    told = "Counted from the records"
    return f"{told}. {others(score.others)}" if score.others else f"{told}."


def others(printed: Sequence[Printed]) -> str:
    """Of documents that print another number than was counted."""
    return " ".join(f"{one.source} prints {number(one.number)}." for one in printed)


def table(
    scores: Sequence[Score], *, caption: str, of_parts: bool = False, csv_href: str = ""
) -> dict[str, Any]:
    """One row a line; `of_parts` names what each is of."""
    return {
        "caption": caption,
        "columns": [
            *columns(*(("Forecast of", "On") if of_parts else ("On",)), "Foretold", "Came"),
            *_IN_WORDS,
            {"text": "Where the number is from", "numeric": False},
        ],
        "rows": [
            {
                "cells": [
                    *([what(score.line)] if of_parts else []),
                    in_words(score.line.on),
                    *_told_and_came(score),
                    whence(score),
                ]
            }
            for score in scores
        ],
        "csv_href": csv_href,
    }


_IN_WORDS = ({"text": "How it fared", "numeric": False},)


def _told_and_came(score: Score) -> tuple[str, str | None, str]:
    return foretold(score.line), "" if score.number is None else number(score.number), fared(score)


def promises(lines: Iterable[IssuedLine]) -> str:
    """What the ranges of a forecast were said to hold; blank where it has none."""
    said = {promise(line) for line in lines if line.has_range}
    return ", ".join(sorted(said))


def beside_the_chart(shown: Sequence[tuple[IssuedForecast, Sequence[Score]]]) -> dict[str, Any]:
    """Forecasts of the total, as the chart has them, each day a row that leads to its forecast."""
    return {
        "caption": "Issued forecasts of the number, and what came",
        "columns": [*columns("For, and when issued", "Foretold", "Came"), *_IN_WORDS],
        "rows": [
            {
                "href": issued.get_absolute_url(),
                "cells": [
                    f"{words.month_end(score.line.on)}, issued {words.month(issued.issued_on)}",
                    *_told_and_came(score),
                ],
            }
            for issued, scores in shown
            for score in scores
        ],
    }


def as_series(shown: Sequence[tuple[IssuedForecast, Sequence[Score]]]) -> list[dict[str, Any]]:
    """Thin lines for the chart: the middle of each range with its ends, marked by how it fared."""
    return [
        {
            "name": f"Issued {issued.issued_on:%B %Y}",
            "role": "issued",
            "points": [_point(score) for score in scores],
        }
        for issued, scores in shown
    ]


def _point(score: Score) -> dict[str, Any]:
    line = score.line
    middle = line.middle if line.middle is not None else round(((line.low or 0) + (line.high or 0)) / 2)
    return {
        "x": line.on.isoformat(),
        "y": middle,
        "low": middle if line.low is None else line.low,
        "high": middle if line.high is None else line.high,
        "mark": "held" if score.came is Came.HELD else "missed" if score.is_judged else "",
        "text": f"{foretold(line)} foretold. {fared(score)}",
    }
