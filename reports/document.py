"""A document as data: built once from measurements, then only printed.

Renderers (PDF, CSV, a page) take these objects. They hold text that is ready to print and, beside it, the
number and where it comes from, so that every surface says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Cell:
    """One printed figure or word. `key` to `as_at` say which measurement or published figure it is."""

    text: str
    value: float | int | None = None
    key: str = ""
    category: str = ""
    area: str = ""
    as_at: date | None = None


@dataclass(frozen=True)
class Column:
    """`stands_apart` marks a date that is not a year-end: never one line with the others."""

    title: str
    numeric: bool = True
    stands_apart: bool = False


@dataclass(frozen=True)
class Row:
    """A row's headings, from the wider to the narrower, and its cells. A total is set off by a rule."""

    headings: tuple[str, ...]
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """`label` is the name readers cite ("Table 1"); `identifier` names it in file names and addresses."""

    identifier: str
    label: str
    caption: str
    heading_columns: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str
    as_at: str
    notes: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True)
class Point:
    """`value` None is a gap: hidden or not known. `apart` is a date that is not a year-end."""

    at: date
    value: float | None
    text: str
    apart: bool = False


@dataclass(frozen=True)
class Series:
    """`role` says how it is drawn: council, england, neighbours or part."""

    name: str
    role: str
    points: tuple[Point, ...]


class Form(StrEnum):
    LINES = "lines"  # one line a series, over time
    COLUMNS = "columns"  # one column a date, the first series alone
    BARS = "bars"  # lying bars, one a category


@dataclass(frozen=True)
class Bar:
    label: str
    value: float | None
    text: str


@dataclass(frozen=True)
class Chart:
    """A drawing of figures that stand in a table beside it. `alternative` says the finding and its "
    "figures."""

    identifier: str
    label: str
    title: str
    subtitle: str
    alternative: str
    source: str
    form: Form
    series: tuple[Series, ...] = ()
    bars: tuple[Bar, ...] = ()
    unit: str = ""
    breaks: tuple[tuple[date, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """`number` is filled in when the document is put together; `points` is a list under the text."""

    text: str
    points: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Note:
    """Words set apart: a caution that a reader must not miss."""

    text: str


@dataclass(frozen=True)
class Run:
    """Words set alike. `footnote` is the text of the note that stands behind them.

    `figure` is what was picked, as it stands in the text that somebody wrote; blank where words were written.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    footnote: str = ""
    figure: str = ""


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Prose:
    """A paragraph that somebody wrote; `number` is filled in when the document is put together."""

    words: Words
    number: str = ""


@dataclass(frozen=True)
class Items:
    """A list that somebody wrote. `marker` is what stands before an item: "•", "1" or "i"."""

    items: tuple[Words, ...]
    marker: str = "•"


@dataclass(frozen=True)
class Subheading:
    """A heading within a section; it has no number of its own."""

    words: Words


@dataclass(frozen=True)
class Fields:
    """A form's questions and what is answered to each. `title` stands above them; blank where none does."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


Block = Paragraph | Table | Chart | Note | Prose | Items | Subheading | Fields


class HeadForm(StrEnum):
    """Which of the council's forms a cabinet report is set in."""

    COUNCIL_2014 = "2014"
    COUNCIL_2020 = "2020"


@dataclass(frozen=True)
class ReportHead:
    """What stands at the head of a cabinet report and in the tables on its last page, in words.

    A blank one has not been said; "Yes" and "No" are answers. `decided_on` None: the day is not fixed.
    """

    variant: HeadForm
    decision_maker: str = ""
    subject: str = ""
    decided_on: date | None = None
    report_of: str = ""
    author: str = ""
    author_contact: str = ""
    director: str = ""
    director_contact: str = ""
    confidentiality: str = ""
    key_decision: str = ""
    wards: str = ""
    equality_assessment: str = ""
    data_protection_assessment: str = ""


class Numbering(StrEnum):
    """How the paragraphs of a document are numbered."""

    BY_SECTION = "by section"  # 4.1, 4.2; within 6.1: 6.1.1
    RUNNING = "running"  # 1 to the last, without a repeat
    NONE = "none"


@dataclass(frozen=True)
class Section:
    """`level` is 1, or 2 for a section within the one before it."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    is_annex: bool = False
    level: int = 1
    # Its paragraphs bear no number, whatever the document's do: a foreword, a list of recommendations.
    is_unnumbered: bool = False


@dataclass(frozen=True)
class Style:
    """What a council's documents are dressed in: `accent` as "#rrggbb"; blank is the product's own.

    `logo_png` is the picture in base64, and `logo_svg` its drawing where there is one; blank where there is no logo.
    """

    accent: str = ""
    logo_png: str = ""
    logo_svg: str = ""
    logo_alt: str = ""


@dataclass(frozen=True)
class Document:
    kind: str
    title: str
    council: str
    as_at: date
    audience: Audience
    is_synthetic: bool
    sections: tuple[Section, ...]
    summary: tuple[str, ...] = ()
    # Of a cabinet report.
    head: ReportHead | None = None
    # Of a correction: what was wrong, and the edition whose place this one takes ("Edition 2").
    erratum: str = ""
    corrects: str = ""
    style: Style = Style()

    def tables(self) -> Iterator[Table]:
        yield from (b for section in self.sections for b in section.blocks if isinstance(b, Table))

    def charts(self) -> Iterator[Chart]:
        yield from (b for section in self.sections for b in section.blocks if isinstance(b, Chart))

    def table(self, identifier: str) -> Table:
        """The table of that identifier; KeyError where there is none."""
        for table in self.tables():
            if table.identifier == identifier:
                return table
        raise KeyError(identifier)
