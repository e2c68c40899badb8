"""Who must be told of a deed, and by when. Law of England as it stands; days are working days, Monday to Friday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from placements.models import Deed, Placement
from placements.rules import Broken
from sufficiency.core.models import Authority

_WORKING_DAYS_TO_TELL = 5
_REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010"


@dataclass(frozen=True)
class Due:
    """Someone to tell, the source of the duty, and the last day for it."""

    to: str
    source: str
    by: date


def working_days_after(day: date, number: int) -> date:
    """So many working days after the day. Bank holidays are counted: the date is never too late."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def due_for(
    kind: Deed.Kind,
    *,
    day: date,
    today: date,
    placement: Placement | None = None,
    authority: Authority | None = None,
    broken: Sequence[Broken] = (),
) -> list[Due]:
    """Notices of a deed. A planned placement is told before it begins; one already begun, within five working days."""
    told_by = day if day > today else working_days_after(day, _WORKING_DAYS_TO_TELL)
    notices: list[Due] = []
    if kind in {Deed.Kind.START, Deed.Kind.PLACE, Deed.Kind.MOVE}:
        source = f"{_REGULATIONS}, reg 13"
        notices += [
            Due("The child, parents and others with parental responsibility", source, told_by),
            Due("Independent reviewing officer", source, told_by),
            Due("School, GP and integrated care board", source, told_by),
        ]
        where = placement.located_in if placement else ""
        if where and authority and where not in (authority.area_codes or ()):
            notices.append(Due("The authority of the area where the child lives", source, told_by))
    if kind in {Deed.Kind.END_CARE, Deed.Kind.END_PLACEMENT, Deed.Kind.MOVE}:
        notices.append(Due("The carers or home that the child leaves", f"{_REGULATIONS}, reg 14", told_by))
    if kind is Deed.Kind.END_CARE:
        notices.append(
            Due("Everyone who was told where the child was placed", f"{_REGULATIONS}, reg 14", told_by)
        )
    if broken:
        notices.append(Due("Nominated officer or Director", broken[0].rule.source, today))
    return notices
