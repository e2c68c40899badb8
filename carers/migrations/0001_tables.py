"""The tables, and the history of their rows."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import sufficiency.core.migration_operations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('carers', '0001_initial'), ('carers', '0002_initial'), ('carers', '0003_carer_records'), ('carers', '0005_history_of_decisions'), ('carers', '0006_soon_found'), ('carers', '0007_the_check_that_counts')]

    initial = True

    dependencies = [
        ('core', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Carer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('first_name', models.CharField(max_length=60)),
                ('last_name', models.CharField(max_length=60)),
                ('is_primary', models.BooleanField(default=False)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ('household', '-is_primary', 'last_name', 'first_name'),
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('dbs', 'DBS certificate'), ('medical', 'Medical'), ('safeguarding', 'Safeguarding training'), ('first_aid', 'Paediatric first aid'), ('home_safety', 'Home safety'), ('unannounced_visit', 'Unannounced visit'), ('insurance', 'Car and home insurance'), ('pet', 'Pet assessment')], max_length=20)),
                ('done_on', models.DateField()),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('counts', models.BooleanField(db_default=True, default=True, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('carer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='carers.carer')),
            ],
            options={
                'ordering': ('household', 'kind', '-done_on'),
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('places_free', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('not_before', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('household', '-at', '-pk'),
                'get_latest_by': ('at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.CharField(choices=[('break', 'Carers asked for a break'), ('holiday', 'Holiday'), ('illness', 'Illness'), ('family', 'Family circumstances'), ('building_work', 'Moving house or building work'), ('settling', 'A child who lives there needs time to settle'), ('notice_given', 'Carers have given notice'), ('review', 'Until a review is decided'), ('other', 'Other (ask the supervising worker)')], max_length=20)),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('household', 'dates'),
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('general', 'General fostering'), ('connected', 'Connected persons'), ('short_breaks', 'Short breaks'), ('parent_and_child', 'Parent and child'), ('supported_lodgings', 'Supported lodgings')], db_default='general', default='general', max_length=20)),
                ('approved', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason_ended', models.CharField(blank=True, choices=[('retired', 'Carers retired'), ('circumstances', "Change in the carers' own circumstances"), ('moved_away', 'Carers moved away'), ('other_agency', 'Moved to another fostering service'), ('child_stayed', "Became the child's adopters or special guardians"), ('last_child_left', 'The child they were approved for left'), ('dissatisfied', 'Carers dissatisfied with the service'), ('not_suitable', 'Found no longer suitable'), ('died', 'A carer died'), ('other', 'Other')], db_default='', default='', max_length=20)),
                ('area', models.CharField(blank=True, db_default='', default='', max_length=4)),
                ('located_in', models.CharField(blank=True, db_default='', default='', max_length=9)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='households', to='core.authority')),
                ('supervising_worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervised_households', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('reference',),
                'constraints': [models.UniqueConstraint(fields=('authority', 'reference'), name='household_reference_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['general', 'connected', 'short_breaks', 'parent_and_child', 'supported_lodgings'])), name='household_kind_is_known'), models.CheckConstraint(condition=models.Q(('reason_ended__in', ['retired', 'circumstances', 'moved_away', 'other_agency', 'child_stayed', 'last_child_left', 'dissatisfied', 'not_suitable', 'died', 'other', ''])), name='household_reason_ended_is_known'), models.CheckConstraint(condition=models.Q(('approved__isempty', False), ('approved__lower_inf', False)), name='household_approval_has_dates'), models.CheckConstraint(condition=models.Q(('reason_ended', ''), ('approved__upper_inf', False), _connector='OR'), name='household_reason_only_if_ended')],
            },
        ),
        migrations.CreateModel(
            name='HoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason', models.CharField(choices=[('break', 'Carers asked for a break'), ('holiday', 'Holiday'), ('illness', 'Illness'), ('family', 'Family circumstances'), ('building_work', 'Moving house or building work'), ('settling', 'A child who lives there needs time to settle'), ('notice_given', 'Carers have given notice'), ('review', 'Until a review is decided'), ('other', 'Other (ask the supervising worker)')], max_length=20)),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.hold')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='hold',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='carers.household'),
        ),
        migrations.CreateModel(
            name='ConfirmationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('places_free', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('not_before', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.confirmation')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='confirmation',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='carers.household'),
        ),
        migrations.CreateModel(
            name='CheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('dbs', 'DBS certificate'), ('medical', 'Medical'), ('safeguarding', 'Safeguarding training'), ('first_aid', 'Paediatric first aid'), ('home_safety', 'Home safety'), ('unannounced_visit', 'Unannounced visit'), ('insurance', 'Car and home insurance'), ('pet', 'Pet assessment')], max_length=20)),
                ('done_on', models.DateField()),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('carer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.carer')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.check')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='check',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='carers.household'),
        ),
        migrations.CreateModel(
            name='CarerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('first_name', models.CharField(max_length=60)),
                ('last_name', models.CharField(max_length=60)),
                ('is_primary', models.BooleanField(default=False)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.carer')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='carer',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carers', to='carers.household'),
        ),
        migrations.CreateModel(
            name='HouseholdAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('line_1', models.CharField(max_length=100)),
                ('line_2', models.CharField(blank=True, default='', max_length=100)),
                ('town', models.CharField(max_length=60)),
                ('postcode', models.CharField(max_length=8)),
                ('phone', models.CharField(blank=True, default='', max_length=30)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('household', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='address', to='carers.household')),
            ],
            options={
                'verbose_name': 'address of a household',
                'verbose_name_plural': 'addresses of households',
            },
        ),
        migrations.CreateModel(
            name='HouseholdAddressEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('line_1', models.CharField(max_length=100)),
                ('line_2', models.CharField(blank=True, default='', max_length=100)),
                ('town', models.CharField(max_length=60)),
                ('postcode', models.CharField(max_length=8)),
                ('phone', models.CharField(blank=True, default='', max_length=30)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.householdaddress')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HouseholdEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('general', 'General fostering'), ('connected', 'Connected persons'), ('short_breaks', 'Short breaks'), ('parent_and_child', 'Parent and child'), ('supported_lodgings', 'Supported lodgings')], db_default='general', default='general', max_length=20)),
                ('approved', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('reason_ended', models.CharField(blank=True, choices=[('retired', 'Carers retired'), ('circumstances', "Change in the carers' own circumstances"), ('moved_away', 'Carers moved away'), ('other_agency', 'Moved to another fostering service'), ('child_stayed', "Became the child's adopters or special guardians"), ('last_child_left', 'The child they were approved for left'), ('dissatisfied', 'Carers dissatisfied with the service'), ('not_suitable', 'Found no longer suitable'), ('died', 'A carer died'), ('other', 'Other')], db_default='', default='', max_length=20)),
                ('area', models.CharField(blank=True, db_default='', default='', max_length=4)),
                ('located_in', models.CharField(blank=True, db_default='', default='', max_length=9)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.authority')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.household')),
                ('supervising_worker', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HouseholdReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('due_on', models.DateField()),
                ('held_on', models.DateField(blank=True, null=True)),
                ('panel_on', models.DateField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('unchanged', 'Approval continues, terms unchanged'), ('terms_changed', 'Approval continues, terms changed'), ('not_suitable', 'No longer suitable')], default='', max_length=16)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='carers.household')),
            ],
            options={
                'ordering': ('due_on', 'household'),
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['unchanged', 'terms_changed', 'not_suitable', ''])), name='household_review_outcome_known'), models.UniqueConstraint(condition=models.Q(('held_on', None)), fields=('household',), name='one_review_outstanding'), models.CheckConstraint(condition=models.Q(('panel_on', None), models.Q(('held_on__isnull', False), ('panel_on__gte', models.F('held_on'))), _connector='OR'), name='review_panel_after_it_was_held'), models.CheckConstraint(condition=models.Q(('decided_on', None), models.Q(('decided_on__gte', models.F('held_on')), ('held_on__isnull', False)), _connector='OR'), name='review_decided_after_it_was_held'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('outcome', '')), models.Q(('decided_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='review_decided_with_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('due_on', models.DateField()),
                ('held_on', models.DateField(blank=True, null=True)),
                ('panel_on', models.DateField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('unchanged', 'Approval continues, terms unchanged'), ('terms_changed', 'Approval continues, terms changed'), ('not_suitable', 'No longer suitable')], default='', max_length=16)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.householdreview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('places', models.PositiveSmallIntegerField()),
                ('youngest', models.PositiveSmallIntegerField()),
                ('oldest', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(choices=[('any', 'Any'), ('female', 'Girls only'), ('male', 'Boys only')], default='any', max_length=6)),
                ('siblings_only', models.BooleanField(default=False)),
                ('only_child', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='carers.household')),
            ],
            options={
                'verbose_name_plural': 'terms',
                'ordering': ('household', 'dates'),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('household', '='), ('dates', '&&')], name='one_set_of_terms_at_a_time'), models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='terms_have_dates'), models.CheckConstraint(condition=models.Q(('sex__in', ['any', 'female', 'male'])), name='terms_sex_is_known'), models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='terms_have_a_place'), models.CheckConstraint(condition=models.Q(('oldest__gte', models.F('youngest')), ('oldest__lte', 25)), name='terms_ages_in_order'), models.CheckConstraint(condition=models.Q(('only_child', True), ('siblings_only', True), _negated=True), name='terms_siblings_or_only_child')],
            },
        ),
        migrations.CreateModel(
            name='TermsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('places', models.PositiveSmallIntegerField()),
                ('youngest', models.PositiveSmallIntegerField()),
                ('oldest', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(choices=[('any', 'Any'), ('female', 'Girls only'), ('male', 'Boys only')], default='any', max_length=6)),
                ('siblings_only', models.BooleanField(default=False)),
                ('only_child', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='carers.household')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='carers.terms')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='hold',
            index=django.contrib.postgres.indexes.GistIndex(fields=['dates'], name='hold_by_dates'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='hold_has_dates'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['break', 'holiday', 'illness', 'family', 'building_work', 'settling', 'notice_given', 'review', 'other'])), name='hold_reason_is_known'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('places', None), ('places__gte', 1), _connector='OR'), name='hold_is_of_a_place'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('places', None)), expressions=[('household', '='), ('dates', '&&')], name='one_hold_of_all_places_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='confirmation',
            index=models.Index(fields=['household', '-at'], name='confirmation_latest'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(condition=models.Q(('counts', True)), fields=['expires_on'], name='check_that_counts'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['dbs', 'medical', 'safeguarding', 'first_aid', 'home_safety', 'unannounced_visit', 'insurance', 'pet'])), name='check_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on', None), ('expires_on__gt', models.F('done_on')), _connector='OR'), name='check_expires_after_it_was_done'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(fields=('household', 'carer', 'kind', 'done_on'), name='check_recorded_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='carer',
            constraint=models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='carer_has_dates'),
        ),
        migrations.AddConstraint(
            model_name='carer',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('is_primary', True)), expressions=[('household', '='), ('dates', '&&')], name='one_primary_carer_at_a_time'),
        ),
        sufficiency.core.migration_operations.AddTriggers(
            triggers=[('household', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdevent" ("approved", "area", "authority_id", "id", "kind", "located_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason_ended", "recorded_at", "reference", "supervising_worker_id", "version") SELECT old_values."approved", old_values."area", old_values."authority_id", old_values."id", old_values."kind", old_values."located_in", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."reason_ended", old_values."recorded_at", old_values."reference", old_values."supervising_worker_id", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bc0c323693112b809e504efa64d767cf43b645c0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_678dd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_household', when='AFTER'))), ('household', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdevent" ("approved", "area", "authority_id", "id", "kind", "located_in", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "reason_ended", "recorded_at", "reference", "supervising_worker_id", "version") SELECT old_values."approved", old_values."area", old_values."authority_id", old_values."id", old_values."kind", old_values."located_in", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."reason_ended", old_values."recorded_at", old_values."reference", old_values."supervising_worker_id", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='edacf2a157b3b7e3015f1e392adcf12fdbb401b6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6e332', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_household', when='AFTER'))), ('holdevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5ba73ccb4033a1cfc0f93a9e3f45079a4753bf23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26e2b', table='carers_holdevent', when='BEFORE'))), ('hold', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_holdevent" ("dates", "entered_by_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "reason", "recorded_at", "version") SELECT old_values."dates", old_values."entered_by_id", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."places", old_values."public_id", old_values."reason", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1da723c6dd8b05d1f0a5d0322b0f4ff54841bb3d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_844a7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_hold', when='AFTER'))), ('hold', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_holdevent" ("dates", "entered_by_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "reason", "recorded_at", "version") SELECT old_values."dates", old_values."entered_by_id", old_values."household_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."public_id", old_values."reason", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='29d91a05109461dab42634f673930c405f41326f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_0c71e', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_hold', when='AFTER'))), ('confirmationevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e5b6baa379ca41d357c4d7dd5df875fcc835d1d9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_109ca', table='carers_confirmationevent', when='BEFORE'))), ('confirmation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_confirmationevent" ("at", "by_id", "household_id", "id", "not_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_free") SELECT old_values."at", old_values."by_id", old_values."household_id", old_values."id", old_values."not_before", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."places_free" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b7f015c182e3d47147380ecf4c7bec987d6cf264', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_078dd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_confirmation', when='AFTER'))), ('confirmation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_confirmationevent" ("at", "by_id", "household_id", "id", "not_before", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places_free") SELECT old_values."at", old_values."by_id", old_values."household_id", old_values."id", old_values."not_before", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places_free" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5b14c9a37c5e4ad036343e23b301f8d0dfb9807e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a2136', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_confirmation', when='AFTER'))), ('checkevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2f48e1d66f0092231c797271a9773ee06eda94fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_54e4a', table='carers_checkevent', when='BEFORE'))), ('check', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_checkevent" ("carer_id", "done_on", "expires_on", "household_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."carer_id", old_values."done_on", old_values."expires_on", old_values."household_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."carer_id" IS DISTINCT FROM (new_values."carer_id") OR old_values."done_on" IS DISTINCT FROM (new_values."done_on") OR old_values."expires_on" IS DISTINCT FROM (new_values."expires_on") OR old_values."household_id" IS DISTINCT FROM (new_values."household_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."public_id" IS DISTINCT FROM (new_values."public_id") OR old_values."recorded_at" IS DISTINCT FROM (new_values."recorded_at") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ebb40b66660919f1dc12ddba3060fd141ba9b7c4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f3aaf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_check', when='AFTER'))), ('check', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_checkevent" ("carer_id", "done_on", "expires_on", "household_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."carer_id", old_values."done_on", old_values."expires_on", old_values."household_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ac0f42e30eb21f4d05d3328101669ac734e47e6d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6b149', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_check', when='AFTER'))), ('carerevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b3e6540d65e3273cb3b4ec96a430f90aa6f1efd4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_970df', table='carers_carerevent', when='BEFORE'))), ('carer', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_carerevent" ("dates", "first_name", "household_id", "id", "is_primary", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."dates", old_values."first_name", old_values."household_id", old_values."id", old_values."is_primary", old_values."last_name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7026ede3abc7c4a3f2c2631b95034ea38f20a078', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_63094', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_carer', when='AFTER'))), ('carer', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_carerevent" ("dates", "first_name", "household_id", "id", "is_primary", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."dates", old_values."first_name", old_values."household_id", old_values."id", old_values."is_primary", old_values."last_name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cc671cda9dc78f99766c807a3e0142ea6c87915d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_301bd', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_carer', when='AFTER'))), ('householdaddress', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdaddressevent" ("household_id", "id", "line_1", "line_2", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "recorded_at", "town", "version") SELECT old_values."household_id", old_values."id", old_values."line_1", old_values."line_2", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."phone", old_values."postcode", old_values."recorded_at", old_values."town", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0ca2e7557d94952f9c8341bc998caa2dab602b8b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_dc9aa', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_householdaddress', when='AFTER'))), ('householdaddress', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdaddressevent" ("household_id", "id", "line_1", "line_2", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "recorded_at", "town", "version") SELECT old_values."household_id", old_values."id", old_values."line_1", old_values."line_2", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."postcode", old_values."recorded_at", old_values."town", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f94f1b18bdf4064175331653e29f16bc2fb3401f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_afcd5', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_householdaddress', when='AFTER'))), ('householdaddressevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='37dce4ca194bf9db36b8032fadd9dcd970742a84', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0f377', table='carers_householdaddressevent', when='BEFORE'))), ('householdevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6e21540b13780b742f478f6afb90b41731908b23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a375d', table='carers_householdevent', when='BEFORE'))), ('householdreview', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdreviewevent" ("decided_on", "due_on", "held_on", "household_id", "id", "outcome", "panel_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."decided_on", old_values."due_on", old_values."held_on", old_values."household_id", old_values."id", old_values."outcome", old_values."panel_on", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3757220d79cbe8f83448efc04ec893fb4a17baec', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d7c49', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_householdreview', when='AFTER'))), ('householdreview', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_householdreviewevent" ("decided_on", "due_on", "held_on", "household_id", "id", "outcome", "panel_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "version") SELECT old_values."decided_on", old_values."due_on", old_values."held_on", old_values."household_id", old_values."id", old_values."outcome", old_values."panel_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='450c3d25dd9d22b892fcdd02829ae9faccfa7ab1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b7380', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_householdreview', when='AFTER'))), ('householdreviewevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a9911f29ba5378a8549a4b392a5f11737c5ac45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6f8cc', table='carers_householdreviewevent', when='BEFORE'))), ('terms', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_termsevent" ("dates", "entered_by_id", "household_id", "id", "note", "oldest", "only_child", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "recorded_at", "sex", "siblings_only", "version", "youngest") SELECT old_values."dates", old_values."entered_by_id", old_values."household_id", old_values."id", old_values."note", old_values."oldest", old_values."only_child", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."places", old_values."public_id", old_values."recorded_at", old_values."sex", old_values."siblings_only", old_values."version", old_values."youngest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c9eac0963f77f83a19303870d395f2373db43401', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_8e07b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='carers_terms', when='AFTER'))), ('terms', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carers_termsevent" ("dates", "entered_by_id", "household_id", "id", "note", "oldest", "only_child", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "recorded_at", "sex", "siblings_only", "version", "youngest") SELECT old_values."dates", old_values."entered_by_id", old_values."household_id", old_values."id", old_values."note", old_values."oldest", old_values."only_child", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."public_id", old_values."recorded_at", old_values."sex", old_values."siblings_only", old_values."version", old_values."youngest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d198f0916d9158aebe76e2dd76dd3bc47cbb5f37', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a2087', referencing='REFERENCING OLD TABLE AS old_values ', table='carers_terms', when='AFTER'))), ('termsevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a84846d9766a2a09ea2de9412ff45a6fca5e2f25', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f71ea', table='carers_termsevent', when='BEFORE')))],
        ),
    ]
