"""The PDF: every figure of the document in its text, tags and bookmarks, the same bytes twice, nothing leaking."""

from __future__ import annotations

import io
import random
import re
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from reports.document import Audience, Document
from reports.renderers import charts
from reports.renderers.pdf import pdf
from reports.statement import build
from sufficiency.indicators.base import Category
from sufficiency.indicators.protected import State
from tests.reports import figures

MADE_AT = datetime(2014, 2, 1, 9, 0, tzinfo=UTC)


def printed(document: Document) -> bytes:
    return pdf(document, edition="Edition 1", made_at=MADE_AT).content


def text_of(content: bytes) -> str:
    """The text layer, with every run of white space as one blank."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.fixture(scope="module")
def gathered():
    return figures.southampton()


@pytest.fixture(scope="module")
def documents(gathered):
    return {audience: build(gathered, audience).document for audience in Audience}


@pytest.fixture(scope="module")
def contents(documents):
    return {audience: printed(document) for audience, document in documents.items()}


@pytest.mark.parametrize("audience", list(Audience))
def test_every_row_of_every_table_stands_in_the_text(documents, contents, audience):
    # Without blanks: a word may be broken over two lines.
    text = re.sub(r"\s", "", text_of(contents[audience]))
    tables = list(documents[audience].tables())
    assert {"Table 1", "Table 3", "Table 4", "Table 5"} <= {table.label for table in tables}
    for table in tables:
        for row in table.rows:
            # A row of words may run over two pages.
            words = [f"{row.headings[-1]}{''.join(cell.text for cell in row.cells)}"]
            if not any(column.numeric for column in table.columns):
                words = [cell.text[:30] for cell in row.cells]
            for said in words:
                assert re.sub(r"\s", "", said) in text, (table.label, row)


def test_inside_every_measure_is_printed_as_counted(gathered, documents):
    """Table A1 beside the measurements, each rounded here by another way."""
    rows = {row.cells[0].key: row.cells[0] for row in documents[Audience.INTERNAL].table("table-a1").rows}
    checked = 0
    for (key, day), measured in gathered.measurements.items():
        if day != gathered.as_at:
            continue
        text = rows[key].text.replace(",", "").rstrip("%")
        if measured.value is None:
            assert text == "not known"
        elif 0 < measured.value < 1 and measured.unit == "percent":
            assert abs(float(text) - measured.value) <= 0.05
        else:
            assert int(text) == int(measured.value + 0.5)
        checked += 1
    assert checked == len(rows) > 30


def test_tags_title_language_and_bookmarks(contents):
    reader = PdfReader(io.BytesIO(contents[Audience.PUBLIC]))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"].lower() == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Southampton City Council: Sufficiency statement at 31 December 2013"
    bookmarks = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "2 Children looked after" in [re.sub(r"\s+", " ", title) for title in bookmarks]
    assert b"ua" in contents[Audience.PUBLIC]
    fonts = {
        font["/BaseFont"]
        for page in reader.pages
        for font in (entry.get_object() for entry in page["/Resources"].get("/Font", {}).values())
    }
    assert fonts
    assert all("LiberationSans" in font for font in fonts)


def test_pages_are_numbered_and_headed(documents, contents):
    reader = PdfReader(io.BytesIO(contents[Audience.PUBLIC]))
    result = pdf(documents[Audience.PUBLIC], edition="Edition 1", made_at=MADE_AT)
    assert result.pages == len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(reader.pages)}" in text
        assert "Synthetic demonstration data" in text


def test_inside_says_not_for_publication_on_every_page(contents):
    pages = PdfReader(io.BytesIO(contents[Audience.INTERNAL])).pages
    assert all("Not for publication" in page.extract_text() for page in pages)
    assert "Not for publication" not in text_of(contents[Audience.PUBLIC])


def test_paragraph_numbers_run_and_are_never_repeated(documents):
    for document in documents.values():
        numbers = [b.number for s in document.sections for b in s.blocks if hasattr(b, "number")]
        assert len(numbers) == len(set(numbers)) > 20
        assert all(re.fullmatch(r"(\d|[A-C])\.\d+", number) for number in numbers)


def test_the_same_edition_has_the_same_bytes(gathered, contents):
    again = printed(build(figures.southampton(), Audience.PUBLIC).document)
    assert again == contents[Audience.PUBLIC]


def test_no_network_no_attachment_no_script(contents):
    for content in contents.values():
        reader = PdfReader(io.BytesIO(content))
        root = reader.trailer["/Root"]
        assert not {"/EmbeddedFiles", "/JavaScript"} & set(root.get("/Names", {}))
        assert "/AcroForm" not in root


HOSTILE = (
    '#panic("x")',
    "*bold* _it_ $x^2$ = Heading",
    '#read("/etc/passwd")',
    '<script>alert(1)</script> "quoted" \\ back',
    '@label #include "x.typ" //comment /* more */',
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_printed_as_they_are(name):
    gathered = replace(figures.small(2), name=name, short_name=name)
    text = text_of(printed(build(gathered, Audience.PUBLIC).document))
    assert re.sub(r"\s+", " ", name) in text.replace("’", "'")


def _with_other_small_counts(gathered):
    """The same world but for two hidden counts of ethnic groups on the as-at date, which trade places."""
    key = "cla.by_ethnic_group", gathered.as_at
    lines = {line.category: line for line in gathered.measurements[key].breakdown}

    def of(black, other):
        total = gathered.measurements[key].value
        spare = sum(lines[name].value for name in ("black", "other")) - black - other
        values = {name: line.value for name, line in lines.items()} | {"black": black, "other": other}
        values["white"] += spare
        return replace(
            gathered,
            measurements={
                **gathered.measurements,
                key: replace(
                    gathered.measurements[key],
                    breakdown=tuple(
                        Category(name, value, 100 * value / total) for name, value in values.items()
                    ),
                ),
            },
        )

    return of(2, 4), of(4, 2)


def test_what_is_hidden_leaves_no_trace_anywhere(gathered):
    """Two worlds that differ only in what is hidden give the same file, bit for bit: text, drawings, metadata."""
    one, other = (build(world, Audience.PUBLIC) for world in _with_other_small_counts(gathered))
    key = "cla.by_ethnic_group", gathered.as_at
    assert one.protected.measurements[key].category("black").value.state is State.HIDDEN
    assert printed(one.document) == printed(other.document)
    assert one.protected.measurements[key].as_json() == other.protected.measurements[key].as_json()


def test_a_hidden_point_is_a_gap_in_the_drawing(documents):
    for chart in documents[Audience.PUBLIC].charts():
        marks = [*(point for series in chart.series for point in series.points), *chart.bars]
        assert all(mark.value is None for mark in marks if mark.text in ("c", "not known", "-"))
        assert "c" not in [mark.text for mark in marks if mark.value is not None]


def test_every_chart_says_its_figures_and_has_its_table(documents):
    document = documents[Audience.PUBLIC]
    labels = {table.label for table in document.tables()}
    for chart in document.charts():
        for mark in [*(p for s in chart.series for p in s.points), *chart.bars]:
            if mark.value is not None:
                assert mark.text in chart.alternative
        assert re.search(r"Table \w+", chart.source)[0] in labels


def test_drawings_are_the_same_twice_and_name_no_day(documents):
    for chart in documents[Audience.PUBLIC].charts():
        drawing = charts.svg(chart)
        assert drawing == charts.svg(chart)
        assert "dc:date" not in drawing


def test_an_empty_and_a_tiny_authority_have_a_statement():
    for size in (0, 1, 4):
        people = figures.small(3)
        children = [figures.child(random.Random(1), "U5", "PR1", "inside, 20 miles or less")] * size
        one = figures.gathered({date(2024, 3, 31): (children, [])}, name=people.name)
        content = printed(build(one, Audience.PUBLIC).document)
        assert "Sufficiency statement" in text_of(content)


def test_printing_costs_little_more_than_its_drawings(documents):
    """The whole PDF against its six drawings alone: a ratio, whatever the machine."""

    def best(work) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times)

    document = documents[Audience.PUBLIC]
    drawings = best(lambda: [charts.svg(chart) for chart in document.charts()])
    assert best(lambda: printed(document)) < 12 * drawings
