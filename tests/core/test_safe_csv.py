"""No cell of a CSV file for people can be taken for a formula, and nothing is lost on the way."""

import csv
import io
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sufficiency.core.safe_csv import csv_lines, safe_cell

DANGEROUS = "=+-@|%"
WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in DANGEROUS)
OPENINGS = st.sampled_from(
    [
        "",
        " ",
        "\t",
        "\r",
        "\n",
        "\0",
        "\ufeff",
        "\u00a0",
        "\u200b",
        "\u2028",
        "\u3000",
        "\x85",
        "\x1f",
        "\u00ad",
    ]
)
HOSTILE = st.builds(
    lambda openings, sign, rest: "".join(openings) + sign + rest,
    st.lists(OPENINGS, max_size=4),
    st.sampled_from([*DANGEROUS, *WIDE, "", "'", '"', ";", ","]),
    st.text(max_size=12),
)


def read_again(value: object) -> str:
    text = "".join(csv_lines(["Column"], [[value]]))
    [[heading], [cell]] = csv.reader(io.StringIO(text))
    assert heading == "Column"
    return cell


@settings(max_examples=10_000, deadline=None)
@given(st.one_of(HOSTILE, st.text(max_size=30)))
def test_no_cell_begins_a_formula(text):
    cell = read_again(text)
    seen = unicodedata.normalize("NFKC", cell).lstrip("\ufeff\u200b\u00ad \u00a0\u3000")
    assert seen[:1] not in DANGEROUS or seen == ""
    assert not any(unicodedata.category(sign) == "Cc" for sign in cell)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Z"]), min_size=1))
def test_text_comes_back_without_its_apostrophe(text):
    cell = read_again(text)
    assert text in (cell, cell.removeprefix("'"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-5, "-5"),
        (0, "0"),
        (Decimal("-1.50"), "-1.50"),
        (2.5, "2.5"),
        (None, ""),
        (True, "yes"),
        (date(2026, 3, 31), "2026-03-31"),
        ("+44 23 8083 3000", "'+44 23 8083 3000"),
        ("a\r\n=1+1", "a  =1+1"),
        ("  plain ", "plain"),
        ("\ufeff=1+1", "'=1+1"),
        ("\uff1dcmd", "'\uff1dcmd"),
        ("a;=1+1", "a;=1+1"),
    ],
)
def test_values_as_cells(value, cell):
    assert read_again(value) == cell


def test_text_is_quoted_so_that_a_semicolon_parts_nothing():
    assert list(csv_lines(["A"], [["x;=1+1"], [3]])) == ['"A"\r\n', '"x;=1+1"\r\n', "3\r\n"]


def test_numbers_stay_numbers():
    assert safe_cell(-5) == -5
