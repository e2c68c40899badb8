"""From a draft's sections to the document that is printed: figures counted, protected, and set in their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from reports import printing
from reports.document import (
    Audience,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Items,
    Numbering,
    Prose,
    Row,
    Run,
    Section,
    Subheading,
    Table,
    Words,
)
from reports.numbering import numbered
from reports.statement.figures import Figures, is_printed
from reports.statement.gathering import gather
from reports.writing import exhibits, markup, picked
from reports.writing.records import NOTHING_KEPT, Records
from sufficiency.core.models import Authority
from sufficiency.indicators.base import Unit
from sufficiency.indicators.protected import NOT_KNOWN, ProtectedSet, Shown, protect, unprotected

# What stands in the text where something was picked that there is not. It is never published: see `checks`.
MISSING = "[missing]"


@dataclass(frozen=True)
class Written:
    """A section as somebody wrote it. `marks_none`: its paragraphs bear no number."""

    key: str
    title: str
    text: str
    level: int = 1
    is_annex: bool = False
    marks_none: bool = False
    is_exempt: bool = False


@dataclass(frozen=True)
class Fault:
    """Something picked that cannot be printed: in which section (its key), what, and how to mend it."""

    section: str
    what: str
    message: str


@dataclass(frozen=True)
class Composed:
    """The document, the measurements it prints as it prints them, and what could not be set."""

    document: Document
    protected: ProtectedSet
    figures: Figures
    faults: tuple[Fault, ...]


@dataclass
class _Setting:
    figures: Figures
    records: Records
    faults: list[Fault] = field(default_factory=list)
    tables: int = 0
    charts: int = 0


def compose(
    sections: Iterable[Written],
    *,
    authority: Authority,
    title: str,
    kind: str,
    as_at: date,
    today: date,
    audience: Audience,
    numbering: Numbering,
    records: Records = NOTHING_KEPT,
) -> Composed:
    """Count, protect and set everything that the sections pick. `records` is what the council keeps beside its returns.

    Raises `NothingToPublish` where the records do not cover `as_at`.
    """
    wanted = list(sections)
    gathered = gather(authority=authority, as_at=as_at, today=today, more=_asked(wanted, as_at))
    measurements = list(gathered.measurements.values())
    protected = (
        unprotected(measurements)
        if audience is Audience.INTERNAL
        else protect(measurements, known_elsewhere=gathered.published_counts)
    )
    setting = _Setting(Figures(gathered, protected), records)
    done = [
        Section(
            title=one.title,
            blocks=tuple(_blocks(one, setting)),
            is_annex=one.is_annex,
            level=one.level,
            is_unnumbered=one.marks_none,
        )
        for one in wanted
    ]
    document = Document(
        kind=kind,
        title=title,
        council=gathered.name,
        as_at=as_at,
        audience=audience,
        is_synthetic=gathered.is_synthetic,
        sections=numbered(done, numbering),
    )
    return Composed(document, protected, setting.figures, tuple(setting.faults))


def _asked(sections: Iterable[Written], as_at: date) -> frozenset[tuple[str, date | None]]:
    """Keys by the days on which they are picked; None for every date of the document's tables."""
    asked: set[tuple[str, date | None]] = set()
    for section in sections:
        for text in markup.picked_in(section.text):
            try:
                one = picked.read(text)
            except picked.NotPicked:
                continue
            if one.key:
                asked |= {(one.key, day) for day in (one.day(as_at), one.since_day(as_at)) if day}
        for exhibit in markup.exhibits_in(section.text):
            asked |= {(key, None) for key in exhibits.keys_of(exhibit)}
    return frozenset(asked)


def _blocks(section: Written, setting: _Setting) -> Iterable[Block]:
    for block in markup.read(section.text):
        match block:
            case markup.Text(words):
                yield Prose(_set(words, section, setting))
            case markup.Heading(words):
                yield Subheading(_set(words, section, setting))
            case markup.Listed(items, is_numbered):
                marker = "i" if is_numbered else "•"
                yield Items(tuple(_set(words, section, setting) for words in items), marker)
            case markup.Grid():
                yield _typed_table(block, section, setting)
            case markup.Exhibit():
                yield from _exhibit(block, section, setting)


def _exhibit(exhibit: markup.Exhibit, section: Written, setting: _Setting) -> Iterable[Block]:
    try:
        blocks = exhibits.build(exhibit, setting.figures, setting.records)
    except exhibits.NoExhibit as fault:
        setting.faults.append(Fault(section.key, f"[[{exhibit.kind}: {exhibit.name}]]", str(fault)))
        yield Prose((Run(MISSING),))
        return
    for block in blocks:
        if isinstance(block, Table):
            setting.tables += 1
            yield replace(block, label=f"Table {setting.tables}", identifier=f"table-{setting.tables}")
        elif isinstance(block, Chart):
            setting.charts += 1
            yield replace(block, label=f"Chart {setting.charts}", identifier=f"chart-{setting.charts}")
        else:
            yield block


def _typed_table(grid: markup.Grid, section: Written, setting: _Setting) -> Table:
    """A table of words: the first column are its rows' headings."""
    setting.tables += 1
    rows = [[_plain(_set(words, section, setting)) for words in row] for row in grid.rows]
    header = [_plain(_set(words, section, setting)) for words in grid.header]
    return Table(
        identifier=f"table-{setting.tables}",
        label=f"Table {setting.tables}",
        caption=section.title,
        heading_columns=(Column(header[0], numeric=False),),
        columns=tuple(Column(title, numeric=False) for title in header[1:]),
        rows=tuple(Row((row[0],), tuple(Cell(text) for text in row[1:])) for row in rows),
        source="",
        as_at="",
    )


def _plain(words: Words) -> str:
    return "".join(run.text for run in words)


def _set(words: Words, section: Written, setting: _Setting) -> Words:
    """The words with each picked figure in its place."""
    return tuple(
        replace(
            run,
            text=_said(run.figure, section, setting) if run.figure else run.text,
            footnote=_footnote(run, section, setting),
        )
        for run in words
    )


def _footnote(run: Run, section: Written, setting: _Setting) -> str:
    """What somebody wrote there, and behind a kept figure its source, where the pick asks for it."""
    written = "".join(
        _said(figure, section, setting) if figure else text
        for text, figure in markup.split_picked(run.footnote)
    )
    kept = setting.records.context.get(picked.sourced(run.figure)) if run.figure else None
    return " ".join(part for part in (written, kept.source if kept else "") if part)


def _said(text: str, section: Written, setting: _Setting) -> str:
    """A figure as it is printed, or `MISSING` with a fault that says why."""
    try:
        one = picked.read(text)
        if not one.context:
            return _figure(one, setting.figures)
        if one.context in setting.records.context:
            return setting.records.context[one.context].text
        raise picked.NotPicked(
            f"The council keeps no figure called '{one.context}'. Add it under context figures, with its source."
        )
    except picked.NotPicked as fault:
        setting.faults.append(Fault(section.key, f"[[{text}]]", str(fault)))
        return MISSING


def _figure(one: picked.Picked, figures: Figures) -> str:
    day = one.day(figures.as_at)
    if one.area:
        area = picked.AREAS[one.area]
        return figures.comparator(one.key, area, day, one.unit, one.category).text
    since = one.since_day(figures.as_at)
    now = _value(one, figures, day)
    if since is None:
        return printing.shown(now, one.unit)
    then = _value(one, figures, since)
    if not is_printed(now, then):
        return printing.HIDDEN if NOT_KNOWN not in (now, then) else printing.NOT_KNOWN
    assert now.value is not None
    assert then.value is not None
    return _change(now.value - then.value, one.unit)


def _change(difference: float, unit: Unit) -> str:
    """'28 more', '3 percentage points fewer', 'no change'."""
    if difference == 0:
        return "no change"
    way = "more" if difference > 0 else "fewer"
    if unit is Unit.PERCENT:
        points = printing.figure(abs(difference), Unit.RATE)
        return f"{points} percentage point{'' if points == '1' else 's'} {way}"
    return f"{printing.figure(abs(difference), unit)} {way}"


def _value(one: picked.Picked, figures: Figures, day: date) -> Shown:
    figure = figures.share if one.share else figures.value
    return figure(one.key, day, one.category)
