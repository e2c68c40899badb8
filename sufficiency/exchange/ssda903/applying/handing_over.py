"""Entries of people in groups that the case system keeps: what a return says of them takes their place.

An entry that no return answers stays as it is and is listed, and so does one that something else hangs on. What was
replaced is kept with the load, so that undoing it brings the entry back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd
from django.db import connection
from django.db.backends.utils import CursorWrapper

from placements.models import PeriodOfCare, Placement
from sufficiency.core.models import FieldGroup, Owner
from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903.applying.children import IDENTITY
from sufficiency.exchange.ssda903.applying.conflicts import Difference
from sufficiency.exchange.ssda903.applying.dependants import referred_to
from sufficiency.exchange.ssda903.applying.spells import LEGAL_STATUSES, PERIODS, PLACEMENTS, SPELL
from sufficiency.exchange.ssda903.reading.cells import NO_DAY, day_of

GROUP_OF = {
    PERIODS.name: FieldGroup.LEGAL,
    LEGAL_STATUSES.name: FieldGroup.LEGAL,
    PLACEMENTS.name: FieldGroup.PLACEMENTS,
}
_MODELS = {PERIODS.name: PeriodOfCare, PLACEMENTS.name: Placement}


def answered(
    found: Iterable[Difference],
    there: Mapping[str, pd.DataFrame],
    owners: Mapping[FieldGroup, Owner],
) -> dict[str, dict[int, int]]:
    """By timeline: the entries that a return answers and the case system keeps, each with the answer's first day."""
    taken: dict[str, dict[int, int]] = {}
    entered = {
        name: frame[(frame["is_live"] == 1) & (frame["entered"] == 1)] for name, frame in there.items()
    }
    positions = {name: frame.groupby("child").indices for name, frame in entered.items()}
    for one in found:
        group = GROUP_OF.get(one.timeline)
        if group is None or owners[group] is not Owner.CASE_SYSTEM or one.answer == NO_DAY:
            continue
        frame = entered[one.timeline].iloc[positions[one.timeline].get(one.child, [])]
        for pk, start, end in zip(frame["id"], frame["start"], frame["end"], strict=True):
            if start <= one.starts_on < end:
                taken.setdefault(one.timeline, {}).setdefault(int(pk), one.answer)
    return taken


def hand_over(
    batch: Import | None, taken: Mapping[str, Mapping[int, int]], there: dict[str, pd.DataFrame]
) -> int:
    """Keep the entries with the load and let go of them; how many. `there` then counts them as not entered."""
    count = 0
    with connection.cursor() as cursor:
        # What lies in a period lets go of it first.
        for timeline in (PLACEMENTS, LEGAL_STATUSES, PERIODS):
            rows = _not_held(timeline.name, taken.get(timeline.name, {}), there[timeline.name])
            if not rows:
                continue
            ids, days = list(rows), [day_of(day) for day in rows.values()]
            _keep(batch, timeline.table, "child_id", ids, days)
            cursor.execute(f"update {timeline.table} set entered_by_id = null where id = any(%s)", [ids])
            frame = there[timeline.name]
            there[timeline.name] = frame.assign(is_live=frame["is_live"].where(~frame["id"].isin(ids), 0))
            count += len(ids)
    return count


def _not_held(name: str, rows: Mapping[int, int], frame: pd.DataFrame) -> dict[int, int]:
    """Those that stay where they are, or on which nothing hangs."""
    if name not in _MODELS or not rows:
        return dict(rows)
    starts = dict(zip(frame["id"], frame["start"], strict=True))
    held = referred_to(_MODELS[name], [pk for pk, answer in rows.items() if starts[pk] != answer])
    return {pk: answer for pk, answer in rows.items() if pk not in held}


def hand_over_identities(batch: Import, wanted: pd.DataFrame, existing: pd.DataFrame) -> pd.DataFrame:
    """Keep with the load the children whom people entered and it corrects; `existing` with none counted as entered."""
    both = existing[existing["is_live"] == 1].merge(wanted, on="number", suffixes=("", "_theirs"))
    differs = pd.Series(False, index=both.index)
    for name in IDENTITY:
        differs |= both[name] != both[f"{name}_theirs"]
    ids = both.loc[differs, "id"].tolist()
    if ids:
        _keep(batch, "placements_child", "id", ids, [None] * len(ids))
    return existing.assign(is_live=0)


def _keep(
    batch: Import | None, table: str, child: str, ids: Sequence[int], days: Sequence[date | None]
) -> None:
    if batch is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"""insert into exchange_replacedentry (batch_id, child_id, "table", "row", before, answered_on)
            select %s, held.{child}, %s, held.id, to_jsonb(held.*), asked.day
            from unnest(%s::bigint[], %s::date[]) asked(id, day) join {table} held on held.id = asked.id
            on conflict do nothing""",
            [batch.pk, table, list(ids), list(days)],
        )


def carry_over(batch: Import | None) -> None:
    """Give placements that took an entry's place what no return tells: its address here, home and household."""
    if batch is None:
        return
    told = {*SPELL, *PLACEMENTS.own, "id", "child", "period", "dates", "entered_by", "recorded_at"}
    own = [field.column for field in Placement._meta.concrete_fields if field.name not in told]
    names = ", ".join(f'"{name}"' for name in own)
    values = ", ".join(f'before."{name}"' for name in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""update placements_placement now set ({names}) = ({values})
            from exchange_replacedentry replaced,
                jsonb_populate_record(null::placements_placement, replaced.before) before
            where replaced.batch_id = %s and replaced."table" = 'placements_placement'
                and now.child_id = replaced.child_id and lower(now.dates) = replaced.answered_on
                and now.id <> replaced."row"
                and not exists (select from placements_placement still where still.id = replaced."row")""",
            [batch.pk],
        )


def bring_back(batch: Import) -> set[str]:
    """Restore the entries that the load replaced; the numbers of their children, who are then derived again."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        for timeline in (PERIODS, LEGAL_STATUSES, PLACEMENTS):
            cursor.execute(
                f"""create temporary table brought_back on commit drop as
                select before.* from exchange_replacedentry replaced,
                    jsonb_populate_record(null::{timeline.table}, replaced.before) before
                where replaced.batch_id = %s and replaced."table" = %s""",
                [batch.pk, timeline.table],
            )
            if timeline.outer:
                _find_periods(cursor)
            # Known again from now on: until now it was not.
            cursor.execute("update brought_back set recorded_at = now()")
            if timeline is PERIODS:
                # What lies in it hangs on its key, so it is altered and not written anew.
                columns = [field.column for field in PeriodOfCare._meta.concrete_fields if field.name != "id"]
                names = ", ".join(f'"{name}"' for name in columns)
                values = ", ".join(
                    "range_merge(now.dates, back.dates)" if name == "dates" else f'back."{name}"'
                    for name in columns
                )
                cursor.execute(
                    f"update {timeline.table} now set ({names}) = ({values}) "
                    "from brought_back back where back.id = now.id"
                )
                cursor.execute(
                    f"insert into {timeline.table} select * from brought_back back "
                    f"where not exists (select from {timeline.table} now where now.id = back.id)"
                )
            else:
                cursor.execute(f"delete from {timeline.table} where id in (select id from brought_back)")
                if timeline is PLACEMENTS:
                    # Those that bear their address now.
                    cursor.execute(
                        "delete from placements_placement where public_id in (select public_id from brought_back)"
                    )
                cursor.execute(f"insert into {timeline.table} select * from brought_back")
            cursor.execute("drop table brought_back")
        _bring_back_identities(cursor, batch)
        cursor.execute(
            """select distinct child.number from exchange_replacedentry replaced
            join placements_child child on child.id = replaced.child_id where replaced.batch_id = %s""",
            [batch.pk],
        )
        return {number for (number,) in cursor.fetchall() if number}


def _find_periods(cursor: CursorWrapper) -> None:
    """Each entry's period as it was, else the one it falls in; wide enough to hold it."""
    cursor.execute(
        """update brought_back back set period_id = (
            select period.id from placements_periodofcare period
            where period.child_id = back.child_id and period.dates && back.dates
            order by period.id = back.period_id desc, lower(period.dates) limit 1
        )"""
    )
    cursor.execute(
        """update placements_periodofcare period set dates = range_merge(period.dates, needed.dates)
        from (select period_id, range_merge(range_agg(dates)) as dates from brought_back group by 1) needed
        where needed.period_id = period.id and not period.dates @> needed.dates"""
    )


def _bring_back_identities(cursor: CursorWrapper, batch: Import) -> None:
    names = ", ".join(IDENTITY)
    cursor.execute(
        f"""update placements_child now set ({names}) = ({", ".join(f"before.{name}" for name in IDENTITY)})
        from exchange_replacedentry replaced,
            jsonb_populate_record(null::placements_child, replaced.before) before
        where replaced.batch_id = %s and replaced."table" = 'placements_child' and now.id = replaced."row\"""",
        [batch.pk],
    )
