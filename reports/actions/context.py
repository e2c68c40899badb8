"""Keeping figures that others counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from reports.models import ContextFigure
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import take
from sufficiency.core.writing import Refused


@dataclass(frozen=True)
class Kept:
    """A context figure as somebody enters it; see `ContextFigure` for what the fields mean."""

    kind: str
    name: str
    label: str
    value: Decimal
    unit: str
    as_at: date
    source: str
    value_high: Decimal | None = None
    starts_on: date | None = None
    when_said: str = ""
    place_in_source: str = ""
    note: str = ""


@transaction.atomic
def add_context_figure(*, authority: Authority, kept: Kept, by: User) -> ContextFigure:
    """A figure with its date and source. Raises `PermissionDenied`, and `Refused` where there is one for the date."""
    require(by, Action.WRITE_DOCUMENTS, authority)
    _refuse_a_second(authority, kept)
    figure = ContextFigure.objects.create(authority=authority, entered_by=by, **kept.__dict__)
    _record(figure, "add context figure", by)
    return figure


@transaction.atomic
def change_context_figure(*, figure: ContextFigure, kept: Kept, version: int, by: User) -> ContextFigure:
    """What was entered wrongly; what stood before is kept. Raises `PermissionDenied`, `StaleEdit`, `Refused`."""
    require(by, Action.WRITE_DOCUMENTS, figure.authority)
    figure = take(figure, version=version)
    _refuse_a_second(figure.authority, kept, but=figure)
    for name, value in kept.__dict__.items():
        setattr(figure, name, value)
    figure.entered_by = by
    figure.save()
    _record(figure, "change context figure", by)
    return figure


@transaction.atomic
def add_context_figures(*, authority: Authority, figures: Iterable[Kept], by: User) -> int:
    """All of a file, or none: how many. Raises as `add_context_figure`."""
    return len([add_context_figure(authority=authority, kept=kept, by=by) for kept in figures])


def _refuse_a_second(authority: Authority, kept: Kept, but: ContextFigure | None = None) -> None:
    # One at a time for each authority, so that two who add the same see each other.
    Authority.objects.select_for_update().get(pk=authority.pk)
    others = ContextFigure.objects.filter(authority=authority, name=kept.name, as_at=kept.as_at)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refused(
            f"There is a figure called '{kept.name}' for that date already. "
            "Change that one, or give this another name.",
            field="name",
        )


def _record(figure: ContextFigure, action: str, by: User) -> None:
    audit.record(
        by=by,
        action=action,
        on=figure,
        authority=figure.authority,
        kind=figure.kind,
        as_at=figure.as_at.isoformat(),
    )
