"""A document as a Word file, for the clerk of a committee: headings, numbers as text, tables, pictures with words."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from docx import Document as new_file
from docx.document import Document as File
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line

from reports import heads, printing
from reports.colours import palette
from reports.document import (
    Audience,
    Block,
    Chart,
    Document,
    Fields,
    Items,
    Note,
    Paragraph,
    Prose,
    Section,
    Subheading,
    Table,
    Words,
)
from reports.exports.packed import packed_again
from reports.renderers import charts

_FACE = "Arial"
_QUIET = RGBColor(0x48, 0x49, 0x49)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
          "xvi", "xvii", "xviii", "xix", "xx")  # fmt: skip


def word(document: Document, *, edition: str, made_at: datetime) -> bytes:
    """The whole document. The same document, edition and moment give the same bytes.

    Every number of a section, paragraph and item is text, so that nothing counts itself anew; footnotes stand at the
    end, under "Notes". The file holds no macro, no field and no link to anything outside.
    """
    return _Writing(document, edition, made_at).done()


class _Writing:
    """One file while it is written: the notes are gathered on the way and set at the end."""

    def __init__(self, document: Document, edition: str, made_at: datetime) -> None:
        self.document, self.edition, self.made_at = document, edition, made_at
        self.file: File = new_file()
        self.notes: list[str] = []
        self.setters: dict[type[Block], Callable[[Any], None]] = {
            Paragraph: self._paragraph,
            Prose: self._prose,
            Items: self._items,
            Note: self._note,
            Fields: self._fields,
            Table: self._table,
            Chart: self._chart,
        }

    def done(self) -> bytes:
        _dressed(
            self.file,
            landscape=self.document.kind == "scorecard",
            headings=palette(self.document.style.accent).deep,
        )
        self._properties()
        self._front()
        for section in heads.arranged(self.document):
            self._section(section)
        if self.notes:
            self._heading("Notes", 1)
            for number, text in enumerate(self.notes, start=1):
                self._line(f"{number}\t{text}", hanging=True)
        out = io.BytesIO()
        self.file.save(out)
        return packed_again(out.getvalue(), made_at=self.made_at.astimezone(UTC))

    def _properties(self) -> None:
        about = self.file.core_properties
        moment = self.made_at.astimezone(UTC).replace(tzinfo=None)
        about.title = printing.printable(f"{self.document.council}: {self.document.title}")[:255]
        about.author = about.last_modified_by = printing.printable(self.document.council)[:255]
        about.language = "en-GB"
        about.comments = ""
        about.created = about.modified = moment

    def _front(self) -> None:
        document = self.document
        if document.style.logo_png:
            logo = self.file.add_picture(io.BytesIO(b64decode(document.style.logo_png)), height=Mm(20))
            _about(logo, "Logo", document.style.logo_alt)
        self._line(document.council, quiet=True)
        self.file.add_paragraph(printing.printable(document.title), style="Title")
        said = [f"As at {printing.in_words(document.as_at)}", self.edition]
        if document.audience is Audience.INTERNAL:
            said.append("Exact figures: not for publication")
        if document.is_synthetic:
            said.append("Synthetic demonstration data")
        self._line(". ".join(said) + ".", quiet=True)
        if document.erratum:
            line = self._line(f"Correction of {document.corrects}: " if document.corrects else "Correction: ")
            line.runs[0].bold = True
            line.add_run(printing.printable(document.erratum))
        for block in heads.block(document.head) if document.head else ():
            self._fields(block)

    def _section(self, section: Section) -> None:
        before = f"{'Annex ' if section.is_annex else ''}{section.number}  " if section.number else ""
        title = f"{before}{section.title}"
        self._heading(title.upper() if self.document.head and section.level == 1 else title, section.level)
        for block in section.blocks:
            if isinstance(block, Subheading):
                self._heading("".join(run.text for run in block.words), section.level + 1)
            else:
                self.setters[type(block)](block)

    def _heading(self, text: str, level: int) -> None:
        self.file.add_heading(printing.printable(text), level)

    def _line(self, text: str, *, quiet: bool = False, hanging: bool = False) -> Line:
        line = self.file.add_paragraph()
        run = line.add_run(printing.printable(text))
        if quiet:
            run.font.color.rgb = _QUIET
            run.font.size = Pt(9)
        if hanging:
            _hang(line)
        return line

    def _words(self, line: Line, words: Words) -> None:
        for one in words:
            run = line.add_run(printing.printable(one.text))
            run.bold, run.italic = one.strong or None, one.emphasis or None
            if one.footnote:
                self.notes.append(one.footnote)
                mark = line.add_run(str(len(self.notes)))
                mark.font.superscript = True

    def _numbered(self, number: str) -> Line:
        line = self.file.add_paragraph()
        if number:
            line.add_run(f"{number}\t")
            _hang(line)
        return line

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._numbered(paragraph.number).add_run(printing.printable(paragraph.text))
        for point in paragraph.points:
            _hang(self._line(f"•\t{point}"), deeper=True)

    def _prose(self, prose: Prose) -> None:
        self._words(self._numbered(prose.number), prose.words)

    def _items(self, items: Items) -> None:
        for number, words in enumerate(items.items, start=1):
            line = self.file.add_paragraph()
            line.add_run(f"{_marked(items.marker, number)}\t")
            self._words(line, words)
            _hang(line, deeper=True)

    def _note(self, note: Note) -> None:
        line = self._line(note.text)
        line.paragraph_format.left_indent = Mm(6)
        line.runs[0].italic = True

    def _fields(self, fields: Fields) -> None:
        if fields.title:
            line = self._line(fields.title.upper())
            line.runs[0].bold = True
            line.paragraph_format.keep_with_next = True
        grid = self.file.add_table(len(fields.rows), 2, style="Table Grid")
        _look(grid, heads_rows=False)
        for row, (question, answer) in zip(grid.rows, fields.rows, strict=True):
            _cell(row.cells[0], question, bold=True)
            _cell(row.cells[1], answer)
        self.file.add_paragraph()

    def _table(self, table: Table) -> None:
        line = self._line(f"{table.label}: {table.caption}")
        line.runs[0].bold = True
        line.paragraph_format.keep_with_next = True
        columns = [*table.heading_columns, *table.columns]
        grid = self.file.add_table(len(table.rows) + 1, len(columns), style="Table Grid")
        _look(grid)
        _described(grid, f"{table.label}: {table.caption}")
        size = 7.5 if len(columns) > 6 else 9
        cells = grid._cells  # each look at a row's cells walks the whole table
        for place, column in enumerate(columns):
            _cell(cells[place], column.title, bold=True, right=column.numeric, size=size)
        for number, row in enumerate(table.rows, start=1):
            texts = [*row.headings, *(cell.text for cell in row.cells)]
            for place, (text, column) in enumerate(zip(texts, columns, strict=True)):
                at = cells[number * len(columns) + place]
                _cell(at, text, bold=row.is_total, right=column.numeric, size=size)
        self._small([*table.notes, *([_source(table)] if table.source else [])])

    def _chart(self, chart: Chart) -> None:
        line = self._line(f"{chart.label}: {chart.title}")
        line.runs[0].bold = True
        line.paragraph_format.keep_with_next = True
        shape = self.file.add_picture(io.BytesIO(charts.png(chart)), width=Mm(160))
        _about(shape, chart.label, chart.alternative)
        self._small([chart.subtitle, *chart.notes, chart.source])

    def _small(self, lines: list[str]) -> None:
        for text in lines:
            if text:
                self._line(text, quiet=True)


def _source(table: Table) -> str:
    """Where the table's figures come from, and of when they are where it is of one day."""
    return f"Source: {table.source}" + (f" As at {table.as_at}." if table.as_at else "")


def _about(shape: Any, name: str, alternative: str) -> None:
    """What a picture is called, and what it shows to those who cannot see it."""
    about = shape._inline.docPr
    about.set("name", printing.printable(name))
    about.set("descr", printing.printable(alternative))


def _dressed(file: File, *, landscape: bool, headings: str) -> None:
    """One typeface, the page, and British English for whatever reads it aloud."""
    page = file.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(22)
    for name, size in (
        ("Normal", 10.5),
        ("Title", 22),
        ("Heading 1", 16),
        ("Heading 2", 13),
        ("Heading 3", 11),
    ):
        style: Any = file.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(headings[1:].upper())
    normal: Any = file.styles["Normal"]
    spoken = OxmlElement("w:lang")
    for kind in ("val", "eastAsia"):
        spoken.set(qn(f"w:{kind}"), "en-GB")
    for old in file.styles.element.iter(qn("w:lang")):
        old.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(spoken)


def _marked(marker: str, number: int) -> str:
    """What stands before an item: a dot, "2." or "(ii)"."""
    if marker == "•":
        return marker
    if marker == "i" and number <= len(_ROMAN):
        return f"({_ROMAN[number - 1]})"
    return f"{number}."


def _hang(line: Line, *, deeper: bool = False) -> None:
    line.paragraph_format.left_indent = Mm(22 if deeper else 13)
    line.paragraph_format.first_line_indent = Mm(-9 if deeper else -13)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(22 if deeper else 13))


def _look(grid: Grid, *, heads_rows: bool = True) -> None:
    """Which row and column are headings, as readers and programs are told it."""
    if heads_rows:
        properties = grid.rows[0]._tr.get_or_add_trPr()
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        properties.append(repeated)
    looks = grid._tbl.tblPr.find(qn("w:tblLook"))
    if looks is not None:
        looks.set(qn("w:firstRow"), "1" if heads_rows else "0")
        looks.set(qn("w:firstColumn"), "1")


def _described(grid: Grid, text: str) -> None:
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), printing.printable(text))
    grid._tbl.tblPr.append(described)


def _cell(cell: Any, text: str, *, bold: bool = False, right: bool = False, size: float = 9.5) -> None:
    line = cell.paragraphs[0]
    run = line.add_run(printing.printable(text))
    run.bold = bold or None
    run.font.size = Pt(size)
    line.paragraph_format.space_after = Pt(1)
    if right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
