"""Where a return and a person's own entry say different things: listed field by field, for a person to settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.exchange.models import LiveConflict, Return
from sufficiency.exchange.ssda903.applying.spells import LEGAL_STATUSES, PERIODS, PLACEMENTS
from sufficiency.exchange.ssda903.overlaps import OPEN
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of

# By timeline: the fields compared, and whether a blank entry of ours says nothing.
_FIELDS = {
    PERIODS.name: (("kind", False), ("reason_ended", True)),
    LEGAL_STATUSES.name: (("code", False), ("need", True)),
    PLACEMENTS.name: (
        ("code", False),
        ("provider", True),
        ("postcode", True),
        ("home_postcode", True),
        ("urn", True),
    ),
}
_TIMELINE = {
    PERIODS.name: "period of care",
    LEGAL_STATUSES.name: "legal status",
    PLACEMENTS.name: "placement",
}
_CHARACTERS = 60
_MALE, _FEMALE = {"1", "M"}, {"2", "F"}


class Difference(NamedTuple):
    child: int
    timeline: str
    starts_on: int
    field: str
    ours: str
    theirs: str
    # The first day of the return's spell that answers ours; `NO_DAY` where there is none.
    answer: int = NO_DAY

    @property
    def kind(self) -> str:
        if self.field != LiveConflict.SPELL:
            return LiveConflict.Kind.DIFFER
        return LiveConflict.Kind.IN_OURS if self.ours else LiveConflict.Kind.IN_THEIRS


@dataclass
class _Spell:
    start: int
    end: int
    start_known: bool
    cells: dict[str, str]


def differences(
    children: list[int],
    spells: dict[str, pd.DataFrame],
    there: dict[str, pd.DataFrame],
    as_at: dict[int, int],
    covered: list[tuple[int, int]],
) -> list[Difference]:
    """Differences inside the returns' window; none about days after the last return that names the child.

    `as_at` gives that day for each child; `covered` are the days that the current returns speak of.
    """
    found = []
    for name in _FIELDS:
        entered = there[name][there[name]["is_live"] == 1]
        # Where each child's rows stand: to look through all rows for each child would take the square of the time.
        ours, theirs = entered.groupby("child").indices, spells[name].groupby("child").indices
        for child in children:
            if child in ours:
                live = entered.iloc[ours[child]]
                derived = spells[name].iloc[theirs.get(child, [])]
                last = as_at.get(child, NO_DAY)
                found += _of_timeline(child, name, _listed(name, live), _listed(name, derived), last, covered)
    return found


def _listed(name: str, frame: pd.DataFrame) -> list[_Spell]:
    return [
        _Spell(
            int(row["start"]),
            int(row["end"]),
            bool(row["start_known"]),
            {f: row[f] for f, _ in _FIELDS[name]},
        )
        for row in frame.to_dict("records")
    ]


def _of_timeline(
    child: int,
    name: str,
    live: list[_Spell],
    derived: list[_Spell],
    last: int,
    covered: list[tuple[int, int]],
) -> list[Difference]:
    found, answered = [], set()
    for ours in live:
        if ours.start > last:
            continue
        overlapping = [one for one in derived if one.start < ours.end and ours.start < one.end]
        if overlapping:
            theirs = min(overlapping, key=lambda one: abs(one.start - ours.start))
            answered.add(theirs.start)
            found += _of_pair(child, name, ours, theirs, last)
        elif any(first <= ours.start < end for first, end in covered):
            found.append(Difference(child, name, ours.start, "spell", _words(name, ours), ""))
    for theirs in derived:
        runs_into_live = any(one.start <= theirs.start < one.end and one.start <= last for one in live)
        if runs_into_live and theirs.start not in answered:
            words = _words(name, theirs)
            found.append(Difference(child, name, theirs.start, "spell", "", words, theirs.start))
    return found


def _of_pair(child: int, name: str, ours: _Spell, theirs: _Spell, last: int) -> list[Difference]:
    found = []

    def differ(field: str, one: str, other: str) -> None:
        said = (one[:_CHARACTERS], other[:_CHARACTERS])
        found.append(Difference(child, name, ours.start, field, *said, theirs.start))

    began_before_seen = not theirs.start_known and ours.start < theirs.start
    if ours.start != theirs.start and not began_before_seen:
        differ("start", _day(ours.start), _day(theirs.start))
    # A return that leaves a spell open knows nothing of an end after its own day.
    if ours.end != theirs.end and min(ours.end, theirs.end) <= last:
        differ("end", _day(ours.end), _day(theirs.end))
    for field, blank_says_nothing in _FIELDS[name]:
        one, other = ours.cells[field], theirs.cells[field]
        if field in ("postcode", "home_postcode"):
            same = one.replace(" ", "").upper() == other.replace(" ", "").upper()
        else:
            same = one == other
        if field == "reason_ended" and theirs.end == OPEN:
            same = True
        if not same and not (blank_says_nothing and not one):
            differ(field, one, other)
    return found


def _day(day: int) -> str:
    return "" if day == OPEN else day_of(day).isoformat()


def _words(name: str, spell: _Spell) -> str:
    until = f" to {_day(spell.end)}" if spell.end != OPEN else ""
    return f"{spell.cells.get('code', spell.cells.get('kind', ''))} from {_day(spell.start)}{until}"[
        :_CHARACTERS
    ]


def identity_differences(wanted: pd.DataFrame, existing: pd.DataFrame) -> list[Difference]:
    """Date of birth, sex and ethnicity of children that people entered, against the latest Header."""
    live = existing[existing["is_live"] == 1].merge(wanted, on="number", suffixes=("", "_theirs"))
    found = []
    for row in live.to_dict("records"):
        if row["date_of_birth"] != row["date_of_birth_theirs"]:
            ours, theirs = _day(row["date_of_birth"]), _day(row["date_of_birth_theirs"])
            found.append(Difference(row["id"], "child", row["as_at"], "date_of_birth", ours, theirs))
        for field in ("sex", "ethnicity"):
            ours, theirs = row[field], row[f"{field}_theirs"]
            if ours and theirs and ours != theirs and {ours, theirs} not in (_MALE, _FEMALE):
                found.append(Difference(row["id"], "child", row["as_at"], field, ours, theirs))
    return found


def write_conflicts(
    authority: Authority, children: set[int], found: list[Difference], as_at: dict[int, int]
) -> list[dict]:
    """Bring the list of the children's conflicts up to date; what was settled stays so while it says the same."""
    returns = {one.as_at: one for one in Return.objects.filter(authority=authority, is_current=True)}
    held = {
        (one.child_id, one.timeline, one.starts_on, one.field): one
        for one in LiveConflict.objects.filter(authority=authority).exclude(field=LiveConflict.ABSENT)
        if one.child_id in children
    }
    wanted = {
        (one.child, _TIMELINE.get(one.timeline, one.timeline), day_of(one.starts_on), one.field): one
        for one in found
    }
    stale = [
        one.pk
        for key, one in held.items()
        if key not in wanted or (one.ours, one.theirs) != (wanted[key].ours, wanted[key].theirs)
    ]
    LiveConflict.objects.filter(pk__in=stale).delete()
    LiveConflict.objects.bulk_create(
        LiveConflict(
            authority=authority,
            of_return=returns[day_of(as_at[one.child])],
            child_id=one.child,
            kind=one.kind,
            timeline=key[1],
            starts_on=key[2],
            field=one.field,
            ours=one.ours,
            theirs=one.theirs,
        )
        for key, one in wanted.items()
        if key not in held or held[key].pk in stale
    )
    numbers = dict(Child.objects.filter(pk__in={one.child for one in found}).values_list("pk", "number"))
    return [
        {
            "child": numbers[one.child],
            "timeline": key[1],
            "starts_on": key[2].isoformat(),
            "field": one.field,
            "ours": one.ours,
            "theirs": one.theirs,
        }
        for key, one in sorted(wanted.items())
    ]


def as_days(wanted: pd.DataFrame) -> dict[int, int]:
    """For each child the day of the latest return whose Header names it."""
    return dict(zip(wanted["id"].tolist(), wanted["as_at"].to_numpy(np.int64).tolist(), strict=True))
