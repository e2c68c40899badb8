"""Each check on a document that has the fault, and on one that has not; the source strategy's own errors among them."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.checks import Severity, Subject, findings
from reports.document import Audience, Cell, Chart, Column, Document, Form, Prose, Row, Run, Section, Table
from reports.writing.composing import MISSING, Fault
from reports.writing.records import KeptFigure
from sufficiency.indicators.base import Measurement, Unit
from sufficiency.indicators.protected import ProtectedSet, protect
from sufficiency.indicators.protected_links import Cell as Count
from sufficiency.indicators.protected_links import Part
from tests.reports.figures import SOUTHAMPTON

AS_AT = date(2013, 3, 31)
COLUMNS = ("2008/09", "2009/10", "2010/11", "2011/12", "2012/13")


def number(value: int) -> Measurement:
    return Measurement(
        "cla.number", "Children looked after", Unit.CHILDREN, value, None, None, 0, AS_AT, None, "1"
    )


def typed(caption: str, columns, rows) -> Table:
    """A table as an author types it: words, the first column the rows' headings."""
    return Table(
        "table-1", "Table 1", caption, (Column("", numeric=False),),
        tuple(Column(title, numeric=False) for title in columns),
        tuple(Row((heading,), tuple(Cell(text) for text in texts)) for heading, *texts in rows), "", "",
    )  # fmt: skip


def subject(*blocks, measured: int = 482, audience=Audience.PUBLIC, **others) -> Subject:
    protected: ProtectedSet = protect([number(measured)])
    document = Document(
        "statement", "Statement", "Council", AS_AT, audience, True, (Section("Numbers", tuple(blocks)),)
    )
    return Subject(document, protected, **others)


def prose(text: str) -> Prose:
    return Prose((Run(text),))


def what(found) -> list[str]:
    return [one.what for one in found]


def table_3(area: str) -> Table:
    """The strategy's Table 3 of an area, typed as it is printed there."""
    with (SOUTHAMPTON / "table3.csv").open() as file:
        lines = [row for row in csv.DictReader(file) if row["area"] == area]
    days = sorted({line["as_at"] for line in lines})
    rows: dict[str, dict[str, str]] = {}
    for line in lines:
        rows.setdefault(line["category"], {})[line["as_at"]] = line["as_printed"]
    return typed(
        "Distance", COLUMNS, [(name, *(texts.get(day, "") for day in days)) for name, texts in rows.items()]
    )


def test_table_3_of_the_strategy_as_typed():
    found = findings(subject(table_3("Southampton")))
    stops = [one for one in found if one.severity is Severity.STOPS]
    last = [one for one in stops if one.where.endswith("2012/13")]
    assert any("52% + 36% is 88%" in one.what and "84%" in one.what for one in last)
    assert any("84% + 10% + 2% is 96%, not 100%" in one.what for one in last)
    assert any("is 98%, not 100%" in one.what for one in stops if one.where.endswith("2008/09"))
    assert {one.where.rsplit(", ", 1)[1] for one in stops} == {"2008/09", "2012/13"}


def test_table_3_as_printed_figures():
    """The same numbers with their measures beside them, as a table of published figures sets them."""
    table = table_3("Southampton")
    printed = replace(
        table,
        rows=tuple(
            replace(
                row,
                cells=tuple(
                    replace(cell, key="placements.by_distance", category=row.headings[0], area="Southampton")
                    for cell in row.cells
                ),
            )
            for row in table.rows
        ),
    )
    columns = [replace(column) for column in printed.columns]
    days = [date(int(title[:4]) + 1, 3, 31) for title in COLUMNS]
    printed = replace(
        printed,
        columns=tuple(columns),
        rows=tuple(
            replace(row, cells=tuple(replace(c, as_at=day) for c, day in zip(row.cells, days, strict=True)))
            for row in printed.rows
        ),
    )
    said = " ".join(what(findings(subject(printed))))
    assert "84% + 10% + 2% is 96%" in said
    assert "52% + 36% is 88%" in said


@pytest.mark.parametrize("area", ["England", "Statistical neighbours"])
def test_rounding_is_no_error(area):
    assert not [one for one in findings(subject(table_3(area))) if one.severity is Severity.STOPS]


def test_479_beside_482_in_typed_tables():
    first = typed("Numbers", COLUMNS, [("All looked after children", "289", "374", "386", "429", "482")])
    other = typed(
        "Types", COLUMNS,
        [("Fostered", "200", "300", "300", "400", "401"), ("Homes", "89", "74", "86", "29", "78"),
         ("Total", "289", "374", "386", "429", "479")],
    )  # fmt: skip
    [found] = [
        one for one in findings(subject(first, replace(other, label="Table 4"))) if one.severity == "stops"
    ]
    assert found.where == 'Numbers, Table 4, "Total", 2012/13'
    assert "479" in found.what
    assert "482" in found.what
    # The other of the two, where 479 is what the records give.
    assert "482" in " ".join(what(findings(subject(first, measured=479))))


def test_one_measure_printed_with_two_values():
    def row(text: str, heading: str) -> Row:
        return Row((heading,), (Cell(text, int(text), "cla.number", "", "Southampton", AS_AT),))

    table = typed("Numbers", ["31 Mar 2013"], [])
    both = replace(table, rows=(row("482", "Looked after"), row("479", "All types")))
    [found] = findings(subject(both))
    assert found.where.endswith('"All types", 31 Mar 2013')
    assert findings(subject(replace(table, rows=(row("482", "Looked after"), row("482", "All"))))) == []


def test_a_typed_number_that_could_be_picked():
    [equal] = findings(subject(prose("We look after 482 children.")))
    assert (equal.severity, "Pick it: [[cla.number]]" in equal.mend) == (Severity.WARNS, True)
    [near] = findings(subject(prose("There were 479 children looked after.")))
    assert near.severity is Severity.STOPS
    assert "482" in near.what
    picked = Prose((Run("There were "), Run("482", figure="cla.number"), Run(" children looked after.")))
    assert findings(subject(picked)) == []
    assert findings(subject(prose("We expect 600 visits and 30 beds by 2015."))) == []


def test_totals_and_percentages():
    wrong = typed("Homes", ["2013"], [("Ours", "10"), ("Others", "20"), ("Total", "31")])
    [found] = findings(subject(wrong))
    assert (found.where, found.severity) == ('Numbers, Table 1, "Total", 2013', Severity.STOPS)
    hidden = typed("Homes", ["2013"], [("Ours", "c"), ("Others", "20"), ("Total", "31")])
    assert findings(subject(hidden)) == []
    shares = typed("Shares", ["2013"], [("A", "40%"), ("B", "30%"), ("C", "26%")])
    [found] = findings(subject(shares))
    assert "96%" in found.what
    assert findings(subject(typed("Shares", ["2013"], [("A", "33%"), ("B", "33%"), ("C", "33%")]))) == []


@pytest.mark.parametrize(
    ("text", "said", "severity"),
    [
        ("Our vision: [to write]", "still stands here", "stops"),
        ("On 4 June 2013 we opened a home.", "is after 31 March 2013", "warns"),
        ("At 31 March 2010 it was so.", "two years or more before", "warns"),
        ("On 31 June 2012 we met.", "There is no 31 June 2012", "stops"),
        ("Only two young people are placed in Wales.", "tells of so few", "warns"),
        ("The Children's Wellbeing and Schools Act requires it.", "may not be in force", "warns"),
        ("Supported accommodation must be registered with Ofsted.", "in force from 28 October 2023", "warns"),
    ],
)
def test_words(text, said, severity):
    [found] = findings(subject(prose(text)))
    assert said in found.what
    assert found.severity == severity


@pytest.mark.parametrize(
    "text",
    [
        "We will open a home by 4 June 2013.",
        "At 31 March 2012 it was so.",
        "Three children's homes are ours.",
        "Our vision is written.",
    ],
)
def test_words_that_are_as_they_should_be(text):
    assert findings(subject(prose(text))) == []


def test_a_small_count_that_two_editions_tell_stops_publication():
    """Seven children in print and nobody in a secure unit: corrected, the one that is there now cannot be hidden."""
    cell = Count("placements.by_type", AS_AT, "Secure unit", Part.COUNT)
    one = subject(Prose((Run("Words."),)))
    told = replace(
        one, protected=replace(one.protected, lost=(cell, cell._replace(category="Homes and hostels")))
    )
    [found] = findings(told)
    assert found.severity is Severity.STOPS
    assert "at 31 March 2013" in str(found)
    assert not findings(one)


def test_inside_the_council_small_numbers_may_be_told():
    assert (
        findings(subject(prose("Only two young people are placed in Wales."), audience=Audience.INTERNAL))
        == []
    )


def test_a_small_count_in_a_typed_table():
    [found] = findings(subject(typed("Children by home", ["2013"], [("Secure", "3"), ("Fostered", "40")])))
    assert "not protected" in found.what


def test_a_chart_without_words_and_a_fault():
    chart = Chart("chart-1", "Chart 1", "Numbers", "", " ", "", Form.LINES)
    [found] = findings(subject(chart))
    assert "no description" in found.what
    fault = Fault("numbers", "[[cla.nonsense]]", "There is no figure called 'cla.nonsense'.")
    [found] = findings(subject(prose(MISSING), faults=(fault,), titles={"numbers": "Numbers"}))
    assert (found.where, found.severity) == ("Numbers", Severity.STOPS)


def kept(**more) -> tuple[str, KeptFigure]:
    given = {
        "name": "population",
        "kind": "population",
        "label": "People of all ages",
        "text": "240,000",
        "unit": "people",
        "value": Decimal(240_000),
        "as_at": AS_AT,
        "when": "31 March 2013",
        "source": "",
        "note": "",
        "is_stale": False,
        "is_later": False,
    }
    return ("Numbers", KeptFigure(**(given | more)))


def test_a_context_figure_of_another_time_is_told():
    assert what(findings(subject(prose("Words."), kept=(kept(),)))) == []
    found = findings(subject(prose("Words."), kept=(kept(is_later=True), kept(is_stale=True, when="2009"))))
    assert what(found) == [
        "'population' is 240,000 of 31 March 2013, after 31 March 2013.",
        "'population' is 240,000 of 2009, more than 18 months before 31 March 2013.",
    ]
    assert {one.severity for one in found} == {Severity.WARNS}
