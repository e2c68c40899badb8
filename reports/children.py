"""The children behind a figure, as those who may open records see them: never an address or a postcode."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db.models import Prefetch

from placements import codes
from placements.models import LegalStatus, Placement
from placements.models.events import UnaccompaniedStatus
from placements.querysets import ChildQuerySet
from sufficiency.core.models import Authority
from sufficiency.core.periods import age_on, months_before
from sufficiency.indicators import groupings as group

_LEGAL = {code: name for name, members in group.LEGAL_STATUS.items() for code in members}
_PLACEMENT = {code: name for name, members in group.PLACEMENT_GROUP.items() for code in members}
_SEX = {code: name for name, members in group.SEX.items() for code in members}
# Straight-line miles from home, up to and including.
_BANDS = ((Decimal(5), "up to 5"), (Decimal(10), "over 5 to 10"), (Decimal(20), "over 10 to 20"))


class ChildOnDay(Protocol):
    """A child as `with_circumstances` reads it."""

    date_of_birth: date
    sex: str
    placements_on_day: list[Placement]
    statuses_on_day: list[LegalStatus]
    unaccompanied_from_day: list[UnaccompaniedStatus]


def with_circumstances(children: ChildQuerySet, *, day: date) -> ChildQuerySet:
    """Each child with the placement, legal status and unaccompanied status of the day, in three queries."""
    return children.prefetch_related(
        Prefetch("placements", Placement.objects.in_force_on(day), to_attr="placements_on_day"),
        Prefetch("legal_statuses", LegalStatus.objects.in_force_on(day), to_attr="statuses_on_day"),
        Prefetch(
            "unaccompanied_statuses",
            UnaccompaniedStatus.objects.filter(as_at__gte=day).order_by("as_at"),
            to_attr="unaccompanied_from_day",
        ),
    )


def age_text(child: ChildOnDay, day: date) -> str:
    """Years; under three, years and months."""
    years = age_on(child.date_of_birth, day)
    if years >= 3:
        return str(years)
    months = next(months for months in range(36) if months_before(day, months + 1) < child.date_of_birth)
    years, months = divmod(months, 12)
    parts = [f"{years} {'year' if years == 1 else 'years'}"] if years else []
    parts += [f"{months} {'month' if months == 1 else 'months'}"] if months or not years else []
    return " ".join(parts)


def sex(child: ChildOnDay) -> str:
    return _SEX.get(child.sex, group.NOT_KNOWN)


def legal_status(child: ChildOnDay) -> str:
    """The printed group of the day's legal status; in words where the child was not looked after."""
    statuses = child.statuses_on_day
    return _LEGAL.get(statuses[0].code, group.OTHER) if statuses else "not looked after that day"


def placement_type(child: ChildOnDay) -> str:
    placement = _placement(child)
    if placement is None:
        return "none that day"
    return _PLACEMENT.get(placement.code, group.OTHER_PLACEMENTS)


def inside_or_outside(child: ChildOnDay, authority: Authority) -> str:
    placement = _placement(child)
    if placement is None or not placement.located_in or authority.area_codes is None:
        return group.NOT_KNOWN
    return group.INSIDE if placement.located_in in authority.area_codes else group.OUTSIDE


def miles_band(child: ChildOnDay, day: date) -> str:
    """How far from home, in bands. Not told for unaccompanied children and those placed for adoption."""
    placement = _placement(child)
    if placement is None or placement.miles is None or placement.code in codes.PLACED_FOR_ADOPTION:
        return group.NOT_KNOWN
    statuses = child.unaccompanied_from_day
    if statuses and (statuses[0].ceased_on is None or statuses[0].ceased_on > day):
        return group.NOT_KNOWN
    return next((name for up_to, name in _BANDS if placement.miles <= up_to), "over 20")


def _placement(child: ChildOnDay) -> Placement | None:
    return next(iter(child.placements_on_day), None)
