"""The tables, and the history of their rows."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('kept', '0001_kept_figures')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('touches', models.DateField()),
                ('is_start', models.BooleanField(db_default=False, default=False)),
                ('authority', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.authority')),
            ],
            options={
                'indexes': [models.Index(fields=['authority', 'touches'], name='change_touches')],
            },
        ),
        migrations.CreateModel(
            name='Figures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('question', models.CharField(max_length=64)),
                ('since', models.BigIntegerField()),
                ('changes', models.BigIntegerField()),
                ('counted', models.JSONField()),
                ('counted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.authority')),
            ],
            options={
                'verbose_name_plural': 'kept figures',
                'constraints': [models.UniqueConstraint(fields=('authority', 'day', 'question'), name='figures_kept_once')],
            },
        ),
    ]
