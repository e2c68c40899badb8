"""The tables, and the history of their rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('exchange', '0001_initial'), ('exchange', '0002_initial'), ('exchange', '0003_import_changes'), ('exchange', '0004_applying'), ('exchange', '0005_kept_rows_without_constraint'), ('exchange', '0006_rows_kept_by_column'), ('exchange', '0007_record_elsewhere'), ('exchange', '0008_record_elsewhere_backfill'), ('exchange', '0009_answers_of_workers')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('placements', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='FolderRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('began_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('nothing', 'Nothing was there'), ('taken', 'Taken'), ('attention', 'Needs a person'), ('stopped', 'Stopped by a fault')], max_length=9)),
                ('left', models.PositiveSmallIntegerField(default=0)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='folder_runs', to='core.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-began_at', '-pk'),
                'indexes': [models.Index(fields=['authority', '-began_at'], name='folder_run_newest')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('status', models.CharField(choices=[('uploaded', 'Uploaded, not read yet'), ('ready', 'Read, waiting to be applied'), ('applying', 'Being applied'), ('applied', 'Applied'), ('refused', 'Refused'), ('undone', 'Undone')], default='uploaded', max_length=8)),
                ('kind', models.CharField(choices=[('return', 'Annual return'), ('extract', 'Extract from the case system')], db_default='return', default='return', max_length=7)),
                ('refusal', models.TextField(blank=True)),
                ('warnings', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('changes', models.JSONField(blank=True, default=dict)),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('applied_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='core.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-started_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='undone_when_and_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='FolderItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('as_at', models.DateField(null=True)),
                ('outcome', models.CharField(choices=[('taken', 'Applied'), ('same', 'Taken before, nothing changed'), ('held', 'Waiting for a person'), ('refused', 'Refused')], max_length=7)),
                ('told', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.authority')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='exchange.folderrun')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='folder_items', to='exchange.import')),
            ],
            options={
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['authority', 'sha256'], name='folder_item_by_content')],
            },
        ),
        migrations.CreateModel(
            name='ApplyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('begun_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('failure', models.TextField(blank=True)),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('total', models.PositiveSmallIntegerField(default=0)),
                ('doing', models.CharField(blank=True, max_length=60)),
                ('figures', models.JSONField(blank=True, default=list)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='exchange.import')),
            ],
            options={
                'ordering': ('-asked_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='ReplacedEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=40)),
                ('row', models.BigIntegerField()),
                ('before', models.JSONField()),
                ('answered_on', models.DateField(null=True)),
                ('replaced_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replaced_entries', to='exchange.import')),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='placements.child')),
            ],
            options={
                'ordering': ('batch', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('batch', 'table', 'row'), name='entry_replaced_once_a_load')],
            },
        ),
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('as_at', models.DateField()),
                ('is_extract', models.BooleanField(default=False)),
                ('label', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('is_current', models.BooleanField(default=False)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='core.authority')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='exchange.import')),
            ],
            options={
                'ordering': ('authority', 'as_at'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('authority', 'as_at'), name='one_current_return_a_date')],
            },
        ),
        migrations.CreateModel(
            name='LiveConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(db_default=models.Func(function='gen_random_uuid'), editable=False, unique=True)),
                ('kind', models.CharField(choices=[('in_theirs', 'In theirs, not ours'), ('in_ours', 'In ours, not theirs'), ('differ', 'Differ')], db_default='differ', default='differ', max_length=9)),
                ('timeline', models.CharField(max_length=20)),
                ('starts_on', models.DateField()),
                ('field', models.CharField(max_length=30)),
                ('ours', models.CharField(blank=True, max_length=60)),
                ('theirs', models.CharField(blank=True, max_length=60)),
                ('first_told_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('choice', models.CharField(blank=True, choices=[('ours', 'Keep what was entered here'), ('theirs', 'Take what the return says'), ('ask', 'Ask the worker')], max_length=6)),
                ('reason', models.TextField(blank=True, db_default='')),
                ('answer', models.CharField(blank=True, choices=[('ours', 'What is held here'), ('theirs', 'What the case system says'), ('neither', 'Neither: I have said what is'), ('unknown', 'I do not know')], db_default='', default='', max_length=7)),
                ('note', models.CharField(blank=True, db_default='', default='', max_length=500)),
                ('answered_at', models.DateTimeField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_conflicts', to='core.authority')),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_conflicts', to='placements.child')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_conflicts', to='exchange.return')),
            ],
            options={
                'ordering': ('child', 'timeline', 'starts_on', 'field'),
                'indexes': [models.Index(fields=['authority', 'kind', 'choice'], name='difference_by_kind')],
                'constraints': [models.UniqueConstraint(fields=('of_return', 'child', 'timeline', 'starts_on', 'field'), name='live_conflict_once'), models.CheckConstraint(condition=models.Q(models.Q(('choice', ''), ('settled_at', None), ('settled_by', None)), models.Q(models.Q(('choice', ''), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='settled_how_by_whom_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('choice', 'ours'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='ours_is_kept_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('note', '')), models.Q(('answer__in', ('ours', 'theirs', 'neither', 'unknown')), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='answered_what_by_whom_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'neither'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='neither_is_answered_with_what_is')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('set_aside', 'Set aside'), ('query', 'Query'), ('repaired', 'Repaired')], max_length=9)),
                ('file', models.CharField(max_length=200)),
                ('row', models.PositiveIntegerField()),
                ('column', models.CharField(blank=True, max_length=40)),
                ('code', models.CharField(max_length=8)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('message', models.TextField()),
                ('of_return', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='exchange.return')),
            ],
            options={
                'ordering': ('of_return', 'kind', 'code', 'file', 'row'),
                'indexes': [models.Index(fields=['of_return', 'kind', 'code'], name='finding_by_rule')],
            },
        ),
        migrations.CreateModel(
            name='ReturnFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('table', models.CharField(max_length=20)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('columns_ignored', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('rows', models.PositiveIntegerField()),
                ('of_return', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='exchange.return')),
            ],
            options={
                'ordering': ('of_return', 'table'),
            },
        ),
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
    ]
