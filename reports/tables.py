"""Lists of pages of figures: columns declared once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from reports import children
from reports.checks import Finding
from reports.presenters import comparison, edition_page, words
from sufficiency.core.models import Authority, PublishedFigure
from sufficiency.indicators import catalogue

NUMERIC = {
    "td": {"class": "govuk-table__cell--numeric"},
    "th": {"class": "govuk-table__header--numeric"},
}

NOWRAP = {"td": {"class": "app-nowrap"}}


class ChildrenTable(tables.Table):
    """The children behind a figure."""

    number = tables.Column("Child", empty_values=())
    age = tables.Column("Age", accessor="date_of_birth", order_by="-date_of_birth")
    sex = tables.Column()
    legal_status = tables.Column("Legal status", empty_values=(), orderable=False)
    placement = tables.Column("Type of placement", empty_values=(), orderable=False)
    where = tables.Column("Inside or outside the authority", empty_values=(), orderable=False)
    miles = tables.Column("Miles from home", empty_values=(), orderable=False)

    class Meta:
        order_by = "number"
        fields = ("number", "age", "sex", "legal_status", "placement", "where", "miles")

    def __init__(self, *args: Any, day: date, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.authority = day, authority

    def render_number(self, record):
        address = reverse("placements:child-detail", args=[record.public_id])
        return format_html('<a href="{}">{}</a>', address, record.number or "no number yet")

    def render_age(self, record):
        return children.age_text(record, self.day)

    def render_sex(self, record):
        return children.sex(record)

    def render_legal_status(self, record):
        return children.legal_status(record)

    def render_placement(self, record):
        return children.placement_type(record)

    def render_where(self, record):
        return children.inside_or_outside(record, self.authority)

    def render_miles(self, record):
        return children.miles_band(record, self.day)


class ComparisonTable(tables.Table):
    """Counted here beside published."""

    title = tables.Column("Figure", order_by="title", linkify=lambda record: record["href"])
    when = tables.Column("When", order_by="as_at", attrs=NOWRAP)
    counted = tables.Column("Counted here", attrs=NUMERIC, orderable=False)
    published = tables.Column("Published for us", attrs=NUMERIC, orderable=False, default="not held")
    difference = tables.Column("Difference", attrs=NUMERIC, orderable=False, default="")
    explanation = tables.Column("Why they differ", orderable=False)
    neighbours = tables.Column("Neighbours", attrs=NUMERIC, orderable=False, default="not held")
    region = tables.Column("Region", attrs=NUMERIC, orderable=False, default="not held")
    england = tables.Column("England", attrs=NUMERIC, orderable=False, default="not held")

    class Meta:
        attrs = {"caption": "Figures counted here beside those published"}

    def render_explanation(self, record):
        if record["broken"] and "definition changed" not in record["explanation"]:
            return format_html(
                '{} <strong class="govuk-tag govuk-tag--yellow">New definition</strong> {}',
                record["explanation"],
                record["broken"].what_changed,
            )
        return record["explanation"]


class ConflictTable(tables.Table):
    """Where sources disagree."""

    title = tables.Column("Figure", order_by="title")
    area = tables.Column("Area")
    as_at = tables.DateColumn(verbose_name="As at", format="j F Y", attrs=NOWRAP)
    figures = tables.Column("In print", orderable=False)
    counted = tables.Column("Counted here", attrs=NUMERIC, orderable=False, empty_values=(), default="")
    note = tables.Column("Chosen, and why", orderable=False, empty_values=())

    class Meta:
        attrs = {"caption": "Conflicts between sources"}

    def render_figures(self, record):
        return format_html(
            '<ul class="app-list-plain">{}</ul>',
            format_html_join(
                "",
                '<li><strong>{}</strong> <span class="app-quiet">{}</span></li>',
                in_print(record.figures, named=record.sum is not None),
            ),
        )

    def render_counted(self, record):
        return "" if record.counted is None else words.plain(record.counted, record.unit)

    def render_note(self, record):
        if record.sum is not None:
            parts, whole = (words.plain(value, record.unit) for value in (record.sum, record.expected))
            return format_html(
                "<strong>The parts give {}, not {}.</strong> More than rounding can do.", parts, whole
            )
        if record.note is None:
            return "Not settled: both are kept."
        decision = f" Decision record {record.note.decision_record}." if record.note.decision_record else ""
        return format_html("<strong>{}.</strong> {}{}", record.note.chosen, record.note.reason, decision)


class FindingTable(tables.Table):
    """What the checks of a document find. `address` gives the page on which a finding is mended."""

    where = tables.Column("Where", orderable=False)
    what = tables.Column("What is wrong", orderable=False)
    mend = tables.Column("How to mend it", orderable=False)

    def __init__(self, *args: Any, caption: str, address: Callable[[Finding], str], **kwargs: Any) -> None:
        super().__init__(*args, attrs={"caption": caption}, orderable=False, **kwargs)
        self.address = address

    def render_where(self, record):
        return format_html('<a class="govuk-link" href="{}">{}</a>', self.address(record), record.where)


def in_print(figures: Iterable[PublishedFigure], *, named: bool = False) -> Iterator[tuple[str, str]]:
    """Each value with where it stands: a source once, with its places. `named`: with what each figure is."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in figures:
        value = comparison.published_text(one) or ""
        if named:
            value = f"{value}, {one.category or catalogue.get(one.key).title.lower()}"
        places.setdefault((value, one.source), []).append(one.place_in_source)
    for (value, source), where in places.items():
        listed = "; ".join(place for place in where if place)
        yield value, f"{source}: {listed}" if listed else source


def place_in_print(figure: PublishedFigure) -> str:
    """'Southampton City Council, strategy of 2014, Table 1'."""
    return ", ".join(part for part in (figure.source, figure.place_in_source) if part)


class EditionTable(tables.Table):
    """What was published."""

    title = tables.Column("Document", linkify=lambda record: edition_page.address(record))
    number = tables.Column("Edition", attrs=NUMERIC)
    as_at = tables.DateColumn(verbose_name="As at", format="j F Y")
    audience = tables.Column("For")
    made_at = tables.DateTimeColumn(verbose_name="Made", format="j F Y, H:i")
    made_by = tables.Column("By", order_by="made_by__last_name")
    pages = tables.Column("Pages", attrs=NUMERIC)
    is_superseded = tables.Column("Status", orderable=False)

    class Meta:
        attrs = {"caption": "Published documents"}

    def render_audience(self, record):
        return record.get_audience_display()

    def render_is_superseded(self, value):
        return edition_page.tag(is_superseded=value)["text"]
