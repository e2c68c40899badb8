"""Asking a rule of work of a day, about children who are looked after then."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import (
    Child,
)
from sufficiency.core.models import Authority, User
from sufficiency.core.work import (
    Asked,
    Line,
    counts,
    every_rule,
    first_lines,
)
from tests.factories import (
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
)

# A Wednesday.
DAY = date(2026, 5, 20)


A_DAY = timedelta(days=1)


RULES = {rule.name: rule for rule in every_rule()}


def cared_for(
    here: Authority, *, since: date = date(2026, 1, 5), until: date | None = None, **about
) -> Child:
    """In care and placed, from the day to the day."""
    child = ChildFactory(authority=here, **about)
    child.refresh_from_db()
    period = PeriodOfCareFactory(child=child, dates=DateRange(since, until))
    PlacementFactory(period=period)
    LegalStatusFactory(period=period)
    return child


def found(name: str, user: User, here: Authority, day: date = DAY) -> list[Line]:
    """The lines, and that the count says as many."""
    rule, asked = RULES[name], Asked(user, here, day)
    told = first_lines(rule, asked, most=50)
    assert told.number == len(told.lines) == counts([rule], asked)[name]
    return told.lines
