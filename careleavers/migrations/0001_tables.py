"""The tables, and the history of their rows."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import sufficiency.core.migration_operations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('careleavers', '0001_initial'), ('careleavers', '0002_initial'), ('careleavers', '0003_one_index_is_enough'), ('careleavers', '0004_records_of_young_people')]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('pghistory', '0007_auto_20250421_0444'),
        ('placements', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='YoungPerson',
            fields=[
            ],
            options={
                'verbose_name': 'young person',
                'verbose_name_plural': 'young people',
                'ordering': ('date_of_birth', 'pk'),
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('placements.child',),
        ),
        migrations.CreateModel(
            name='Accommodation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('kind', models.CharField(choices=[('B', 'With parents or relatives'), ('C', 'Community home or other residential care'), ('D', 'Semi-independent or transitional accommodation'), ('E', 'Supported lodgings'), ('G', 'Gone abroad'), ('H', 'Deported'), ('K', 'Ordinary lodgings without formal support'), ('R', 'Residence not known'), ('S', 'No fixed abode or homeless'), ('T', 'Foyer or similar'), ('U', 'Independent living'), ('V', 'Emergency accommodation'), ('W', 'Bed and breakfast'), ('X', 'In custody'), ('Y', 'Other accommodation'), ('Z', 'With former foster carers')], max_length=1)),
                ('is_suitable', models.BooleanField(blank=True, null=True)),
                ('why', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('provided_by_council', models.BooleanField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='accommodations', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'accommodation',
                'ordering': ('child', 'dates'),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('child', '='), ('dates', '&&')], name='one_accommodation_at_a_time'), models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='accommodation_has_dates'), models.CheckConstraint(condition=models.Q(('kind__in', ['B', 'C', 'D', 'E', 'G', 'H', 'K', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z'])), name='accommodation_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['S', 'X']), _negated=True), models.Q(('is_suitable', False), ('is_suitable__isnull', False)), _connector='OR'), name='homeless_or_in_custody_is_never_suitable'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['G', 'H', 'R']), _negated=True), ('is_suitable', None), _connector='OR'), name='suitability_not_judged_from_afar'), models.CheckConstraint(condition=models.Q(models.Q(('is_suitable', False), _negated=True), ('kind__in', ['S', 'X']), models.Q(('why', ''), _negated=True), _connector='OR'), name='unsuitable_accommodation_says_why')],
            },
        ),
        migrations.CreateModel(
            name='AccommodationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('kind', models.CharField(choices=[('B', 'With parents or relatives'), ('C', 'Community home or other residential care'), ('D', 'Semi-independent or transitional accommodation'), ('E', 'Supported lodgings'), ('G', 'Gone abroad'), ('H', 'Deported'), ('K', 'Ordinary lodgings without formal support'), ('R', 'Residence not known'), ('S', 'No fixed abode or homeless'), ('T', 'Foyer or similar'), ('U', 'Independent living'), ('V', 'Emergency accommodation'), ('W', 'Bed and breakfast'), ('X', 'In custody'), ('Y', 'Other accommodation'), ('Z', 'With former foster carers')], max_length=1)),
                ('is_suitable', models.BooleanField(blank=True, null=True)),
                ('why', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('provided_by_council', models.BooleanField(blank=True, null=True)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.accommodation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('kind', models.CharField(choices=[('F1', 'Higher education, full time'), ('P1', 'Higher education, part time'), ('F2', 'Other education, full time'), ('P2', 'Other education, part time'), ('F4', 'Apprenticeship, full time'), ('P4', 'Apprenticeship, part time'), ('F5', 'Training or employment, full time'), ('P5', 'Training or employment, part time'), ('G4', 'Not in education, employment or training: illness or disability'), ('G5', 'Not in education, employment or training: other'), ('G6', 'Not in education, employment or training: pregnancy or parenting')], max_length=2)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ('child', 'dates'),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('child', '='), ('dates', '&&')], name='one_activity_at_a_time'), models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='activity_has_dates'), models.CheckConstraint(condition=models.Q(('kind__in', ['F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5', 'G4', 'G5', 'G6'])), name='activity_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('kind', models.CharField(choices=[('F1', 'Higher education, full time'), ('P1', 'Higher education, part time'), ('F2', 'Other education, full time'), ('P2', 'Other education, part time'), ('F4', 'Apprenticeship, full time'), ('P4', 'Apprenticeship, part time'), ('F5', 'Training or employment, full time'), ('P5', 'Training or employment, part time'), ('G4', 'Not in education, employment or training: illness or disability'), ('G5', 'Not in education, employment or training: other'), ('G6', 'Not in education, employment or training: pregnancy or parenting')], max_length=2)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.activity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('visit', 'Visit where they live'), ('meeting', 'Meeting somewhere else'), ('video', 'Video call'), ('phone', 'Telephone call'), ('message', 'Text or message'), ('letter', 'Letter')], max_length=8)),
                ('outcome', models.CharField(choices=[('seen', 'Seen'), ('answered', 'Not seen, but they answered'), ('none', 'Not seen, no answer')], max_length=8)),
                ('note', models.CharField(blank=True, db_default='', default='', max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('child', '-on', '-pk'),
                'indexes': [models.Index(fields=['child', '-on'], name='contact_latest_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['visit', 'meeting', 'video', 'phone', 'message', 'letter'])), name='contact_kind_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['seen', 'answered', 'none'])), name='contact_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'seen'), _negated=True), ('kind__in', ['meeting', 'visit']), _connector='OR'), name='seen_only_face_to_face')],
            },
        ),
        migrations.CreateModel(
            name='ContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('visit', 'Visit where they live'), ('meeting', 'Meeting somewhere else'), ('video', 'Video call'), ('phone', 'Telephone call'), ('message', 'Text or message'), ('letter', 'Letter')], max_length=8)),
                ('outcome', models.CharField(choices=[('seen', 'Seen'), ('answered', 'Not seen, but they answered'), ('none', 'Not seen, no answer')], max_length=8)),
                ('note', models.CharField(blank=True, db_default='', default='', max_length=500)),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.contact')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('birth', 'Birth certificate'), ('passport', 'Passport'), ('photo', 'Driving licence or proof-of-age card'), ('ni', 'National Insurance number'), ('bank', 'Bank account'), ('status', 'Immigration status'), ('travel', 'Travel document')], max_length=8)),
                ('state', models.CharField(choices=[('held', 'Has it'), ('applied', 'Applied for'), ('missing', 'Does not have it')], max_length=8)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('child', 'kind'),
                'constraints': [models.UniqueConstraint(fields=('child', 'kind'), name='document_once_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['birth', 'passport', 'photo', 'ni', 'bank', 'status', 'travel'])), name='document_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'applied', 'missing'])), name='document_state_known'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('state', 'held'), _connector='OR'), name='only_a_document_that_is_held_expires')],
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('birth', 'Birth certificate'), ('passport', 'Passport'), ('photo', 'Driving licence or proof-of-age card'), ('ni', 'National Insurance number'), ('bank', 'Bank account'), ('status', 'Immigration status'), ('travel', 'Travel document')], max_length=8)),
                ('state', models.CharField(choices=[('held', 'Has it'), ('applied', 'Applied for'), ('missing', 'Does not have it')], max_length=8)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.document')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeavingCareRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('category', models.CharField(blank=True, choices=[('eligible', 'Eligible child'), ('relevant', 'Relevant child'), ('former_relevant', 'Former relevant child'), ('qualifying', 'Qualifying for advice and support')], db_default='', default='', max_length=16)),
                ('category_source', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('category_said_on', models.DateField(blank=True, null=True)),
                ('asks_for_support', models.BooleanField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('category_said_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='leaving_care', to='placements.child')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('category__in', ['eligible', 'relevant', 'former_relevant', 'qualifying', ''])), name='leaving_care_category_known'), models.CheckConstraint(condition=models.Q(models.Q(('category', ''), ('category_said_by', None), ('category_said_on', None), ('category_source', '')), models.Q(models.Q(('category', ''), _negated=True), models.Q(('category_source', ''), _negated=True), ('category_said_by__isnull', False), ('category_said_on__isnull', False)), _connector='OR'), name='leaving_care_category_said_whole')],
            },
        ),
        migrations.CreateModel(
            name='LeavingCareRecordEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('category', models.CharField(blank=True, choices=[('eligible', 'Eligible child'), ('relevant', 'Relevant child'), ('former_relevant', 'Former relevant child'), ('qualifying', 'Qualifying for advice and support')], db_default='', default='', max_length=16)),
                ('category_source', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('category_said_on', models.DateField(blank=True, null=True)),
                ('asks_for_support', models.BooleanField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('category_said_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.leavingcarerecord')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonalAdviser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advises', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='personal_advisers', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('child', 'dates'),
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('child', '='), ('dates', '&&')], name='one_personal_adviser_at_a_time'), models.CheckConstraint(condition=models.Q(('dates__isempty', False), ('dates__lower_inf', False)), name='personal_adviser_has_dates')],
            },
        ),
        migrations.CreateModel(
            name='PersonalAdviserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('adviser', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.personaladviser')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PersonToRing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('relation', models.CharField(choices=[('self', 'The young person'), ('family', 'Family or friend'), ('key', 'Key worker where they live'), ('landlord', 'Landlord or housing officer'), ('school', 'College, university or employer'), ('health', 'Health'), ('other', 'Other')], max_length=8)),
                ('name', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('telephone', models.CharField(max_length=30)),
                ('in_an_emergency', models.BooleanField(db_default=False, default=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people_to_ring', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'people to ring',
                'ordering': ('child', '-in_an_emergency', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('relation__in', ['self', 'family', 'key', 'landlord', 'school', 'health', 'other'])), name='person_to_ring_relation_known'), models.CheckConstraint(condition=models.Q(('relation', 'self'), models.Q(('name', ''), _negated=True), _connector='OR'), name='person_to_ring_has_a_name'), models.CheckConstraint(condition=models.Q(('telephone', ''), _negated=True), name='person_to_ring_has_a_telephone')],
            },
        ),
        migrations.CreateModel(
            name='PersonToRingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('relation', models.CharField(choices=[('self', 'The young person'), ('family', 'Family or friend'), ('key', 'Key worker where they live'), ('landlord', 'Landlord or housing officer'), ('school', 'College, university or employer'), ('health', 'Health'), ('other', 'Other')], max_length=8)),
                ('name', models.CharField(blank=True, db_default='', default='', max_length=80)),
                ('telephone', models.CharField(max_length=30)),
                ('in_an_emergency', models.BooleanField(db_default=False, default=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.persontoring')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('on', models.DateField()),
                ('step', models.CharField(choices=[('made', 'The first plan was agreed'), ('reviewed', 'The plan was reviewed')], max_length=8)),
                ('took_part', models.BooleanField(blank=True, null=True)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='plan_reviews', to='placements.child')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('child', '-on'),
                'constraints': [models.UniqueConstraint(fields=('child', 'on'), name='one_plan_review_a_day'), models.CheckConstraint(condition=models.Q(('step__in', ['made', 'reviewed'])), name='plan_step_known'), models.CheckConstraint(condition=models.Q(('next_on', None), ('next_on__gt', models.F('on')), _connector='OR'), name='next_plan_review_is_later')],
            },
        ),
        migrations.CreateModel(
            name='PlanReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('on', models.DateField()),
                ('step', models.CharField(choices=[('made', 'The first plan was agreed'), ('reviewed', 'The plan was reviewed')], max_length=8)),
                ('took_part', models.BooleanField(blank=True, null=True)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('entered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.planreview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearlyContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_at', models.DateField()),
                ('in_touch', models.CharField(blank=True, max_length=4)),
                ('activity', models.CharField(blank=True, max_length=2)),
                ('accommodation', models.CharField(blank=True, max_length=2)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='yearly_contacts', to='placements.child')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'as_at'), name='contact_once_a_return')],
            },
        ),
        migrations.CreateModel(
            name='YearlyContactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('as_at', models.DateField()),
                ('in_touch', models.CharField(blank=True, max_length=4)),
                ('activity', models.CharField(blank=True, max_length=2)),
                ('accommodation', models.CharField(blank=True, max_length=2)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('child', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='placements.child')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='careleavers.yearlycontact')),
            ],
            options={
                'abstract': False,
            },
        ),
        sufficiency.core.migration_operations.AddTriggers(
            triggers=[('accommodation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_accommodationevent" ("child_id", "dates", "entered_by_id", "id", "is_suitable", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provided_by_council", "public_id", "recorded_at", "why") SELECT old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", old_values."is_suitable", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."provided_by_council", old_values."public_id", old_values."recorded_at", old_values."why" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a736d6002ecbd2632c0449df05537129f1d88da3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cf938', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_accommodation', when='AFTER'))), ('accommodation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_accommodationevent" ("child_id", "dates", "entered_by_id", "id", "is_suitable", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provided_by_council", "public_id", "recorded_at", "why") SELECT old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", old_values."is_suitable", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."provided_by_council", old_values."public_id", old_values."recorded_at", old_values."why" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='94c9b7edbebe73261a0ab511bc42589ed5376f5f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_48d29', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_accommodation', when='AFTER'))), ('accommodationevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0f160cb432f0c88f87c7677b0783817dae00902', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3c7dc', table='careleavers_accommodationevent', when='BEFORE'))), ('activity', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_activityevent" ("child_id", "dates", "entered_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4b08ec13ac05d2938d62eb25c0b687f2845b4ec9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d59d5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_activity', when='AFTER'))), ('activity', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_activityevent" ("child_id", "dates", "entered_by_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a091d109deb989839819d7d0affb74692c8665a6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f9207', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_activity', when='AFTER'))), ('activityevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f369b4745b00d0ac32145929306db1efb9f85760', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_99886', table='careleavers_activityevent', when='BEFORE'))), ('contact', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_contactevent" ("by_id", "child_id", "entered_by_id", "id", "kind", "note", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."by_id", old_values."child_id", old_values."entered_by_id", old_values."id", old_values."kind", old_values."note", old_values."on", old_values."outcome", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='74a977e75ae7ea78a2315e85425c5c5bfce28f75', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b103e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_contact', when='AFTER'))), ('contact', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_contactevent" ("by_id", "child_id", "entered_by_id", "id", "kind", "note", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."by_id", old_values."child_id", old_values."entered_by_id", old_values."id", old_values."kind", old_values."note", old_values."on", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='92a0bd505c4dde5e7a009faed591ebf34e883d86', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_43e47', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_contact', when='AFTER'))), ('contactevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='639ee78fc4d4c9a2902eefc69b6f427e16ef4fb0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5be7d', table='careleavers_contactevent', when='BEFORE'))), ('document', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_documentevent" ("child_id", "entered_by_id", "expires_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "state", "version") SELECT old_values."child_id", old_values."entered_by_id", old_values."expires_on", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."state", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='76d8a3eaf16e94296734847925f1b46acb57bc7d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e5006', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_document', when='AFTER'))), ('document', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_documentevent" ("child_id", "entered_by_id", "expires_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "state", "version") SELECT old_values."child_id", old_values."entered_by_id", old_values."expires_on", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."state", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='79e2b068265306cd4b5999e625537d84460c50a1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1440d', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_document', when='AFTER'))), ('documentevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4027df780bbac3f13e787861af82d7da6e01a073', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_481e8', table='careleavers_documentevent', when='BEFORE'))), ('leavingcarerecord', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_leavingcarerecordevent" ("asks_for_support", "category", "category_said_by_id", "category_said_on", "category_source", "child_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "version") SELECT old_values."asks_for_support", old_values."category", old_values."category_said_by_id", old_values."category_said_on", old_values."category_source", old_values."child_id", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fad0ac2213cd490d9e7d53e72ef297654f3b0f5b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ffa4e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_leavingcarerecord', when='AFTER'))), ('leavingcarerecord', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_leavingcarerecordevent" ("asks_for_support", "category", "category_said_by_id", "category_said_on", "category_source", "child_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "version") SELECT old_values."asks_for_support", old_values."category", old_values."category_said_by_id", old_values."category_said_on", old_values."category_source", old_values."child_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f85aee35b735da212c1bf6398f9730fe42c760a7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a1564', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_leavingcarerecord', when='AFTER'))), ('leavingcarerecordevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='afaafe60c5b1ef5e3cc0a550e7d5ab1faa8f51fd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8dabe', table='careleavers_leavingcarerecordevent', when='BEFORE'))), ('personaladviser', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_personaladviserevent" ("adviser_id", "child_id", "dates", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."adviser_id", old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3a7ff4fdb4b44d13c9b5435c23286e4b0a4de305', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0c8cf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_personaladviser', when='AFTER'))), ('personaladviser', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_personaladviserevent" ("adviser_id", "child_id", "dates", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at") SELECT old_values."adviser_id", old_values."child_id", old_values."dates", old_values."entered_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6dc21ca8752c3997623112a8ebf9b7de4263d5b5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_49a57', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_personaladviser', when='AFTER'))), ('personaladviserevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43f9b5d1a1b6fc50d6c7e32e4e81f8a04ef3e8f8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d02bf', table='careleavers_personaladviserevent', when='BEFORE'))), ('persontoring', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_persontoringevent" ("child_id", "entered_by_id", "id", "in_an_emergency", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "relation", "telephone", "version") SELECT old_values."child_id", old_values."entered_by_id", old_values."id", old_values."in_an_emergency", old_values."name", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."relation", old_values."telephone", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='18f344c54a7858d24be1891fb40c73968482fafc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1a9b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_persontoring', when='AFTER'))), ('persontoring', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_persontoringevent" ("child_id", "entered_by_id", "id", "in_an_emergency", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "relation", "telephone", "version") SELECT old_values."child_id", old_values."entered_by_id", old_values."id", old_values."in_an_emergency", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."relation", old_values."telephone", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c4a957bb8f677cca56cb7a1b6ab7f6c2a2c8977d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1f598', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_persontoring', when='AFTER'))), ('persontoringevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7eb482305a7040e885dc839f41563d9f7cb26732', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7746', table='careleavers_persontoringevent', when='BEFORE'))), ('planreview', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_planreviewevent" ("child_id", "entered_by_id", "id", "next_on", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "step", "took_part") SELECT old_values."child_id", old_values."entered_by_id", old_values."id", old_values."next_on", old_values."on", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."step", old_values."took_part" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4379a2766c395611d91e48517fe6550026f14f71', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_aba84', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_planreview', when='AFTER'))), ('planreview', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_planreviewevent" ("child_id", "entered_by_id", "id", "next_on", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "recorded_at", "step", "took_part") SELECT old_values."child_id", old_values."entered_by_id", old_values."id", old_values."next_on", old_values."on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."recorded_at", old_values."step", old_values."took_part" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7d3aabdb2a808c5923125faaf3b8475af04a6f39', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_be721', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_planreview', when='AFTER'))), ('planreviewevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c29b3c6e5969aa9bc73b60dd46757473ae96004d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4489f', table='careleavers_planreviewevent', when='BEFORE'))), ('yearlycontact', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_yearlycontactevent" ("accommodation", "activity", "as_at", "child_id", "id", "in_touch", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") SELECT old_values."accommodation", old_values."activity", old_values."as_at", old_values."child_id", old_values."id", old_values."in_touch", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5d586edb8bb33849df10ed944d1debbf801a9380', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c5cca', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='careleavers_yearlycontact', when='AFTER'))), ('yearlycontact', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "careleavers_yearlycontactevent" ("accommodation", "activity", "as_at", "child_id", "id", "in_touch", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") SELECT old_values."accommodation", old_values."activity", old_values."as_at", old_values."child_id", old_values."id", old_values."in_touch", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='488ab08efe052f0f356dfb9ecfa00f095160ebc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_52314', referencing='REFERENCING OLD TABLE AS old_values ', table='careleavers_yearlycontact', when='AFTER'))), ('yearlycontactevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='03a17399d4b2b8d7ec7628606a0d06aea49ec67c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ac088', table='careleavers_yearlycontactevent', when='BEFORE')))],
        ),
    ]
