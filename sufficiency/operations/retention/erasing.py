"""Removing a record whole: its rows, the history of them, and what returns and their findings said of the child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

import pgtrigger
from django.apps import apps
from django.db import connection, router
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector

from carers.models import Household
from placements.models import Child
from sufficiency.core.models import Authority
from sufficiency.operations.models.retention import Subject

MODELS: dict[Subject, type[Model]] = {Subject.CHILD: Child, Subject.HOUSEHOLD: Household}


class StillNeeded(Exception):
    """Another record needs this one. The message names kinds of record, never a person."""


def erase(subject: Subject, ids: Iterable[UUID], *, authority: Authority) -> Counter[str]:
    """Remove these records of the authority; how many rows went, by table. Inside the caller's transaction.

    Raises `StillNeeded` where a record of another kind points at one of them.
    """
    model = MODELS[subject]
    records = list(model._default_manager.filter(public_id__in=list(ids), authority=authority))
    gone: Counter[str] = Counter()
    if subject == Subject.CHILD:
        children = Child.objects.filter(pk__in=[record.pk for record in records])
        gone += _out_of_returns(
            authority, [number for number in children.values_list("number", flat=True) if number]
        )
    return gone + _with_what_hangs_on_it(model, records)


def _with_what_hangs_on_it(model: type[Model], records: list[Model]) -> Counter[str]:
    """The records, every row that goes with them, and the earlier versions that history keeps of each."""
    if not records:
        return Counter()
    collector = Collector(using=router.db_for_write(model))
    try:
        collector.collect(records)
    except ProtectedError as fault:
        kinds = sorted({str(type(one)._meta.verbose_name_plural) for one in fault.protected_objects})
        raise StillNeeded(
            f"Something else still needs one of these records: {', '.join(kinds)}. "
            "Nothing was destroyed. Destroy or move those first."
        ) from None
    keys: dict[type[Model], set[object]] = {
        one: {row.pk for row in rows} for one, rows in collector.data.items()
    }
    for rows in collector.fast_deletes:
        keys.setdefault(rows.model, set()).update(rows.values_list("pk", flat=True))
    _, deleted = collector.delete()
    return Counter(deleted) + _history(model, {record.pk for record in records}, keys)


def _history(model: type[Model], heads: set[object], keys: dict[type[Model], set[object]]) -> Counter[str]:
    """Earlier versions: of the rows that went now, and of rows of the same records that had gone before."""
    gone: Counter[str] = Counter()
    for events in apps.get_models(include_auto_created=True):
        tracked = getattr(events, "pgh_tracked_model", None)
        if tracked is None:
            continue
        versions = events._default_manager.filter(pgh_obj_id__in=keys.get(tracked, ()))
        for field in tracked._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is model:
                versions |= events._default_manager.filter(**{f"{field.attname}__in": heads})
        with pgtrigger.ignore(f"{events._meta.label}:append_only"):
            count, _ = versions.delete()
        if count:
            gone[events._meta.label] += count
    return gone


# The positions of the children's rows in each table of each return of the authority.
_ROWS_OF_CHILDREN = """
    select kept.file_id, array_agg(cell.place::int) as places
    from exchange_keptcolumn kept
    join exchange_returnfile file on file.id = kept.file_id
    join exchange_return r on r.id = file.of_return_id
    cross join lateral unnest(kept.cells) with ordinality as cell(value, place)
    where r.authority_id = %s and kept.name = 'CHILD' and cell.value = any(%s)
    group by kept.file_id"""


def _out_of_returns(authority: Authority, numbers: list[str]) -> Counter[str]:
    """Rows of these children in every return, with what was found of them. Rows of others keep their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"create temporary table destroyed_rows on commit drop as {_ROWS_OF_CHILDREN}",
            [authority.pk, numbers],
        )
        cursor.execute(
            """delete from exchange_finding finding using (
                select file.of_return_id, file.name, kept.numbers[place] as number
                from destroyed_rows gone join exchange_keptrows kept on kept.file_id = gone.file_id
                join exchange_returnfile file on file.id = gone.file_id
                cross join lateral unnest(gone.places) as place
            ) said where finding.of_return_id = said.of_return_id and finding.file = said.name
                and finding.row = said.number"""
        )
        findings = cursor.rowcount
        cursor.execute(
            """update exchange_keptrows kept set
                set_aside = array(select one from unnest(kept.set_aside) as one where one <> all(
                    select kept.numbers[place] from unnest(gone.places) as place)),
                numbers = array(select one.number from unnest(kept.numbers) with ordinality as one(number, place)
                    where one.place <> all(gone.places) order by one.place)
            from destroyed_rows gone where gone.file_id = kept.file_id"""
        )
        cursor.execute(
            """update exchange_keptcolumn kept set
                cells = array(select one.cell from unnest(kept.cells) with ordinality as one(cell, place)
                    where one.place <> all(gone.places) order by one.place)
            from destroyed_rows gone where gone.file_id = kept.file_id"""
        )
        cursor.execute(
            """update exchange_returnfile file set rows = file.rows - cardinality(gone.places)
            from destroyed_rows gone where gone.file_id = file.id"""
        )
        cursor.execute("select coalesce(sum(cardinality(places)), 0) from destroyed_rows")
        [[rows]] = cursor.fetchall()
        cursor.execute("drop table destroyed_rows")
    return Counter({"rows of returns": rows, "exchange.Finding": findings})
