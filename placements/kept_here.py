"""What is kept here is complete from the day on which somebody says so: coverage that figures ask for.

It has no end until the group is handed to the case system. Figures go no further than today, and need records that
go on without a gap from a return (`sufficiency.indicators.families.coverage`).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Coverage
from sufficiency.core.models import Authority, FieldGroup, FieldOwner, Owner
from sufficiency.core.ownership import owner_said


def follow_the_owner(authority: Authority, group: FieldGroup) -> None:
    """Bring the coverage of one group up to date with what was said of its owner, days past and to come included.

    Of several words for one day the last holds; each holds until the day of the next.
    """
    if group not in Coverage.KEPT_HERE:
        return
    said = FieldOwner.objects.filter(authority=authority, group=group).order_by("from_on", "pk")
    owner_from = {one.from_on: one.owner for one in said}
    wanted = {
        first: next_one
        for first, next_one in pairwise([*owner_from, None])
        if first is not None and owner_from[first] == Owner.HERE
    }
    held = {one.dates.lower: one for one in Coverage.objects.filter(authority=authority, group=group)}
    Coverage.objects.filter(pk__in=[one.pk for first, one in held.items() if first not in wanted]).delete()
    for first, end in wanted.items():
        dates = DateRange(first, end)
        if first not in held:
            Coverage.objects.create(
                authority=authority, group=group, dates=dates, source=f"Kept here: {group.label}"
            )
        elif held[first].dates != dates:
            held[first].dates = dates
            held[first].save(update_fields=["dates"])


def _said(sender: type[FieldOwner], said: FieldOwner, **more: Any) -> None:
    follow_the_owner(said.authority, FieldGroup(said.group))


def add() -> None:
    """Listen to what is said of owners."""
    owner_said.connect(_said, dispatch_uid="placements.kept_here")
