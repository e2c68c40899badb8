"""The spreadsheet of a document's tables: numbers as numbers, nothing that runs, the same bytes twice."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator

import pytest
from openpyxl import Workbook, load_workbook

from reports.document import Cell, Column, Document, Row, Table
from reports.exports import workbook as made
from tests.reports import hostile, papers

TITLE = "Statement"


def book(*tables: Table, title: str = TITLE, council: str = "Northmere") -> bytes:
    return made.workbook(tables, title=title, council=council, made_at=papers.MADE_AT)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def cells(content: bytes) -> Iterator:
    for sheet in opened(content):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def test_a_sheet_for_each_table_and_one_that_lists_them():
    read = opened(book(papers.figures_table("Where"), papers.figures_table("Who", identifier="table-2")))
    assert read.sheetnames == ["Contents", "Table 1", "Table 2"]
    assert [cell.value for cell in read["Contents"][5]] == ["Table 2", "Who", "31 March 2013"]
    sheet = read["Table 1"]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == [
        "Table 1: Where", "Source: Returns.", "As at 31 March 2013",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[5]] == ["Kind", "Children", "Share", "Cost"]


def test_numbers_are_numbers_as_they_were_printed():
    row = opened(book(papers.figures_table()))["Table 1"][6]
    assert [cell.value for cell in row] == ["Row 1", 1204, 0.004, 4980]
    assert [cell.number_format for cell in row[1:]] == ["#,##0", "0.0%", "£#,##0"]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "n"]


def test_what_is_hidden_stays_hidden():
    """The number behind a cell is not in the file, in whichever part of it."""
    one = papers.figures_table()
    hidden = Table(
        "table-1", "Table 1", "T", (Column("Kind", numeric=False),), (Column("Children"), Column("Before")),
        (Row(("Row",), (Cell("c", value=31_337), Cell("-", value=31_337))),), "S", "D",
    )  # fmt: skip
    content = book(hidden, one)
    sheet = opened(content)["Table 1"]
    assert [cell.value for cell in sheet[6]] == ["Row", "c", None]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if b"31337" in parts.read(name)]


def test_no_cell_is_a_formula_whatever_was_written():
    texts = hostile.texts(
        "http://127.0.0.1:9/x", "/etc/passwd", "file:///etc/passwd", "\\\\host\\share", "a.csv"
    )
    document: Document = papers.full_of(texts)
    tables = list(document.tables())
    content = book(*tables, title=texts[0], council=texts[1])
    found = list(cells(content))
    assert len(found) > 5 * len(texts)
    for cell in found:
        assert cell.data_type in ("s", "n"), (cell.data_type, cell.value)
        if cell.data_type == "s":
            first = unicodedata.normalize("NFKC", cell.value.lstrip("\ufeff\u200b \u00a0")).lstrip()[:1]
            assert first not in set("=+-@|%"), cell.value
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            assert b"<f>" not in part
            assert b"<f " not in part
            assert b'TargetMode="External"' not in part
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "externalLinks" in name]


def test_the_formula_guard_is_what_keeps_it_out(monkeypatch):
    monkeypatch.setattr(made, "safe", lambda text: text)
    monkeypatch.setattr(made, "_text", lambda cell, text: setattr(cell, "value", text))
    table = Table("table-1", "T", "T", (Column("=1+1", numeric=False),), (), (), "", "")
    assert any(cell.data_type == "f" for cell in cells(book(table)))


@pytest.mark.parametrize("label", ["Table 1", "[a]:*?/\\b", "", "x" * 60, "history'"])
def test_two_tables_of_one_name_have_two_sheets(label):
    table = Table("table-1", label, "T", (Column("K", numeric=False),), (), (), "", "")
    names = opened(book(table, table)).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert max(map(len, names)) <= 31


def test_the_same_edition_has_the_same_bytes(monkeypatch):
    first = book(papers.figures_table())
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert book(papers.figures_table()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2014-02-01T09:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
