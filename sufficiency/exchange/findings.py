"""What a load said of its rows, by rule: how many, the first of them, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Min, QuerySet, Window
from django.db.models.functions import RowNumber

from sufficiency.exchange.models import Finding, Import, ReturnFile, ReturnRow

FIRST_ROWS = 5
_CHUNK = 5000


@dataclass(frozen=True)
class Row:
    """One finding, with the child's number where the row can be told from its file's name."""

    finding: Finding
    child: str


@dataclass(frozen=True)
class Group:
    """The findings of one rule in one column."""

    code: str
    column: str
    count: int
    message: str
    rows: list[Row]


def of_kind(batch: Import, kind: str) -> QuerySet[Finding]:
    return Finding.objects.filter(of_return__batch=batch, kind=kind).select_related("of_return")


def groups(batch: Import, kind: str) -> list[Group]:
    """By rule and column, the most frequent first."""
    found = of_kind(batch, kind)
    counted = found.order_by().values("code", "column").annotate(count=Count("pk"), message=Min("message"))
    place = Window(
        RowNumber(),
        partition_by=[F("code"), F("column")],
        order_by=[F("of_return__as_at"), F("file"), F("row"), F("pk")],
    )
    first: list[Finding] = list(found.annotate(place=place).filter(place__lte=FIRST_ROWS).order_by("place"))
    numbers = _numbers(batch, first)
    by_group: dict[tuple[str, str], list[Row]] = {}
    for one in first:
        by_group.setdefault((one.code, one.column), []).append(Row(one, numbers.get(_key(one), "")))
    return [
        Group(**one, rows=by_group[one["code"], one["column"]])
        for one in sorted(counted, key=lambda one: (-one["count"], one["code"], one["column"]))
    ]


def every_row(batch: Import, kind: str) -> Iterator[Row]:
    """All findings of a kind in the order of returns, files and rows."""
    found = of_kind(batch, kind).order_by("of_return__as_at", "file", "row", "pk")
    chunk: list[Finding] = []
    for one in found.iterator(_CHUNK):
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield from _with_numbers(batch, chunk)
            chunk = []
    yield from _with_numbers(batch, chunk)


def _with_numbers(batch: Import, chunk: list[Finding]) -> Iterator[Row]:
    numbers = _numbers(batch, chunk)
    return (Row(one, numbers.get(_key(one), "")) for one in chunk)


def _key(finding: Finding) -> tuple[int, str, int]:
    return finding.of_return_id, finding.file, finding.row


def _numbers(batch: Import, findings: list[Finding]) -> dict[tuple[int, str, int], str]:
    """The children's numbers. An XML file is one name for several tables: its rows are nobody's for certain."""
    if not findings:
        return {}
    files: dict[tuple[int, str], list[int]] = {}
    for pk, of_return, name in ReturnFile.objects.filter(of_return__batch=batch).values_list(
        "pk", "of_return", "name"
    ):
        files.setdefault((of_return, name), []).append(pk)
    names = {held[0]: key for key, held in files.items() if len(held) == 1}
    wanted = {(one.of_return_id, one.file) for one in findings}
    held_rows = ReturnRow.objects.filter(
        file__in=[pk for pk, key in names.items() if key in wanted], row__in={one.row for one in findings}
    ).values_list("file", "row", "number")
    return {(*names[file], row): number for file, row, number in held_rows}
