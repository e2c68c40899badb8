"""CSV of a document's table: its columns, a row's values, and text that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Audience, Cell, Column, Row, Table
from reports.exports.csv import safe, table_csv
from reports.statement import build
from tests.reports import figures


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_table_4_of_southampton_as_a_file():
    lines = read(table_csv(build(figures.southampton(), Audience.PUBLIC).document.table("table-4")))
    assert lines[0] == ["Placement", "31 Mar 2008", "31 Mar 2009", "31 Mar 2010", "31 Mar 2011", "31 Mar 2012",
                        "31 Mar 2013", "31 Dec 2013"]  # fmt: skip
    assert lines[3] == [
        "Placement with other foster carer: inside LA",
        "112",
        "117",
        "129",
        "116",
        "141",
        "159",
        "165",
    ]
    assert lines[-1][0] == "All children looked after"
    assert {len(line) for line in lines} == {8}


def table(*cells: str, heading: str = "Row") -> Table:
    return Table(
        "t", "T", "T", (Column("Name", numeric=False),), tuple(Column(f"C{n}") for n in range(len(cells))),
        (Row((heading,), tuple(Cell(text) for text in cells)),), "S", "D",
    )  # fmt: skip


def test_numbers_stay_numbers_and_what_nobody_published_is_empty():
    assert read(table_csv(table("1,204", "78%", "c", "-", "not known")))[1] == [
        "Row", "1204", "78%", "c", "", "not known",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 23", "@x", "  =1", "\ufeff=1", "\u00a0=1", "＝1", "-2", "%x", "|x", "\t=1", "\r1"]
)
def test_a_formula_is_disarmed(text):
    assert safe(text).startswith("'")


@given(st.text())
def test_no_text_begins_a_formula(text):
    written = read(table_csv(table("1", heading=text)))[1][0]
    assert not written.lstrip().startswith(("=", "+", "-", "@", "|", "%"))
    assert not {"\t", "\r", "\n", "\0"} & set(written)


@given(st.text(alphabet=st.characters(categories=("L", "N", "Zs"), exclude_characters="\u00a0"), min_size=1))
def test_plain_words_are_left_as_they_are(text):
    assert safe(text) == text
