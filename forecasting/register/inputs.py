"""Periods, placements and what else is known of children on a day, as the engine's frozen arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from forecasting.codes import NOT_TOLD, kind_of, reason_of
from forecasting.engine import kinds
from forecasting.engine.inputs import Capacity, Children, Inputs, KnownArrivals, Periods, Placements
from forecasting.engine.months import birthday
from forecasting.models import UnitCost
from forecasting.register import coming, homes, prices
from forecasting.register.used import Used
from placements import codes
from placements.models import PeriodOfCare, Placement, SiblingLink, UnaccompaniedStatus
from sufficiency.core.models import Authority
from sufficiency.core.periods import year_end, year_ending
from sufficiency.indicators.base import WHERE_THEY_LIVE
from sufficiency.indicators.families.coverage import Run, held

_NO_DAY = np.datetime64("NaT", "D")


class NotCovered(Exception):
    """No record covers the day from which a forecast was asked for; the text says so, and what to do."""


@dataclass(frozen=True)
class Taken:
    """What the engine is given, what was used and repaired of the registers, and prices with whom each is for."""

    inputs: Inputs
    used: Used
    prices: tuple[tuple[UnitCost, int], ...] = ()


def run_with(authority: Authority, day: date) -> Run:
    """The days around `day` that the records cover without a gap. Raises `NotCovered`."""
    for run in held(authority, today=day).runs(WHERE_THEY_LIVE):
        if run.start <= day and (run.end is None or day < run.end):
            return run
    raise NotCovered(
        f"The records do not cover {day.day} {day:%B %Y}. Choose a day up to which returns are loaded, "
        "or load the return that tells of it."
    )


def inputs_for(authority: Authority, *, as_at: date, adds_arrivals: bool = False) -> Taken:
    """All that the registers know of the authority's children on a day, what came later hidden.

    A period that had not ended by the day lasts. `adds_arrivals` puts arrivals that somebody expects on top of the
    usual number; otherwise they are taken to be among it. Raises `NotCovered`.
    """
    since = run_with(authority, as_at).start
    ahead = as_at + timedelta(days=1)
    found = _Periods(authority, since, ahead)
    places = _placements(authority, found, as_at, since, ahead)
    periods = found.periods(as_at)
    children = Children(
        born=found.born,
        is_asylum_seeking=_asylum_seeking(authority, found.child_at, as_at),
        sibling_group=_sibling_groups(authority, found.child_at),
    )
    here = periods.start <= np.datetime64(as_at)
    here &= ~(periods.end <= np.datetime64(as_at))
    adult = birthday(children.born[periods.child], kinds.ADULT) <= np.datetime64(as_at)
    leavers = coming.leavers(authority, as_at, found.child_at)
    arrivals = coming.arrivals(authority, as_at, found, places) if adds_arrivals else KnownArrivals()
    own = homes.on(authority, as_at)
    priced = prices.prices_of(authority, _living(places, here, as_at))
    inputs = Inputs(
        extract_on=np.datetime64(as_at),
        window_from=np.datetime64(since),
        children=children,
        periods=periods,
        placements=places.arrays,
        known_leavers=leavers,
        known_arrivals=arrivals,
        unit_costs=priced.costs,
        capacity=_capacity(own, places, here, as_at),
    )
    return Taken(
        inputs,
        Used(
            window_from=since,
            children=len(children),
            periods=len(periods),
            placements=len(places.arrays),
            in_care=int(here.sum()),
            aged_18=int((here & adult).sum()),
            unknown_starts=int((~periods.start_known).sum()),
            unknown_starts_in_care=int((here & ~periods.start_known).sum()),
            days_without_placement=places.days_without,
            fostering_not_told=places.not_told,
            reasons_not_told=int((~np.isnat(periods.end) & (periods.reason == NOT_TOLD)).sum()),
            short_breaks=found.short_breaks,
            asylum_seeking=int(children.is_asylum_seeking.sum()),
            sibling_groups=len(set(children.sibling_group.tolist()) - {-1}),
            known_leavers=len(leavers.child),
            known_arrivals=len(arrivals.day),
            households=own.households,
            places_free=own.free,
        ),
        priced.used,
    )


class _Periods:
    """Periods of care that touch the window, in the order in which the arrays have them."""

    def __init__(self, authority: Authority, since: date, ahead: date) -> None:
        touching = PeriodOfCare.objects.filter(child__authority=authority, dates__overlap=(since, ahead))
        looked_after = touching.filter(kind=PeriodOfCare.Kind.LOOKED_AFTER).order_by("child_id", "dates")
        self.rows = list(
            looked_after.values_list(
                "pk", "child_id", "child__date_of_birth", "dates", "start_known", "reason_ended"
            )
        )
        self.short_breaks = touching.filter(kind=PeriodOfCare.Kind.SHORT_BREAKS).count()
        self.place = {row[0]: at for at, row in enumerate(self.rows)}
        born = {row[1]: row[2] for row in self.rows}
        self.child_at = {child: at for at, child in enumerate(born)}
        self.born = days(born.values())

    def periods(self, as_at: date) -> Periods:
        ended = [row[3].upper is not None and row[3].upper <= as_at for row in self.rows]
        return Periods(
            child=np.array([self.child_at[row[1]] for row in self.rows], dtype=np.int64),
            start=days(row[3].lower for row in self.rows),
            end=days(row[3].upper if over else None for row, over in zip(self.rows, ended, strict=True)),
            start_known=np.array([row[4] for row in self.rows], dtype=bool),
            reason=np.array(
                [reason_of(row[5]) if over else NOT_TOLD for row, over in zip(self.rows, ended, strict=True)],
                dtype=np.int64,
            ),
        )


@dataclass(frozen=True)
class _Places:
    arrays: Placements
    days_without: int
    not_told: int
    # The code of who provides each.
    providers: tuple[str, ...]


def _placements(authority: Authority, found: _Periods, as_at: date, since: date, ahead: date) -> _Places:
    """Of those periods; days before the window are left out of the count of days without one."""
    stays = Placement.objects.filter(child__authority=authority, dates__overlap=(since, ahead))
    rows = [
        row
        for row in stays.order_by("period_id", "dates").values_list("period_id", "dates", "code", "provider")
        if row[0] in found.place
    ]
    told = sum(_within(dates, since, ahead) for _, dates, _, _ in rows)
    in_all = sum(_within(row[3], since, ahead) for row in found.rows)
    kind = [kind_of(code, provider) for _, _, code, provider in rows]
    return _Places(
        Placements(
            period=np.array([found.place[row[0]] for row in rows], dtype=np.int64),
            start=days(row[1].lower for row in rows),
            end=days(row[1].upper if row[1].upper and row[1].upper <= as_at else None for row in rows),
            kind=np.array(kind, dtype=np.int64),
        ),
        days_without=in_all - told,
        not_told=sum(
            which == kinds.OTHER and row[2] in codes.OTHER_FOSTERING
            for which, row in zip(kind, rows, strict=True)
        ),
        providers=tuple(row[3] for row in rows),
    )


def _within(dates: object, since: date, ahead: date) -> int:
    """Days of a range from `since` up to but not including `ahead`."""
    lower, upper = dates.lower, dates.upper  # type: ignore[attr-defined]
    return (min(upper or ahead, ahead) - max(lower, since)).days


def _asylum_seeking(authority: Authority, child_at: Mapping[int, int], as_at: date) -> kinds.Bools:
    """Children whom a return named as unaccompanied asylum-seeking, up to that of the year of the day."""
    said = UnaccompaniedStatus.objects.filter(
        child__authority=authority, as_at__lte=year_end(year_ending(as_at))
    )
    found = np.zeros(len(child_at), dtype=bool)
    for child in said.values_list("child_id", flat=True).distinct():
        if child in child_at:
            found[child_at[child]] = True
    return found


def _sibling_groups(authority: Authority, child_at: Mapping[int, int]) -> kinds.Ints:
    """One number for all who are linked, through others too; -1 for who has nobody here."""
    links = SiblingLink.objects.filter(child__authority=authority).values_list("child_id", "sibling_id")
    group = list(range(len(child_at)))

    def first(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    linked: set[int] = set()
    for child, sibling in links:
        if child in child_at and sibling in child_at:
            one, other = first(child_at[child]), first(child_at[sibling])
            group[max(one, other)] = min(one, other)
            linked |= {child_at[child], child_at[sibling]}
    return np.array([first(at) if at in linked else -1 for at in range(len(group))], dtype=np.int64)


def _capacity(own: homes.Homes, places: _Places, here: kinds.Bools, as_at: date) -> tuple[Capacity, ...]:
    """What the council's own fostering can hold: the children who live in it, and the places still free."""
    if not own.households:
        return ()
    now = _now(places, here, as_at)
    living = int((now & (places.arrays.kind == kinds.IN_HOUSE)).sum())
    return (Capacity(kinds.IN_HOUSE, living + own.free, 1.0, np.datetime64(as_at)),)


def _now(places: _Places, here: kinds.Bools, as_at: date) -> kinds.Bools:
    """Of each placement, whether a child lives in it on the day."""
    stays = places.arrays
    on = np.datetime64(as_at)
    return (stays.start <= on) & ~(stays.end <= on) & here[stays.period]


def _living(places: _Places, here: kinds.Bools, as_at: date) -> prices.Living:
    now = np.flatnonzero(_now(places, here, as_at)).tolist()
    return prices.living([int(places.arrays.kind[at]) for at in now], [places.providers[at] for at in now])


def days(found: Iterable[date | None]) -> kinds.Days:
    """Dates as the engine has them; None is no day."""
    kept: Sequence[date | None] = list(found)
    if not kept:
        return np.empty(0, dtype="datetime64[D]")
    return np.array([_NO_DAY if one is None else np.datetime64(one) for one in kept], dtype="datetime64[D]")
