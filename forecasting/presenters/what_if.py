"""What a scenario would make different: in sentences, a chart, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forecasting.models import Different, ForecastLine, ForecastRun, Measure, ScenarioLine, ScenarioTrial
from forecasting.presenters import words
from forecasting.presenters.pictures import Chart, Table, columns
from sufficiency.core.periods import year_end
from sufficiency.indicators.formatting import half_up, number

STRENGTHS = ScenarioLine.Strength
Name = tuple[str, str, str]
_TOTAL: Name = (Different.TOTAL, "", "")
# Lines of a chart that stand beside one another: one look each.
_LOOKS = ("forecast", "published", "england", "neighbours")


@dataclass(frozen=True)
class Found:
    """The figures of one trial: differences by strength, name and day, and the baseline's lines by name and day."""

    trial: ScenarioTrial
    lines: Mapping[tuple[str, Name, date], ScenarioLine]
    before: Mapping[tuple[Name, date], ForecastLine]

    @property
    def days(self) -> list[date]:
        """Month ends from the extract's day on."""
        return sorted({day for strength, name, day in self.lines if name == _TOTAL and strength == "central"})

    def of(self, name: Name, day: date) -> list[ScenarioLine]:
        """Low, central, high."""
        return [self.lines[strength, name, day] for strength in STRENGTHS.values]

    def names(self, measure: str) -> list[Name]:
        """The ages or placements of a measure, in their order."""
        there = {name for _, name, _ in self.lines if name[0] == measure}
        order: Sequence[str] = [*words.AGES, *words.PLACEMENTS]
        return sorted(there, key=lambda name: order.index(name[1] or name[2]) if name[1] or name[2] else -1)

    @property
    def spoken_of(self) -> date:
        return words.spoken_of(self.days[1:], self.trial.run.extract_on)


def found(trial: ScenarioTrial) -> Found:
    """Two queries."""
    lines = {
        (line.strength, (line.measure, line.age, line.placement), line.on): line for line in trial.lines.all()
    }
    before = {
        (line.name, line.on): line
        for line in trial.run.lines.filter(
            measure__in=[Measure.TOTAL, Measure.AGE, Measure.PLACEMENT, Measure.HOMES_SHORT]
        )
    }
    return Found(trial, lines, before)


def years(days: Sequence[date], extract: date) -> list[date]:
    """Each 31 March ahead, and the last month end."""
    ahead = [day for day in days if day > extract]
    return [day for day in ahead if day == year_end(day.year) or day == ahead[-1]]


def plain(value: Decimal | float) -> str:
    """'12.4', '12': without sign, one decimal at most; thousands without."""
    size = abs(Decimal(str(value)))
    size = half_up(size, 0 if size >= 100 else 1)
    return f"{size:,}".removesuffix(".0")


def signed(value: Decimal | float) -> str:
    """'+3', '−12.4', '0'."""
    text = plain(value)
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"


def fewer(value: Decimal | float, down: str = "fewer", up: str = "more") -> str:
    """'12.4 fewer', '3 more', 'as many'."""
    text = plain(value)
    if text == "0":
        return "as many" if down == "fewer" else "no difference"
    return f"{text} {up if value > 0 else down}"


def fewer_between(low: Decimal | float, high: Decimal | float, down: str = "fewer", up: str = "more") -> str:
    """'8 to 17.9 fewer', '1.2 fewer to 3 more'."""
    if plain(low) == plain(high) and (low < 0) == (high < 0):
        return fewer(low, down, up)
    if high <= 0:
        return f"{plain(high)} to {plain(low)} {down}"
    if low >= 0:
        return f"{plain(low)} to {plain(high)} {up}"
    return f"{fewer(low, down, up)} to {fewer(high, down, up)}"


def cell(line: ScenarioLine | None, *, pounds: bool = False) -> str | None:
    """'−12.4 (−17.9 to −8)'."""
    if line is None:
        return None
    write = money if pounds else signed
    low, middle, high = write(line.low80), write(line.middle), write(line.high80)
    return middle if low == high else f"{middle} ({low} to {high})"


def money(value: Decimal | float) -> str:
    """'+£120,000', '−£1,400,000': to thousands from ten thousand on."""
    pounds = abs(float(value))
    size = int(round(pounds, -3 if pounds >= 10_000 else 0))
    return "£0" if not size else f"{'+' if value > 0 else '−'}£{size:,}"


def sentence(told: Found) -> str:
    """The finding, on the day of which forecasts speak."""
    day = told.spoken_of
    central = told.lines["central", _TOTAL, day]
    before = told.before.get((_TOTAL, day))
    month, without = words.month(day), f" Without it we expect {number(before.middle)}." if before else ""
    if plain(central.middle) == "0":
        return f"In {month} as many children would be looked after as without it.{without}"
    said = f"{fewer(central.middle)} children would be looked after than without it{between(central)}"
    return f"In {month} {said}.{without}"


def between(line: ScenarioLine) -> str:
    """' (8 chances in 10: 13.5 to 28.2 fewer)'; nothing where all futures agree."""
    if signed(line.low80) == signed(line.high80):
        return ""
    return f" (8 chances in 10: {fewer_between(line.low80, line.high80)})"


def beside(told: Found) -> str:
    """If it works little or much; and what it does to homes and cost, where that is told."""
    day = told.spoken_of
    low, _, high = told.of(_TOTAL, day)
    said = []
    if low.middle or high.middle:
        said.append(f"If it works least, {fewer(low.middle)}; if it works most, {fewer(high.middle)}.")
    moved = [
        (name, line.middle)
        for name in told.names(Different.PLACEMENT)
        if abs((line := told.lines["central", name, day]).middle) >= Decimal("0.5")
    ]
    if moved:
        moved.sort(key=lambda one: -abs(one[1]))
        listed = "; ".join(
            f"{_lower(words.PLACEMENTS[name[2]])} {fewer(middle)}" for name, middle in moved[:3]
        )
        said.append(f"Most changed: {listed}.")
    return " ".join(said)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def chart(told: Found, *, csv_href: str) -> Chart:
    """A difference month by month: the central strength with its range, low and high as lines. Of the total, or of the
    placement that changes most where the total stays."""
    day, name = told.spoken_of, _charted(told)
    central = told.lines["central", name, day]
    what = words.PLACEMENTS[name[2]] if name[2] else "Children looked after"
    title = f"{what}: {fewer(central.middle)} in {words.month(day)}"
    return {
        "id": f"difference-{told.trial.pk}",
        "title": title,
        "subtitle": "Children: with the scenario less without it, at month ends",
        "summary": f"Chart. {title}, with a range of {fewer_between(central.low80, central.high80)}. The figures "
        "are in the table below.",
        "notes": [
            "The band holds the difference with 8 chances in 10 at central strength. The thin lines are the middles at "
            "low and high strength. Chance itself cancels out: each future is compared with itself."
        ],
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "number",
            "series": [
                {
                    "name": label,
                    "role": role,
                    "points": [
                        {"x": one.isoformat(), "y": float(told.lines[strength, name, one].middle)}
                        for one in told.days
                    ],
                }
                for strength, label, role in (
                    ("central", "Central", "forecast"),
                    ("low", "Low", "neighbours"),
                    ("high", "High", "england"),
                )
            ],
            "bands": [
                {
                    "name": "80% range",
                    "role": "band80",
                    "points": [
                        {"x": one.isoformat(), "low": float(line.low80), "high": float(line.high80)}
                        for one in told.days
                        for line in [told.lines["central", name, one]]
                    ],
                }
            ],
        },
        "table": {
            "caption": f"{what}, with the scenario less without it",
            "hide_caption": True,
            "columns": columns("At the end of", "Low", "Central", "High"),
            "rows": [
                {"cells": [words.month_end(one), *(cell(line) for line in told.of(name, one))]}
                for one in told.days
            ],
            "csv_href": csv_href,
        },
    }


def _charted(told: Found) -> Name:
    if any(line.middle for (_, name, _), line in told.lines.items() if name == _TOTAL):
        return _TOTAL
    day = told.spoken_of
    moved = {name: abs(told.lines["central", name, day].middle) for name in told.names(Different.PLACEMENT)}
    most = max(moved, key=lambda name: moved[name])
    return most if moved[most] else _TOTAL


def by_year(told: Found, *, csv_href: str) -> Table:
    """One row a 31 March."""
    return {
        "caption": "Children looked after: without the scenario, and the difference it makes",
        "columns": columns("At the end of", "Without", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    words.month(day),
                    _before(told, _TOTAL, day),
                    *(cell(line) for line in told.of(_TOTAL, day)),
                ]
            }
            for day in years(told.days, told.trial.run.extract_on)
        ],
        "notes": ["In brackets the range of 8 chances in 10."],
        "csv_href": csv_href,
    }


def by_group(told: Found) -> Table:
    """Ages and placements on the day of which forecasts speak."""
    day = told.spoken_of
    rows = [
        (words.AGES[name[1]] if name[1] != "0" else "Under 1", name) for name in told.names(Different.AGE)
    ] + [(words.PLACEMENTS[name[2]], name) for name in told.names(Different.PLACEMENT)]
    return {
        "caption": f"By age and by placement in {words.month(day)}",
        "columns": columns("Children", "Without", "Low", "Central", "High"),
        "rows": [
            {"cells": [text, _before(told, name, day), *(cell(line) for line in told.of(name, day))]}
            for text, name in rows
        ],
        "notes": ["Middles of parts do not add up to that of the total."],
    }


def homes(told: Found) -> Table | None:
    """How many more, or fewer, homes would be short: of kinds whose places are known or are opened."""
    names = told.names(Different.HOMES_SHORT)
    if not names:
        return None
    return {
        "caption": "Homes short: how many more (+) or fewer (−) would be",
        "columns": columns("Homes, at the end of", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    f"{words.PLACEMENTS[name[2]]}, {words.month(day)}",
                    *(cell(line) for line in told.of(name, day)),
                ]
            }
            for name in names
            for day in years(told.days, told.trial.run.extract_on)
        ],
    }


def costs(told: Found) -> Table | None:
    """By financial year, where prices are held."""
    name: Name = (Different.COST, "", "")
    days = sorted({day for _, one, day in told.lines if one == name})
    if not days:
        return None
    return {
        "caption": "Cost of placements: how much more (+) or less (−)",
        "columns": columns("Financial year", "Low", "Central", "High"),
        "rows": [
            {
                "cells": [
                    financial_year(day, told.trial.run),
                    *(cell(line, pounds=True) for line in told.of(name, day)),
                ]
            }
            for day in days
        ],
        "notes": [
            "At the prices held when it was tried. What the scenario itself costs, and staying put, is not in it."
        ],
    }


def financial_year(last: date, run: ForecastRun) -> str:
    """'2026-27', with how much of it is in the forecast where that is not all."""
    begins = last.year - 1 if last.month < 4 else last.year
    first = max(date(begins, 4, 1), run.extract_on)
    text = f"{begins}-{(begins + 1) % 100:02d}"
    is_whole = last == date(begins + 1, 3, 31) and run.extract_on <= date(begins, 3, 31)
    return (
        text if is_whole else f"{text}, {words.month(_after(first, run.extract_on))} to {words.month(last)}"
    )


def _after(first: date, extract: date) -> date:
    """The month in which the forecast's part of a year begins."""
    if first != extract:
        return first
    following = date(extract.year + extract.month // 12, extract.month % 12 + 1, 1)
    return extract if (following - extract).days > 1 else following


def _before(told: Found, name: Name, day: date) -> str | None:
    line = told.before.get((name, day))
    return number(line.middle) if line else None


def compared(run: ForecastRun, lines: Sequence[ForecastLine], trials: Sequence[Found]) -> Table:
    """Each 31 March at low, central and high: the baseline's middle, and what each scenario makes different."""
    before = {line.on: line for line in lines}
    return {
        "caption": "Children looked after: without, and the difference that each scenario makes",
        "columns": columns("At the end of", "Without", *(one.trial.name for one in trials)),
        "rows": [
            {
                "cells": [
                    f"{words.month(day)}, {strength.label.lower()}",
                    number(before[day].middle) if day in before else None,
                    *(cell(one.lines.get((strength.value, _TOTAL, day))) for one in trials),
                ]
            }
            for day in years(sorted(before), run.extract_on)
            for strength in STRENGTHS
        ],
        "notes": [
            "In brackets the range of 8 chances in 10. All were tried on the same forecast and the same futures."
        ],
        "wide": len(trials) > 2,
    }


def compared_groups(day: date, trials: Sequence[Found]) -> Table:
    """Placements on one day, at central strength."""
    names: Sequence[Name] = [(Different.PLACEMENT, "", kind) for kind in words.PLACEMENTS]
    return {
        "caption": f"By placement in {words.month(day)}, at central strength",
        "columns": columns("Placement", "Without", *(one.trial.name for one in trials)),
        "rows": [
            {
                "cells": [
                    words.PLACEMENTS[name[2]],
                    _before(trials[0], name, day),
                    *(cell(one.lines.get(("central", name, day))) for one in trials),
                ]
            }
            for name in names
        ],
        "wide": len(trials) > 2,
    }


def compared_chart(trials: Sequence[Found]) -> Chart:
    """Central differences of the total, one line a scenario."""
    day = trials[0].spoken_of
    said = "; ".join(f"{one.trial.name} {fewer(one.lines['central', _TOTAL, day].middle)}" for one in trials)
    title = f"In {words.month(day)}: {said}"
    return {
        "id": "compared",
        "title": title,
        "subtitle": "Children looked after, with each scenario less without it, at central strength",
        "summary": f"Chart. {title}. The figures are in the table.",
        "spec": {
            "kind": "line",
            "x": "dates",
            "format": "number",
            "series": [
                {
                    "name": one.trial.name,
                    "role": look,
                    "points": [
                        {"x": at.isoformat(), "y": float(one.lines["central", _TOTAL, at].middle)}
                        for at in one.days
                    ],
                }
                for one, look in zip(trials, _LOOKS, strict=False)
            ],
        },
        "table": {
            "caption": "Differences at central strength by month",
            "hide_caption": True,
            "columns": columns("At the end of", *(one.trial.name for one in trials)),
            "rows": [
                {
                    "cells": [
                        words.month_end(at),
                        *(cell(one.lines.get(("central", _TOTAL, at))) for one in trials),
                    ]
                }
                for at in trials[0].days
            ],
        },
    }


def csv_rows(told: Found) -> list[tuple[Any, ...]]:
    """Every difference, as kept."""
    return [
        (
            line.get_strength_display(),
            Different(line.measure).label,
            words.AGES.get(line.age, ""),
            words.PLACEMENTS.get(line.placement, ""),
            line.on,
            line.low80,
            line.middle,
            line.high80,
        )
        for _, line in sorted(told.lines.items(), key=lambda one: (one[0][1], one[0][2], one[0][0]))
    ]
