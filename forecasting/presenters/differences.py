"""Differences that a scenario makes: the figures of a trial, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forecasting.models import Different, ForecastLine, ForecastRun, Measure, ScenarioLine, ScenarioTrial
from forecasting.presenters import words
from sufficiency.core.periods import year_end
from sufficiency.indicators.formatting import half_up, number

STRENGTHS = ScenarioLine.Strength
# Measure, age, placement.
Name = tuple[str, str, str]
TOTAL: Name = (Different.TOTAL, "", "")


@dataclass(frozen=True)
class Found:
    """The figures of one trial: differences by strength, name and day, and the baseline's lines by name and day."""

    trial: ScenarioTrial
    lines: Mapping[tuple[str, Name, date], ScenarioLine]
    before: Mapping[tuple[Name, date], ForecastLine]

    @property
    def days(self) -> list[date]:
        """Month ends from the extract's day on."""
        return sorted({day for strength, name, day in self.lines if name == TOTAL and strength == "central"})

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


def between(line: ScenarioLine) -> str:
    """' (8 chances in 10: 13.5 to 28.2 fewer)'; nothing where all futures agree."""
    if signed(line.low80) == signed(line.high80):
        return ""
    return f" (8 chances in 10: {fewer_between(line.low80, line.high80)})"


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


def before(told: Found, name: Name, day: date) -> str | None:
    line = told.before.get((name, day))
    return number(line.middle) if line else None
