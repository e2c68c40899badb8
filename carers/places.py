"""What is free in a household and why not, as carer records show it.

Who lives in a household is known to the register of placements, which imports this one. So it hands the answer in:
the pages of households take a `PlacesOf`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from carers.models import Household
from carers.words import counted


@dataclass(frozen=True)
class Places:
    """Of one household on one day. `approved` is None where no terms are on file that day."""

    approved: int | None
    free: int
    over: int
    # Children of ours who live there, or whose place is kept while they are away.
    living: int
    # Each place that is not free, once: "2 living there", "1 on hold".
    why_not: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """'1 free of 2', 'none free of 2', '1 over its 2', 'no terms on file'."""
        if self.approved is None:
            return "no terms on file"
        return f"{self.over} over its {self.approved}" if self.over else self._of_approved

    @property
    def _of_approved(self) -> str:
        return f"{self.free or 'none'} free of {self.approved}"


# Of households, by their keys, on a day.
PlacesOf = Callable[[Collection[Household], date], Mapping[int, Places]]


def left_behind(places: Places, *, ended: bool = False) -> str:
    """What the end of an approval means for children who live there; nothing where there are none."""
    if not places.living:
        return ""
    live = "lives" if places.living == 1 else "live"
    lead = f"{counted(places.living, 'child', 'children')} {live} there today, by the record"
    if ended:
        return f"{lead}, although the approval has ended. Record where each has gone."
    return f"{lead}. Each needs another home by the day on which the approval ends."
