"""Why a deed was not done: each in a sentence that says what is wrong, where, and what to do."""

from __future__ import annotations

from datetime import date

from placements.rules import Broken
from sufficiency.core.models import Authority
from sufficiency.core.writing import Refused


class NotDone(Refused):
    """A deed on a child's timelines was refused. `field` is the form field that it is about, if one."""


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


class Impossible(NotDone):
    """A date or a state that cannot be: two places at once, an end before the start."""

    def __init__(self, words: str, *, field: str = "on") -> None:
        super().__init__(words)
        self.field = field


class AlreadyInCare(NotDone):
    def __init__(self) -> None:
        super().__init__("The child is already looked after on that day. Move the child, or log a placement.")
        self.field = "on"


class NotInCare(NotDone):
    def __init__(self, day: date) -> None:
        super().__init__(
            f"The child is not looked after on {_day(day)}. Check the date, or log a start of care first."
        )
        self.field = "on"


class NoPlacement(NotDone):
    def __init__(self, day: date) -> None:
        super().__init__(
            f"The child has no placement on {_day(day)}. Check the date, or log a placement instead."
        )
        self.field = "on"


class SomethingLater(NotDone):
    """What is recorded after the day would be cut off."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Something is already recorded from {_day(day)}. Choose that day or a later one, or undo it first."
        )
        self.field = "on"


class TooEarly(NotDone):
    def __init__(self, what: str, began: date) -> None:
        super().__init__(f"The date must be after {_day(began)}, when the present {what} began.")
        self.field = "on"


class RulesStopIt(NotDone):
    """It is a plan, and rules stand against it."""

    def __init__(self, broken: list[Broken]) -> None:
        super().__init__(" ".join(one.words for one in broken))
        self.broken = broken
        self.field = "home"


class PlaceTaken(NotDone):
    """Somebody else took the last place after the page was shown."""

    def __init__(self) -> None:
        super().__init__("The last place there was taken after you opened this page. Choose another home.")
        self.field = "home"


class NumberTaken(NotDone):
    """A record of the authority has the number: the same words whether the person may open that record or not."""

    def __init__(self, authority: Authority, number: str) -> None:
        super().__init__(
            "Another record of this council has that number. Search for it, or leave the number empty for now. "
            "This answer is written down with that record."
        )
        self.field = "number"
        self.authority, self.number = authority, number


class NumbersTriedTooOften(NotDone):
    def __init__(self) -> None:
        super().__init__(
            "Too many numbers were refused to you today, so no more can be tried. Leave the number empty; whoever "
            "corrects records can enter it."
        )
        self.field = "number"


class CannotUndo(NotDone):
    pass


class CannotMerge(NotDone):
    pass


class CannotLink(NotDone):
    pass
