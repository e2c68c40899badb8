"""What became of issued forecasts: each line beside the number that came, counted by an indicator, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from forecasting.models import IssuedLine
from sufficiency.core.models import Authority, ConflictNote, PublishedFigure
from sufficiency.indicators import groupings as group
from sufficiency.indicators import measure_series
from sufficiency.indicators.base import Measurement

# A document that says 'April 2014' speaks of a number soon after 31 March: no later than this.
_PRINTED_WITHIN = timedelta(days=31)

# By measure and name: the indicator, and those of its categories that add up to the same children.
_AGES = dict(zip(("0", "1-4", "5-9", "10-15", "16-17"), group.AGE_BANDS, strict=True))
_GROUPS = list(group.PLACEMENT_GROUPS)
_PLACEMENTS = {
    "residential": (_GROUPS[1], "Residential schools", "Other residential settings"),
    "supported": (_GROUPS[2],),
    "with_parents": (_GROUPS[3],),
    "for_adoption": ("Placed for adoption",),
}
Counted = tuple[str, tuple[str, ...]]


class Came(StrEnum):
    """How a line fared. The value is what its mark is called."""

    HELD = "Held"
    ABOVE = "Missed: more came"
    BELOW = "Missed: fewer came"
    # A figure without a range can hardly be met: it is told by how much it was out.
    EXACT = "As foretold"
    OUT = "No range"
    TO_COME = "Still to come"
    NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Printed:
    """A number that a document gives for the day, or soon after it."""

    number: int
    on: date
    source: str
    note: str


@dataclass(frozen=True)
class Score:
    """One line with what came. `by`: children above the top or below the bottom; of a figure, more (+) or fewer (-)."""

    line: IssuedLine
    came: Came
    number: int | None = None
    by: int = 0
    # The document, where no records tell; None where the indicator counted it.
    printed: Printed | None = None
    # Documents that print another number for the day than was counted.
    others: tuple[Printed, ...] = ()
    # Why there is no number.
    reason: str = ""

    @property
    def is_judged(self) -> bool:
        return self.came in (Came.HELD, Came.ABOVE, Came.BELOW)


def counted_by(line: IssuedLine) -> Counted | None:
    """The indicator that counts what the line speaks of; None where none does."""
    match line.measure:
        case IssuedLine.Measure.TOTAL:
            return "cla.number", ()
        case IssuedLine.Measure.AGE:
            return "cla.by_age", (_AGES[line.age],)
        case IssuedLine.Measure.BUDGET_GROUP:
            return "placements.by_budget_group", (line.budget_group,)
        case _:
            names = _PLACEMENTS.get(line.placement)
            return ("placements.by_group", names) if names else None


def scores(lines: Sequence[IssuedLine], *, authority: Authority, today: date) -> list[Score]:
    """Each line with what came, in their order: as many queries whatever their number."""
    asked: dict[str, set[date]] = {}
    for line in lines:
        counted = counted_by(line)
        if counted and line.on <= today:
            asked.setdefault(counted[0], set()).add(line.on)
    days = sorted(set().union(*asked.values()))
    measured: dict[tuple[str, date], Measurement] = {}
    if days:
        found = measure_series(sorted(asked), authority=authority, dates=days, today=today)
        measured = {(key, one.as_at): one for key, series in found.items() for one in series}
    printed = _printed(authority, asked)
    return [_score(line, measured, printed, today) for line in lines]


def _score(
    line: IssuedLine,
    measured: Mapping[tuple[str, date], Measurement],
    printed: Mapping[tuple[str, str], list[Printed]],
    today: date,
) -> Score:
    if line.on > today:
        return Score(line, Came.TO_COME)
    counted = counted_by(line)
    if counted is None:
        return Score(line, Came.NOT_KNOWN, reason="No indicator counts this kind of home by itself")
    key, names = counted
    said = printed.get((key, names[0] if names else ""), []) if len(names) < 2 else []
    one = measured[key, line.on]
    if one.value is not None:
        number = (
            sum(part.value for part in one.breakdown or () if part.category in names)
            if names
            else int(one.value)
        )
        others = tuple(each for each in said if each.on == line.on and each.number != number)
        return _judged(line, number, None, others)
    near = [each for each in said if line.on <= each.on <= line.on + _PRINTED_WITHIN]
    if near:
        day = min(each.on for each in near)
        first, *rest = [each for each in near if each.on == day]
        others = tuple(each for each in rest if each.number != first.number)
        return _judged(line, first.number, first, others)
    return Score(line, Came.NOT_KNOWN, reason=one.reason or "")


def _judged(line: IssuedLine, number: int, printed: Printed | None, others: tuple[Printed, ...]) -> Score:
    if line.low is None or line.high is None:
        by = number - (line.middle or 0)
        return Score(line, Came.OUT if by else Came.EXACT, number, by, printed, others)
    if number > line.high:
        return Score(line, Came.ABOVE, number, number - line.high, printed, others)
    if number < line.low:
        return Score(line, Came.BELOW, number, line.low - number, printed, others)
    return Score(line, Came.HELD, number, 0, printed, others)


def _printed(
    authority: Authority, asked: Mapping[str, Iterable[date]]
) -> dict[tuple[str, str], list[Printed]]:
    """What documents print of the authority, by indicator and category: what was chosen of two first."""
    days = [day for some in asked.values() for day in some]
    if not days:
        return {}
    codes, first, last = [authority.gss_code], min(days), max(days) + _PRINTED_WITHIN
    chosen = {
        (note.key, note.category, note.as_at): note.chosen
        for note in ConflictNote.objects.filter(
            area_code__in=codes, key__in=list(asked), as_at__range=(first, last)
        )
    }
    found: dict[tuple[str, str], list[Printed]] = {}
    figures = PublishedFigure.objects.for_areas(codes).between(first, last)
    for one in figures.filter(
        key__in=list(asked), area_kind="authority", unit="children", value__isnull=False
    ).order_by("as_at", "source", "place_in_source"):
        where = f"{one.source}, {one.place_in_source}".rstrip(", ")
        said = Printed(int(one.value or 0), one.as_at, where, one.note)
        into = found.setdefault((one.key, one.category), [])
        if chosen.get((one.key, one.category, one.as_at)) == str(said.number):
            into.insert(0, said)
        else:
            into.append(said)
    return found
