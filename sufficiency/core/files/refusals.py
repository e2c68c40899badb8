"""Why a file with names is not asked for, decided or taken, in words."""

from __future__ import annotations

from sufficiency.core.files.limits import MOST_A_DAY
from sufficiency.core.writing import Refused


class AlreadyAsked(Refused):
    def __init__(self) -> None:
        super().__init__("You have asked for this file already, and it waits. Ask a manager to look at it.")


class AlreadyDecided(Refused):
    def __init__(self) -> None:
        super().__init__("Somebody has decided this already. Nothing was changed.")


class SecondPersonNeeded(Refused):
    def __init__(self) -> None:
        super().__init__("You asked for this file yourself, so another manager or director must decide.")


class NotApproved(Refused):
    def __init__(self) -> None:
        super().__init__("This file is not approved. It can be taken once a second person has agreed to it.")


class TooLate(Refused):
    def __init__(self) -> None:
        super().__init__("The approval of this file has run out. Ask for the file again from the list.")


class AnotherList(Refused):
    def __init__(self) -> None:
        super().__init__(
            "The approval is of the list as it was narrowed when you asked, not of this one. Take that one, or ask "
            "for a file of this list."
        )


class MoreThanApproved(Refused):
    def __init__(self, approved: str) -> None:
        super().__init__(
            f"The list is longer now than the {approved} that were approved. Ask for the file again from the list."
        )


class SearchNotReadable(Refused):
    def __init__(self) -> None:
        super().__init__(
            "What you had searched for cannot be read any more: the key that it was sealed with is gone. Ask for the "
            "file again from the list."
        )


class EnoughForToday(Refused):
    def __init__(self, *, before: int, others: int) -> None:
        super().__init__(
            f"The files that you took in the last 24 hours have {before} different names on them, and this one has "
            f"{others} others: more than {MOST_A_DAY} in a day need a second person. Ask for this file, or take it "
            "tomorrow."
        )
