"""What a load said of its rows, by rule: how many, the first of them, and whose they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from sufficiency.exchange.models import Finding, Import, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.checks import ABSENT
from sufficiency.exchange.ssda903.applying.kept_rows import children_of_rows

FIRST_ROWS = 5
_CHUNK = 5000


@dataclass(frozen=True)
class Row:
    """One finding, with the child's number where the row can be told from its file's name.

    `value` is None where the reader may not see it.
    """

    finding: Finding
    child: str
    value: str | None


@dataclass(frozen=True)
class Group:
    """The findings of one rule in one column."""

    code: str
    column: str
    count: int
    message: str
    # How many ways the rule puts it; with more than one, `message` is an example.
    messages: int
    rows: list[Row]
    # Of the first rows, those left out because they tell of a record that is closed to the reader.
    left_out: int


def of_kind(batch: Import, kind: str) -> QuerySet[Finding]:
    return Finding.objects.filter(of_return__batch=batch, kind=kind).select_related("of_return")


def groups(batch: Import, kind: str, *, closed: Collection[str] = ()) -> list[Group]:
    """By rule and column, the most frequent first.

    Rows of the children whose numbers are `closed` are counted and not shown.
    """
    found = of_kind(batch, kind)
    counted = (
        found.order_by()
        .values("code", "column")
        .annotate(count=Count("pk"), messages=Count("message", distinct=True))
    )
    place = Window(
        RowNumber(),
        partition_by=[F("code"), F("column")],
        order_by=[F("of_return__as_at"), F("file"), F("row"), F("pk")],
    )
    first: list[Finding] = list(found.annotate(place=place).filter(place__lte=FIRST_ROWS).order_by("place"))
    numbers = _numbers(batch, first)
    by_group: dict[tuple[str, str], list[Finding]] = {}
    for one in first:
        by_group.setdefault((one.code, one.column), []).append(one)
    return [
        _group(one, by_group[one["code"], one["column"]], numbers, closed)
        for one in sorted(counted, key=lambda one: (-one["count"], one["code"], one["column"]))
    ]


def _group(
    counted: Mapping[str, Any], first: list[Finding], numbers: dict[int, str], closed: Collection[str]
) -> Group:
    rows = [row for one in first if (row := _row(one, numbers[one.pk], closed))]
    message = min((row.finding.message for row in rows), default="")
    return Group(**counted, message=message, rows=rows, left_out=len(first) - len(rows))


def _row(finding: Finding, child: str, closed: Collection[str]) -> Row | None:
    """The finding as a reader sees it to whom these children are closed; None where it tells of one of them.

    Where the child cannot be told it may be one of them, so that nothing of what the row held is shown.
    """
    if child in closed or finding.value in closed:
        return None
    return Row(finding, child, None if closed and not child else finding.value)


def every_row(batch: Import, kind: str, *, closed: Collection[str] = ()) -> Iterator[Row]:
    """All findings of a kind in the order of returns, files and rows, but those of `closed` children."""
    found = of_kind(batch, kind).order_by("of_return__as_at", "file", "row", "pk")
    chunk: list[Finding] = []
    for one in found.iterator(_CHUNK):
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield from _rows(batch, chunk, closed)
            chunk = []
    yield from _rows(batch, chunk, closed)


def _rows(batch: Import, chunk: list[Finding], closed: Collection[str]) -> Iterator[Row]:
    numbers = _numbers(batch, chunk)
    return (row for one in chunk if (row := _row(one, numbers[one.pk], closed)))


def _numbers(batch: Import, findings: list[Finding]) -> dict[int, str]:
    """The children's numbers by finding.

    An XML file is one name for several tables: whose a row of it is cannot be told.
    """
    numbers = {}
    for code_is_absent in (False, True):
        asked = [one for one in findings if (one.code == ABSENT) is code_is_absent]
        # Who is absent from a return is told by the rows of the return before it.
        homes = _returns_before(batch) if code_is_absent and asked else {}
        files = _files_of_one_table({homes.get(one.of_return_id, one.of_return_id) for one in asked})
        by_row = children_of_rows(files.values(), {one.row for one in asked})
        for one in asked:
            file = files.get((homes.get(one.of_return_id, one.of_return_id), one.file))
            numbers[one.pk] = "" if file is None else by_row.get((file, one.row), "")
    return numbers


def _returns_before(batch: Import) -> dict[int, int]:
    """For each return of the load the one that spoke last before it."""
    of_load = Q(batch=batch) | Q(authority=batch.authority, is_current=True)
    in_order = Return.objects.filter(of_load).order_by("as_at", "is_current").values_list("pk", "as_at")
    latest = {as_at: pk for pk, as_at in in_order}
    own = dict(batch.returns.values_list("as_at", "pk"))
    days = sorted({**latest, **own})
    spoke = {**latest, **own}
    return {own[day]: spoke[before] for before, day in pairwise(days) if day in own}


def _files_of_one_table(returns: set[int]) -> dict[tuple[int, str], int]:
    """Files of the returns by return and name, where the name is that of one table."""
    files: dict[tuple[int, str], list[int]] = {}
    named = ReturnFile.objects.filter(of_return__in=returns).values_list("pk", "of_return", "name")
    for pk, of_return, name in named:
        files.setdefault((of_return, name), []).append(pk)
    return {key: held[0] for key, held in files.items() if len(held) == 1}
