"""What a demonstration council keeps beside its returns, from the files of its folder under fixtures/."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from reports.actions import (
    Kept,
    Planned,
    Stated,
    add_action,
    add_body,
    add_context_figures,
    add_meeting,
    add_statement,
)
from reports.models import ContextFigure, GovernanceBody, PlannedAction, Statement
from sufficiency.core.models import Authority, User

_FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# The column of a plan that names what an action answers, by its kind.
_ANSWERED = ((Statement.Kind.I_STATEMENT, "statements"), (Statement.Kind.PRIORITY, "priorities"))


def rows(council: str, name: str) -> list[dict[str, str]]:
    """The rows of one of a council's files, as text by column name."""
    with (_FIXTURES / council / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def record_context(authority: Authority, *, council: str, by: User) -> int:
    """Its context figures, once: how many. Repeated, it finds them and records nothing."""
    if ContextFigure.objects.filter(authority=authority).exists():
        return 0
    return add_context_figures(authority=authority, figures=_figures(council), by=by)


@transaction.atomic
def record_statements(authority: Authority, *, council: str, by: User) -> int:
    """Its statements and priorities, once: how many."""
    if Statement.objects.filter(authority=authority).exists():
        return 0
    told = rows(council, "statements")
    for row in told:
        add_statement(
            authority=authority,
            stated=Stated(
                kind=row["kind"],
                number=int(row["number"]),
                words=row["words"],
                source=row["source"],
                aim=row.get("aim", ""),
                known=row.get("known", "").replace(" | ", "\n"),
            ),
            by=by,
        )
    return len(told)


@transaction.atomic
def record_plan(authority: Authority, *, council: str, source: str, by: User) -> int:
    """Its action plan, once: how many actions. The statements that they answer are on record already."""
    if PlannedAction.objects.filter(area__authority=authority).exists():
        return 0
    answered = {
        (one.kind, one.number): one
        for one in Statement.objects.filter(authority=authority, kind__in=Statement.ANSWERED)
    }
    told = rows(council, "action_plan")
    for row in told:
        add_action(
            authority=authority,
            planned=Planned(
                area=row["area"],
                focus=row["focus"],
                milestone=row["milestone"],
                due_on=_day(row["due_on"]),
                indicators=[key for key in row["indicators"].split(";") if key],
                linked_words=row["linked_words"],
                lead=row["lead"],
                statements=[
                    answered[kind, int(number)]
                    for kind, column in _ANSWERED
                    for number in row.get(column, "").split(";")
                    if number
                ],
                note=row["note"],
                source=source,
            ),
            by=by,
        )
    return len(told)


@transaction.atomic
def record_governance(authority: Authority, *, council: str, by: User) -> int:
    """Its boards and committees with their meetings, once: how many. The days of the meetings are invented."""
    if GovernanceBody.objects.filter(authority=authority).exists():
        return 0
    told = rows(council, "governance")
    for row in told:
        often = row["meetings_a_year"]
        add_body(
            authority=authority,
            name=row["name"],
            chair=row["chair"],
            meetings_a_year=int(often) if often else None,
            source=row["source"],
            by=by,
        )
    for row in rows(council, "meetings"):
        add_meeting(
            authority=authority,
            body=row["body"],
            on=date.fromisoformat(row["on"]),
            pack_due_on=_day(row["pack_due_on"]),
            receives=row["receives"],
            by=by,
        )
    return len(told)


def _figures(council: str) -> Iterator[Kept]:
    for row in rows(council, "context"):
        yield Kept(
            kind=row["kind"],
            name=row["name"],
            label=row["label"],
            value=Decimal(row["value"]),
            value_high=Decimal(row["value_high"]) if row["value_high"] else None,
            unit=row["unit"],
            starts_on=_day(row["starts_on"]),
            as_at=date.fromisoformat(row["as_at"]),
            when_said=row["when_said"],
            source=row["source"],
            place_in_source=row["place_in_source"],
            note=row["note"],
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
