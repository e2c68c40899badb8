"""Written text: which marks there are, and that nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Run
from reports.writing.markup import (
    Exhibit,
    Grid,
    Heading,
    Listed,
    Text,
    exhibits_in,
    picked_in,
    read,
)


def plain(words) -> str:
    return "".join(run.text or f"[[{run.figure}]]" for run in words)


def test_every_mark():
    found = read(
        "A **bold** and an *idle* word.\n\n## A heading\n\n- one\n- two\n\n1. first\n2. second\n\n"
        "| Who | What |\n|---|---|\n| Director | Leads |\n"
    )
    text, heading, bullets, numbers, grid = found
    assert text.words[1] == Run("bold", strong=True)
    assert text.words[3] == Run("idle", emphasis=True)
    assert isinstance(heading, Heading)
    assert plain(heading.words) == "A heading"
    assert [plain(one) for one in bullets.items] == ["one", "two"]
    assert (bullets.is_numbered, numbers.is_numbered) == (False, True)
    assert isinstance(grid, Grid)
    assert [[plain(cell) for cell in row] for row in (grid.header, *grid.rows)] == [
        ["Who", "What"],
        ["Director", "Leads"],
    ]


def test_a_figure_stands_where_it_was_picked():
    [text] = read("From [[cla.number; at 31 March 2012]] to **[[cla.number]]** children.")
    assert [run.figure for run in text.words] == ["", "cla.number; at 31 March 2012", "", "cla.number", ""]
    assert text.words[3].strong


def test_a_footnote_belongs_to_the_words_before_it_and_may_hold_a_figure():
    text = "It grew^[Counted at [[cla.number]].] again."
    [paragraph] = read(text)
    assert paragraph.words[0] == Run("It grew", footnote="Counted at [[cla.number]].")
    assert picked_in(text) == ("cla.number",)


def test_an_exhibit_stands_by_itself_even_between_lines():
    above, table, below = read("Above.\n[[table: numbers]]\nBelow.")
    assert (plain(above.words), table, plain(below.words)) == (
        "Above.",
        Exhibit("table", "numbers"),
        "Below.",
    )
    assert exhibits_in("[[chart: rate]]\n\nIn a line [[table: numbers]] it is none.") == (
        Exhibit("chart", "rate"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="https://example.org/x.png">',
        "![a picture](https://example.org/x.png)",
        "[a link](https://example.org)",
        "`code` and https://example.org",
        "&lt; &amp;",
        '#let x = 1 ; #read("/etc/passwd") $x$ @label <label>',
    ],
)
def test_what_is_no_mark_is_printed_as_it_stands(text):
    [paragraph] = read(text)
    assert isinstance(paragraph, Text)
    assert plain(paragraph.words) == text


@given(st.text(alphabet=st.sampled_from("ab *_[]()#|-\n1.^!<>&`\\:;"), max_size=80))
def test_every_text_can_be_read(text):
    for block in read(text):
        assert isinstance(block, Text | Heading | Listed | Grid | Exhibit)
