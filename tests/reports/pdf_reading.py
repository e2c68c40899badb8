"""A tagged PDF read back from its bytes: its tables cell by cell, by the tags, and every other text that it holds."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

Grid = list[list[str]]


class TaggedPdf:
    """Tables as their tags have them, from the text that is drawn in each cell."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content), strict=True)
        # By page and number of the mark, what is drawn there.
        self.marked: dict[tuple[int, int], str] = {}
        self.artifacts: list[str] = []
        for page in self.reader.pages:
            assert page.indirect_reference is not None
            self._read_page(page, page.indirect_reference.idnum)

    def grids(self) -> list[Grid]:
        """Of each table its rows, of each row the texts of its cells."""
        return [
            [
                [self._text(cell) for cell in self._below(row, {"/TH", "/TD"})]
                for row in self._below(table, {"/TR"})
            ]
            for table in self._below(self._root(), {"/Table"})
        ]

    def texts(self) -> Iterator[str]:
        """Everything that it says: what is drawn, words for drawings, bookmarks, and what it says of itself."""
        yield self._text(self._root())
        yield from self.artifacts
        for element in self._below(self._root(), None):
            yield from (str(element[name]) for name in ("/Alt", "/ActualText", "/T", "/E") if name in element)
        yield from self._bookmarks(self.reader.outline)
        yield from (str(value) for value in (self.reader.metadata or {}).values())
        xmp = self.reader.trailer["/Root"].get("/Metadata")
        if xmp is not None:
            yield xmp.get_object().get_data().decode("utf-8")

    def _root(self) -> Any:
        return self.reader.trailer["/Root"]["/StructTreeRoot"]

    def _bookmarks(self, entries: Any) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, list):
                yield from self._bookmarks(entry)
            else:
                yield str(entry.title)

    def _below(self, element: Any, wanted: set[str] | None) -> Iterator[Any]:
        """The nearest elements of a kind under one; with None, all of them."""
        for child in _children(element):
            if not isinstance(child, DictionaryObject) or "/S" not in child:
                continue
            if wanted is None or child["/S"] in wanted:
                yield child
            if wanted is None or child["/S"] not in wanted:
                yield from self._below(child, wanted)

    def _text(self, element: Any, page: int = 0) -> str:
        if isinstance(element, DictionaryObject) and "/Pg" in element:
            page = element.raw_get("/Pg").idnum
        said = []
        for child in _children(element):
            if isinstance(child, int):
                said.append(self.marked.get((page, child), ""))
            elif child.get("/Type") == "/MCR":
                own = child.raw_get("/Pg").idnum if "/Pg" in child else page
                said.append(self.marked.get((own, child["/MCID"]), ""))
            elif "/S" in child:
                said.append(self._text(child, page))
        apart = (
            ""
            if isinstance(element, DictionaryObject) and element.get("/S") in {"/Span", "/Strong", "/Em"}
            else " "
        )
        return re.sub(r"\s+", " ", apart.join(said)).strip()

    def _read_page(self, page: Any, number: int) -> None:
        content = page.get_contents()
        if content is None:
            return
        fonts = {
            name: _signs(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()
        }
        signs: dict[int, str] = {}
        # Marks that are open: the number of each, and the words that stand for what it draws.
        stack: list[tuple[int | None, str | None]] = []
        for operands, operator in ContentStream(content, self.reader).operations:
            if operator == b"BT":
                # Another line of the same words.
                self._draw(number, stack, " ")
            elif operator == b"Tf":
                signs = fonts[operands[0]]
            elif operator in {b"BDC", b"BMC"}:
                given = operands[1] if operator == b"BDC" else {}
                if not isinstance(given, dict):
                    given = page["/Resources"]["/Properties"][given]
                stack.append((given.get("/MCID"), given.get("/ActualText")))
                if "/ActualText" in given:
                    # Words that stand for what is drawn.
                    self._draw(number, stack, str(given["/ActualText"]))
            elif operator == b"EMC":
                stack.pop()
            elif operator in {b"Tj", b"TJ"} and all(words is None for _, words in stack):
                parts = operands[0] if operator == b"TJ" else [operands[0]]
                drawn = b"".join(
                    part if isinstance(part, bytes) else part.original_bytes
                    for part in parts
                    if isinstance(part, bytes | str)
                )
                self._draw(number, stack, _said(drawn, signs))

    def _draw(self, page: int, stack: list[tuple[int | None, str | None]], text: str) -> None:
        mark = next((mark for mark, _ in reversed(stack) if mark is not None), None)
        if mark is None:
            self.artifacts.append(text)
        else:
            self.marked[page, mark] = self.marked.get((page, mark), "") + text


def _children(element: Any) -> list[Any]:
    below = element.get("/K") if isinstance(element, DictionaryObject) else None
    if below is None:
        return []
    below = below.get_object()
    return [one.get_object() for one in below] if isinstance(below, ArrayObject) else [below]


def _said(drawn: bytes, signs: dict[int, str]) -> str:
    """The letters of a string of two-byte codes."""
    codes = (int.from_bytes(drawn[at : at + 2]) for at in range(0, len(drawn), 2))
    return "".join(signs[code] for code in codes)


def _signs(font: Any) -> dict[int, str]:
    """What each code of a font means, from the table that it carries for whoever copies text."""
    table = font["/ToUnicode"].get_object().get_data().decode("ascii")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            start = int(letters, 16)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(start + code - int(first, 16))
    return found
