"""How requests for files with names read on pages."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sufficiency.core.files.limits import MOST_A_DAY, MOST_AT_ONCE
from sufficiency.core.files.lists import list_of
from sufficiency.core.models import FileRequest

WHICH = (
    f"More than {MOST_AT_ONCE} names in one file, or more than {MOST_A_DAY} that one person takes in 24 hours, leave "
    "when a second person agrees."
)


def moment(at: datetime) -> str:
    """'14:05 on 3 May 2026', in this country's time."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} on {local.day} {local:%B %Y}"


def what(asked: FileRequest) -> str:
    """'A file of 479 children'."""
    return f"A file of {list_of(asked).counted(asked.rows)}"


def state(asked: FileRequest, *, at: datetime) -> tuple[str, str]:
    """Where it stands, in words and as the colour of a tag."""
    until = asked.until
    if not asked.decision:
        return "Waits", "yellow"
    if until is None:
        return "Refused", "red"
    if asked.taken_at:
        return "Taken", "grey"
    return ("Approved", "green") if at < until else ("Not taken in time", "grey")


def may_be_taken(asked: FileRequest, *, at: datetime) -> bool:
    return asked.until is not None and at < asked.until


def rows(asked: FileRequest, *, searched: str, at: datetime) -> list[dict[str, str]]:
    """A request as a summary list: what is asked, why, and what became of it."""
    found = [{"key": "Narrowed to", "value": asked.narrowed_to or "Nothing: the list as it opens"}]
    if searched:
        found.append({"key": "Searched for", "value": searched})
    found += [
        {"key": "What for", "value": asked.reason},
        {"key": "Asked by", "value": f"{asked.asked_by}, {moment(asked.asked_at)}"},
    ]
    if asked.decided_at:
        found.append(
            {
                "key": f"{asked.get_decision_display()} by",
                "value": f"{asked.decided_by}, {moment(asked.decided_at)}",
            }
        )
    if asked.note:
        found.append({"key": "Note", "value": asked.note})
    if asked.until:
        over = "" if at < asked.until else " (over)"
        found.append({"key": "May be taken until", "value": f"{moment(asked.until)}{over}"})
        found.append(
            {"key": "First taken", "value": moment(asked.taken_at) if asked.taken_at else "Not taken"}
        )
    return found
