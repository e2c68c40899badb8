"""What is wanted of a figure, and how the figure was computed, in words for its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from reports import printing
from reports.models import IndicatorTarget
from reports.presenters import words
from sufficiency.indicators import catalogue, formatting
from sufficiency.indicators.base import Direction, Indicator, Measurement, Unit
from sufficiency.indicators.wording import in_words, run_in_words


def in_force(targets: Sequence[IndicatorTarget], day: date) -> IndicatorTarget | None:
    """The one in force on the day; `targets` stand the latest first."""
    return next((one for one in targets if one.since <= day), None)


def wanted(targets: Sequence[IndicatorTarget], days: Sequence[date]) -> dict[date, Decimal]:
    """The target on each of the days on which there was one."""
    found = {day: in_force(targets, day) for day in days}
    return {day: one.value for day, one in found.items() if one and one.value is not None}


def panel(targets: Sequence[IndicatorTarget], now: Measurement) -> list[dict[str, str]]:
    """What stands beside the figure of its day; empty where nothing was set by then."""
    target = in_force(targets, now.as_at)
    if target is None:
        return []
    rows = []
    if target.value is not None:
        rows.append({"key": "Target", "value": words.plain(target.value, now.unit) or ""})
        if standing := _standing(target.value, now):
            rows.append({"key": "How it stands", "value": standing})
    rows.append({"key": "In force from", "value": in_words(target.since)})
    rows.append({"key": "Who answers for it", "value": str(target.owner or "Nobody yet")})
    if target.commentary:
        rows.append({"key": f"Commentary by {target.entered_by}", "value": target.commentary})
    return rows


def _standing(target: Decimal, now: Measurement) -> str:
    """'Met', '3 points short of it'; of a figure without a good direction, only how far off."""
    if now.value is None:
        return ""
    away = Decimal(str(now.value)) - target
    better = catalogue.get(now.key).better
    moved = formatting.half_up(abs(away))
    amount = words.points(moved) if now.unit is Unit.PERCENT else f"{moved:,}"
    if better is Direction.NEITHER:
        return f"{amount} {'above' if away > 0 else 'below'} it" if moved else "At the target"
    met = away >= 0 if better is Direction.HIGHER else away <= 0
    return "Met" if met else f"Not met: {amount} away" if moved else "Not met, by less than can be shown"


def computed_in_words(indicator: Indicator, now: Measurement) -> list[str]:
    """The sum itself, then what it rests on: for whoever asks where the figure comes from."""
    found = [_sum(now)]
    if now.breakdown and now.unit is not Unit.PERCENT:
        parts = [
            f"{printing.sentence(line.category)} {formatting.number(line.value)}" for line in now.breakdown
        ]
        found.append(f"{words.listed(parts)}: together {formatting.number(int(now.value or 0))}.")
    found.append(indicator.how)
    if now.period:
        found.append(f"The days it speaks of run {run_in_words(now.period)}.")
    if now.missing:
        found.append(
            f"{words.records(now.missing)} could not be judged, for the records do not say enough, and "
            f"{'is' if now.missing == 1 else 'are'} neither counted nor taken for nought."
        )
    found.append(
        "It is counted anew from the records each time this page is opened, later corrections included, by version "
        f"{now.definition_version} of the definition; rounded once, here."
    )
    return found


def _sum(now: Measurement) -> str:
    if now.value is None:
        return f"It could not be computed. {now.reason}"
    value = words.value_text(now)
    numerator, denominator = now.numerator, now.denominator
    if denominator is None or numerator is None:
        return f"{value} were counted."
    top, bottom = formatting.number(numerator), formatting.number(denominator)
    if now.unit is Unit.PERCENT:
        return f"{top} of {bottom}: 100 × {top} ÷ {bottom} = {value}."
    if now.unit is Unit.RATE:
        return f"{top} children looked after among {bottom} who live in the area: 10,000 × {top} ÷ {bottom} = {value}."
    if now.unit is Unit.DAYS:
        return (
            f"The mean of {words.records(denominator, 'child', 'children')}: {top} days ÷ {bottom} = {value}."
        )
    return f"{value} were counted."
