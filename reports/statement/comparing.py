"""Sentences that set one figure beside another: an earlier date's, the neighbours', England's.

Figures are compared as they are printed, so that no sentence says more than its readers can see.
"""

from __future__ import annotations

from datetime import date

from reports import printing
from reports.statement.figures import Figures, is_printed
from sufficiency.indicators import catalogue
from sufficiency.indicators.base import Direction, Unit

_BETTER = {(Direction.HIGHER, 1): "better", (Direction.HIGHER, -1): "worse"}
_BETTER |= {(Direction.LOWER, 1): "worse", (Direction.LOWER, -1): "better"}
_PLACES = {"neighbours": "statistical neighbours", "england": "England"}


def _sign(one: str, other: str) -> int:
    """1, 0 or -1 as the first printed figure is above, the same as, or under the second."""
    first, second = (
        float(text.replace(",", "").replace("%", "").replace("under ", "")) for text in (one, other)
    )
    return (first > second) - (first < second)


def _judged(key: str, sign: int) -> str:
    word = _BETTER.get((catalogue.get(key).better, sign))
    return f" ({word})" if word else ""


def with_before(figures: Figures, key: str, day: date, before: date | None, category: str = "") -> str:
    """', up from 77% at 31 March 2012 (better)', 'the same as …', or '' where there is nothing to compare."""
    if before is None:
        return ""
    now, then = figures.share(key, day, category), figures.share(key, before, category)
    if not is_printed(now, then):
        return ""
    unit = catalogue.get(key).unit
    texts = printing.shown(now, unit), printing.shown(then, unit)
    sign = _sign(*texts)
    when = printing.in_words(before)
    if sign == 0:
        return f", the same as at {when}"
    return f", {'up' if sign > 0 else 'down'} from {texts[1]} at {when}{_judged(key, sign)}"


def with_others(figures: Figures, key: str, day: date, category: str = "") -> str:
    """'For statistical neighbours it was 69% and for England 68%: higher than both (better).', or ''."""
    own = figures.share(key, day, category)
    if not is_printed(own):
        return ""
    unit = catalogue.get(key).unit
    text = printing.shown(own, unit)
    held = []
    for area, place in _PLACES.items():
        cell = figures.comparator(key, area, day, unit, category)
        if cell.value is not None:
            held.append((place, cell.text, _sign(text, cell.text)))
    if not held:
        return ""
    said = printing.listed([f"{other} for {place}" for place, other, _ in held])
    signs = {sign for *_, sign in held}
    if catalogue.get(key).better is Direction.NEITHER or len(signs) > 1 or signs == {0}:
        return f" The same figure was {said}."
    [sign] = signs
    than = "both" if len(held) == 2 else "that"
    word = _BETTER[catalogue.get(key).better, sign]
    stands = f"{figures.council} stands {'above' if sign > 0 else 'below'} {than}"
    return f" The same figure was {said}; {stands}, which is {word}."


def latest_compared(figures: Figures, key: str, category: str = "") -> date | None:
    """The last year-end on which this council's figure is printed and another area's is held."""
    unit = Unit(catalogue.get(key).unit)
    for day in reversed(figures.dates):
        held = any(figures.comparator(key, area, day, unit, category).value is not None for area in _PLACES)
        if held and is_printed(figures.share(key, day, category)):
            return day
    return None
