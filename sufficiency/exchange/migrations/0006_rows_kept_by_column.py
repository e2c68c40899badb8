"""Kept rows move from a record a row to a record a column. What was kept is carried over."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

ROWS = """
    insert into exchange_keptrows (file_id, numbers, set_aside)
    select file_id, array_agg(row order by row), coalesce(array_agg(row order by row) filter (where is_set_aside), '{}')
    from exchange_returnrow group by file_id
"""
COLUMNS = """
    insert into exchange_keptcolumn (file_id, name, cells)
    select f.id, c.name, array_agg(r.cells[c.position] order by r.row)
    from exchange_returnfile f
    cross join unnest(f.columns) with ordinality as c (name, position)
    join exchange_returnrow r on r.file_id = f.id
    group by f.id, c.name
"""
ROWS_AGAIN = """
    insert into exchange_returnrow (file_id, row, number, cells, is_set_aside)
    select r.file_id, u.row,
        left(max(u.cell) filter (where c.name = 'CHILD'), 20),
        array_agg(u.cell order by array_position(f.columns, c.name)),
        bool_or(u.row = any(r.set_aside))
    from exchange_keptrows r
    join exchange_returnfile f on f.id = r.file_id
    join exchange_keptcolumn c on c.file_id = r.file_id
    cross join unnest(r.numbers, c.cells) as u (row, cell)
    group by r.file_id, u.row
"""


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0005_kept_rows_without_constraint'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptRows',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numbers', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=None)),
                ('set_aside', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kept_rows', to='exchange.returnfile')),
            ],
        ),
        migrations.CreateModel(
            name='KeptColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='kept_columns', to='exchange.returnfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('file', 'name'), name='column_once_a_file')],
            },
        ),
        migrations.RunSQL(ROWS, ROWS_AGAIN),
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.DeleteModel(
            name='ReturnRow',
        ),
    ]
