"""The conflicts register: where print disagrees with print, with its own sums, and with what the records count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.matching import agrees, comparable, notes_of
from sufficiency.core.models import Authority, ConflictNote, PublishedFigure
from sufficiency.indicators import catalogue, measure_series
from sufficiency.indicators.adding_up import DoesNotAddUp, that_do_not_add_up
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.published import disagreements

# Key, category, date and unit.
Place = tuple[str, str, date, str]


class Kind(StrEnum):
    IN_PRINT = "Two values in print"
    WITH_COUNT = "Print and count differ"
    SUM = "Parts and whole differ"


@dataclass(frozen=True)
class Conflict:
    """`counted` is what the records give, where the figure is one that is counted here; `sum` what parts give."""

    kind: Kind
    area: str
    key: str
    category: str
    as_at: date
    unit: str
    figures: tuple[PublishedFigure, ...]
    counted: float | int | None
    note: ConflictNote | None
    sum: Decimal | None = None
    expected: Decimal | None = None

    @property
    def title(self) -> str:
        title = catalogue.get(self.key).title if self.key in catalogue.KEYS else _plain_name(self.key)
        return f"{title}: {self.category}" if self.category else title


def conflicts(authority: Authority, *, today: date) -> list[Conflict]:
    """Every conflict, the newest date first. A query a family beside those of what is in print."""
    printed = PublishedFigure.objects.filter(
        area_kind=PublishedFigure.Area.AUTHORITY, area_code=authority.gss_code, value__isnull=False
    )
    own: dict[Place, list[PublishedFigure]] = defaultdict(list)
    for figure in printed:
        own[figure.key, figure.category, figure.as_at, figure.unit].append(figure)
    measured = _measured(authority, own, today=today)
    register = []
    for one in disagreements(authority):
        place = (one.key, one.category, one.as_at, one.unit)
        is_own = one.area_code == authority.gss_code and place in own
        value = _counted(measured, place) if is_own else None
        register.append(
            Conflict(
                Kind.IN_PRINT,
                one.area_name,
                one.key,
                one.category,
                one.as_at,
                one.unit,
                one.figures,
                value,
                one.note,
            )
        )
    listed = {(c.area, c.key, c.category, c.as_at, c.unit) for c in register}
    notes = notes_of(authority)
    for place, figures in own.items():
        key, category, day, unit = place
        value = _counted(measured, place)
        if value is None or all(agrees(figure, value) for figure in figures):
            continue
        if (figures[0].area_name, *place[:2], day, unit) in listed:
            continue
        note = notes.get((key, category, day))
        register.append(
            Conflict(
                Kind.WITH_COUNT, figures[0].area_name, key, category, day, unit, tuple(figures), value, note
            )
        )
    register += [_sum(one) for one in that_do_not_add_up(authority)]
    return sorted(register, key=lambda c: (-c.as_at.toordinal(), c.title, c.area))


def _sum(found: DoesNotAddUp) -> Conflict:
    first = found.parts[0]
    return Conflict(
        Kind.SUM,
        first.area_name,
        found.key,
        "",
        first.as_at,
        first.unit,
        (*([found.whole] if found.whole else []), *found.parts),
        None,
        None,
        sum=found.sum,
        expected=found.expected,
    )


def _measured(
    authority: Authority, own: Iterable[Place], *, today: date
) -> dict[tuple[str, date], Measurement]:
    keys = sorted({key for key, _, _, _ in own if key in catalogue.KEYS})
    days = sorted({day for key, _, day, _ in own if key in catalogue.KEYS})
    if not days:
        return {}
    series = measure_series(keys, authority=authority, dates=days, today=today)
    return {(key, figure.as_at): figure for key, figures in series.items() for figure in figures}


def _counted(measured: Mapping[tuple[str, date], Measurement], place: Place) -> float | int | None:
    key, category, day, unit = place
    measurement = measured.get((key, day))
    return comparable(measurement, category, unit) if measurement else None


def _plain_name(key: str) -> str:
    """'Leavers: suitable accommodation at 19', of a measure that is in print only."""
    family, _, name = key.partition(".")
    return (
        f"{family.capitalize()}: {name.replace('_', ' ')}" if name else family.replace("_", " ").capitalize()
    )
