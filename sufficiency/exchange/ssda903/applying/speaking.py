"""Which returns speak: one for each day, and of a year's extracts no more of the older than the newer left open.

A nightly extract states its year so far once more. What a newer extract says of a child replaces what the older
extracts of that year said of that child, whole: an episode that was corrected or taken out in the case system leaves
nothing behind. An older extract of which no child is left to speak for is no longer current; it stays kept, and
speaks again if the newer ones are undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from django.db.models import Q

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Import, Return, ReturnFile
from sufficiency.exchange.ssda903.applying.kept_rows import kept_rows
from sufficiency.exchange.ssda903.tables import EPISODES, HEADER

# Rows of returns still in memory from their reading, by the return's key and table; set-aside rows left out.
AtHand = Mapping[int, Mapping[str, pd.DataFrame]]


def speaking(authority: Authority, besides: Sequence[Return] = ()) -> dict:
    """By day the return that was applied last and not undone; `besides`, being applied now, come after all."""
    applied = Return.objects.filter(
        Q(batch__status=Import.Status.APPLIED) | Q(is_current=True), authority=authority
    ).order_by("batch__applied_at", "pk")
    by_day = {one.as_at: one for one in applied}
    return by_day | {one.as_at: one for one in besides}


def settle_extracts(
    authority: Authority,
    years: Iterable[int],
    *,
    among: Iterable[Return],
    at_hand: AtHand | None = None,
) -> None:
    """Of `among`, make current the extracts of these years that still have a child to speak for, and no others."""
    wanted = sorted(set(years))
    extracts = [one for one in among if one.is_extract and one.year in wanted]
    if not extracts:
        return
    current = set()
    for year in wanted:
        placed: set[str] = set()
        named: set[str] = set()
        for one in sorted((each for each in extracts if each.year == year), key=lambda one: one.as_at)[::-1]:
            with_episodes, with_header = (children_in(one, table, at_hand) for table in (EPISODES, HEADER))
            if not (placed or named) or not (with_episodes <= placed and with_header <= named):
                current.add(one.pk)
            placed |= with_episodes
            named |= with_header
    keys = [one.pk for one in extracts]
    Return.objects.filter(pk__in=keys, is_current=True).exclude(pk__in=current).update(is_current=False)
    Return.objects.filter(pk__in=current, is_current=False).update(is_current=True)


def children_in(one: Return, table: str, at_hand: AtHand | None = None) -> set[str]:
    """The children whom a return's table names, in rows that were not set aside."""
    if at_hand and one.pk in at_hand:
        return set(at_hand[one.pk][table]["CHILD"].unique()) if table in at_hand[one.pk] else set()
    file = ReturnFile.objects.filter(of_return=one, table=table, rows__gt=0).first()
    return set() if file is None else set(kept_rows(file, ["CHILD"])["CHILD"].unique())
