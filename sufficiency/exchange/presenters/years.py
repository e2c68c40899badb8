"""Which years the current returns cover, and which are missing between and after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sufficiency.core.periods import year_end, year_ending, year_label
from sufficiency.exchange.models import Return
from sufficiency.exchange.presenters import words


@dataclass(frozen=True)
class Line:
    """A year that a return covers, an extract, or a run of years that nothing covers."""

    text: str
    by: Return | None
    year: int | None
    is_missing: bool = False

    @property
    def loaded(self) -> str:
        return "" if self.by is None else words.moment(self.by.batch.started_at)


def lines(current: Sequence[Return], *, today: date) -> list[Line]:
    """The latest first. A year is missing from its 31 March on, if a return of an earlier year is there."""
    yearly = {one.year: one for one in current if not one.is_extract}
    extracts = [one for one in current if one.is_extract]
    found = [Line(words.return_name(one), one, None) for one in sorted(extracts, key=lambda one: one.as_at)]
    if yearly:
        last = max(*yearly, _last_ended(today), *(one.year - 1 for one in extracts), min(yearly))
        missing: list[int] = []
        for year in range(min(yearly), last + 1):
            if year not in yearly:
                missing.append(year)
                continue
            found += _missing(missing)
            missing = []
            found.append(Line(words.return_name(yearly[year]), yearly[year], year))
        found += _missing(missing)
    return sorted(found, key=_day, reverse=True)


def _missing(years: list[int]) -> list[Line]:
    if not years:
        return []
    first, last = year_label(years[0]), year_label(years[-1])
    text = f"Return for {first}" if len(years) == 1 else f"Returns for {first} to {last}"
    return [Line(text, None, years[-1], is_missing=True)]


def _day(line: Line) -> date:
    if line.by is not None:
        return line.by.as_at
    assert line.year is not None
    return year_end(line.year)


def _last_ended(today: date) -> int:
    """The last return year that has ended: a return is due once its 31 March is over."""
    return year_ending(today) - 1
