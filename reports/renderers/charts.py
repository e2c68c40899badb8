"""Charts drawn as SVG for print, in the house look, from a document's Chart and nothing else.

The same chart gives the same bytes: no date, no random identifiers, one vendored typeface.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.ticker
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from reports.document import Chart, Form, Point, Series

FONTS = Path(__file__).resolve().parent.parent / "typst" / "fonts" / "liberation-sans-2.1.5"
BLUE, INK, QUIET, GREY, GRID = "#1d70b8", "#0b0c0c", "#484949", "#6b7276", "#e4e8ec"
PALE = "#6ea3d3"
WIDTH = 6.3  # inches: the width of the text, so that type is printed at its own size
POINT = 8.5
NAMES = 1.45  # inches at the right for the lines' names
HEAD = 0.16  # inches above the lines
LABELS = 3.2  # inches at the left for the bars' labels
LINE = 0.14  # inches from one line of type to the next


@dataclass(frozen=True)
class Look:
    colour: str
    width: float
    dash: str | tuple[float, tuple[float, ...]]
    marker: str
    hollow: bool = False


LOOKS = {
    "council": Look(BLUE, 2.2, "solid", "o"),
    "part": Look(INK, 1.6, "solid", "s"),
    "part_two": Look(PALE, 1.8, "solid", "^"),
    "former": Look(GREY, 1.3, (0, (3, 2)), "o", hollow=True),
    "england": Look(GREY, 1.4, (0, (6, 3.5)), ""),
    "neighbours": Look(GREY, 1.4, (0, (1.4, 2.6)), ""),
}
STYLE: dict[Any, Any] = {
    "svg.fonttype": "path",
    "svg.hashsalt": "sufficiency",
    "font.family": "Liberation Sans",
    "font.size": POINT,
    "axes.unicode_minus": True,
    "text.color": INK,
}


@cache
def _typeface() -> None:
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(path))


def svg(chart: Chart) -> str:
    """The drawing, without its title, notes and source: the page sets those as text."""
    out = io.StringIO()
    _draw(chart, FigureCanvasSVG, out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def png(chart: Chart) -> bytes:
    """The same drawing as a picture, for files that take no SVG."""
    out = io.BytesIO()
    _draw(chart, FigureCanvasAgg, out, format="png", dpi=200, metadata={"Software": None})
    return out.getvalue()


def _draw(chart: Chart, canvas: type[FigureCanvasBase], out: io.StringIO | io.BytesIO, **saved: Any) -> None:
    _typeface()
    with mpl.rc_context(STYLE):
        draw, height, (left, right, bottom, top) = _layout(chart)
        figure = Figure(figsize=(WIDTH, height))
        canvas(figure)
        axes = figure.add_axes(
            (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - bottom - top) / height)
        )
        draw(axes, chart)
        figure.savefig(out, **saved)


def _layout(chart: Chart) -> tuple[Callable[[Axes, Chart], None], float, tuple[float, float, float, float]]:
    """How to draw it, its height, and its margins at the left, right, foot and head, in inches."""
    if chart.form is Form.BARS:
        rows = sum(len(_wrapped(bar.label, 54)) for bar in chart.bars)
        return _bars, 0.08 * len(chart.bars) + LINE * rows + 0.1, (LABELS, 0.4, 0.02, 0.02)
    if chart.form is Form.COLUMNS:
        return _columns, 2.0, (0.36, 0.02, 0.36, 0.12)
    return _lines, 1.75, (0.4, NAMES, 0.36, HEAD)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.tick_params(length=0, labelcolor=QUIET, labelsize=POINT)
    axes.set_axisbelow(True)


def _dates(axes: Axes, chart: Chart) -> list[date]:
    days = sorted({point.at for series in chart.series for point in series.points})
    axes.set_xticks([date2num(day) for day in days])
    axes.set_xticklabels([f"{day.day} {day:%b}\n{day:%Y}" for day in days])
    return days


def _upper(values: Iterable[float], unit: str) -> float:
    most = max(values, default=1.0)
    return 100.0 if unit == "percent" and most > 60 else max(most * 1.15, 1.0)


def _axis(axes: Axes, chart: Chart, values: list[float]) -> None:
    axes.set_ylim(0, _upper(values, chart.unit))
    axes.yaxis.set_major_locator(mpl.ticker.MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(
        mpl.ticker.FuncFormatter(lambda value, _: f"{value:,.0f}{'%' if chart.unit == 'percent' else ''}")
    )
    axes.yaxis.grid(visible=True, color=GRID, linewidth=0.8)


def _lines(axes: Axes, chart: Chart) -> None:
    _bare(axes)
    days = _dates(axes, chart)
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    _axis(axes, chart, values)
    span = (date2num(days[-1]) - date2num(days[0])) or 365.0
    axes.set_xlim(date2num(days[0]) - 0.03 * span, date2num(days[-1]) + 0.05 * span)
    for series in reversed(chart.series):
        _line(axes, series, chart)
    for on, _ in chart.breaks:
        if days[0] < on <= days[-1]:
            axes.axvline(date2num(on) - 90, color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
    _names(axes, chart)


def _line(axes: Axes, series: Series, chart: Chart) -> None:
    look = LOOKS[series.role]
    drawn = [point for point in series.points if point.value is not None]
    for one, other in pairwise(series.points):
        # A gap stays a gap; a date that is not a year-end is joined to nothing; nor are two sides of a break.
        apart = one.apart or other.apart or any(one.at < on <= other.at for on, _ in chart.breaks)
        if one.value is not None and other.value is not None and not apart:
            axes.plot(
                [date2num(one.at), date2num(other.at)],
                [one.value, other.value],
                color=look.colour,
                linewidth=look.width,
                linestyle=look.dash,
                solid_capstyle="round",
            )
    for point in series.points:
        if point.value is None:
            continue
        marker = look.marker or ("_" if point.apart else "")
        if marker:
            hollow = look.hollow or point.apart
            axes.plot(
                date2num(point.at),
                point.value,
                marker="D" if point.apart and look.marker else marker,
                markersize=5,
                color=look.colour,
                markeredgewidth=1.3,
                markerfacecolor="white" if hollow else look.colour,
                linestyle="none",
                clip_on=False,
            )
    # Every figure of one line of our own; of several, only the last, beside its name.
    if series.role == "council" and not _has_several(chart):
        for point in drawn:
            axes.annotate(
                point.text,
                (date2num(point.at), point.value),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                color=look.colour,
                fontweight="bold",
                fontsize=POINT,
            )


def _has_several(chart: Chart) -> bool:
    return sum(series.role not in ("england", "neighbours") for series in chart.series) > 1


def _last(series: Series) -> Point | None:
    return next((point for point in reversed(series.points) if point.value is not None), None)


def _names(axes: Axes, chart: Chart) -> None:
    """Each line's name beside its end, moved apart where two would meet."""
    _, height, _ = _layout(chart)
    low, high = axes.get_ylim()
    per_inch = (high - low) / (axes.get_position().height * height)
    several = _has_several(chart)
    labels = []
    for series in chart.series:
        last = _last(series)
        if last is not None and last.value is not None:
            own = several and series.role not in ("england", "neighbours")
            lines = _wrapped(f"{series.name} {last.text}" if own else series.name, 21)
            labels.append((last.value, len(lines) * LINE * per_inch, "\n".join(lines), series.role))
    labels.sort(key=lambda label: label[0])
    gap = 0.03 * per_inch
    middles: list[float] = []
    edge = float("-inf")
    for value, tall, _, _ in labels:
        middles.append(max(value, edge + tall / 2))
        edge = middles[-1] + tall / 2 + gap
    # What was moved up past the drawing's head comes down again, and pushes those below it.
    edge = high + HEAD * per_inch
    for place in reversed(range(len(labels))):
        tall = labels[place][1]
        middles[place] = min(middles[place], edge - tall / 2)
        edge = middles[place] - tall / 2 - gap
    for middle, (_, _, text, role) in zip(middles, labels, strict=True):
        axes.annotate(
            text,
            (axes.get_xlim()[1], middle),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            ha="left",
            annotation_clip=False,
            fontsize=POINT,
            linespacing=1.1,
            color=LOOKS[role].colour if role != "part_two" else "#3f7bb0",
            fontweight="bold" if role == "council" else "normal",
        )


def _columns(axes: Axes, chart: Chart) -> None:
    _bare(axes)
    [series] = chart.series
    points: Sequence[Point] = series.points
    places = range(len(points))
    axes.set_xticks(list(places))
    axes.set_xticklabels([f"{point.at.day} {point.at:%b}\n{point.at:%Y}" for point in points])
    _axis(axes, chart, [point.value for point in points if point.value is not None])
    for place, point in zip(places, points, strict=True):
        if point.value is not None:
            axes.bar(
                place,
                point.value,
                width=0.6,
                color="white" if point.apart else BLUE,
                edgecolor=BLUE,
                linewidth=1.2,
                hatch="////" if point.apart else None,
            )
        axes.annotate(
            point.text,
            (place, point.value or 0),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontweight="bold",
            fontsize=POINT,
        )
    axes.set_xlim(-0.6, len(points) - 0.4)


def _bars(axes: Axes, chart: Chart) -> None:
    _bare(axes)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(GREY)
    axes.set_xticks([])
    places = range(len(chart.bars))
    axes.set_yticks(list(places))
    axes.set_yticklabels(["\n".join(_wrapped(bar.label, 54)) for bar in chart.bars])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.invert_yaxis()
    for place, bar in zip(places, chart.bars, strict=True):
        if bar.value is not None:
            axes.barh(place, bar.value, height=0.66, color=BLUE)
        axes.annotate(
            bar.text,
            (bar.value or 0, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            ha="left",
            fontweight="bold",
            fontsize=POINT,
        )
    axes.set_xlim(0, max((bar.value or 0 for bar in chart.bars), default=1) * 1.1 or 1)
