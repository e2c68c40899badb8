"""Running a family's SQL: parameters by name, rows by name, and the same text as a subquery of the ORM's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

_NAMED = re.compile(r"%\((\w+)\)s")

# Ages by comparing birth dates: PostgreSQL's `day - interval 'n years'` is clamped to the month's end, so the
# latest birth date that has reached n years on a day is exactly that day moved back, and a child born on
# 29 February reaches it on 1 March in common years.
AGE_BAND = """case
        when {born} > {day} - interval '1 year' then 'under 1'
        when {born} > {day} - interval '5 years' then '1 to 4'
        when {born} > {day} - interval '10 years' then '5 to 9'
        when {born} > {day} - interval '16 years' then '10 to 15'
        else '16 and over'
    end"""


def in_force(spell: str, day: str) -> str:
    """The condition that a spell of the table `spell` is in force on `day`, one of the days asked about.

    The range over all the days is constant, so its statistics tell the planner how much remains. The comparison
    with a day that differs from row to row stands inside `coalesce`, for the planner would else expect a handful
    of rows of it, and choose loops where a hash join is many times faster.
    """
    return f"{spell}.dates && daterange(%(earliest)s, %(latest)s, '[]') and {_covers(spell, day)}"


def in_force_within(spell: str, day: str) -> str:
    """The same of a spell that is joined to a period already found: without the index of its dates.

    That index leads with the child, so to find a day in it is to read all of it. The planner does not see this
    and would take it; `is true` leaves it the statistics and takes the index away.
    """
    return f"({spell}.dates && daterange(%(earliest)s, %(latest)s, '[]')) is true and {_covers(spell, day)}"


def _covers(spell: str, day: str) -> str:
    ends_later = f"(upper_inf({spell}.dates) or upper({spell}.dates) > {day})"
    return f"coalesce(lower({spell}.dates) <= {day} and {ends_later}, false)"


def rows(sql: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a query as dicts by column name."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def subquery(sql: str, parameters: Mapping[str, Any]) -> RawSQL:
    """The query for use within one of the ORM's, which takes parameters by position only."""
    return RawSQL(_NAMED.sub("%s", sql), [parameters[name] for name in _NAMED.findall(sql)])
