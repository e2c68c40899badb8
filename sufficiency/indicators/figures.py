"""Figures before they are dressed as measurements: what was counted, of how many, and why not if not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sufficiency.indicators.base import Category


@dataclass(frozen=True)
class Figure:
    """What a family says of one key on one date. See `Measurement`, which adds the definition's words."""

    value: float | int | None
    numerator: int | None = None
    denominator: int | None = None
    missing: int = 0
    reason: str | None = None
    breakdown: tuple[Category, ...] | None = None


def undefined(reason: str, *, missing: int = 0, denominator: int | None = None) -> Figure:
    """No value, and why, as a sentence."""
    return Figure(None, denominator=denominator, missing=missing, reason=reason)


def counted(number: int, *, missing: int = 0, breakdown: tuple[Category, ...] | None = None) -> Figure:
    """A plain count. Nought is a value."""
    return Figure(number, missing=missing, breakdown=breakdown)


def share(
    numerator: int,
    denominator: int,
    *,
    nobody: str,
    missing: int = 0,
    breakdown: tuple[Category, ...] | None = None,
) -> Figure:
    """A percentage from 0 to 100, exact; undefined, for the reason `nobody`, where there is no denominator."""
    if denominator == 0:
        return Figure(None, numerator, denominator, missing, nobody)
    return Figure(100 * numerator / denominator, numerator, denominator, missing, None, breakdown)


def mean(total: int, number: int, *, nobody: str, missing: int = 0) -> Figure:
    """A mean, with the sum as numerator and how many were averaged as denominator."""
    if number == 0:
        return Figure(None, None, 0, missing, nobody)
    return Figure(total / number, total, number, missing)


def split(categories: Sequence[str], counts: Mapping[str, int]) -> tuple[Category, ...]:
    """Counts as a breakdown in the order of `categories`, noughts included, each with its percentage of all."""
    strays = set(counts) - set(categories)
    if strays:
        raise ValueError(f"Counted under categories that the definition does not name: {sorted(strays)}")
    total = sum(counts.values())
    return tuple(
        Category(name, counts.get(name, 0), 100 * counts.get(name, 0) / total if total else None)
        for name in categories
    )
