"""Times, medians, and the lines of the table that is printed."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Line:
    """One figure against its target and its yardstick. `met` is None where there is no target."""

    what: str
    size: str
    figure: str
    target: str = ""
    yardstick: str = ""
    ratio: str = ""
    met: bool | None = None
    load: float = 0.0

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT MET", None: ""}[self.met]

    def cells(self) -> tuple[str, ...]:
        return (
            self.what,
            self.size,
            self.figure,
            self.target,
            self.yardstick,
            self.ratio,
            self.verdict,
            f"{self.load:.1f}",
        )


HEADINGS = ("What", "Size", "Median", "Target", "Yardstick", "Ratio", "Verdict", "Load average")


def as_table(lines: Iterable[Line]) -> str:
    """The lines in columns, as plain text that is a Markdown table too."""
    rows = [HEADINGS, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    told = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in (told[0], rule, *told[1:]))


@dataclass(frozen=True)
class Timing:
    """Medians over several runs of a piece of work and of its yardstick, taken in turn, in seconds."""

    work: float
    yardstick: float
    load: float

    @property
    def ratio(self) -> float:
        return self.work / self.yardstick

    def line(
        self,
        what: str,
        size: str,
        *,
        under: float | None = None,
        within: float | None = None,
        limits: bool = True,
    ) -> Line:
        """Against at most `under` seconds, and at most `within` times the yardstick; `limits` applies them."""
        wanted = ([f"under {under:g} s"] if under else []) + ([f"within {within:g}×"] if within else [])
        met = (under is None or self.work < under) and (within is None or self.ratio <= within)
        return Line(
            what,
            size,
            seconds(self.work),
            " and ".join(wanted) if limits else "",
            seconds(self.yardstick),
            f"{self.ratio:.2g}×",
            met if limits and wanted else None,
            self.load,
        )


def in_turn(work: Callable[[], object], yardstick: Callable[[], object], *, times: int) -> Timing:
    """Do both so many times, one after the other, so that a busy moment strikes both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for one, into in zip((work, yardstick), taken, strict=True):
            into.append(seconds_of(one))
    return Timing(statistics.median(taken[0]), statistics.median(taken[1]), load_average())


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def load_average() -> float:
    """How many processes wanted a processor in the last minute."""
    return os.getloadavg()[0]


def seconds(number: float) -> str:
    return f"{number:.3f} s" if number < 1 else f"{number:.1f} s"


class QueryCount:
    """How many queries have been sent since the counting began."""

    number = 0

    def __call__(self, execute, sql, params, many, context):
        self.number += 1
        return execute(sql, params, many, context)


@contextmanager
def queries_counted():
    """Count the queries of the default database within the block."""
    count = QueryCount()
    with connection.execute_wrapper(count):
        yield count
