"""From a draft's sections to the document that is printed: figures counted, protected, and set in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
    Note,
    Numbering,
    Paragraph,
    Prose,
    Row,
    Run,
    Section,
    Subheading,
    Table,
    Words,
)
from reports.numbering import numbered
from reports.renderers import typeface
from reports.statement.figures import Figures, how_rounded, is_printed, said_of_rounding, says_it_is_rounded
from reports.statement.gathering import Gathered, gather, nothing_counted
from reports.statement.protecting import protected_of
from reports.writing import exhibits, markup, picked
from reports.writing.records import NOTHING_KEPT, KeptFigure, Records
from sufficiency.core.models import Authority
from sufficiency.indicators.protected import NOT_KNOWN, ProtectedSet, Shown, unprotected
from sufficiency.indicators.protected_links import Cell as Count

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
    """The document, the measurements it prints as it prints them, and what could not be set.

    `kept` are the context figures that its text picks, each with the title of the section.
    """

    document: Document
    protected: ProtectedSet
    figures: Figures
    faults: tuple[Fault, ...]
    kept: tuple[tuple[str, KeptFigure], ...] = ()


@dataclass
class _Setting:
    figures: Figures
    records: Records
    faults: list[Fault] = field(default_factory=list)
    kept: list[tuple[str, KeptFigure]] = field(default_factory=list)
    tables: int = 0
    charts: int = 0
    # The label that an exhibit has by itself, and the one that it has here.
    labels: dict[str, str] = field(default_factory=dict)


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
    records: Callable[[Figures], Records] | Records = NOTHING_KEPT,
    printed_anyway: frozenset[Count] = frozenset(),
) -> Composed:
    """Count, protect and set everything that the sections pick. `records` is what the council keeps beside its returns,
    or what reads it, given the figures as the document prints them: promises are judged by nothing else.
    `printed_anyway` are small counts that two people decided to print.

    Raises `NothingToPublish` where something counted is picked and the records do not cover `as_at`.
    """
    wanted = list(sections)
    gathered = (
        gather(authority=authority, as_at=as_at, today=today, more=_asked(wanted, as_at))
        if any(_counts(section) for section in wanted)
        else nothing_counted(authority, as_at=as_at)
    )
    return set_down(
        wanted,
        gathered,
        title=title,
        kind=kind,
        audience=audience,
        numbering=numbering,
        records=records,
        printed_anyway=printed_anyway,
    )


def set_down(
    wanted: Sequence[Written],
    gathered: Gathered,
    *,
    title: str,
    kind: str,
    audience: Audience,
    numbering: Numbering,
    records: Callable[[Figures], Records] | Records = NOTHING_KEPT,
    printed_anyway: frozenset[Count] = frozenset(),
) -> Composed:
    """Protect what was counted and set everything that the sections pick."""
    protected = (
        unprotected(gathered.measurements.values())
        if audience is Audience.INTERNAL
        else protected_of(gathered, printed_anyway)
    )
    figures = Figures(gathered, protected, is_exact=audience is Audience.INTERNAL)
    told = records(figures) if callable(records) else records
    if audience is Audience.PUBLIC:
        told = told.for_the_public(rounds=gathered.as_at in gathered.rounded_dates)
    setting = _Setting(figures, told)
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
    done = [
        replace(one, blocks=tuple(said_of_rounding(_cited(block, setting), figures) for block in one.blocks))
        for one in done
    ]
    done = _said_at_the_end(done, figures)
    for one in wanted:
        if signs := typeface.missing(one.title + one.text):
            setting.faults.append(
                Fault(
                    one.key,
                    " ".join(signs),
                    f"'{one.title}' has signs that cannot be printed. Write them in other letters or take them out.",
                )
            )
    document = Document(
        kind=kind,
        title=title,
        council=gathered.name,
        as_at=gathered.as_at,
        audience=audience,
        is_synthetic=gathered.is_synthetic,
        sections=numbered(done, numbering),
    )
    return Composed(
        document, protected, setting.figures, tuple(setting.faults), tuple(dict.fromkeys(setting.kept))
    )


def _said_at_the_end(sections: Sequence[Section], figures: Figures) -> list[Section]:
    """With a note that counts are rounded, where words tell of them and no table or chart says it."""
    if not figures.rounded_dates or not figures.used:
        return list(sections)
    if any(says_it_is_rounded(block) for section in sections for block in section.blocks):
        return list(sections)
    *others, last = sections
    said = Note(how_rounded(figures.rounded_dates, all_of_it=figures.rounded_dates >= {*figures.dates}))
    return [*others, replace(last, blocks=(*last.blocks, said))]


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
            asked |= exhibits.asked_by(exhibit, as_at)
    return frozenset(asked)


def _counts(section: Written) -> bool:
    """Whether anything that it picks is counted from the records. What cannot be read picks nothing."""
    for text in markup.picked_in(section.text):
        try:
            if picked.read(text).key:
                return True
        except picked.NotPicked:
            continue
    return any(exhibits.is_counted(exhibit) for exhibit in markup.exhibits_in(section.text))


_CITED = re.compile(r"Table [0-9]+[a-z]?")


def _cited(block: Block, setting: _Setting) -> Block:
    """Where a chart or paragraph cites a table by the label that it has by itself, the one that it has here.

    A table that is not in this document is not cited.
    """
    if isinstance(block, Chart):
        [*cited] = _CITED.findall(block.source)
        if any(label not in setting.labels for label in cited):
            return replace(block, source="Counted from the council's records.", subtitle=_own(block, setting))
        return replace(block, source=_relabelled(block.source, setting), subtitle=_own(block, setting))
    if isinstance(block, Paragraph):
        return replace(block, text=_relabelled(block.text, setting))
    return block


def _own(chart: Chart, setting: _Setting) -> str:
    [*cited] = _CITED.findall(chart.subtitle)
    if any(label not in setting.labels for label in cited):
        return re.sub(rf",? ?[a-z ]*{_CITED.pattern}", "", chart.subtitle)
    return _relabelled(chart.subtitle, setting)


def _relabelled(text: str, setting: _Setting) -> str:
    return _CITED.sub(lambda found: setting.labels.get(found.group(), "the tables"), text)


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
        _note_kept(block, section, setting)
        if isinstance(block, Table):
            setting.tables += 1
            setting.labels[block.label] = f"Table {setting.tables}"
            yield replace(block, label=f"Table {setting.tables}", identifier=f"table-{setting.tables}")
        elif isinstance(block, Chart):
            setting.charts += 1
            yield replace(block, label=f"Chart {setting.charts}", identifier=f"chart-{setting.charts}")
        else:
            yield block


def _note_kept(block: Block, section: Written, setting: _Setting) -> None:
    """What a kept record picks by name is picked in the section that prints it."""
    if isinstance(block, Items):
        for run in (run for words in block.items for run in words if run.figure):
            if kept := setting.records.context.get(picked.named(run.figure).context):
                setting.kept.append((section.title, kept))


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
        if kept := setting.records.context.get(one.context):
            setting.kept.append((section.title, kept))
            return kept.text
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
    return printing.change(now.value - then.value, one.unit)


def _value(one: picked.Picked, figures: Figures, day: date) -> Shown:
    figure = figures.share if one.share else figures.value
    return figure(one.key, day, one.category)
