"""Children whom we look after on the day of the latest return, and of whom it has no episode."""

from __future__ import annotations

import numpy as np
from django.db import connection

from sufficiency.core.models import Authority
from sufficiency.exchange.models import Return
from sufficiency.exchange.ssda903.applying.copying import copy_in
from sufficiency.exchange.ssda903.applying.speaking import AtHand, children_in
from sufficiency.exchange.ssda903.tables import EPISODES

_ABSENT = """
    select child.id as child_id, lower(period.dates) as starts_on,
        'looked after since ' || lower(period.dates) as ours
    from placements_child child
    join placements_periodofcare period on period.child_id = child.id
        and period.kind = 'looked_after' and period.dates @> %(as_at)s::date
    where child.authority_id = %(authority)s
        and not exists (select from present where present.number = child.number)
"""


def write_absences(authority: Authority, at_hand: AtHand | None = None) -> None:
    """Bring the list of absent children up to date; what was settled stays so while it says the same.

    Three statements, however many children there are. Nobody is closed: that is for a person to settle.
    """
    latest = Return.objects.filter(authority=authority, is_current=True).order_by("-as_at").first()
    present = children_in(latest, EPISODES, at_hand) if latest else set()
    bound = {
        "authority": authority.pk,
        "as_at": latest.as_at if latest else None,
        "of_return": latest.pk if latest else None,
    }
    with connection.cursor() as cursor:
        cursor.execute("create temporary table if not exists present (number text) on commit drop")
        cursor.execute("truncate present")
        copy_in("present", {"number": np.array(sorted(present), dtype=object)})
        cursor.execute("analyze present")
        cursor.execute(
            f"""delete from exchange_liveconflict told
            where told.authority_id = %(authority)s and told.field = 'absent' and not exists (
                select from ({_ABSENT}) absent
                where absent.child_id = told.child_id and absent.ours = told.ours
            )""",
            bound,
        )
        if latest is None:
            return
        cursor.execute(
            f"""insert into exchange_liveconflict
                (authority_id, of_return_id, child_id, kind, timeline, starts_on, field, ours, theirs, choice)
            select %(authority)s, %(of_return)s, absent.child_id, 'in_ours', 'child', absent.starts_on, 'absent',
                absent.ours, '', ''
            from ({_ABSENT}) absent
            where not exists (
                select from exchange_liveconflict told
                where told.child_id = absent.child_id and told.field = 'absent'
            )""",
            bound,
        )
