"""A load as its page tells it: what was found, what changes, what was set aside, what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sufficiency.exchange.findings import FIRST_ROWS, Group
from sufficiency.exchange.models import LiveConflict, ReplacedEntry, Return, ReturnFile
from sufficiency.exchange.presenters import words
from sufficiency.exchange.runs import Stage
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

# The records of a load, and what may become of them. "Ended" is a correction of one kind, told apart.
_RECORDS = (
    ("children", "Children"),
    ("periods_of_care", "Periods of care"),
    ("legal_statuses", "Legal statuses"),
    ("placements", "Placements"),
    ("temporary_moves", "Temporary moves"),
)
_FATES = ("new", "ended", "corrected", "removed", "unchanged")
_TAGS = {
    Stage.READY: ("Not applied yet", "yellow"),
    Stage.WAITING: ("Being applied", "blue"),
    Stage.RUNNING: ("Being applied", "blue"),
    Stage.NOT_TAKEN_UP: ("Not begun", "orange"),
    Stage.STOPPED: ("Stopped", "red"),
    Stage.APPLIED: ("Applied", "green"),
    Stage.UNDONE: ("Undone", "grey"),
    Stage.REFUSED: ("Refused", "red"),
}


def tag(stage: Stage) -> dict[str, str]:
    text, colour = _TAGS[stage]
    return {"text": text, "colour": colour}


def files(returns: Sequence[Return], found: Iterable[ReturnFile]) -> list[dict[str, Any]]:
    """A table for each return: its files, rows, and columns that were not understood."""
    by_return: dict[int, list[ReturnFile]] = {one.pk: [] for one in returns}
    for file in found:
        by_return[file.of_return_id].append(file)
    return [
        {
            "id": f"files-{one.as_at.isoformat()}",
            "heading": words.return_name(one),
            "summary": _files_in_short(by_return[one.pk]),
            "table": {
                "caption": f"{words.return_name(one)}, up to {in_words(one.as_at)}",
                "columns": [
                    {"text": "File"},
                    {"text": "Table"},
                    {"text": "Rows", "numeric": True},
                    {"text": "Columns not understood, and left"},
                ],
                "rows": [
                    {
                        "cells": [
                            file.name.rsplit("/", 1)[-1],
                            file.table,
                            number(file.rows),
                            ", ".join(file.columns_ignored) or "none",
                        ]
                    }
                    for file in by_return[one.pk]
                ],
            },
        }
        for one in returns
    ]


def _files_in_short(found: list[ReturnFile]) -> str:
    rows = words.counted(sum(file.rows for file in found), "row")
    return f"{words.counted(len(found), 'file')}, {rows}"


def changes(counts: dict[str, Any], *, is_done: bool) -> dict[str, Any]:
    """What becomes, or became, of each kind of record."""
    return {
        "title": "What changed" if is_done else "What will change",
        "caption": "Records, by what becomes of them",
        "hide_caption": True,
        "columns": [
            {"text": "Records"},
            {"text": "New", "numeric": True},
            {"text": "Ended", "numeric": True},
            {"text": "Corrected", "numeric": True},
            {"text": "Taken away", "numeric": True},
            {"text": "As they were", "numeric": True},
        ],
        "rows": [
            {"cells": [text, *(_count(counts, f"{name}_{fate}") for fate in _FATES)]}
            for name, text in _RECORDS
        ],
        "notes": [
            "“As they were” are records that the returns confirm or join on to. “Ended” were open and now have an end. "
            "“Taken away” were brought by an earlier load and are no longer in the returns.",
        ],
    }


def _count(counts: dict[str, Any], name: str) -> str:
    if name == "children_unchanged":
        altered = counts.get("children_new", 0) + counts.get("children_corrected", 0)
        return number(counts.get("children", 0) - altered)
    # Children do not end, so there is no such count.
    return number(counts.get(name, 0))


def changes_nothing(counts: dict[str, Any]) -> bool:
    """Whether the load only repeats what is held."""
    return not any(
        counts.get(f"{name}_{fate}") for name, _ in _RECORDS for fate in _FATES if fate != "unchanged"
    )


def gives_way(counts: dict[str, Any], *, is_done: bool) -> str:
    """That entries made here give way to the load, because the case system keeps those fields; blank where none do."""
    count = counts.get("entries_replaced", 0)
    if not count:
        return ""
    will = "gave way" if is_done else ("gives way" if count == 1 else "give way")
    return (
        f"{words.counted(count, 'entry', 'entries')} made here {will} to what the load says, because the case system "
        "keeps those fields. Undoing the load brings them back."
    )


def gave_way(found: Iterable[ReplacedEntry]) -> dict[str, Any] | None:
    """The entries as they were; None where there are none."""
    rows = [
        {"cells": [one.child.number or "no number yet", one.record, *_as_entered(one.before)]}
        for one in found
    ]
    if not rows:
        return None
    return {
        "caption": "Entries as they were",
        "hide_caption": True,
        "columns": [{"text": text} for text in ("Child", "Record", "Code", "From", "To")],
        "rows": rows,
    }


def _as_entered(before: dict[str, Any]) -> list[str]:
    first, _, last = before.get("dates", ",").strip("[)").partition(",")
    days = [in_words(date.fromisoformat(day)) if day else "blank" for day in (first, last)]
    return [before.get("code") or before.get("kind") or "blank", *days]


def foreseen_conflicts(counts: dict[str, Any]) -> list[str]:
    """'placement: postcode, 3 times' for entries made here that the returns contradict."""
    return [
        f"{field}, {words.counted(count, 'time')}"
        for field, count in sorted(counts.get("conflicts_by_field", {}).items())
    ]


def conflicts(found: Iterable[LiveConflict]) -> dict[str, Any]:
    return {
        "caption": "Entries made here that the returns contradict",
        "hide_caption": True,
        "columns": [
            {"text": text} for text in ("Child", "Record", "From", "Field", "Entered here", "In the return")
        ],
        "rows": [
            {
                "cells": [
                    one.child.number or "no number yet",
                    one.timeline,
                    in_words(one.starts_on),
                    one.field.replace("_", " "),
                    one.ours or "blank",
                    one.theirs or "blank",
                ]
            }
            for one in found
        ],
    }


def set_aside(found: list[Group]) -> list[dict[str, Any]]:
    """Rows set aside, by reason: how many, what is the matter, the cure, the first of them."""
    told = []
    for place, group in enumerate(found, start=1):
        what, cure = words.set_aside_words(group.code)
        told.append(_group(group, f"aside-{place}", f"{what} ({group.column})", cure))
    return told


def queries(found: list[Group]) -> list[dict[str, Any]]:
    """Queries by rule: how many, in words, the first of them."""
    told = []
    titles = Counter(words.query_name(group.code) for group in found)
    for place, group in enumerate(found, start=1):
        title = words.query_name(group.code)
        if titles[title] > 1:
            title = f"{title} ({group.column})"
        text = group.message if group.messages == 1 else f"For example: {group.message}"
        told.append(_group(group, f"query-{place}", title, text))
    return told


def _group(group: Group, identifier: str, title: str, text: str) -> dict[str, Any]:
    more = max(0, group.count - FIRST_ROWS)
    return {
        "id": identifier,
        "title": title,
        "count": words.counted(group.count, "row"),
        "lead": f"See the first {FIRST_ROWS} rows" if more else words.shown_rows(group.count),
        "text": text,
        "table": {
            "caption": f"{title}: the first {FIRST_ROWS} rows" if more else f"{title}: rows",
            "hide_caption": True,
            "columns": [
                {"text": "Child"},
                {"text": "File"},
                {"text": "Row", "numeric": True},
                {"text": "Column"},
                {"text": "What it says"},
            ],
            "rows": [
                {
                    "cells": [
                        row.child or None,
                        row.finding.file,
                        number(row.finding.row),
                        row.finding.column,
                        "not shown" if row.value is None else row.value or "blank",
                    ]
                }
                for row in group.rows
            ],
            "notes": list(_notes(group, more)),
        },
    }


def _notes(group: Group, more: int) -> Iterator[str]:
    if group.left_out:
        yield f"{words.counted(group.left_out, 'row')} left out: of records that are closed to you."
    if more:
        but = ", but those of records that are closed to you" if group.left_out else ""
        yield f"{words.counted(more, 'more row')} in the CSV file{but}."


def repaired(count: int) -> str:
    """What was done about blank ends."""
    if not count:
        return ""
    return (
        f"In {words.counted(count, 'row')} DEC is blank although the child has a later episode. Each was taken as "
        "ending where the next begins, and goes out blank again."
    )


def found_in_short(counts: dict[str, Any], returns: Sequence[Return]) -> str:
    """'7 returns with 1,204 children and 310 care leavers.'"""
    children = words.counted(counts.get("children", 0), "child", "children")
    leavers = words.counted(counts.get("care_leavers", 0), "care leaver")
    return f"{words.counted(len(returns), 'return or extract', 'returns or extracts')}, with {children} and {leavers}."


def contents(sections: Sequence[str], counts: dict[str, int], *, is_done: bool) -> list[dict[str, str]]:
    """What the page holds, from the top down, each with its number."""
    texts = {
        "different": "What is different now",
        "found": "What we found",
        "change": "What changed" if is_done else "What will change",
        "aside": f"Set aside: {words.counted(counts['aside'], 'row')}",
        "queries": f"Queries: {words.counted(counts['queries'], 'row')}",
    }
    return [{"href": f"#{section}", "text": texts[section]} for section in sections]
