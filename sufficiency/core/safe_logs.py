"""Log lines that hold no personal data, whoever writes them: one JSON object a line.

What a line may hold is listed, not what it may not. A message is printed as it stands in the code, and of what
would be filled in only what cannot tell of a person: numbers, yes or no, random ids, kinds of error. Of an error
its kind, where in the code it happened and, where the database refused, the rule that it broke: never its own
words, which may quote a row, an address or what somebody typed.
"""

from __future__ import annotations

import json
import logging
import traceback
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

# The request under way, or empty: every line that is written meanwhile carries it.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_CHECKOUT = Path(__file__).resolve().parents[2]
# Extra attributes that code here adds to a line; each holds only what its writer may say.
FACTS = "facts"
# A message without anything to fill in may have been filled in already: only those of our own code are printed.
_OURS = ("sufficiency", "placements", "carers", "careleavers", "forecasting", "reports")
_HIDDEN = "…"


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "what": message_of(record),
        }
        if under_way := request_id.get():
            line["request"] = under_way
        facts = getattr(record, FACTS, None)
        if isinstance(facts, dict):
            line |= {str(name): printable(value) for name, value in facts.items()}
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [told(fault) for fault in chain(record.exc_info[1])]
        return json.dumps(line, ensure_ascii=True)


def message_of(record: logging.LogRecord) -> str:
    """The message as it stands in the code, with what may be told of what would be filled in."""
    template = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    if not record.args:
        return template if record.name.split(".")[0] in _OURS else _HIDDEN
    if not isinstance(record.args, tuple):
        return template
    try:
        return template % tuple(_fill(value) for value in record.args)
    except (TypeError, ValueError):
        return template


def _fill(value: object) -> object:
    """A value to fill in, as it may be printed."""
    if value is None or isinstance(value, bool | int | float | uuid.UUID):
        return value
    named = isinstance(value, str) and value.isidentifier() and value in _kinds_of_error()
    return value if named else _Hidden()


class _Hidden:
    """Stands in for anything that a message would be filled with, even a number."""

    def __str__(self) -> str:
        return _HIDDEN

    __repr__ = __str__


def printable(value: object) -> object:
    """A fact of a line as JSON can hold it; what is neither number, text nor list of them is hidden.

    Texts are those that our own code put there: names of routes, of tables, of checks.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return _HIDDEN


def _kinds_of_error() -> set[str]:
    names, left = set(), [BaseException]
    while left:
        kind = left.pop()
        names.add(kind.__name__)
        left += type.__subclasses__(kind)
    return names


def chain(fault: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the first cause last."""
    seen: set[int] = set()
    one: BaseException | None = fault
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def told(fault: BaseException) -> dict[str, object]:
    """Kind and place of an error; of a refusal of the database its code, table and rule too."""
    kind = type(fault)
    said: dict[str, object] = {
        "kind": kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}",
        "stack": [
            f"{_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(fault.__traceback__)
        ],
    }
    diagnosis = getattr(fault, "diag", None)
    for name in ("sqlstate", "table_name", "column_name", "constraint_name"):
        value = getattr(diagnosis, name, None)
        if value:
            said[name] = value
    return said


def _short(filename: str) -> str:
    """Of our own code the path below the checkout, of a library's the file's name and the folder's."""
    path = Path(filename)
    try:
        inside = path.relative_to(_CHECKOUT)
        return str(inside) if ".venv" not in inside.parts else "/".join(inside.parts[-3:])
    except ValueError:
        return "/".join(path.parts[-3:])
