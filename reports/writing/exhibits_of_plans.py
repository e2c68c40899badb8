"""Tables and lists of what a council keeps beside its returns: context figures, plan, statements, targets, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reports.document import Block, Cell, Column, Items, Row, Run, Table
from reports.models import ContextFigure, Statement
from reports.standing import RULE
from reports.writing import exhibits_of_priorities
from reports.writing.records import KeptFigure, PlannedRow, Records
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words


class NothingKept(ValueError):
    """The council keeps nothing that could be set here; the message says what to add."""


@dataclass(frozen=True)
class OfferedOfRecords:
    """An exhibit of kept records, as the picker offers it. `build` raises `NothingKept`."""

    kind: str
    name: str
    title: str
    build: Callable[[Records], tuple[Block, ...]]


# The name by which the plan is picked; an edition that prints it keeps what was promised.
PLAN = "action plan"
PRIORITIES, STEPS = "priorities", "next steps"
_HIDDEN = "A figure that this document hides, or does not count, is not judged."
_FEW = "c: hidden, because so few children are counted that somebody may know who they are."
_NOT_YET = "not answered yet"
_UNNUMBERED = {Statement.Kind.VALUE, Statement.Kind.PROPOSAL}


def _table(
    identifier: str,
    caption: str,
    headings: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    missing: str,
    source: str = "Records of the council.",
    notes: tuple[str, ...] = (),
    landscape: bool = False,
) -> tuple[Block, ...]:
    filled = tuple(rows)
    if not filled:
        raise NothingKept(missing)
    return (
        Table(
            identifier=identifier,
            label="Table",
            caption=caption,
            heading_columns=tuple(Column(title, numeric=False) for title in headings),
            columns=tuple(Column(title, numeric=False) for title in columns),
            rows=filled,
            source=source,
            as_at="",
            notes=notes,
            landscape=landscape,
        ),
    )


def _words(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text) for text in texts)


def _plan(records: Records) -> tuple[Block, ...]:
    answered = [
        (title, numbers)
        for title, numbers in (("I statements", _statements), ("Priorities", _priorities))
        if any(numbers(row) for row in records.plan)
    ]
    return _table(
        "action-plan",
        "Action plan",
        ("Key area", "Action"),
        ("Milestone", "Linked to", "Lead", *(title for title, _ in answered)),
        (
            Row(
                (row.area, row.focus),
                _words(
                    row.milestone or "no milestone set",
                    row.linked,
                    row.lead,
                    *(numbers(row) for _, numbers in answered),
                ),
            )
            for row in records.plan
        ),
        missing="The council has no action plan on record. Add its actions under Action plan.",
        notes=tuple(f"{row.focus}: {row.note}." for row in records.plan if row.note),
        landscape=True,
    )


def _progress(records: Records) -> tuple[Block, ...]:
    return _table(
        "progress",
        "What was promised, and where we are",
        ("Key area", "Action"),
        ("Milestone", "How it stands", "What was done"),
        (
            Row(
                (row.area, row.focus),
                _words(
                    row.milestone or "no milestone set", row.standing.word, row.said or "nothing said yet"
                ),
            )
            for row in records.plan
        ),
        missing="The council has no action plan on record. Add its actions under Action plan.",
        notes=(RULE, _HIDDEN),
        landscape=True,
    )


def _statements(row: PlannedRow) -> str:
    return ", ".join(str(number) for number in row.statements)


def _priorities(row: PlannedRow) -> str:
    return ", ".join(str(number) for number in row.priorities)


def _next_steps(records: Records) -> tuple[Block, ...]:
    stated = {one.number: one.words for one in records.statements if one.kind == Statement.Kind.PRIORITY}
    return _table(
        "next-steps",
        "Next steps of the priorities, and how they stand",
        ("Priority", "Next step"),
        ("By when", "Lead", "How it stands", "What was done"),
        (
            Row(
                (f"{number}. {stated[number]}", row.focus),
                _words(
                    row.milestone or "no day set", row.lead, row.standing.word, row.said or "nothing said yet"
                ),
            )
            for number in sorted(stated)
            for row in records.plan
            if number in row.priorities
        ),
        missing="No action on record answers a priority. Name the priority on the actions that are its next steps.",
        notes=(RULE, _HIDDEN),
        landscape=True,
    )


def _in_full(records: Records) -> tuple[Block, ...]:
    try:
        blocks = exhibits_of_priorities.in_full(records)
    except exhibits_of_priorities.NotKept as fault:
        raise NothingKept(str(fault)) from None
    if not blocks:
        raise NothingKept("The council has no priorities on record. Add them under Action plan.")
    return blocks


def _by_statement(records: Records) -> tuple[Block, ...]:
    stated = [one for one in records.statements if one.kind == Statement.Kind.I_STATEMENT]
    return _table(
        "i-statements",
        "What is done for each I statement",
        ("I statement",),
        ("Actions", "Done", "Overdue or at risk"),
        (Row((f"{one.number}. {one.words}",), _words(*_counts(one.number, records.plan))) for one in stated),
        missing="The council has no I statements on record. Add them under Action plan.",
        notes=(RULE, _HIDDEN),
    )


def _counts(number: int, plan: Iterable[PlannedRow]) -> tuple[str, str, str]:
    rows = [row for row in plan if number in row.statements]
    done = sum(row.standing.colour == "green" for row in rows)
    behind = sum(row.standing.colour in {"red", "orange"} for row in rows)
    return str(len(rows)), str(done), str(behind)


def _listed(kind: Statement.Kind) -> Callable[[Records], tuple[Block, ...]]:
    def build(records: Records) -> tuple[Block, ...]:
        stated = [one for one in records.statements if one.kind == kind]
        if not stated:
            raise NothingKept(f"The council has nothing of this kind on record: {kind.label.lower()}.")
        if kind == Statement.Kind.THEME:
            # A plan has more themes than are kept here, so each says its number.
            return (Items(tuple((Run(f"Theme {one.number}: {one.words}"),) for one in stated)),)
        items = tuple((Run(one.words),) for one in stated)
        return (Items(items, marker="•" if kind in _UNNUMBERED else "1"),)

    return build


def _meetings(records: Records) -> tuple[Block, ...]:
    return _table(
        "governance",
        "Who meets when, and what they receive",
        ("Body", "Meeting"),
        ("Papers due", "Receives"),
        (
            Row(
                (row.body, in_words(row.on)),
                _words(in_words(row.pack_due_on) if row.pack_due_on else "not set", row.receives),
            )
            for row in records.meetings
        ),
        missing="The council has no meetings on record. Add them under Governance.",
    )


def _evidence(records: Records) -> tuple[Block, ...]:
    return _table(
        "evidence",
        "How what guidance asks is met",
        ("Test", "What is asked"),
        ("How it is met", "Figures", "Section"),
        (
            Row(
                (row.title, row.asks),
                _words(
                    row.answer or _NOT_YET,
                    "; ".join(catalogue.get(key).title for key in row.figures),
                    row.section,
                ),
            )
            for row in records.evidence
        ),
        missing="No test of guidance is on record.",
        source="Sufficiency: statutory guidance, DCSF 2010, in this product’s words; answers of the council.",
        landscape=True,
    )


def _context(kind: ContextFigure.Kind) -> Callable[[Records], tuple[Block, ...]]:
    def build(records: Records) -> tuple[Block, ...]:
        kept = [one for one in records.kept if one.kind == kind]
        if not kept:
            raise NothingKept(
                f"The council keeps no context figures of this kind: {kind.label.lower()}. Add them, with their source."
            )
        return (_by_date(kind, kept),)

    return build


def _by_date(kind: ContextFigure.Kind, kept: Sequence[KeptFigure]) -> Table:
    """Rows by label, columns by date or period, oldest first. What was not counted on a date has a dash."""
    whens = list(dict.fromkeys(one.when for one in sorted(kept, key=lambda one: one.as_at)))
    labels = list(dict.fromkeys(one.label for one in kept))
    cells = {(one.label, one.when): one for one in kept}
    return Table(
        identifier=f"context-{kind.value.replace('_', '-')}",
        label="Table",
        caption=kind.label,
        heading_columns=(Column("Figure", numeric=False),),
        columns=tuple(Column(when) for when in whens),
        rows=tuple(
            Row(
                (label,),
                tuple(
                    Cell(one.text, value=None if one.is_hidden else float(one.value), as_at=one.as_at)
                    if (one := cells.get((label, when)))
                    else Cell("-")
                    for when in whens
                ),
            )
            for label in labels
        ),
        source=" ".join(dict.fromkeys(f"{one.paper}." for one in kept)),
        as_at="",
        notes=(
            *((_FEW,) if any(one.is_hidden for one in kept) else ()),
            *dict.fromkeys(f"{one.label}: {one.note}" for one in kept if one.note and not one.is_hidden),
        ),
    )


OFFERED: tuple[OfferedOfRecords, ...] = (
    OfferedOfRecords("table", PLAN, "The action plan", _plan),
    OfferedOfRecords("table", "progress", "What was promised, and where we are", _progress),
    OfferedOfRecords("table", "i statements", "What is done for each I statement", _by_statement),
    OfferedOfRecords("table", "governance", "Meetings, and what they receive", _meetings),
    OfferedOfRecords("table", "evidence", "How what guidance asks is met", _evidence),
    OfferedOfRecords("list", "i statements", "The I statements", _listed(Statement.Kind.I_STATEMENT)),
    OfferedOfRecords("list", "priorities", "The priorities", _listed(Statement.Kind.PRIORITY)),
    OfferedOfRecords("list", "values", "The values", _listed(Statement.Kind.VALUE)),
    OfferedOfRecords("list", "charter", "The lines of the charter", _listed(Statement.Kind.CHARTER)),
    OfferedOfRecords("list", "pledge", "The lines of the pledge", _listed(Statement.Kind.PLEDGE)),
    OfferedOfRecords("list", "themes", "The themes of the improvement plan", _listed(Statement.Kind.THEME)),
    OfferedOfRecords(
        "list", "proposals", "Proposals with a business case of their own", _listed(Statement.Kind.PROPOSAL)
    ),
    OfferedOfRecords("words", PRIORITIES, "The priorities: aim, what is known, next steps", _in_full),
    OfferedOfRecords("table", STEPS, "Next steps of the priorities, and how they stand", _next_steps),
    *(
        OfferedOfRecords("table", f"context {kind.label.lower()}", f"{kind.label}, by date", _context(kind))
        for kind in ContextFigure.Kind
    ),
)
