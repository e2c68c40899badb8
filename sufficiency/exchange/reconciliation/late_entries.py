"""How late placements were entered: those typed here more than five working days after they began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from sufficiency.core.models import Authority

WORKING_DAYS = 5
# Five weekdays after a day: a week later, a day less from a Saturday, two from a Sunday. Bank holidays are not known.
_LATE = """
    select count(*),
        count(*) filter (
            where (placement.recorded_at at time zone 'Europe/London')::date > lower(placement.dates)
                + case extract(isodow from lower(placement.dates)) when 6 then 6 when 7 then 5 else 7 end
        )
    from placements_placement placement join placements_child child on child.id = placement.child_id
    where child.authority_id = %s and placement.entered_by_id is not null
        and lower(placement.dates) between %s and %s
        and not exists (
            select from placements_placementevent before
            where before.pgh_obj_id = placement.id and before.entered_by_id is null
        )
"""


@dataclass(frozen=True)
class LateEntries:
    """Of the placements that began in a window and were first typed here, how many were late."""

    late: int
    entered: int


def late_entries(authority: Authority, *, first: date, last: date) -> LateEntries:
    """Placements that began from `first` to `last`. Those that a return or an extract brought are not counted."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE, [authority.pk, first, last])
        entered, late = cursor.fetchone()
    return LateEntries(late=late, entered=entered)
