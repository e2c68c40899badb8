"""Writing what the case system says into entries made here: a few statements, however many differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import models
from django.db.backends.utils import CursorWrapper

from placements.models import LegalStatus, PeriodOfCare, Placement
from sufficiency.core.models import User
from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.ssda903.applying.dependants import referred_to
from sufficiency.exchange.ssda903.deriving.whereabouts import whereabouts

# What lies in a period comes before it, to be written or taken out.
_MODELS: dict[str, type[models.Model]] = {
    "placement": Placement,
    "legal status": LegalStatus,
    "period of care": PeriodOfCare,
}
_IDENTITY = {"date_of_birth": "told.theirs::date", "sex": "told.theirs", "ethnicity": "told.theirs"}
_TEXT = ("kind", "reason_ended", "code", "need", "provider", "postcode", "home_postcode", "urn")


def take(cursor: CursorWrapper, ids: Sequence[int], by: User) -> str | None:
    """Write them all; why not, in words, where one cannot be taken. Call it with constraints deferred."""
    _take_identities(cursor, ids)
    for timeline, model in _MODELS.items():
        _find_ours(cursor, timeline, model, ids)
    _find_dates(cursor)
    _widen_periods(cursor)
    for timeline, model in _MODELS.items():
        _take_texts(cursor, timeline, model, by)
        _take_dates(cursor, timeline, model, by)
        if refused := _remove(cursor, timeline, model):
            return refused
    cursor.execute("drop table taking, taken_dates")
    return None


def _take_identities(cursor: CursorWrapper, ids: Sequence[int]) -> None:
    for field, theirs in _IDENTITY.items():
        cursor.execute(
            f"""update placements_child ours set {field} = {theirs} from exchange_liveconflict told
            where told.id = any(%s) and told.timeline = 'child' and told.field = %s and ours.id = told.child_id""",
            [list(ids), field],
        )


def _find_ours(cursor: CursorWrapper, timeline: str, model: type[models.Model], ids: Sequence[int]) -> None:
    """The entry that each difference speaks of: it begins on the difference's day, or theirs begins inside it."""
    cursor.execute(
        """create temporary table if not exists taking (
            ours bigint, timeline text, field text, kind text, theirs text, starts_on date, held daterange
        ) on commit drop"""
    )
    cursor.execute(
        f"""insert into taking
        select ours.id, told.timeline, told.field, told.kind, told.theirs, told.starts_on, ours.dates
        from exchange_liveconflict told join {model._meta.db_table} ours
            on ours.child_id = told.child_id and ours.entered_by_id is not null
            and case when told.kind = %s
                then ours.dates @> told.starts_on and lower(ours.dates) < told.starts_on
                else lower(ours.dates) = told.starts_on end
        where told.id = any(%s) and told.timeline = %s""",
        [LiveConflict.Kind.IN_THEIRS, list(ids), timeline],
    )


def _find_dates(cursor: CursorWrapper) -> None:
    """The dates that each entry takes: an end that differs is theirs, and so is the day before which ours must end."""
    cursor.execute(
        """create temporary table taken_dates on commit drop as
        select timeline, ours, daterange(
            coalesce((max(theirs) filter (where field = 'start'))::date, lower(held)),
            case when bool_or(kind = 'in_theirs') then min(starts_on) filter (where kind = 'in_theirs')
                when bool_or(field = 'end') then nullif(max(theirs) filter (where field = 'end'), '')::date
                else upper(held) end
        ) as dates
        from taking where field in ('start', 'end') or kind = 'in_theirs'
        group by timeline, ours, held"""
    )


def _widen_periods(cursor: CursorWrapper) -> None:
    """Periods that are to change, or that a return brought, are meanwhile wide enough for what will lie in them.

    A period that people entered and of which nothing is taken stays as it is, and refuses what reaches out of it.
    """
    cursor.execute(
        """update placements_periodofcare period set dates = range_merge(period.dates, needed.dates)
        from (
            select period_id, range_merge(range_agg(dates)) as dates from (
                select spell.period_id, taken.dates from taken_dates taken
                    join placements_placement spell on spell.id = taken.ours and taken.timeline = 'placement'
                union all
                select spell.period_id, taken.dates from taken_dates taken
                    join placements_legalstatus spell on spell.id = taken.ours and taken.timeline = 'legal status'
                union all
                select ours, dates from taken_dates where timeline = 'period of care'
            ) wanted group by period_id
        ) needed
        where needed.period_id = period.id and not period.dates @> needed.dates and (
            period.entered_by_id is null or period.id in (
                select ours from taken_dates where timeline = 'period of care'
            )
        )"""
    )


def _take_texts(cursor: CursorWrapper, timeline: str, model: type[models.Model], by: User) -> None:
    moved: set[int] = set()
    there = {field.name for field in model._meta.concrete_fields}
    for field in there.intersection(_TEXT):
        cursor.execute(
            f"""update {model._meta.db_table} ours set {field} = taking.theirs, entered_by_id = %s
            from taking where taking.ours = ours.id and taking.timeline = %s and taking.field = %s
            returning ours.id""",
            [by.pk, timeline, field],
        )
        if field in ("postcode", "home_postcode"):
            moved.update(pk for (pk,) in cursor.fetchall())
    if moved:
        _locate(moved)


def _take_dates(cursor: CursorWrapper, timeline: str, model: type[models.Model], by: User) -> None:
    cursor.execute(
        f"""update {model._meta.db_table} ours set dates = taken.dates, entered_by_id = %s
        from taken_dates taken where taken.ours = ours.id and taken.timeline = %s""",
        [by.pk, timeline],
    )


def _remove(cursor: CursorWrapper, timeline: str, model: type[models.Model]) -> str | None:
    """Take out entries that the case system does not have; why not, where something hangs on one."""
    cursor.execute("select ours from taking where timeline = %s and kind = 'in_ours'", [timeline])
    ids = [pk for (pk,) in cursor.fetchall()]
    if referred_to(model, ids):
        return (
            f"Other records hang on this {model._meta.verbose_name}: what lies in it, a home, an agreement. "
            "Take those away first, or keep ours. Nothing was changed."
        )
    cursor.execute(f"delete from {model._meta.db_table} where id = any(%s)", [ids])
    return None


def _locate(ids: set[int]) -> None:
    """Miles and authority of placements whose postcodes changed."""
    placements = list(Placement.objects.filter(pk__in=ids))
    miles, located_in = whereabouts(
        np.array([one.home_postcode for one in placements], dtype=object),
        np.array([one.postcode for one in placements], dtype=object),
    )
    for one, distance, authority in zip(placements, miles, located_in, strict=True):
        one.miles, one.located_in = distance or None, authority
    Placement.objects.bulk_update(placements, ["miles", "located_in"])
