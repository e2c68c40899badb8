"""The tables, and the history of their rows."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('operations', '0001_initial')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(choices=[('worker', 'Background worker'), ('nightly', 'Nightly run'), ('restore', 'Restore that was tried')], max_length=10, unique=True)),
                ('at', models.DateTimeField()),
                ('facts', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['worker', 'nightly', 'restore'])), name='heartbeat_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('as_at', models.DateField()),
                ('status', models.CharField(choices=[('proposed', 'Waiting for a second person'), ('signed', 'Signed by two, not carried out yet'), ('declined', 'Declined'), ('done', 'Carried out')], default='proposed', max_length=8)),
                ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_at', models.DateTimeField(null=True)),
                ('why_declined', models.CharField(blank=True, default='', max_length=200)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-proposed_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='destruction_signed_by_two_different_people'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'proposed')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status__in', ['signed', 'declined', 'done'])), _connector='OR'), name='destruction_decided_by_whom_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('carried_out_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('records', models.JSONField()),
                ('rows', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority')),
                ('carried_out_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='operations.proposal')),
            ],
            options={
                'ordering': ('-carried_out_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('authority', 'number'), name='certificate_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ProposedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('child', 'Child'), ('household', 'Household')], max_length=9)),
                ('record_id', models.UUIDField()),
                ('kept_until', models.DateField(null=True)),
                ('outcome', models.CharField(choices=[('waiting', 'Not decided'), ('destroyed', 'Destroyed'), ('left', 'Left: held, or no longer due')], default='waiting', max_length=9)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='operations.proposal')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.retentionrule')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('proposal', 'record_id'), name='proposed_once'), models.CheckConstraint(condition=models.Q(models.Q(('kept_until', None), ('outcome', 'destroyed')), models.Q(('outcome', 'destroyed'), _negated=True), _connector='OR'), name='destroyed_record_keeps_no_date')],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('covers', models.CharField(choices=[('record', 'One record'), ('kind', 'All records of a kind'), ('everything', 'All records of the authority')], max_length=10)),
                ('subject', models.CharField(blank=True, choices=[('child', 'Child'), ('household', 'Household')], default='', max_length=9)),
                ('record_id', models.UUIDField(blank=True, null=True)),
                ('why', models.CharField(choices=[('inquiry', 'A public inquiry'), ('court', 'Court proceedings, begun or expected'), ('complaint', 'A complaint or the Ombudsman'), ('review', 'A safeguarding practice review'), ('access', 'A request by the person to see their record'), ('other', 'Another reason')], max_length=9)),
                ('reference', models.CharField(max_length=120)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('placed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('released_at', models.DateTimeField(null=True)),
                ('why_released', models.CharField(blank=True, default='', max_length=200)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='core.authority')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-placed_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('covers', 'record'), ('record_id__isnull', False), models.Q(('subject', ''), _negated=True)), models.Q(('covers', 'kind'), ('record_id', None), models.Q(('subject', ''), _negated=True)), models.Q(('covers', 'everything'), ('record_id', None), ('subject', '')), _connector='OR'), name='legal_hold_covers_something'), models.CheckConstraint(condition=models.Q(('subject__in', ['', 'child', 'household'])), name='legal_hold_subject_is_known'), models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='legal_hold_has_dates'), models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('released_by', None), ('why_released', '')), models.Q(('dates__upper_inf', False), ('released_at__isnull', False), ('released_by__isnull', False), models.Q(('why_released', ''), _negated=True)), _connector='OR'), name='legal_hold_released_by_whom_when_and_why')],
            },
        ),
    ]
