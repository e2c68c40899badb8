"""The care line: a child's three timelines drawn to scale. Here are only numbers and words; the template draws.

Everything is placed in percent of the width, so that the drawing fits any screen and its words keep their size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from placements.choices import TEMPORARY_MOVES, in_words, legal_status, placement_type
from placements.models import LegalStatus, PeriodOfCare, Placement, TemporaryMove
from placements.presenters import words

_NARROWEST = 0.35  # percent: a day in ten years is still seen
# Pixels: how wide the line is drawn at a desk and on a phone at least, and a letter and the margins in a block.
_AT_A_DESK, _ON_A_PHONE, _LETTER, _MARGINS = 740, 340, 6.6, 14
_LANE_HEIGHT, _BLOCK_HEIGHT, _TITLE_HEIGHT = 64, 34, 22


@dataclass(frozen=True)
class Block:
    """One spell: where it stands, what is written in it, what is said of it, where it leads.

    What does not fit is shortened at a colon or left out, never cut within a word.
    """

    x: str
    width: str
    text: str
    text_on_a_phone: str
    said: str
    href: str
    look: str


@dataclass(frozen=True)
class Lane:
    title: str
    title_y: int
    y: int
    blocks: list[Block]


@dataclass(frozen=True)
class CareLine:
    lanes: list[Lane]
    ticks: list[tuple[str, str]]
    # Blank where the line ends before today.
    today: str
    today_is_late: bool
    height: int
    block_height: int = _BLOCK_HEIGHT

    @property
    def foot(self) -> int:
        return self.height - 6


def care_line(
    periods: Iterable[PeriodOfCare],
    statuses: Iterable[LegalStatus],
    placements: Iterable[Placement],
    moves: Iterable[TemporaryMove],
    *,
    today: date,
) -> CareLine | None:
    """None where there is nothing to draw."""
    spells = [*periods, *statuses, *placements]
    if not spells:
        return None
    first = min(spell.dates.lower for spell in spells)
    days = [day for spell in spells for day in (spell.dates.lower, spell.dates.upper) if day]
    # Of a child who left long ago the line ends where care did; nothing is pressed together to reach today.
    reaches_today = any(spell.dates.upper is None or spell.dates.upper >= today for spell in spells)
    last = max([*days, *([today] if reaches_today else [])])
    scale = _Scale(first, last + max(timedelta(days=1), (last - first) / 40))
    lanes = [
        ("Looked after", [scale.block(one, "period", _period(one), today) for one in periods]),
        (
            "Legal status",
            [scale.block(one, "status", legal_status(one.code), today) for one in statuses],
        ),
        (
            "Placements",
            [
                *(scale.block(one, "placement", _placement(one), today) for one in placements),
                *(scale.block(one, "away", in_words(one.code, TEMPORARY_MOVES), today) for one in moves),
            ],
        ),
    ]
    at = scale.percent(today)
    return CareLine(
        lanes=[
            Lane(title, _LANE_HEIGHT * n + 15, _LANE_HEIGHT * n + _TITLE_HEIGHT, blocks)
            for n, (title, blocks) in enumerate(lanes)
        ],
        ticks=scale.ticks(),
        today=f"{at:.2f}%" if reaches_today else "",
        today_is_late=at > 50,
        height=_LANE_HEIGHT * len(lanes) + 26,
    )


class _Scale:
    """Days to percent of the width."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days

    def percent(self, day: date) -> float:
        return 100 * (day - self.first).days / self.days

    def block(self, spell: Any, look: str, text: str, today: date) -> Block:
        start = self.percent(spell.dates.lower)
        end = self.percent(spell.dates.upper or max(today, spell.dates.lower + timedelta(days=1)))
        if spell.dates.upper is None and spell.dates.lower > today:
            end = 100
        planned = " (planned)" if spell.dates.lower > today else ""
        until = f"to {words.day(spell.dates.upper)}" if spell.dates.upper else "until now"
        since = "" if spell.start_known else "on or before "
        until = "onwards" if planned else until
        width = max(end - start, _NARROWEST)
        return Block(
            x=f"{start:.2f}%",
            width=f"{width:.2f}%",
            text=_that_fits(text, width * _AT_A_DESK / 100),
            text_on_a_phone=_that_fits(text, width * _ON_A_PHONE / 100),
            said=f"{text}{planned}, from {since}{words.day(spell.dates.lower)} {until}",
            href=f"#{look}-{spell.pk_in_page}",
            look=f"{look}-planned" if planned else look,
        )

    def ticks(self) -> list[tuple[str, str]]:
        """First of January, thinned until eight at most; of a short line, first of months."""
        years = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        if len(years) >= 2:
            step = -(-len(years) // 8)
            return [(f"{self.percent(day):.2f}%", str(day.year)) for day in years[::step]]
        months, day = [], date(self.first.year, self.first.month, 1)
        while day <= self.last:
            if day >= self.first:
                months.append(day)
            day = (day + timedelta(days=32)).replace(day=1)
        step = max(1, -(-len(months) // 6))
        return [(f"{self.percent(day):.2f}%", f"{day:%b %Y}") for day in months[::step]]


def _that_fits(text: str, pixels: float) -> str:
    """The text, else what stands before its colon, else nothing."""
    shorter = (text, text.partition(":")[0], "")
    return next(one for one in shorter if not one or len(one) * _LETTER + _MARGINS <= pixels)


def _period(period: PeriodOfCare) -> str:
    return period.get_kind_display()


def _placement(placement: Placement) -> str:
    where = words.place(placement)
    kind = placement_type(placement.code)
    return kind if where == "Home not yet linked" else f"{where}: {kind[0].lower()}{kind[1:]}"
