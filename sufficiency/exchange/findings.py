"""What a load said of its rows, by rule: how many, the first of them, and whose they are.

Whose they are and what they say is told to those alone who load returns, and so hold the files. A row may be of a
closed record, and leaving out such rows would tell that there is one: to others (`told` False) none is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from sufficiency.exchange.models import Finding, Import, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.checks import ABSENT
from sufficiency.exchange.ssda903.applying.kept_rows import children_of_rows

FIRST_ROWS = 5
_CHUNK = 5000


@dataclass(frozen=True)
class Row:
    """One finding, with the child's number where the row can be told from its file's name, and what it says.

    Both are None where they are not told to the reader.
    """

    finding: Finding
    child: str | None
    value: str | None


@dataclass(frozen=True)
class Group:
    """The findings of one rule in one column."""

    code: str
    column: str
    count: int
    # None where it is not told: it may quote what the row says.
    message: str | None
    # How many ways the rule puts it; with more than one, `message` is an example.
    messages: int
    rows: list[Row]


def of_kind(batch: Import, kind: str) -> QuerySet[Finding]:
    return Finding.objects.filter(of_return__batch=batch, kind=kind).select_related("of_return")


def groups(batch: Import, kind: str, *, told: bool) -> list[Group]:
    """By rule and column, the most frequent first."""
    found = of_kind(batch, kind)
    counted = (
        found.order_by()
        .values("code", "column")
        .annotate(count=Count("pk"), messages=Count("message", distinct=True), message=Min("message"))
    )
    place = Window(
        RowNumber(),
        partition_by=[F("code"), F("column")],
        order_by=[F("of_return__as_at"), F("file"), F("row"), F("pk")],
    )
    first: list[Finding] = list(found.annotate(place=place).filter(place__lte=FIRST_ROWS).order_by("place"))
    numbers = _numbers(batch, first) if told else {}
    by_group: dict[tuple[str, str], list[Row]] = {}
    for one in first:
        by_group.setdefault((one.code, one.column), []).append(_row(one, numbers, told=told))
    return [
        Group(
            code=one["code"],
            column=one["column"],
            count=one["count"],
            message=one["message"] if told else None,
            messages=one["messages"],
            rows=by_group[one["code"], one["column"]],
        )
        for one in sorted(counted, key=lambda one: (-one["count"], one["code"], one["column"]))
    ]


def every_row(batch: Import, kind: str, *, told: bool) -> Iterator[Row]:
    """All findings of a kind in the order of returns, files and rows."""
    found = of_kind(batch, kind).order_by("of_return__as_at", "file", "row", "pk")
    chunk: list[Finding] = []
    for one in found.iterator(_CHUNK):
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield from _with_numbers(batch, chunk, told=told)
            chunk = []
    yield from _with_numbers(batch, chunk, told=told)


def _with_numbers(batch: Import, chunk: list[Finding], *, told: bool) -> Iterator[Row]:
    numbers = _numbers(batch, chunk) if told else {}
    return (_row(one, numbers, told=told) for one in chunk)


def _row(one: Finding, numbers: dict[int, str], *, told: bool) -> Row:
    return Row(one, numbers[one.pk], one.value) if told else Row(one, None, None)


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
