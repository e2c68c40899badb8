"""A file of context figures: its columns, and what it would do to those that a council keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db.models import QuerySet

from reports.actions.context import Kept
from reports.forms_of_context import ContextForm
from reports.models import ContextFigure
from reports.writing.records import printed
from sufficiency.core import uploaded_csv
from sufficiency.core.uploaded_csv import Row, Sheet, unquoted


@dataclass(frozen=True)
class FileColumn:
    """A column: its heading, and what stands in it. Where it is not needed it may be empty or left out."""

    name: str
    meaning: str
    needed: bool = True


COLUMNS = (
    FileColumn("kind", f"One of: {'; '.join(ContextFigure.Kind.labels)}"),
    FileColumn("name", "Name by which authors pick it; the same for the same figure of another date"),
    FileColumn("label", "What the figure is, as a table is to print it"),
    FileColumn("value", "The figure, such as 240000 or 18.2; of a range, its lower end"),
    FileColumn("value_high", "Upper end of a range", needed=False),
    FileColumn("unit", "In what it is counted, such as people, % or £ a week"),
    FileColumn("starts_on", "First day of its period, such as 1/4/2025", needed=False),
    FileColumn("as_at", "The day that it speaks of, or last day of its period, such as 31/3/2026"),
    FileColumn("when_said", "Date as the source names it, if it names no day", needed=False),
    FileColumn("source", "Where the figure comes from"),
    FileColumn("place_in_source", "Release or paragraph", needed=False),
    FileColumn("note", "What a reader must know", needed=False),
)
NAMES = tuple(column.name for column in COLUMNS)
WANTED = uploaded_csv.Wanted(
    what="the context figures",
    names=NAMES,
    needed=tuple(column.name for column in COLUMNS if column.needed),
    most_rows=500,
)
_KINDS = {text.casefold(): value for value, label in ContextFigure.Kind.choices for text in (value, label)}


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: in which column, what stands there, and what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Line:
    """A row, understood. `figure` is the one on record that it changes, and `now` what stands there."""

    row: int
    kept: Kept
    figure: ContextFigure | None = None
    now: str = ""

    @property
    def figure_in_words(self) -> str:
        """'240,000 people'."""
        return _told(self.kept)


@dataclass
class Comparison:
    """What a file would do. With one fault in it nothing of it is applied."""

    new: list[Line] = field(default_factory=list)
    changes: list[Line] = field(default_factory=list)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def can_be_applied(self) -> bool:
        """Whether there is something to do, and nothing to mend first."""
        return bool(self.new or self.changes) and not self.faults

    @property
    def fingerprint(self) -> str:
        """Of everything that would be done, and of what it was compared with."""
        told = [("new", asdict(one.kept)) for one in self.new]
        told += [
            (f"change {one.figure.pk} {one.figure.version}", asdict(one.kept))
            for one in self.changes
            if one.figure
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def compared(sheet: Sheet, figures: QuerySet[ContextFigure]) -> Comparison:
    """Set a file beside the figures that a council keeps. Reads only."""
    made = Comparison()
    on_record = {(one.name, one.as_at): one for one in figures}
    seen: dict[tuple[str, date], int] = {}
    for row in sheet.rows:
        faults, kept = _understood(row)
        if kept and (first := seen.setdefault((kept.name, kept.as_at), row.number)) != row.number:
            faults = [
                _fault(row, "name", f"Row {first} has the same name and date. Leave one of the two rows out.")
            ]
        if faults or kept is None:
            made.faults += faults
            continue
        figure = on_record.get((kept.name, kept.as_at))
        if figure is None:
            made.new.append(Line(row.number, kept))
        elif differs(figure, kept):
            made.changes.append(Line(row.number, kept, figure, _told(figure)))
        else:
            made.unchanged += 1
    return made


def differs(figure: ContextFigure, kept: Kept) -> bool:
    """Whether what is kept says anything else than the figure on record."""
    return any(getattr(figure, name) != value for name, value in kept.__dict__.items())


def _understood(row: Row) -> tuple[list[Fault], Kept | None]:
    """The row as the page's own form judges it: what is wrong, or what is to be kept."""
    cells: Mapping[str, str] = {name: unquoted(row.cells.get(name, "")) for name in NAMES}
    kind = _KINDS.get(cells["kind"].casefold(), "")
    unit = cells["unit"]
    form = ContextForm({**cells, "kind": kind}, unit=unit if len(unit) <= _LONGEST_UNIT else "")
    faults = list(_faults(row, form))
    return faults, None if faults else Kept(**form.cleaned_data)


_LONGEST_UNIT = ContextFigure._meta.get_field("unit").max_length or 0


def _faults(row: Row, form: ContextForm) -> Iterator[Fault]:
    for name, sentences in form.errors.items():
        for sentence in sentences:
            said = str(sentence)
            if name == "kind":
                said = f"Write one of: {'; '.join(ContextFigure.Kind.labels)}"
            elif name == "unit":
                said = f"Write in what it is counted, in {_LONGEST_UNIT} characters or fewer"
            yield _fault(row, name, said)


def _fault(row: Row, column: str, message: str) -> Fault:
    return Fault(row.number, column, row.cells.get(column, "")[:100], f"{message.rstrip('.')}.")


def _told(one: Kept | ContextFigure) -> str:
    """A figure with its unit, as a list shows it."""
    text = printed(one.value, one.unit, one.value_high)
    return text if one.unit in {"%", "£", "£ a week", "count"} else f"{text} {one.unit}"
