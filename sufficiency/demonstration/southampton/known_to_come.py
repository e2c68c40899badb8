"""Leavings and arrivals that were known at the end of December 2013: all of them invented.

The printed forecast is not made from these, and no figure of the printed tables is.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.db import transaction

from placements.expected.known_changes import first_of_month
from placements.models import Child, KnownChange
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import age_on, months_after

DAY = date(2013, 12, 31)
_SEED = "southampton: known to come"
_WORKER = "Wendy Worker, social worker"
# Kind, how many, youngest and oldest, how sure, where it was said and by whom, whether a day is known.
_LEAVINGS = (
    ("adoption", 9, 0, 6, "firm", "court", "Family Court, Southampton", True),
    ("adoption", 5, 0, 7, "likely", "panel", "Adoption panel", False),
    ("hearing", 6, 2, 14, "likely", "court", "Family Court, Southampton", True),
    ("home", 7, 5, 16, "likely", "review", _WORKER, False),
    ("home", 4, 5, 16, "possible", "worker", _WORKER, False),
    ("independence", 4, 16, 16, "possible", "review", _WORKER, False),
)
# Kind, how many children, in how many months from the end of December, how sure, where it was said and by whom.
_ARRIVALS = (
    ("birth", 1, 1, "firm", "prebirth", "Unborn baby conference"),
    ("birth", 2, 2, "likely", "prebirth", "Unborn baby conference"),
    ("proceedings", 3, 1, "likely", "legal", "Legal planning meeting"),
    ("proceedings", 2, 3, "possible", "legal", "Legal planning meeting"),
    ("unaccompanied", 1, 2, "possible", "worker", "Duty team"),
)


@transaction.atomic
def record_what_is_known(authority: Authority, *, by: User) -> int:
    """Record it, once: how many entries. Repeated, it finds them and records nothing."""
    if KnownChange.objects.filter(authority=authority).exists():
        return 0
    rng = random.Random(_SEED)
    children = list(
        Child.objects.filter(authority=authority).looked_after_on(DAY).distinct().order_by("number")
    )
    rng.shuffle(children)
    made = []
    for kind, many, youngest, oldest, sure, said_in, said_by, has_day in _LEAVINGS:
        fitting = [one for one in children if youngest <= age_on(one.date_of_birth, DAY) <= oldest][:many]
        for child in fitting:
            children.remove(child)
            day = DAY + timedelta(days=rng.randint(10, 240))
            made.append(
                KnownChange(
                    authority=authority,
                    direction="leaving",
                    kind=kind,
                    child=child,
                    month=first_of_month(day),
                    day=day if has_day else None,
                    how_sure=sure,
                    said_in=said_in,
                    said_by=said_by,
                    said_on=DAY - timedelta(days=rng.randint(1, 90)),
                    entered_by=by,
                )
            )
    for kind, number, months, sure, said_in, said_by in _ARRIVALS:
        made.append(
            KnownChange(
                authority=authority,
                direction="arriving",
                kind=kind,
                number=number,
                month=months_after(first_of_month(DAY), months),
                how_sure=sure,
                said_in=said_in,
                said_by=said_by,
                said_on=DAY - timedelta(days=rng.randint(1, 60)),
                entered_by=by,
            )
        )
    KnownChange.objects.bulk_create(made)
    return len(made)
