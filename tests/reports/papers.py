"""Documents made by hand for what prints them: a cabinet report, and one with a given text in every field."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.document import (
    Audience,
    Bar,
    Cell,
    Chart,
    Column,
    Document,
    Fields,
    Form,
    HeadForm,
    Items,
    Note,
    Numbering,
    Paragraph,
    Prose,
    ReportHead,
    Row,
    Run,
    Section,
    Subheading,
    Table,
)
from reports.numbering import numbered

AS_AT = date(2013, 3, 31)
MADE_AT = datetime(2014, 2, 1, 9, 0, tzinfo=UTC)


def prose(text: str) -> Prose:
    return Prose((Run(text),))


def figures_table(text: str = "Placements", rows: int = 3, *, identifier: str = "table-1") -> Table:
    return Table(
        identifier=identifier,
        label=f"Table {identifier[6:]}",
        caption=text,
        heading_columns=(Column("Kind", numeric=False),),
        columns=(Column("Children"), Column("Share"), Column("Cost")),
        rows=tuple(
            Row((f"Row {n}",), (Cell("1,204"), Cell("0.4%"), Cell("£4,980")), is_total=n == rows)
            for n in range(1, rows + 1)
        ),
        source="Returns.",
        as_at="31 March 2013",
        notes=("A note.",),
    )


def chart(text: str = "Homes", identifier: str = "chart-1") -> Chart:
    return Chart(
        identifier=identifier,
        label=f"Chart {identifier[6:]}",
        title=text,
        subtitle="By kind",
        alternative=f"{text}: 12 with carers, 7 elsewhere",
        source="The figures stand in Table 1.",
        form=Form.BARS,
        bars=(Bar("With carers", 12, "12"), Bar("Elsewhere", 7, "7")),
    )


def cabinet(variant: HeadForm, *more: Section, **said: str) -> Document:
    """A report as a council would bring it, every field of its head filled in but those given otherwise."""
    sections = (
        Section("Brief summary", (prose("What it is about."),), is_unnumbered=True),
        Section(
            "Recommendations",
            (Items(((Run("To approve."),), (Run("To note."),), (Run("To delegate."),)), "i"),),
            is_unnumbered=True,
        ),
        Section("Reasons for report recommendations", (prose("First reason."), prose("Second reason."))),
        Section(
            "Detail (including consultation carried out)",
            (
                Subheading((Run("Vision"),)),
                Prose((Run("There were "), Run("482", strong=True, footnote="Another table says 479."))),
                figures_table(),
                chart(),
            ),
        ),
        Section("Resource implications", ()),
        Section("Capital and revenue", (prose("None in the year."),), level=2),
        *more,
        Section("Supporting documentation", (), is_unnumbered=True),
        Section("Other background documents", (prose("None."),), level=2, is_unnumbered=True),
    )
    head = {
        "decision_maker": "Cabinet",
        "subject": "Strategy for homes",
        "report_of": "Cabinet member for children",
        "author": "A. Author",
        "author_contact": "author@council.example",
        "director": "D. Director",
        "director_contact": "director@council.example",
        "confidentiality": "Not applicable",
        "key_decision": "Yes",
        "wards": "All wards",
        "equality_assessment": "Yes",
        "data_protection_assessment": "No",
    } | said
    return Document(
        kind="cabinet",
        title="Strategy for homes",
        council="Northmere",
        as_at=AS_AT,
        audience=Audience.PUBLIC,
        is_synthetic=True,
        sections=numbered(sections, Numbering.RUNNING),
        head=ReportHead(variant=variant, decided_on=date(2014, 3, 18), **head),
    )


def full_of(texts: tuple[str, ...]) -> Document:
    """A report with every one of the texts in every kind of field that somebody can write."""
    sections = [
        Section(
            text,
            (
                Paragraph(text, (text,)),
                Prose((Run(text, strong=True), Run(text, emphasis=True, footnote=text))),
                Items(((Run(text),),)),
                Subheading((Run(text),)),
                Note(text),
                Fields(((text, text),), text),
                Table(
                    f"table-{n}",
                    text,
                    text,
                    (Column(text, numeric=False),),
                    (Column(text), Column(text)),
                    (Row((text,), (Cell(text), Cell("7"))),),
                    text,
                    text,
                    (text,),
                ),
            ),
        )
        for n, text in enumerate(texts, start=1)
    ]
    return Document(
        kind="statement",
        title=texts[0],
        council=texts[1],
        as_at=AS_AT,
        audience=Audience.PUBLIC,
        is_synthetic=True,
        sections=numbered(sections),
    )
