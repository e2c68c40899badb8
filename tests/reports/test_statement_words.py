"""What the statement says: figures compared as printed, nothing claimed that is not known, no verdict on numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from reports import printing
from reports.document import Audience, Document, Paragraph
from reports.statement import build
from sufficiency.core.models import PublishedFigure
from sufficiency.indicators.published import Disagreement
from tests.reports import figures


def words(document: Document, section: int) -> str:
    blocks = document.sections[section - 1].blocks
    return " ".join(" ".join((b.text, *b.points)) for b in blocks if isinstance(b, Paragraph))


def of(size: int, *more: int) -> Document:
    chance = random.Random(5)
    people = {
        date(2024 - back, 3, 31): (
            [figures.child(chance, "U5", "PR1", "inside, 20 miles or less") for _ in range(number)],
            [],
        )
        for back, number in enumerate((size, *more))
    }
    return build(figures.gathered(people), Audience.INTERNAL).document


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0%"),
        (0.04, "under 0.1%"),
        (0.05, "0.1%"),
        (0.2, "0.2%"),
        (12.5, "13%"),
        (77.5, "78%"),
        (100, "100%"),
    ],
)
def test_percentages_are_rounded_half_up(value, said):
    assert printing.percent(value) == said


def test_singular_and_plural():
    assert "looked after 1 child, 1 fewer than at 31 March 2023 (2)" in words(of(1, 2), 2)
    assert "looked after 3 children, as many as" in words(of(3, 3), 2)


def test_the_number_in_care_is_never_called_better_or_worse():
    document = build(figures.southampton(), Audience.PUBLIC).document
    said = words(document, 2)
    assert "25 more than at 31 March 2013 (482)" in said
    assert not {"better", "worse", "improve"} & set(said.replace(",", "").split())
    assert "which is better" in words(document, 3)


def test_counts_of_people_nobody_belongs_to_are_not_called_unknown():
    document = of(30, 30)
    cells = {cell.text for row in document.table("table-5").rows for cell in row.cells}
    assert cells == {"nobody"}


def test_a_hidden_figure_is_not_described():
    gathered = figures.small(1)
    public = build(gathered, Audience.PUBLIC).document
    share = gathered.measurements["stability.three_or_more", gathered.as_at]
    assert "had had three or more placements in the year to that day is hidden (c)" in words(public, 4)
    assert f"{printing.percent(share.value)} of the" in words(build(gathered, Audience.INTERNAL).document, 4)


def test_a_date_that_is_not_a_year_end_stands_apart():
    document = build(figures.southampton(), Audience.PUBLIC).document
    for identifier in ("table-1", "table-3", "table-4", "table-4a", "table-5"):
        columns = document.table(identifier).columns
        assert [column.stands_apart for column in columns] == [False] * 6 + [True]
    for chart in document.charts():
        assert all(point.apart == (point.at.month != 3) for series in chart.series for point in series.points)
    assert "31 December 2013 is not a year-end" in words(document, 6)


def test_the_former_indicator_is_a_row_and_a_line_of_its_own():
    document = build(figures.southampton(), Audience.PUBLIC).document
    rows = {row.headings: [cell.text for cell in row.cells] for row in document.table("table-5").rows}
    former = "Former national indicator 147: aged 19 and in contact"
    assert rows[former, "Southampton"] == ["69%", "93%", "63%", "73%", "61%", "63%", "-"]
    assert rows[former, "England"][-2:] == ["88%", "-"]
    chart = next(chart for chart in document.charts() if chart.identifier == "chart-6")
    assert [series.role for series in chart.series].count("former") == 1


def _conflict(key: str, day: date, *values: int) -> Disagreement:
    printed = tuple(PublishedFigure(key=key, value=value, source=f"Paper {value}") for value in values)
    return Disagreement("E06000045", "Southampton", key, "", day, "children", printed, None)


def test_a_disagreement_that_would_tell_a_small_count_stays_inside():
    day = date(2013, 3, 31)
    gathered = replace(
        figures.southampton(),
        conflicts=(_conflict("cla.number", day, 479, 482), _conflict("cla.number", day, 268, 482)),
    )
    public = words(build(gathered, Audience.PUBLIC).document, 6)
    assert "479" not in public
    assert "268 (Paper 268) and 482 (Paper 482)" in public
    assert "Others concern counts that are hidden" in public
    assert "479 (Paper 479)" in words(build(gathered, Audience.INTERNAL).document, 6)


def test_the_list_of_what_is_hidden_is_for_inside_only():
    gathered = figures.southampton()
    public, inside = (build(gathered, audience).document for audience in Audience)
    assert "table-c1" not in {table.identifier for table in public.tables()}
    assert len(inside.table("table-c1").rows) > 20


def test_definitions_are_given_for_every_measure_printed():
    document = build(figures.southampton(), Audience.PUBLIC).document
    defined = " ".join(row.cells[2].text for row in document.table("table-b1").rows)
    keys = {
        cell.key for table in document.tables() for row in table.rows for cell in row.cells if "." in cell.key
    }
    assert all(f"Key {key}, version" in defined for key in keys if not key.startswith("Care leavers"))
