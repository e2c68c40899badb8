"""Make returns current and bring the register to what the current returns say: one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
from django.db import connection

from placements.models import Child, Coverage
from sufficiency.core.models import Authority, FieldGroup, Owner
from sufficiency.core.ownership import owners_of
from sufficiency.core.periods import return_year
from sufficiency.exchange.models import Import, Return
from sufficiency.exchange.ssda903.applying.absences import write_absences
from sufficiency.exchange.ssda903.applying.checks import Asking
from sufficiency.exchange.ssda903.applying.children import (
    existing_children,
    remove_children,
    wanted_children,
    write_children,
)
from sufficiency.exchange.ssda903.applying.conflicts import (
    Difference,
    as_days,
    differences,
    identity_differences,
    write_conflicts,
)
from sufficiency.exchange.ssda903.applying.current_rows import numbers_in, set_affected
from sufficiency.exchange.ssda903.applying.derivation import affected_episodes, derive_episodes
from sufficiency.exchange.ssda903.applying.differences import Difference as SpellDifference
from sufficiency.exchange.ssda903.applying.facts import write_facts
from sufficiency.exchange.ssda903.applying.handing_over import (
    answered,
    carry_over,
    hand_over,
    hand_over_identities,
)
from sufficiency.exchange.ssda903.applying.live import children_with_live_entries, make_room, mark_held
from sufficiency.exchange.ssda903.applying.speaking import AtHand, settle_extracts, speaking
from sufficiency.exchange.ssda903.applying.spells import (
    ALL,
    compare,
    existing_spells,
    set_derived_children,
    write,
)
from sufficiency.exchange.ssda903.overlaps import OPEN
from sufficiency.exchange.ssda903.reading.cells import number_of

Progress = Callable[[int, int, str], None]
# Distinguishes this lock from any other that the product may take.
_LOCK = 903
_STEPS = 6


@dataclass
class Result:
    """`counts` of what the children named hold from returns, `changes` of what was altered, and conflicts."""

    counts: dict[str, int]
    changes: dict[str, int]
    conflicts: list[dict]


def lock(authority: Authority) -> None:
    """Wait for any other load of this authority, and hold it off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, authority.pk])


def make_current(
    authority: Authority, returns: Sequence[Return], at_hand: AtHand | None = None
) -> list[Return]:
    """Let these returns speak for their days; the returns that did so before."""
    there = speaking(authority)
    mine = {one.pk for one in returns}
    before = [there[one.as_at] for one in returns if one.as_at in there and there[one.as_at].pk not in mine]
    Return.objects.filter(pk__in=[one.pk for one in before]).update(is_current=False)
    Return.objects.filter(pk__in=[one.pk for one in returns]).update(is_current=True)
    years = [one.year for one in returns if one.is_extract]
    # Only where one takes another's place may an extract that was no longer current have to speak again.
    among = [one for one in there.values() if one.is_current or before]
    settle_extracts(
        authority,
        years,
        among=[*(one for one in among if one not in before and one.pk not in mine), *returns],
        at_hand=at_hand,
    )
    return before


def bring_up_to_date(
    authority: Authority,
    returns: Sequence[Return],
    progress: Progress | None = None,
    at_hand: AtHand | None = None,
    meanwhile: Callable[[], None] | None = None,
    *,
    batch: Import | None = None,
    children: Iterable[str] = (),
) -> Result:
    """Derive again every child that `returns` name, from the current returns, and ask the queries again.

    `batch` is the load being applied: where the case system keeps a group of fields, what the load says takes the
    place of what people entered. `children` are others to derive again, by number.

    `at_hand` are rows of returns just read, which need not come from the database again. `meanwhile` is work for
    the database that can be done while a thread beside it, which needs none, derives the timelines and then asks
    the rules. Call it inside a transaction, with the authority locked.
    """
    say = progress or (lambda done, total, what: None)
    set_affected({*numbers_in([one.pk for one in returns], at_hand), *children})
    say(0, _STEPS, "Children")
    wanted, existing = wanted_children(authority, at_hand), existing_children(authority)
    owners = owners_of(authority, on=batch_day(returns)) if batch and returns else {}
    if batch and owners.get(FieldGroup.IDENTITY) is Owner.CASE_SYSTEM:
        existing = hand_over_identities(batch, wanted, existing)
    changes = {
        f"children_{what}": count for what, count in write_children(authority, wanted, existing).items()
    }
    child_ids = dict(zip(wanted["number"], wanted["id"].tolist(), strict=True))
    dropped = sorted(set(existing["id"].tolist()) - set(child_ids.values()))
    set_derived_children([*child_ids.values(), *dropped])
    say(1, _STEPS, "Timelines")
    aside = ThreadPoolExecutor(max_workers=1)
    derivation = aside.submit(derive_episodes, affected_episodes(authority, child_ids, at_hand))
    if meanwhile:
        meanwhile()
    asking = Asking(authority, returns, at_hand, aside)
    aside.shutdown(wait=False)
    derived = derivation.result()
    spells = derived.spells()
    there = {timeline.name: existing_spells(timeline) for timeline in ALL}
    say(2, _STEPS, "Entries made here")
    counts = {"children": len(wanted), **{timeline.name: len(spells[timeline.name]) for timeline in ALL}}
    conflicts, spells, changes["entries_replaced"] = _respect_live_entries(
        authority, spells, there, wanted, existing, batch, owners
    )
    say(3, _STEPS, "What changes")
    found = compare(spells, there)
    changes |= _changes(found)
    say(4, _STEPS, "Writing")
    write(found)
    carry_over(batch)
    facts = write_facts(authority, child_ids, at_hand)
    changes["children_removed"] = remove_children(dropped)
    write_coverage(authority)
    write_absences(authority, at_hand)
    _tell_the_planner(counts)
    say(5, _STEPS, "Queries")
    counts["care_leavers"] = facts["OC3"]
    asking.write(derived)
    return Result(counts, changes, conflicts)


def _tell_the_planner(counts: Mapping[str, int]) -> None:
    """Statistics for PostgreSQL of tables in which a load wrote more rows than it knew of.

    A table that it saw empty it takes for empty, whatever was written since, until it happens to look again: whoever
    opens the dashboard after a council's first load would wait for minutes.
    """
    written = {Child._meta.db_table: counts["children"], **{one.table: counts[one.name] for one in ALL}}
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, reltuples from pg_class where oid = any(%s::regclass[])", [list(written)]
        )
        known = dict(cursor.fetchall())
        for table in sorted(written):
            if written[table] > known[table]:
                cursor.execute(f"analyze {table}")


def _respect_live_entries(
    authority: Authority,
    spells: dict[str, pd.DataFrame],
    there: dict[str, pd.DataFrame],
    wanted: pd.DataFrame,
    existing: pd.DataFrame,
    batch: Import | None,
    owners: Mapping[FieldGroup, Owner],
) -> tuple[list[dict], dict[str, pd.DataFrame], int]:
    """Conflicts with what people entered, the spells fitted round it, and how many entries gave way."""
    mark_held(spells, there)
    children = children_with_live_entries(there)
    as_at = as_days(wanted)
    covered = [
        (number_of(return_year(year).start), number_of(day) + 1)
        for year, day in Return.objects.filter(authority=authority, is_current=True).values_list(
            "year", "as_at"
        )
    ]

    def differing() -> list[Difference]:
        return differences([one for one in children if one in as_at], spells, there, as_at, covered)

    found, replaced = differing(), 0
    taken = answered(found, there, owners) if owners else {}
    if taken:
        replaced = hand_over(batch, taken, there)
        found, children = differing(), children_with_live_entries(there)
    found += identity_differences(wanted, existing)
    conflicts = write_conflicts(authority, {*as_at, *existing["id"].tolist()}, found, as_at)
    return conflicts, make_room(children, spells, there) if children else spells, replaced


def batch_day(returns: Sequence[Return]) -> date:
    """The day of the load's latest return: who keeps what on that day decides."""
    return max(one.as_at for one in returns)


def _changes(found: dict[str, SpellDifference]) -> dict[str, int]:
    """Spells by what becomes of them, over all timelines but periods and their contents told apart."""
    changes = {}
    for name, one in found.items():
        after = one.wanted.iloc[one.before.index.to_numpy()]
        ended = (one.before["end"].to_numpy() == OPEN) & (after["end"].to_numpy() != OPEN)
        changes[f"{name}_new"] = int(one.is_new.sum())
        changes[f"{name}_ended"] = int(ended.sum())
        changes[f"{name}_corrected"] = int(len(one.before) - ended.sum())
        changes[f"{name}_removed"] = len(one.gone)
        changes[f"{name}_unchanged"] = int((~one.is_new & ~one.is_changed).sum())
    return changes


def write_coverage(authority: Authority) -> None:
    """The days that the current returns are complete for: a return's year, up to the day it speaks to."""
    wanted = {
        (return_year(year).start, as_at + timedelta(days=1), _source(year, as_at, is_extract))
        for year, as_at, is_extract in Return.objects.filter(
            authority=authority, is_current=True
        ).values_list("year", "as_at", "is_extract")
    }
    held = {
        (one.dates.lower, one.dates.upper, one.source): one.pk
        for one in Coverage.objects.filter(authority=authority, group="", source__startswith=_SOURCE)
    }
    Coverage.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    Coverage.objects.bulk_create(
        Coverage(authority=authority, dates=(first, last), source=source)
        for first, last, source in sorted(wanted - held.keys())
    )


_SOURCE = "SSDA903 "


def _source(year: int, as_at: date, is_extract: bool) -> str:
    return f"{_SOURCE}extract to {as_at.isoformat()}" if is_extract else f"{_SOURCE}return {year}"
