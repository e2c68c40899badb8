"""The few marks of written text: paragraphs, headings, lists, emphasis, tables, footnotes, and what was picked.

The text is Markdown with all else switched off: no HTML, no links, no pictures, no code. What an author picks
stands in double square brackets: in a line, a figure (`[[cla.number]]`); by itself, a table or chart
(`[[table: numbers]]`). Nothing is looked up here: `read` gives what was written, `composing` what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from reports.document import Run, Words

_PICKED = re.compile(r"\[\[([^\[\]\n]+)\]\]")
_EXHIBIT = re.compile(r"\[\[\s*(table|chart|list|words)\s*:\s*([^\[\]\n]+?)\s*\]\]")
_MARKS = [
    "normalize",
    "block",
    "inline",
    "text_join",
    "paragraph",
    "heading",
    "list",
    "table",
    "newline",
    "escape",
    "emphasis",
    "balance_pairs",
]


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: Words


@dataclass(frozen=True)
class Heading:
    words: Words


@dataclass(frozen=True)
class Listed:
    items: tuple[Words, ...]
    is_numbered: bool


@dataclass(frozen=True)
class Grid:
    """A table that somebody typed: words, the first row its headings."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class Exhibit:
    """A table, chart or list that was picked by `name`; `kind` is the word before the colon."""

    kind: str
    name: str


Written = Text | Heading | Listed | Grid | Exhibit


def read(text: str) -> tuple[Written, ...]:
    """What was written, in order. Every text has a meaning: what is no mark is printed as it stands."""
    reader = (
        MarkdownIt("zero", {"typographer": False}).enable(_MARKS, ignoreInvalid=True).use(footnote_plugin)
    )
    tokens = reader.parse(text)
    notes = _notes(tokens)
    return tuple(_blocks(tokens, notes))


def picked_in(text: str) -> tuple[str, ...]:
    """The figures picked in a text, as they stand between the brackets, in order."""
    found: list[str] = []
    for block in read(text):
        for words in _all_words(block):
            found += [run.figure for run in words if run.figure]
            found += [inner for run in words for inner in _PICKED.findall(run.footnote)]
    return tuple(found)


def exhibits_in(text: str) -> tuple[Exhibit, ...]:
    """The tables, charts and lists picked in a text, in order."""
    return tuple(block for block in read(text) if isinstance(block, Exhibit))


def split_picked(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces: words and "", or "" and what was picked."""
    at = 0
    for match in _PICKED.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield "", match.group(1).strip()
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def _all_words(block: Written) -> Iterator[Words]:
    match block:
        case Text(words) | Heading(words):
            yield words
        case Listed(items):
            yield from items
        case Grid(header, rows):
            yield from header
            for row in rows:
                yield from row


def _notes(tokens: Sequence[Token]) -> dict[int, str]:
    """The text of each footnote by its number; marks within one are left as they stand."""
    found: dict[int, str] = {}
    number = -1
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
        elif token.type == "footnote_close":
            number = -1
        elif number >= 0 and token.type == "inline":
            found[number] = f"{found.get(number, '')} {token.content}".strip()
    return found


def _blocks(tokens: Sequence[Token], notes: dict[int, str]) -> Iterator[Written]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "footnote_block_open":
            return
        end = _end(tokens, at)
        inside = tokens[at + 1 : end]
        match token.type:
            case "paragraph_open":
                yield from _paragraph(inside[0], notes)
            case "heading_open":
                yield Heading(_words(inside[0], notes))
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(_items(inside, notes))
                yield Listed(items, token.type == "ordered_list_open")
            case "table_open":
                rows = list(_rows(inside, notes))
                yield Grid(rows[0], tuple(rows[1:]))
        at = end + 1


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where what opens at `start` is closed."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _paragraph(inline: Token, notes: dict[int, str]) -> Iterator[Written]:
    """A paragraph; lines of it that hold an exhibit alone are that exhibit."""
    lines: list[str] = []
    for line in inline.content.split("\n"):
        match = _EXHIBIT.fullmatch(line.strip())
        if match is None:
            lines.append(line)
            continue
        if lines:
            yield from _without_exhibit("\n".join(lines))
            lines = []
        yield Exhibit(match.group(1), match.group(2))
    if lines and len(lines) == inline.content.count("\n") + 1:
        yield Text(_words(inline, notes))
    elif lines:
        yield from _without_exhibit("\n".join(lines))


def _without_exhibit(text: str) -> Iterator[Written]:
    """What stands above or below an exhibit without an empty line between."""
    yield from (block for block in read(text) if isinstance(block, Text))


def _items(tokens: Sequence[Token], notes: dict[int, str]) -> Iterator[Words]:
    """Each item; a list within an item follows it as further items."""
    words: Words = ()
    for token in tokens:
        if token.type == "inline":
            words = (*words, *([Run(" ")] if words else []), *_words(token, notes))
        elif token.type in {"list_item_open", "list_item_close"} and words:
            yield words
            words = ()


def _rows(tokens: Sequence[Token], notes: dict[int, str]) -> Iterator[tuple[Words, ...]]:
    cells: list[Words] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(_words(token, notes))
        elif token.type == "tr_close":
            yield tuple(cells)
            cells = []


def _words(inline: Token, notes: dict[int, str]) -> Words:
    runs: list[Run] = []
    strong = emphasis = False
    for token in inline.children or ():
        match token.type:
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "em_open" | "em_close":
                emphasis = token.type == "em_open"
            case "softbreak" | "hardbreak":
                runs.append(Run(" ", strong, emphasis))
            case "footnote_ref" | "footnote_anchor":
                if token.type == "footnote_ref":
                    note = notes.get(token.meta["id"], "")
                    runs.append(Run("", strong, emphasis, footnote=note))
            case _:
                runs += [
                    Run(text, strong, emphasis, figure=figure) for text, figure in split_picked(token.content)
                ]
    return _joined(runs)


def _joined(runs: Sequence[Run]) -> Words:
    """Neighbours that are set alike made one; a footnote goes to the words before it."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if run.footnote and last and not last.footnote:
            joined[-1] = replace(last, footnote=run.footnote)
        elif (
            last
            and not (run.figure or last.figure or run.footnote or last.footnote)
            and (run.strong, run.emphasis) == (last.strong, last.emphasis)
        ):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
