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
    ContextFigure,
    KeyArea,
    PlannedAction,
    Statement,
)
from reports.writing import markup, picked
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


@dataclass(frozen=True)
class Stated:
    """A statement as somebody enters it; see `Statement`. Only a priority has an aim and what is known of it."""

    kind: str
    number: int
    words: str
    source: str = ""
    aim: str = ""
    known: str = ""


@transaction.atomic
def add_statement(*, authority: Authority, stated: Stated, by: User) -> Statement:
    """A statement, value or priority.

    Raises `PermissionDenied`, and `Refused` where the number is taken or a figure is picked that is not kept.
    """
    require(by, Action.SET_TARGETS, authority)
    _refuse(authority, stated)
    made = Statement.objects.create(authority=authority, **stated.__dict__)
    audit.record(
        by=by, action="add statement", on=made, authority=authority, kind=made.kind, number=made.number
    )
    return made


@transaction.atomic
def change_statement(*, statement: Statement, stated: Stated, version: int, by: User) -> Statement:
    """Other words, or another number; what stood before is kept. Published editions stay as they are.

    Raises as `add_statement`, and `StaleEdit`.
    """
    authority = statement.authority
    require(by, Action.SET_TARGETS, authority)
    statement = take(statement, version=version)
    _refuse(authority, stated, but=statement)
    if stated.kind != statement.kind and statement.actions.exists():
        kept = "an I statement" if statement.kind == Statement.Kind.I_STATEMENT else "a priority"
        raise Refused(f"Actions of the plan answer it, so it must stay {kept}.", field="kind")
    for name, value in stated.__dict__.items():
        setattr(statement, name, value)
    statement.save()
    audit.record(by=by, action="change statement", on=statement, authority=authority, version=version)
    return statement


def _refuse(authority: Authority, stated: Stated, but: Statement | None = None) -> None:
    # One at a time for each authority, so that two who give the same number see each other.
    Authority.objects.select_for_update().get(pk=authority.pk)
    others = Statement.objects.filter(authority=authority, kind=stated.kind, number=stated.number)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(
            f"There is a number {stated.number} already. Give this one another number.", field="number"
        )
    if stated.kind != Statement.Kind.PRIORITY and (stated.aim or stated.known):
        raise Refused(
            "Only a priority has an aim and what is known of it. Leave both empty, or choose Priority.",
            field="aim" if stated.aim else "known",
        )
    names = set(ContextFigure.objects.filter(authority=authority).values_list("name", flat=True))
    for text in (figure for _, figure in markup.split_picked(stated.known) if figure):
        try:
            name = picked.read(text).context
        except picked.NotPicked as fault:
            raise Refused(str(fault), field="known") from None
        if name not in names:
            raise Refused(
                f"[[{text}]] picks no context figure that is kept. Add the figure first, with its source.",
                field="known",
            )


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
