"""A small line of the last year-ends, as inline SVG in the classes of the house style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 300, 46, 5

Values = Sequence[float | None]


def sparkline(
    values: Values, *, label: str, comparator: Values = (), breaks: Iterable[int] = ()
) -> SafeString:
    """The values from left to right, the comparator behind them; empty where fewer than two are known.

    A gap stands where a value is not known, and before a place in `breaks`, where a definition changed.
    """
    known = [value for value in (*values, *comparator) if value is not None]
    if sum(value is not None for value in values) < 2:
        return SafeString("")
    lowest, highest = min(known), max(known)
    starts = set(breaks)

    def lines(series: Values, css: str) -> SafeString:
        runs = _runs(series, starts)
        return format_html_join(
            "",
            '<polyline class="{}" points="{}"/>',
            (
                (css, " ".join(_point(at, value, len(series), lowest, highest) for at, value in run))
                for run in runs
            ),
        )

    last = max(at for at, value in enumerate(values) if value is not None)
    return format_html(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        lines(comparator, "app-sparkline__comparator") if comparator else "",
        lines(values, "app-sparkline__line"),
        _dot(last, values[last], len(values), lowest, highest),
    )


def _runs(series: Values, starts: set[int]) -> list[list[tuple[int, float]]]:
    """Known values that follow on each other; one that stands alone is drawn as a short line."""
    part, parts = 0, []
    for at, value in enumerate(series):
        part += at in starts or value is None
        parts.append((part, at, value))
    runs = []
    for _, group in groupby(parts, key=lambda one: one[0]):
        run = [(at, value) for _, at, value in group if value is not None]
        if len(run) == 1:
            run = [run[0], (run[0][0], run[0][1])]
        if run:
            runs.append(run)
    return runs


def _dot(at: int, value: float | None, number: int, lowest: float, highest: float) -> SafeString:
    # A line of no length with round ends: a circle would be stretched with the drawing.
    point = _point(at, value or 0, number, lowest, highest)
    return format_html('<polyline class="app-sparkline__end" points="{} {}"/>', point, point)


def _point(at: int, value: float, number: int, lowest: float, highest: float) -> str:
    across = EDGE + (WIDTH - 2 * EDGE) * at / max(number - 1, 1)
    share = (float(value) - float(lowest)) / float(highest - lowest) if highest > lowest else 0.5
    return f"{across:.1f},{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * share:.1f}"
