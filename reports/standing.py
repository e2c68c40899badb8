"""How a promise stands: one rule, with its words, for actions of the plan and for targets of figures.

Nobody types a colour: it follows from the day that was promised, the day it was done, and the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sufficiency.indicators.base import Direction
from sufficiency.indicators.wording import in_words

# So long before its day an action must have been heard of, or its figures have met their targets.
NEAR = timedelta(days=90)


@dataclass(frozen=True)
class Standing:
    """`word` is what a tag says, `colour` only repeats it, `why` says it in a sentence."""

    word: str
    colour: str
    why: str


@dataclass(frozen=True)
class Linked:
    """A figure that an action is to move: whether its target is met; None where there is no target or no figure."""

    title: str
    is_met: bool | None


RULE = (
    "An action is done once an update says so. It is overdue once its day has passed. Within 90 days of its day it is "
    "at risk where a figure linked to it has not met its target, or where nobody has said anything of it for 90 days. "
    "Otherwise it is on track. One without a day has no standing until it is given one."
)
RULE_OF_TARGETS = (
    "A target is met where the figure has reached it in its good direction. One that is not met is missed once its day "
    "has passed, at risk within 90 days of it, and on the way before. Of a figure without a good direction, such as "
    "the number in care, no standing is given."
)


def of_action(
    *, due_on: date | None, done_on: date | None, heard_on: date | None, linked: Sequence[Linked], today: date
) -> Standing:
    """Of an action, on a day. `heard_on` is the day of its last update."""
    if done_on is not None:
        if due_on is not None and done_on > due_on:
            return Standing("Done late", "green", f"Done on {in_words(done_on)}, after {in_words(due_on)}.")
        return Standing("Done", "green", f"Done on {in_words(done_on)}.")
    if due_on is None:
        return Standing("No date set", "grey", "It names no day, so nobody can say whether it is on time.")
    if due_on < today:
        return Standing("Overdue", "red", f"It was due on {in_words(due_on)} and is not done.")
    if due_on - today <= NEAR:
        short = [one.title for one in linked if one.is_met is False]
        if short:
            return Standing(
                "At risk", "orange", f"Due on {in_words(due_on)}; not at its target: {', '.join(short)}."
            )
        if heard_on is None or today - heard_on > NEAR:
            return Standing(
                "At risk", "orange", f"Due on {in_words(due_on)}; nothing was said of it for 90 days."
            )
    return Standing("On track", "blue", f"Due on {in_words(due_on)}.")


def is_met(target: Decimal | None, value: float | int | None, better: Direction) -> bool | None:
    """Whether a figure has reached its target; None where there is none, no figure, or no good direction."""
    if target is None or value is None or better is Direction.NEITHER:
        return None
    away = Decimal(str(value)) - target
    return away >= 0 if better is Direction.HIGHER else away <= 0


def of_target(*, met: bool | None, due_on: date | None, today: date) -> Standing:
    """Of a target, on a day, from `is_met`."""
    if met is None:
        return Standing("Not judged", "grey", "There is no figure, no target, or no good direction.")
    if met:
        return Standing("Met", "green", "The figure has reached it.")
    if due_on is None:
        return Standing("Not met", "orange", "The figure has not reached it, and no day was set.")
    if due_on < today:
        return Standing("Missed", "red", f"It was to be reached by {in_words(due_on)}.")
    if due_on - today <= NEAR:
        return Standing("At risk", "orange", f"It is to be reached by {in_words(due_on)}.")
    return Standing("On the way", "blue", f"It is to be reached by {in_words(due_on)}.")
