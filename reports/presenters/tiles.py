"""The dashboard's six tiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from reports import printing
from reports.capacity import Capacity
from reports.presenters import changes, words
from reports.presenters.sparkline import sparkline
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.breaks import breaks_between
from sufficiency.indicators.groupings import PLACEMENT_GROUP
from sufficiency.indicators.published import Comparators
from sufficiency.indicators.wording import in_words

FOSTERED = next(iter(PLACEMENT_GROUP))
# DfE's names of the groups, short enough for a tile.
_SHORT = {
    "Secure homes and children's homes": "children's homes",
    "Independent and semi-independent living arrangements/supported accommodation": "supported",
    "Placed with parents or other person with parental responsibility": "with parents",
    "Placed for adoption": "for adoption",
    "Other residential settings": "other residential",
    "Residential schools": "schools",
    "Other placements": "other",
}

Series = Mapping[date, Measurement]
Published = Mapping[tuple[str, str, str, date], Comparators]


@dataclass(frozen=True)
class Dashboard:
    """What the tiles are made from: each key's figures by date, and what others published."""

    day: date
    month_before: date
    year_end_before: date
    year_ends: Sequence[date]
    series: Mapping[str, Series]
    published: Published
    # Homes free on the day, a month and a year-end before; children waiting on the day; approved places by date.
    capacity: Mapping[date, Capacity]
    waiting: int
    approved: Mapping[date, int]
    # Where the homes are listed, for those who may see them.
    homes_href: str
    # Whether who asks may see the children behind a figure.
    sees_children: bool
    # Whether the records of children speak of the day.
    is_covered: bool

    def now(self, key: str) -> Measurement:
        return self.series[key][self.day]


def tiles(board: Dashboard) -> list[dict[str, Any]]:
    """Number, homes, nearness, stability, places free, coming and going: three in a row, two rows."""
    return [_number(board), _homes(board), _near(board), _stability(board), _places(board), _flows(board)]


def tile(measurement: Measurement, **more: Any) -> dict[str, Any]:
    """One figure as a tile; every tile's text is made here."""
    return {
        "title": measurement.title,
        "href": indicator_address(measurement.key, measurement.as_at),
        "value": words.value_text(measurement) or "",
        "unit": words.unit_words(measurement),
        "period": printing.sentence(words.when(measurement.key, measurement.as_at)),
        "reason": measurement.reason or "",
        "mark": changes.small_numbers(measurement),
        **more,
    }


def indicator_address(key: str, day: date) -> str:
    return f"{reverse('reports:indicator-detail', args=[key])}?{urlencode({'on': day.isoformat()})}"


def children_address(key: str, day: date) -> str:
    return f"{reverse('reports:indicator-children', args=[key])}?{urlencode({'on': day.isoformat()})}"


def _number(board: Dashboard) -> dict[str, Any]:
    number, rate = board.now("cla.number"), board.now("cla.rate_per_10000")
    rate_text = words.value_text(rate)
    return _tile(
        board,
        "cla.number",
        title="Children looked after",
        unit="children",
        detail=f"{rate_text} for every 10,000 children in the area"
        if rate_text
        else _short(rate.reason or ""),
        line="cla.rate_per_10000" if number.value is not None and rate_text else "cla.number",
        drawn="Rate for every 10,000" if rate_text else "Number",
        compared=("cla.rate_per_10000", ""),
    )


def _homes(board: Dashboard) -> dict[str, Any]:
    groups = board.now("placements.by_group").breakdown or ()
    largest = sorted((line for line in groups if line.category != FOSTERED), key=lambda line: -line.value)
    detail = ", ".join(
        f"{words.plain(line.percent, 'percent')} {_SHORT.get(line.category, line.category)}"
        for line in largest[:2]
        if line.value
    )
    return _tile(
        board,
        "placements.fostering_share",
        title="Where children live",
        unit="with foster carers",
        detail=printing.sentence(detail),
        drawn="Share with foster carers",
        compared=("placements.by_group", FOSTERED),
    )


def _near(board: Dashboard) -> dict[str, Any]:
    parts = (
        ("over 20", "placements.over_20_miles"),
        ("not known", "placements.distance_not_known"),
        ("outside", "placements.outside_authority"),
    )
    return _tile(
        board,
        "placements.within_20_miles",
        title="Near home",
        unit="20 miles or less from home",
        detail=_parts(board, parts),
        drawn="Share 20 miles or less from home",
        compared=("placements.within_20_miles", ""),
    )


def _stability(board: Dashboard) -> dict[str, Any]:
    parts = (
        ("two years with one carer", "stability.same_carer"),
        ("in one home", "stability.same_placement"),
    )
    return _tile(
        board,
        "stability.three_or_more",
        title="Stability",
        unit="three or more placements",
        detail=_parts(board, parts),
        drawn="Share with three or more placements",
        compared=("stability.three_or_more", ""),
    )


def _flows(board: Dashboard) -> dict[str, Any]:
    started, ceased = board.now("cla.started"), board.now("cla.ceased")
    detail = ""
    if started.value is not None and ceased.value is not None:
        grew = int(started.value - ceased.value)
        more = (
            f"{abs(grew):,} more {'came than left' if grew > 0 else 'left than came'}"
            if grew
            else "as many as came"
        )
        detail = f"{words.value_text(ceased)} ceased: {more}"
    return _tile(
        board,
        "cla.started",
        title="Came and left in the year",
        unit="started to be looked after",
        detail=detail,
        drawn="Children who started in the year",
    )


def _places(board: Dashboard) -> dict[str, Any]:
    """Of our own households alone: what agencies have is not free, it is worth asking."""
    now = board.capacity[board.day]
    detail = "Children waiting for a home: not known"
    if board.is_covered:
        who = "child waits" if board.waiting == 1 else "children wait"
        detail = f"{board.waiting:,} {who} for a home" if board.waiting else "No child waits for a home"
    moved = []
    for day, then in (
        (board.month_before, "a month before"),
        (board.year_end_before, f"at {in_words(board.year_end_before)}"),
    ):
        before = board.capacity[day]
        if now.households and before.households:
            moved.append({"text": _moved(now.free - before.free, then), "judgement": ""})
    days = [*board.year_ends, *([] if board.day in board.year_ends else [board.day])]
    places: list[float | None] = [board.approved.get(day) or None for day in days]
    known = [(day, value) for day, value in zip(days, places, strict=True) if value]
    label = ""
    if known:
        label = "Places approved: " + ", ".join(
            f"{value:,.0f} at {in_words(day)}" for day, value in (known[0], known[-1])
        )
        places = places[days.index(known[0][0]) :]
    return {
        "title": "Homes free, children waiting",
        "href": board.homes_href,
        "value": f"{now.free:,}" if now.households else "",
        "unit": f"of {now.approved:,} places in our own homes",
        "period": f"At {in_words(board.day)}",
        "reason": "No household is on file for the day.",
        "detail": detail,
        "changes": moved,
        "sparkline": sparkline(places, label=label),
    }


def _moved(difference: int, then: str) -> str:
    if not difference:
        return f"The same as {then}"
    return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'} than {then}"


def _tile(
    board: Dashboard,
    key: str,
    *,
    drawn: str,
    line: str | None = None,
    compared: tuple[str, str] | None = None,
    **more: Any,
) -> dict[str, Any]:
    now = board.now(key)
    moved = [
        change
        for day, then in (
            (board.month_before, "a month before"),
            (board.year_end_before, f"at {in_words(board.year_end_before)}"),
        )
        if (change := changes.change(now, board.series[key][day], then=then))
    ]
    return tile(
        now,
        changes=[{"text": change.text, "judgement": change.judgement} for change in moved],
        sparkline=_sparkline(board, line or key, drawn, compared),
        list_href=children_address(key, board.day) if board.sees_children else "",
        **more,
    )


def _sparkline(board: Dashboard, key: str, drawn: str, compared: tuple[str, str] | None) -> SafeString | str:
    days = [*board.year_ends, *([] if board.day in board.year_ends else [board.day])]
    figures = [board.series[key][day] for day in days]
    values = [figure.value for figure in figures]
    england: list[float | None] = []
    if compared:
        unit = str(figures[-1].unit)
        for day in days:
            others = board.published.get((*compared, unit, day))
            value = others.england.value if others and others.england else None
            england.append(float(value) if value is not None else None)
    known = [
        (day, text) for day, figure in zip(days, figures, strict=True) if (text := words.value_text(figure))
    ]
    if not known:
        return ""
    first = next(at for at, value in enumerate(values) if value is not None)
    days, values, england = days[first:], values[first:], england[first:]
    has_england = any(value is not None for value in england)
    ends = [f"{text} {words.when(key, day)}" for day, text in (known[0], known[-1])]
    label = f"{drawn}: {', '.join(ends)}" + ("; England in grey" if has_england else "")
    starts = [at for at in range(1, len(days)) if breaks_between(key, days[at - 1], days[at])]
    return sparkline(values, label=label, comparator=england if has_england else (), breaks=starts)


def _parts(board: Dashboard, parts: Sequence[tuple[str, str]]) -> str:
    texts = [f"{text} {name}" for name, key in parts if (text := words.value_text(board.now(key)))]
    return printing.sentence(", ".join(texts))


def _short(reason: str) -> str:
    return reason.split(". ")[0].rstrip(".") if reason else ""
