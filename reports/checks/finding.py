"""What a check takes and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from reports.conflicts import Conflict
from reports.document import Document, Table
from reports.matching import Match
from reports.writing.composing import Fault
from reports.writing.records import KeptFigure
from sufficiency.indicators.protected import ProtectedSet


class Severity(StrEnum):
    STOPS = "stops"  # neither approved nor published until it is mended
    WARNS = "warns"  # somebody should look


@dataclass(frozen=True)
class Finding:
    """`where` is a section, table, row and column as a reader sees them; `mend` is what to do."""

    severity: Severity
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} {self.mend}"


@dataclass(frozen=True)
class Subject:
    """A document as it would be printed, what of its figures may be shown, and what others print of the same."""

    document: Document
    protected: ProtectedSet
    faults: tuple[Fault, ...] = ()
    matches: tuple[Match, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    # Context figures that the text picks, each with the title of its section.
    kept: tuple[tuple[str, KeptFigure], ...] = ()
    # Titles of sections by their keys, as faults name them.
    titles: dict[str, str] = field(default_factory=dict)


def place(section: str, table: Table | None = None, row: str = "", column: str = "") -> str:
    """'Where children live, Table 3, "Not known", 31 Mar 2013'."""
    parts = [section, table.label if table else "", f'"{row}"' if row else "", column]
    return ", ".join(part for part in parts if part)
