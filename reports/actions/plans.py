"""Writing the action plan, what was done of it, and the statements it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from reports.models import (
    ActionIndicator,
    ActionStatement,
    ActionUpdate,
    KeyArea,
    PlannedAction,
    Statement,
)
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words


@dataclass(frozen=True)
class Planned:
    """An action as somebody enters it; see `PlannedAction`. `area` is the name of a key area, made where it is new."""

    area: str
    focus: str
    lead: str
    milestone: str = ""
    due_on: date | None = None
    linked_words: str = ""
    lead_user: User | None = None
    note: str = ""
    source: str = ""
    indicators: Sequence[str] = ()
    statements: Sequence[Statement] = ()


_OWN = ("focus", "lead", "milestone", "due_on", "linked_words", "lead_user", "note", "source")


@transaction.atomic
def add_action(*, authority: Authority, planned: Planned, by: User) -> PlannedAction:
    """A row of the plan, the last of its area. Raises `PermissionDenied`, `UnknownIndicator`."""
    require(by, Action.SET_TARGETS, authority)
    area = _area(authority, planned.area)
    last = area.actions.aggregate(last=Max("order"))["last"] or 0
    row = PlannedAction.objects.create(
        area=area, order=last + 1, **{name: getattr(planned, name) for name in _OWN}
    )
    _link(row, planned)
    audit.record(by=by, action="add planned action", on=row, authority=authority)
    return row


@transaction.atomic
def change_action(*, row: PlannedAction, planned: Planned, version: int, by: User) -> PlannedAction:
    """What is promised, put otherwise; what stood before is kept. Raises `PermissionDenied`, `StaleEdit`."""
    authority = row.area.authority
    require(by, Action.SET_TARGETS, authority)
    row = take(row, version=version)
    for name in _OWN:
        setattr(row, name, getattr(planned, name))
    row.area = _area(authority, planned.area)
    row.save()
    _link(row, planned)
    audit.record(by=by, action="change planned action", on=row, authority=authority, version=version)
    return row


@transaction.atomic
def update_action(
    *, row: PlannedAction, on: date, words: str, is_done: bool, today: date, by: User
) -> ActionUpdate:
    """Say what was done by a day, and whether that was all of it.

    Raises `PermissionDenied`, and `Refused` for a day to come, or one before the action was done.
    """
    authority = row.area.authority
    require(by, Action.SET_TARGETS, authority)
    row = PlannedAction.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if on > today:
        raise Refused("The day must be today or earlier: an update says what has happened.", field="on")
    if row.done_on is not None and is_done:
        raise Refused(
            f"The action was done on {in_words(row.done_on)}. Leave the box empty to say more of it.",
            field="is_done",
        )
    update = ActionUpdate.objects.create(action=row, on=on, words=words, is_done=is_done, entered_by=by)
    if is_done:
        row.done_on = on
        row.version += 1
        row.save(update_fields=["done_on", "version"])
    audit.record(
        by=by,
        action="update planned action",
        on=row,
        authority=authority,
        day=on.isoformat(),
        is_done=is_done,
    )
    return update


@transaction.atomic
def add_statement(
    *, authority: Authority, kind: str, number: int, words: str, source: str, by: User
) -> Statement:
    """A statement, value or priority. Raises `PermissionDenied`, and `Refused` where the number is taken."""
    require(by, Action.SET_TARGETS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    if Statement.objects.filter(authority=authority, kind=kind, number=number).exists():
        raise Refused(f"There is a number {number} already. Give this one another number.", field="number")
    made = Statement.objects.create(authority=authority, kind=kind, number=number, words=words, source=source)
    audit.record(by=by, action="add statement", on=made, authority=authority, kind=kind, number=number)
    return made


@transaction.atomic
def change_statement(
    *, statement: Statement, kind: str, number: int, words: str, source: str, version: int, by: User
) -> Statement:
    """Other words, or another number; what stood before is kept. Published editions stay as they are.

    Raises `PermissionDenied`, `StaleEdit`, and `Refused` where the number is taken.
    """
    authority = statement.authority
    require(by, Action.SET_TARGETS, authority)
    Authority.objects.select_for_update().get(pk=authority.pk)
    statement = take(statement, version=version)
    others = Statement.objects.filter(authority=authority, kind=kind, number=number).exclude(pk=statement.pk)
    if others.exists():
        raise Refused(f"There is a number {number} already. Give this one another number.", field="number")
    if kind != Statement.Kind.I_STATEMENT and statement.actions.exists():
        raise Refused("Actions of the plan answer it, so it must stay an I statement.", field="kind")
    statement.kind, statement.number, statement.words, statement.source = kind, number, words, source
    statement.save()
    audit.record(by=by, action="change statement", on=statement, authority=authority, version=version)
    return statement


def _area(authority: Authority, name: str) -> KeyArea:
    Authority.objects.select_for_update().get(pk=authority.pk)
    areas = KeyArea.objects.filter(authority=authority)
    found = areas.filter(name=name).first()
    last = areas.aggregate(last=Max("order"))["last"] or 0
    return found or KeyArea.objects.create(authority=authority, name=name, order=last + 1)


def _link(row: PlannedAction, planned: Planned) -> None:
    """The figures and statements of a row: those that were named, and no others."""
    row.indicators.exclude(key__in=planned.indicators).delete()
    have = set(row.indicators.values_list("key", flat=True))
    for key in planned.indicators:
        catalogue.get(key)
        if key not in have:
            ActionIndicator.objects.create(action=row, key=key)
    row.answers.exclude(statement__in=planned.statements).delete()
    answered = set(row.answers.values_list("statement_id", flat=True))
    ActionStatement.objects.bulk_create(
        ActionStatement(action=row, statement=one) for one in planned.statements if one.pk not in answered
    )
