"""The counts that a draft's public version hides, each with the reason, and what printing one would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import printing
from reports.models import Draft
from reports.statement.figures import Figures
from reports.statement.protecting import protected_of
from reports.writing.of_draft import composed, printed_anyway
from sufficiency.core.protection import LARGEST_HIDDEN, SMALLEST_HIDDEN
from sufficiency.core.rounding import THRESHOLD
from sufficiency.indicators import catalogue
from sufficiency.indicators.protected import HiddenCell
from sufficiency.indicators.protected_links import Cell, Part

_PARTS = {
    Part.COUNT: "number",
    Part.OF: "of how many",
    Part.MISSING: "not judged",
}
_UNSEEN = {
    Part.REST: "those who are not in it",
    Part.OUT: "those who are left over",
}


@dataclass(frozen=True)
class Hidden:
    """One hidden count as a reader of the document would name it."""

    cell: Cell
    title: str
    group: str
    as_at: date
    what: str
    why: str


def hidden_of(draft: Draft, *, today: date) -> list[Hidden]:
    """Newest date first, then in the catalogue's order. Raises `NothingToPublish`."""
    figures = composed(draft, today=today).figures
    rounded = figures.gathered.rounded_dates
    return [
        Hidden(
            one.cell,
            catalogue.get(one.cell.key).title,
            printing.sentence(one.cell.category) or "All",
            one.cell.as_at,
            _PARTS[one.cell.part],
            _why(one, is_rounded=one.cell.as_at in rounded),
        )
        for one in _hidden(figures, printed_anyway(draft))
    ]


def _hidden(figures: Figures, decided: frozenset[Cell]) -> list[HiddenCell]:
    order = {key: at for at, key in enumerate(catalogue.KEYS)}
    return sorted(
        protected_of(figures.gathered, decided).hidden,
        key=lambda one: (-one.cell.as_at.toordinal(), order[one.cell.key], one.cell.category),
    )


def _why(one: HiddenCell, *, is_rounded: bool) -> str:
    if one.is_small:
        return (
            f"It is 1 to {THRESHOLD - 1}." if is_rounded else f"It is {SMALLEST_HIDDEN} to {LARGEST_HIDDEN}."
        )
    if not one.protects:
        return "It stays hidden with others: it would help to work out a small count, or an earlier edition hides it."
    return f"It would tell {printing.listed([_beside(cell, one.cell.key) for cell in one.protects])}."


def _beside(cell: Cell, key: str) -> str:
    """'aged 1 to 4', and of another measure with its title."""
    group = cell.category or "all"
    return group if cell.key == key else f"{catalogue.get(cell.key).title}: {group}"


def named(cell: Cell) -> str:
    """'Children looked after by age, 1 to 4, at 31 March 2013', for a sentence about that count."""
    title = catalogue.get(cell.key).title
    what = {
        Part.COUNT: cell.category,
        Part.OF: f"{cell.category}, of how many".removeprefix(", "),
        Part.MISSING: "not judged",
        Part.REST: f"{cell.category}, {_UNSEEN[Part.REST]}".removeprefix(", "),
        Part.OUT: _UNSEEN[Part.OUT],
    }[cell.part]
    return f"{title}{f', {what}' if what else ''}, at {printing.in_words(cell.as_at)}"


@dataclass(frozen=True)
class Consequences:
    """What printing one hidden count all the same would change."""

    cell: Cell
    # Counts that were hidden for its sake alone and are printed with it, and counts that are hidden in its place.
    printed_too: tuple[Cell, ...]
    hidden_instead: tuple[Cell, ...]
    # Small counts that a reader could work out from it whatever else is hidden: then it is refused.
    told: tuple[Cell, ...]

    @property
    def refusal(self) -> str:
        """Why it cannot be printed; nothing where it can."""
        if not self.told:
            return ""
        return (
            "It cannot be printed: with it anybody could work out another small count, now or when a child's record is "
            f"corrected, whatever else is hidden: {_listed(self.told)}. That holds also of a count that only a later "
            "document prints. Leave this one hidden, or leave the table out."
        )

    def sentences(self) -> list[str]:
        """What a person who decides has to know, in words."""
        if self.refusal:
            return [self.refusal]
        said = [f"Everybody will read this count as it is: {named(self.cell)}."]
        if self.printed_too:
            said.append(f"Hidden for its sake alone, and printed with it: {_listed(self.printed_too)}.")
        if self.hidden_instead:
            said.append(
                f"Hidden in its place, so that nobody can work out another small count: {_listed(self.hidden_instead)}."
            )
        said.append(
            "No other small count can be worked out from it: this was tried with everything that the document, earlier "
            "public editions and DfE print, and with every figure of that day that a later document may print. Later "
            "editions cannot hide it again."
        )
        return said


def _listed(cells: Sequence[Cell], most: int = 6) -> str:
    more = [f"{len(cells) - most} more"] if len(cells) > most else []
    return printing.listed([*map(named, cells[:most]), *more])


def consequences_of(draft: Draft, cell: Cell, *, today: date) -> Consequences:
    """What printing a hidden count would tell, beside the counts that are to be printed already.

    Raises `NothingToPublish`, and `NotHidden` for a count that the document does not hide.
    """
    gathered = composed(draft, today=today).figures.gathered
    decided = printed_anyway(draft) - {cell}
    without, with_it = protected_of(gathered, decided), protected_of(gathered, decided | {cell})
    before, after = ({one.cell for one in found.hidden} for found in (without, with_it))
    if cell not in before:
        raise NotHidden("The document does not hide that count: there is nothing to decide.")
    return Consequences(
        cell,
        printed_too=tuple(sorted(before - after - {cell})),
        hidden_instead=tuple(sorted(after - before)),
        told=with_it.refused.get(cell, ()),
    )


class NotHidden(ValueError):
    """A count was named that the document does not hide."""
