"""Figures of a day are not counted again while nothing that they rest on has changed.

Triggers write a `Change` for each statement that figures may rest on, with the first day that it can touch, in the
writer's own transaction. Before counting, it is read which changes touch the day; what was counted is kept with that.
It holds for whoever sees the very same changes and no others. Changes are only ever added, between one start and the
next, so the same start and the same number are the same changes. One that commits between the reading and the
counting is counted and yet not among those read: then the next reader sees one more, and counts again.

Within a transaction nothing kept is read or written: what it has written itself, and registers rebuilt as they stood
(`as_known`), are counted as they are. See `docs/decisions/kept-figures.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sufficiency.core.models import Authority
from sufficiency.kept.models import Change, Figures

Row = dict[str, Any]
# Of each day what has changed that touches it, and what was kept when exactly that had.
_FIND = """
with standing as (
    select
        asked.day,
        asked.question,
        coalesce(max(change.id) filter (where change.is_start), 0) as since,
        count(change.id) as changes
    from unnest(%(days)s::date[], %(questions)s::text[]) as asked(day, question)
    left join kept_change change
        on (change.authority_id = %(authority)s or change.authority_id is null) and change.touches <= asked.day
    group by asked.day, asked.question
)
select standing.day, standing.since, standing.changes, kept.counted
from standing
left join kept_figures kept
    on kept.authority_id = %(authority)s
    and kept.day = standing.day
    and kept.question = standing.question
    and kept.since = standing.since
    and kept.changes = standing.changes
"""
# In order of the days, so that two that keep the same wait for each other and never crosswise.
_KEEP = """
insert into kept_figures (authority_id, day, question, since, changes, counted)
select %(authority)s, told.*
from unnest(
    %(days)s::date[], %(questions)s::text[], %(since)s::bigint[], %(changes)s::bigint[], %(counted)s::jsonb[]
) as told(day, question, since, changes, counted)
order by told.day
on conflict (authority_id, day, question) do update set
    since = excluded.since, changes = excluded.changes, counted = excluded.counted, counted_at = now()
"""
# Counting the changes that touch a day takes a millisecond for some thousands of them.
_MOST_CHANGES = 5_000
_KEPT_FOR = timedelta(days=31)
_AFRESH: ContextVar[bool] = ContextVar("afresh", default=False)


@contextmanager
def counted_afresh() -> Iterator[None]:
    """Within the block everything is counted, and nothing of it kept: for benchmarks and tests."""
    before = _AFRESH.set(True)
    try:
        yield
    finally:
        _AFRESH.reset(before)


def is_kept() -> bool:
    """Whether what is counted here may be kept for others."""
    return not _AFRESH.get() and not connection.in_atomic_block


def rows_by_day(
    sql: str,
    *,
    authority: Authority,
    days: Sequence[date],
    binding: Callable[[Sequence[date]], Mapping[str, Any]],
    rows: Callable[[str, Mapping[str, Any]], list[Row]],
) -> list[Row]:
    """The `rows` of a query, each telling of its `day`: kept ones where they hold, the rest counted in one query.

    `binding` gives what the query binds for some of the days. What it answers of a day must not depend on which
    others are asked with it, and on nothing but what it binds and the tables whose changes are noted.
    """
    if not is_kept():
        return rows(sql, binding(days))
    questions = {day: _question(sql, binding([day])) for day in days}
    asked = {"authority": authority.pk, "days": list(questions), "questions": list(questions.values())}
    standing = {row["day"]: row for row in _standing(asked)}
    missing = [day for day in questions if standing[day]["counted"] is None]
    counted: dict[date, list[Row]] = {day: [] for day in missing}
    for row in rows(sql, binding(missing)) if missing else []:
        counted[row["day"]].append({name: value for name, value in row.items() if name != "day"})
    if missing:
        _keep(authority, questions, {day: standing[day] for day in missing}, counted)
    found = {day: counted[day] if day in counted else _read(standing[day]["counted"]) for day in questions}
    return [{"day": day, **row} for day in questions for row in found[day]]


def forget() -> None:
    """Keep nothing of what was counted up to now, and clear the changes away.

    Waits for those who are writing and holds off others meanwhile, for a moment; or gives up, and all stays as it is.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '5s'")
        cursor.execute(f"lock table {Change._meta.db_table} in share row exclusive mode")
        cursor.execute(f"delete from {Change._meta.db_table}")
        cursor.execute(f"delete from {Figures._meta.db_table}")
        Change.objects.create(touches=date.min, is_start=True)


def tidy() -> int | None:
    """Forget what was counted over a month ago; all, and the changes with it, where so many have gathered (None).

    While somebody writes for long, a load perhaps, the changes stay: they do no harm until the next time.
    """
    if Change.objects.count() > _MOST_CHANGES:
        try:
            forget()
        except OperationalError:
            return 0
        return None
    old = Figures.objects.filter(counted_at__lt=timezone.now() - _KEPT_FOR)
    return old.delete()[0]


def _standing(asked: Mapping[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, asked)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _question(sql: str, bound: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([sql, bound], sort_keys=True, default=str).encode()).hexdigest()


def _read(counted: Any) -> list[Row]:
    return json.loads(counted) if isinstance(counted, str) else counted


def _keep(
    authority: Authority,
    questions: Mapping[date, str],
    standing: Mapping[date, Row],
    counted: Mapping[date, list[Row]],
) -> None:
    days = list(standing)
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            {
                "authority": authority.pk,
                "days": days,
                "questions": [questions[day] for day in days],
                "since": [standing[day]["since"] for day in days],
                "changes": [standing[day]["changes"] for day in days],
                "counted": [json.dumps(counted[day]) for day in days],
            },
        )
