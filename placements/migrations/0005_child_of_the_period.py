"""A spell's child is the child of what holds it, and that must be there first: the triggers see to both.

So the spell needs no key of its own to the child, which would be checked row by row at each load.
"""

import django.db.models.deletion
from django.db import migrations, models

INNER = (
    ("placements_legalstatus", "legal status", "period_id", "placements_periodofcare", "period of care"),
    ("placements_placement", "placement", "period_id", "placements_periodofcare", "period of care"),
    ("placements_temporarymove", "temporary move", "placement_id", "placements_placement", "placement"),
)


def _within(inner: str, noun: str, key: str, outer: str, outer_noun: str, *, wrong: str) -> str:
    return f"""
    create or replace function {inner}_within() returns trigger language plpgsql as $$
    begin
        if exists (select 1 from changed c {wrong.format(outer=outer, key=key)}) then
            raise exception 'a {noun} reaches out of its {outer_noun}, or belongs to another child'
                using errcode = 'check_violation', constraint = '{inner}_within';
        end if;
        return null;
    end $$;
    """


# Before, a spell whose outer one was not there yet was let pass.
FORWARD = [
    _within(
        *row,
        wrong="left join {outer} o on o.id = c.{key} "
        "where (o.dates @> c.dates and o.child_id = c.child_id) is not true",
    )
    for row in INNER
]
REVERSE = [
    _within(
        *row,
        wrong="join {outer} o on o.id = c.{key} where not (o.dates @> c.dates) or o.child_id <> c.child_id",
    )
    for row in INNER
]


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0004_indexes_where_filled'),
    ]

    operations = [
        migrations.RunSQL(FORWARD, REVERSE),
        migrations.AlterField(
            model_name='legalstatus',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='legal_statuses', to='placements.child'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='placements.child'),
        ),
        migrations.AlterField(
            model_name='temporarymove',
            name='child',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='temporary_moves', to='placements.child'),
        ),
    ]
