"""What waits of returns: loads to apply, differences to settle, queries that a return raised."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from placements.models import Child
from sufficiency.core.access import Action, Role
from sufficiency.core.work import RETURNS, Asked, Line, Risk, Rule, register
from sufficiency.exchange.models import Finding, Import, LiveConflict, Return

_ROLES = frozenset({Role.ANALYST, Role.PLACEMENT_MANAGER})
_ANALYST = frozenset({Role.ANALYST})


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _number(records: Any) -> Any:
    """How many records belong to the row, as a column."""
    counted = records.order_by().values("of_return").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _of_return(one: Any, rest: str) -> Line:
    return Line(
        when=f"To {_words(one.as_at)}",
        title="Extract" if one.is_extract else "Return",
        href=reverse("exchange:import-detail", args=[one.batch.public_id]),
        rest=rest,
        deadline=one.as_at,
    )


def _returns(asked: Asked) -> Any:
    current = Return.objects.visible_to(asked.user).filter(authority=asked.authority, is_current=True)
    return current.select_related("batch")


def _differences(asked: Asked) -> Any:
    """Current returns that differ from what people entered, of children whose record the person may open."""
    visible = Child.objects.visible_to(asked.user).filter(authority=asked.authority)
    open_ones = LiveConflict.objects.filter(of_return=OuterRef("pk"), choice="", child__in=visible)
    return _returns(asked).annotate(to_settle=_number(open_ones)).filter(to_settle__gt=0).order_by("as_at")


def _queries(asked: Asked) -> Any:
    raised = Finding.objects.filter(of_return=OuterRef("pk"), kind=Finding.Kind.QUERY)
    return _returns(asked).annotate(queries=_number(raised)).filter(queries__gt=0).order_by("-as_at")


def _loads(asked: Asked) -> Any:
    waiting = Import.objects.visible_to(asked.user).filter(authority=asked.authority)
    return waiting.filter(status__in=(Import.Status.UPLOADED, Import.Status.READY)).order_by(
        "started_at", "pk"
    )


def _load(one: Import, day: date) -> Line:
    on = timezone.localtime(one.started_at).date()
    return Line(
        when=f"Since {_words(on)}",
        title="A load",
        href=reverse("exchange:import-detail", args=[one.public_id]),
        rest=f"is {one.get_status_display()[0].lower()}{one.get_status_display()[1:]}.",
        deadline=on,
    )


RULES = (
    Rule(
        "loads",
        RETURNS,
        Risk.DUTY,
        "load that waits",
        "loads that wait",
        Action.LOAD_RETURNS,
        _ANALYST,
        find=_loads,
        line=_load,
        why="Read, and neither applied nor thrown away.",
        href=lambda: reverse("exchange:import-list"),
    ),
    Rule(
        "differences",
        RETURNS,
        Risk.DUTY,
        "return that differs from what was entered here",
        "returns that differ from what was entered here",
        Action.SEE_RETURNS,
        _ROLES,
        find=_differences,
        line=lambda one, day: _of_return(
            one, f"has {_counted(one.to_settle, 'difference', 'differences')} to settle, field by field."
        ),
        why="Nothing that people entered is overwritten: they settle what differs.",
        href=lambda: reverse("exchange:import-list"),
    ),
    Rule(
        "queries",
        RETURNS,
        Risk.COMING,
        "return with queries",
        "returns with queries",
        Action.SEE_RETURNS,
        _ANALYST,
        find=_queries,
        line=lambda one, day: _of_return(
            one, f"has {_counted(one.queries, 'query', 'queries')} on its rows."
        ),
        why="What a return breaks of DfE's rules, and is kept all the same.",
        href=lambda: reverse("exchange:import-list"),
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
