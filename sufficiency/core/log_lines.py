"""Lines of the log: a fault is told by its kind and where it happened, never by its own words.

A database that refuses a row quotes the row, and a form that cannot be read quotes what was typed.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class WithoutValues(logging.Formatter):
    """A formatter whose tracebacks name files, lines and kinds of faults, and no value."""

    def __init__(self, format: str | None = None, **options: Any) -> None:
        super().__init__(format, **options)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        parts: list[str] = []
        fault = ei[1]
        while fault is not None:
            where = "".join(traceback.format_tb(fault.__traceback__))
            parts.append(f"Traceback (most recent call last):\n{where}{_kind(fault)}")
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\n\nafter\n\n".join(parts)


def _kind(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}"
