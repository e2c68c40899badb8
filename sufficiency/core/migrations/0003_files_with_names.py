"""Files with more names than leave at once: asked for, decided by a second person, taken."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_audit_is_kept'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('of', models.CharField(choices=[('children', 'Children'), ('young-people', 'Young people'), ('households', 'Households')], max_length=12)),
                ('chosen', models.JSONField(blank=True, default=dict)),
                ('narrowed_to', models.CharField(blank=True, max_length=500)),
                ('sealed_search', models.TextField(blank=True)),
                ('search_hash', models.CharField(blank=True, max_length=16)),
                ('rows', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decision', models.CharField(blank=True, choices=[('approved', 'Approved'), ('refused', 'Refused')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-asked_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='FileRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('of', models.CharField(choices=[('children', 'Children'), ('young-people', 'Young people'), ('households', 'Households')], max_length=12)),
                ('chosen', models.JSONField(blank=True, default=dict)),
                ('narrowed_to', models.CharField(blank=True, max_length=500)),
                ('sealed_search', models.TextField(blank=True)),
                ('search_hash', models.CharField(blank=True, max_length=16)),
                ('rows', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decision', models.CharField(blank=True, choices=[('approved', 'Approved'), ('refused', 'Refused')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.authority')),
                ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.filerequest')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='file_request_says_why'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(('rows__gt', 50)), name='file_request_is_of_many'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sealed_search', ''), ('search_hash', '')), models.Q(models.Q(('sealed_search', ''), _negated=True), models.Q(('search_hash', ''), _negated=True)), _connector='OR'), name='file_request_search_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', ''), ('note', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ['approved', 'refused'])), _connector='OR'), name='file_decision_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='file_decided_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'refused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='file_refusal_says_why'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.CheckConstraint(condition=models.Q(('taken_at', None), models.Q(('decision', 'approved'), ('taken_at__gte', models.F('decided_at')), ('taken_at__lt', django.db.models.expressions.CombinedExpression(models.F('decided_at'), '+', models.Value(datetime.timedelta(days=1))))), _connector='OR'), name='file_taken_once_approved_and_in_time'),
        ),
        migrations.AddConstraint(
            model_name='filerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('asked_by', 'authority', 'of', 'chosen', 'search_hash'), name='file_asked_once_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='filerequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_filerequestevent" ("asked_at", "asked_by_id", "authority_id", "chosen", "decided_at", "decided_by_id", "decision", "id", "narrowed_to", "note", "of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "rows", "sealed_search", "search_hash", "taken_at") SELECT old_values."asked_at", old_values."asked_by_id", old_values."authority_id", old_values."chosen", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."narrowed_to", old_values."note", old_values."of", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."reason", old_values."rows", old_values."sealed_search", old_values."search_hash", old_values."taken_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='42ecf5a823a4d2121f8cbb209efc50766b917e3c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c2910', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='core_filerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='filerequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_filerequestevent" ("asked_at", "asked_by_id", "authority_id", "chosen", "decided_at", "decided_by_id", "decision", "id", "narrowed_to", "note", "of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason", "rows", "sealed_search", "search_hash", "taken_at") SELECT old_values."asked_at", old_values."asked_by_id", old_values."authority_id", old_values."chosen", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."narrowed_to", old_values."note", old_values."of", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."reason", old_values."rows", old_values."sealed_search", old_values."search_hash", old_values."taken_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fdd45cc2690beefee6cc62b67ce9b0cb0535607d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_00a02', referencing='REFERENCING OLD TABLE AS old_values ', table='core_filerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='filerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fe14e12448ecff81a06e95b1ba35c0ab014a1f66', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ba13a', table='core_filerequestevent', when='BEFORE')),
        ),
    ]
