"""Figures *as known then*: counted by the same queries, from the records as they stood at an earlier moment.

Every register table that the queries read is rebuilt, for one authority, from its rows and their history, into
temporary tables of the same names. PostgreSQL looks for a table among the temporary ones first, so each family's
SQL counts them as it stands: one definition, not two. The transaction is rolled back at the end, and nothing is left.

Not rebuilt are what no history is kept of: populations, boundaries of authorities and the directory of postcodes
(a placement's miles and authority were stored with it, and are as they were). See `docs/decisions/as-known-then.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, models, transaction

from careleavers.models import YearlyContact
from placements.models import (
    AdoptionDecision,
    AdoptionOrder,
    Child,
    Coverage,
    LegalStatus,
    MissingSpell,
    PeriodOfCare,
    Placement,
    Review,
    TemporaryMove,
    UnaccompaniedStatus,
)
from sufficiency.core.models import Authority
from sufficiency.indicators.base import Measurement
from sufficiency.indicators.measuring import measure

# Children come first: the others are taken for the children that were known.
_OF_AUTHORITY: tuple[type[models.Model], ...] = (Child, Coverage)
_OF_CHILDREN: tuple[type[models.Model], ...] = (
    PeriodOfCare,
    LegalStatus,
    Placement,
    TemporaryMove,
    UnaccompaniedStatus,
    MissingSpell,
    Review,
    AdoptionOrder,
    AdoptionDecision,
    YearlyContact,
)
REBUILT = (*_OF_AUTHORITY, *_OF_CHILDREN)


def measure_as_known(
    keys: Iterable[str], *, authority: Authority, as_at: date, known_at: datetime
) -> dict[str, Measurement]:
    """Each key's figure as at a day, from what the register knew at a moment: what `measure` said, or would have.

    A load or an edit that was under way at that very moment counts as known from when its writing began.
    """
    with known_then(authority, known_at):
        return measure(keys, authority=authority, as_at=as_at)


@contextmanager
def known_then(authority: Authority, moment: datetime) -> Iterator[None]:
    """Within the block, the registers' tables are this authority's as they stood at the moment. Read only:

    whatever is written within the block is written to the copies, and gone with them.
    """
    with transaction.atomic():
        for model in _OF_AUTHORITY:
            _rebuild(model, f"authority_id = {int(authority.pk)}", moment)
        for model in _OF_CHILDREN:
            _rebuild(model, f"child_id in (select id from {_copy(Child)})", moment)
        with connection.cursor() as cursor:
            for model in REBUILT:
                cursor.execute(f"alter table {_copy(model)} rename to {model._meta.db_table}")
        yield
        transaction.set_rollback(True)


def _copy(model: type[models.Model]) -> str:
    return f"known_{model._meta.db_table}"


def _rebuild(model: type[models.Model], belongs: str, moment: datetime) -> None:
    """Rows as they stood: the oldest version that was replaced since, else the row itself; none written since."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    rows, history = model._meta.db_table, model.pgh_event_model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""create temporary table {_copy(model)} on commit drop as
            select {columns} from {rows} held
            where {belongs} and recorded_at <= %(moment)s
                and not exists (
                    select from {history} since where since.id = held.id and since.pgh_created_at > %(moment)s
                )
            union all
            select {columns} from (
                select distinct on (id) * from {history}
                where pgh_created_at > %(moment)s order by id, pgh_created_at, pgh_id
            ) replaced
            where {belongs} and recorded_at <= %(moment)s""",
            {"moment": moment},
        )
        cursor.execute(f"alter table {_copy(model)} add primary key (id)")
        names = [field.column for field in model._meta.concrete_fields]
        for key in {"child_id", "period_id"}.intersection(names):
            cursor.execute(f"create index on {_copy(model)} ({key})")
        cursor.execute(f"analyze {_copy(model)}")
