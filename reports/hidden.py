"""The counts that a draft's public version hides, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports import printing
from reports.models import Draft
from reports.statement.protecting import protected_of
from reports.writing.of_draft import composed, printed_anyway
from sufficiency.indicators import catalogue
from sufficiency.indicators.protected import HiddenCell
from sufficiency.indicators.protected_links import Cell, Part

_PARTS = {
    Part.COUNT: "number",
    Part.OF: "of how many",
    Part.MISSING: "not judged",
}


@dataclass(frozen=True)
class Hidden:
    """One hidden count as a reader of the document would name it."""

    title: str
    group: str
    as_at: date
    what: str
    why: str


def hidden_of(draft: Draft, *, today: date) -> list[Hidden]:
    """Newest date first, then in the catalogue's order. Raises `NothingToPublish`."""
    figures = composed(draft, today=today).figures
    order = {key: at for at, key in enumerate(catalogue.KEYS)}
    found = sorted(
        protected_of(figures.gathered, printed_anyway(draft)).hidden,
        key=lambda one: (-one.cell.as_at.toordinal(), order[one.cell.key], one.cell.category),
    )
    return [
        Hidden(
            catalogue.get(one.cell.key).title,
            printing.sentence(one.cell.category) or "All",
            one.cell.as_at,
            _PARTS[one.cell.part],
            _why(one),
        )
        for one in found
    ]


def _why(one: HiddenCell) -> str:
    if one.is_small:
        return "It is 1 to 5."
    if not one.protects:
        return "It stays hidden with others: it would help to work out a small count, or an earlier edition hides it."
    return f"It would tell {printing.listed([_named(cell, one.cell.key) for cell in one.protects])}."


def _named(cell: Cell, beside: str) -> str:
    """'aged 1 to 4', and of another measure with its title."""
    group = cell.category or "all"
    return group if cell.key == beside else f"{catalogue.get(cell.key).title}: {group}"
