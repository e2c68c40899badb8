"""The priorities in full: each with its aim, what is known of it in the country, its next steps and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reports import printing
from reports.document import Block, Items, Prose, Run, Subheading, Words
from reports.models import Statement
from reports.writing import markup, picked
from reports.writing.records import KeptFigure, PlannedRow, Records, Stated


class NotKept(ValueError):
    """A figure is picked that the council does not keep; the message says which, and how to mend it."""


def with_figures(text: str, kept: Mapping[str, KeptFigure]) -> Words:
    """A line with each context figure that it picks in its place, its source in a footnote.

    One that is not kept stands as it was picked.
    """
    runs = []
    for words, figure in markup.split_picked(text):
        found = kept.get(picked.named(figure).context) if figure else None
        if found:
            runs.append(Run(found.text, figure=figure, footnote=_footnote(found)))
        else:
            runs.append(Run(words or f"[[{figure}]]"))
    return tuple(runs)


def _footnote(kept: KeptFigure) -> str:
    """Its source, and what a reader must know, such as another figure in print: of a hidden one that would tell it."""
    if not kept.note or kept.is_hidden:
        return kept.source
    return f"{kept.source} {printing.sentence(kept.note)}."


def in_full(records: Records) -> tuple[Block, ...]:
    """Every priority in its order; none where none is on record. Raises `NotKept`."""
    stated = [one for one in records.statements if one.kind == Statement.Kind.PRIORITY]
    return tuple(block for one in stated for block in _priority(one, records))


def _priority(one: Stated, records: Records) -> Iterator[Block]:
    yield Subheading((Run(f"{one.number}. {one.words}"),))
    if one.aim:
        yield Prose((Run("Aim: ", strong=True), Run(one.aim)))
    if one.known:
        yield Prose((Run("What is known nationally:"),))
        yield Items(tuple(_known(line, records) for line in one.known.splitlines()))
    if steps := [row for row in records.plan if one.number in row.priorities]:
        yield Prose((Run("Next steps:"),))
        yield Items(tuple(_step(row) for row in steps))


def _known(line: str, records: Records) -> Words:
    for _, figure in markup.split_picked(line):
        if figure and picked.named(figure).context not in records.context:
            raise NotKept(
                f"A priority picks [[{figure}]], which the council does not keep. Add it under context figures, with "
                "its source."
            )
    return with_figures(line, records.context)


def _step(row: PlannedRow) -> Words:
    """What will be done; by whom, by when, and how it stands where it can be said."""
    said = f"{row.focus} ({row.lead}; {row.milestone or 'no day set'}"
    if row.due_on is None and row.standing.colour == "grey":
        return (Run(f"{said})"),)
    return (Run(f"{said}; "), Run(row.standing.word, emphasis=True), Run(")"))
