"""Days that the database works out, row by row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Count, F, Func, Max, OuterRef, Value, When
from django.db.models.sql.compiler import SQLCompiler


class Months(Func):
    """A date so many calendar months on, clamped to the month's end."""

    template = "(%(expressions)s + interval '%(months)s months')::date"
    output_field = models.DateField()


class AfterReviews(Func):
    """Of the reviews of one child's care: the last day for the next. Three months after the first, where the start of
    care is known, and six months after any other; clamped to the month's end."""

    output_field = models.DateField()

    def __init__(self, *, start_known: OuterRef) -> None:
        super().__init__(Max("held_on"), Count("*"), start_known)

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        (last, a), (number, b), (known, c) = (compiler.compile(one) for one in self.source_expressions)
        months = f"CASE WHEN {number} = 1 AND {known} THEN 3 ELSE 6 END"
        return f"({last} + ({months}) * interval '1 month')::date", (*a, *b, *c)

    def get_group_by_cols(self) -> list[Any]:
        """None: the start of care is the same for all the reviews."""
        return []


class AddDays(Func):
    """A date so many days on."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = models.DateField()


def twenty_working_days_after(name: str) -> Any:
    """Four weeks on; from a Saturday or Sunday the Friday before that, as `notices.working_days_after` has it."""
    return Case(
        When(**{f"{name}__iso_week_day": 6}, then=AddDays(F(name), Value(27))),
        When(**{f"{name}__iso_week_day": 7}, then=AddDays(F(name), Value(26))),
        default=AddDays(F(name), Value(28)),
        output_field=models.DateField(),
    )
