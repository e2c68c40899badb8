"""What waits of returns: loads to apply, differences to settle, queries that a return raised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from placements.models import Child
from placements.presenters import words as names
from sufficiency.core.access import Action, Reach, Role
from sufficiency.core.work import DECISIONS, RETURNS, Asked, Line, Risk, Rule, register
from sufficiency.exchange.models import Finding, Import, LiveConflict, Return
from sufficiency.exchange.reconciliation import words as differences
from sufficiency.exchange.reconciliation.differences import State
from sufficiency.exchange.reconciliation.tables import settle_address

_ROLES = frozenset({Role.ANALYST, Role.PLACEMENT_MANAGER})
_ANALYST = frozenset({Role.ANALYST})
_WORKERS = frozenset({Role.SOCIAL_WORKER, Role.LEAVING_CARE_ADVISER})
_SETTLERS = frozenset({Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER, Role.ANALYST})


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


def _questions(asked: Asked) -> Any:
    """To the person, as the worker of the child."""
    mine = LiveConflict.objects.asked_of(asked.user, on=asked.day).filter(authority=asked.authority)
    return _in_order(mine.waiting_for_an_answer())


def _of_those_who_settle(asked: Asked) -> Any:
    return LiveConflict.objects.visible_to(asked.user).filter(authority=asked.authority)


def _in_order(found: Any) -> Any:
    return found.select_related("child", "answered_by").order_by("settled_at", "pk")


def _question(one: LiveConflict, day: date) -> Line:
    return _of_a_difference(
        one,
        reverse("reconciliation:answer", args=[one.public_id]),
        f"{differences.both(one)} Which is right?",
    )


def _nobody_answers(one: LiveConflict, day: date) -> Line:
    return _of_a_difference(
        one, settle_address(one), f"{differences.both(one)} Asked about, and no worker who could answer."
    )


def _answered(one: LiveConflict, day: date) -> Line:
    return _of_a_difference(one, settle_address(one), f"The worker's answer: {differences.answer(one)}")


def _of_a_difference(one: LiveConflict, href: str, rest: str) -> Line:
    assert one.settled_at is not None
    on = timezone.localtime(one.settled_at).date()
    return Line(
        when=f"Asked on {_words(on)}",
        title=names.name(one.child),
        href=href,
        rest=f"{differences.what(one)}. {rest}",
        deadline=on,
        shows=one.child,
    )


def _list_of(state: State) -> Callable[[], str]:
    return lambda: f"{reverse('reconciliation:difference-list')}?{urlencode({'state': state.value})}"


RULES = (
    Rule(
        "questions-to-you",
        DECISIONS,
        Risk.DUTY,
        "question to you about a child's record",
        "questions to you about children's records",
        Action.SEE_CHILDREN,
        _WORKERS,
        find=_questions,
        line=_question,
        why="The record here and the case system differ, and those who settle it ask you.",
        reach=Reach.ALLOCATED,
    ),
    Rule(
        "answers",
        RETURNS,
        Risk.DUTY,
        "difference that the worker answered",
        "differences that workers answered",
        Action.RECONCILE,
        _SETTLERS,
        find=lambda asked: _in_order(
            _of_those_who_settle(asked).filter(choice=LiveConflict.Choice.ASK).exclude(answer="")
        ),
        line=_answered,
        why="A suggestion: who settles the difference decides.",
        href=_list_of(State.ANSWERED),
    ),
    Rule(
        "nobody-to-answer",
        RETURNS,
        Risk.DUTY,
        "question about a child without a worker",
        "questions about children without a worker",
        Action.RECONCILE,
        _SETTLERS,
        find=lambda asked: _in_order(
            _of_those_who_settle(asked).waiting_for_an_answer().with_no_worker(on=asked.day)
        ),
        line=_nobody_answers,
        why="The team's list: find out, and settle it.",
        href=_list_of(State.NOBODY),
    ),
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
