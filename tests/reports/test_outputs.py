"""No surface of a public document takes an unprotected figure: files, charts, text and the PDF's text layer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports.document import Audience, Numbering
from reports.frozen import document_json
from reports.renderers.pdf import pdf
from reports.statement import building
from reports.statement.protecting import protected_of
from reports.writing import composing
from reports.writing.composing import Written, set_down
from sufficiency.indicators.base import Measurement
from tests.reports import figures
from tests.reports.attack_papers import TEXT
from tests.reports.outputs import drawn, in_charts, numbers_in, printed_cells, text_of
from tests.reports.pdf_reading import TaggedPdf
from tests.reports.surfaces import FORMS

MADE = datetime(2024, 4, 2, 9, tzinfo=UTC)


def poisoned(measured: Measurement) -> Measurement:
    """The same measure with other numbers everywhere."""
    wrong = 7_654_321
    return replace(
        measured,
        value=None if measured.value is None else wrong,
        numerator=None if measured.numerator is None else wrong,
        denominator=None if measured.denominator is None else wrong,
        missing=wrong,
        breakdown=None
        if measured.breakdown is None
        else tuple(
            replace(line, value=wrong, percent=None if line.percent is None else float(wrong))
            for line in measured.breakdown
        ),
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_public_document_is_made_of_protected_figures_alone(seed, monkeypatch):
    """With the exact figures replaced by others behind the protection, not one sign of the document changes."""
    gathered = figures.small(seed)
    protected = protected_of(gathered)
    true = building.build(gathered, Audience.PUBLIC)
    others = replace(gathered, measurements={k: poisoned(m) for k, m in gathered.measurements.items()})
    monkeypatch.setattr(building, "protected_of", lambda _: protected)
    false = building.build(others, Audience.PUBLIC)
    assert document_json(false.document) == document_json(true.document)
    inside = building.build(others, Audience.INTERNAL)
    assert "7,654,321" in str(document_json(inside.document))


@pytest.mark.parametrize("rounds", [False, True], ids=["exact", "rounded"])
def test_no_surface_of_a_public_document_takes_an_unprotected_figure(rounds, monkeypatch):
    """Every figure behind the protection is another: no file, page, drawing or PDF of the public document shows it."""
    gathered = figures.small(3)
    gathered = replace(gathered, rounded_dates=frozenset(gathered.dates if rounds else ()))
    protected = protected_of(gathered)
    others = replace(gathered, measurements={k: poisoned(m) for k, m in gathered.measurements.items()})
    monkeypatch.setattr(composing, "protected_of", lambda *_: protected)
    without_charts = re.sub(r"\[\[chart: .*?\]\]", "", TEXT)
    public, inside = (
        set_down(
            # A bar of seven millions cannot be drawn: the exact document goes without.
            [Written("all", "All of it", TEXT if audience is Audience.PUBLIC else without_charts)],
            others,
            title="Our homes for children",
            kind="statement",
            audience=audience,
            numbering=Numbering.NONE,
        ).document
        for audience in (Audience.PUBLIC, Audience.INTERNAL)
    )
    for document, is_told in ((public, False), (inside, True)):
        texts = {name: form(document).text for name, form in FORMS.items()}
        if any(document.charts()):
            texts["drawings"] = drawn(document)
        texts["stored"] = str(document_json(document))
        for name, text in texts.items():
            assert ("7654321" in text.replace(",", "")) == is_told, name


@pytest.mark.parametrize("seed", range(3))
def test_a_chart_is_drawn_from_what_its_table_prints(seed):
    document = building.build(figures.small(seed), Audience.PUBLIC).document
    printed = {(cell.as_at, cell.value) for cell in printed_cells(document) if cell.value is not None}
    drawn = list(in_charts(document))
    assert drawn
    for title, day, value in drawn:
        assert any(value == other and day in (None, when) for when, other in printed), (title, day, value)


@pytest.mark.parametrize("rounds", [False, True], ids=["exact", "rounded"])
def test_nothing_that_the_pdf_holds_has_a_number_that_the_document_has_not(rounds):
    """Its tags, words for drawings, bookmarks and what it says of itself, read from the bytes."""
    gathered = figures.small(1)
    gathered = replace(gathered, rounded_dates=frozenset(gathered.dates if rounds else ()))
    document = building.build(gathered, Audience.PUBLIC).document
    read = TaggedPdf(pdf(document, edition="Edition 1", made_at=MADE).content)
    # Identifiers, moments and the name of the maker are no figures.
    said = re.sub(r"<xmpMM:.*?</xmpMM:|<xmp:.*?</xmp:|D:[0-9]+|<pdf.*?>.*?</pdf", "", "\n".join(read.texts()))
    said = re.sub(
        r"http\S+|<\?xpacket.*?>|W5M0MpCehiHzreSzNTczkc9d|typst [0-9.]+", "", said, flags=re.IGNORECASE
    )
    held = numbers_in(str(document_json(document)) + text_of(document))
    held |= {str(int(part)) for part in re.findall(r"\d+", str(document_json(document)))}
    own = {str(page) for page in range(80)} | {"2024"}
    assert numbers_in(said) - held - own == set()
    alternatives = {chart.alternative for chart in document.charts()}
    assert alternatives <= set(read.texts())
