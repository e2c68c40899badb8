"""The tables, and the history of their rows."""

import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import sufficiency.core.migration_operations
import sufficiency.core.models.users
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_statistical_neighbours'), ('core', '0003_figure_lengths'), ('core', '0004_once_keys'), ('core', '0005_audit_trail'), ('core', '0007_signing_in'), ('core', '0008_history_of_decisions'), ('core', '0009_field_owners'), ('core', '0010_retention_rules')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        django.contrib.postgres.operations.UnaccentExtension(
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('is_system', models.BooleanField(default=False)),
                ('sessions_ended', models.PositiveIntegerField(db_default=0, default=0)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AccessRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('role', 'Give a role'), ('second_factor', 'Set up the authenticator app anew'), ('identity', "Link the council's own sign-in")], max_length=20)),
                ('role', models.CharField(blank=True, choices=[('social_worker', 'Social worker'), ('placement_officer', 'Placement officer'), ('emergency_duty', 'Emergency duty'), ('placement_manager', 'Placement manager'), ('director', 'Nominated officer or Director'), ('fostering_admin', 'Carer records administrator'), ('leaving_care_adviser', 'Leaving-care adviser'), ('contracts_officer', 'Contracts and quality officer'), ('finance_officer', 'Finance officer'), ('analyst', 'Analyst'), ('report_author', 'Report author'), ('elected_member', 'Elected member'), ('system_administrator', 'System administrator'), ('auditor', 'Auditor')], max_length=24)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField(default=sufficiency.core.models.users.without_limits)),
                ('subject', models.CharField(blank=True, max_length=255)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decision', models.CharField(blank=True, choices=[('confirmed', 'Confirmed'), ('refused', 'Refused')], max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_requests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('asked_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='AuditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('events', models.PositiveBigIntegerField()),
                ('seals', models.PositiveBigIntegerField()),
                ('unsealed', models.PositiveBigIntegerField()),
                ('seconds', models.FloatField()),
                ('findings', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('sealed_at', models.DateTimeField()),
                ('snapshot', models.TextField()),
                ('event_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('count', models.PositiveIntegerField()),
                ('root', models.BinaryField(max_length=32)),
                ('chain', models.BinaryField(max_length=32)),
            ],
            options={
                'ordering': ('number',),
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gt', 0), ('number__gt', 0)), name='audit_seal_seals_something')],
            },
        ),
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gss_code', models.CharField(max_length=9, unique=True, verbose_name='GSS code')),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), blank=True, default=list, size=None)),
                ('dfe_code', models.CharField(blank=True, max_length=3, verbose_name='DfE code')),
                ('name', models.CharField(max_length=80)),
                ('short_name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('county', 'County'), ('unitary', 'Unitary authority'), ('metropolitan', 'Metropolitan district'), ('london', 'London borough')], max_length=12)),
                ('region_code', models.CharField(max_length=9)),
                ('region_name', models.CharField(max_length=40)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('area_is_union_of_successors', models.BooleanField(default=False)),
                ('live_since', models.DateField(blank=True, null=True)),
                ('is_synthetic', models.BooleanField(default=False)),
                ('adjoining', models.ManyToManyField(blank=True, to='core.authority')),
                ('predecessors', models.ManyToManyField(blank=True, related_name='successors', to='core.authority')),
                ('statistical_neighbours', models.ManyToManyField(blank=True, related_name='neighbour_of', to='core.authority')),
            ],
            options={
                'ordering': ('name',),
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['aliases'], name='authority_aliases')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='authority_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), db_default=[], default=list, size=None)),
                ('action', models.CharField(max_length=60)),
                ('result', models.CharField(choices=[('done', 'Done'), ('refused', 'Refused: not open to the role'), ('not found', 'Refused: no such record for this person')], db_default='done', default='done', max_length=9)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=60)),
                ('object_ids', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), db_default=[], default=list, size=None)),
                ('reason', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('request_id', models.UUIDField(null=True)),
                ('session_hash', models.CharField(blank=True, db_default='', default='', max_length=16)),
                ('address', models.GenericIPAddressField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('transaction', models.BigIntegerField(db_default=0, default=0, editable=False)),
                ('row_hash', models.BinaryField(default=bytes, max_length=32)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority')),
            ],
            options={
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['object_type', 'object_id'], name='audit_by_object'), models.Index(fields=['actor', 'at'], name='audit_by_actor'), django.contrib.postgres.indexes.GinIndex(fields=['object_ids'], name='audit_by_shown'), django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='audit_by_time')],
            },
        ),
        migrations.CreateModel(
            name='AccessRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(choices=[('role', 'Give a role'), ('second_factor', 'Set up the authenticator app anew'), ('identity', "Link the council's own sign-in")], max_length=20)),
                ('role', models.CharField(blank=True, choices=[('social_worker', 'Social worker'), ('placement_officer', 'Placement officer'), ('emergency_duty', 'Emergency duty'), ('placement_manager', 'Placement manager'), ('director', 'Nominated officer or Director'), ('fostering_admin', 'Carer records administrator'), ('leaving_care_adviser', 'Leaving-care adviser'), ('contracts_officer', 'Contracts and quality officer'), ('finance_officer', 'Finance officer'), ('analyst', 'Analyst'), ('report_author', 'Report author'), ('elected_member', 'Elected member'), ('system_administrator', 'System administrator'), ('auditor', 'Auditor')], max_length=24)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField(default=sufficiency.core.models.users.without_limits)),
                ('subject', models.CharField(blank=True, max_length=255)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decision', models.CharField(blank=True, choices=[('confirmed', 'Confirmed'), ('refused', 'Refused')], max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.accessrequest')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('authority', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.authority')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='accessrequest',
            name='authority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority'),
        ),
        migrations.AddField(
            model_name='user',
            name='kept_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.authority'),
        ),
        migrations.CreateModel(
            name='ConflictNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=9)),
                ('key', models.CharField(max_length=80)),
                ('category', models.CharField(blank=True, max_length=120)),
                ('as_at', models.DateField()),
                ('chosen', models.CharField(max_length=80)),
                ('reason', models.TextField()),
                ('decision_record', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'ordering': ('as_at', 'key', 'category'),
                'constraints': [models.UniqueConstraint(fields=('area_code', 'key', 'category', 'as_at'), name='one_note_a_conflict')],
            },
        ),
        migrations.CreateModel(
            name='ExternalIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=255)),
                ('linked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='identity_is_one_persons'), models.UniqueConstraint(fields=('user', 'issuer'), name='one_identity_an_issuer')],
            },
        ),
        migrations.CreateModel(
            name='ExternalIdentityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=255)),
                ('linked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.externalidentity')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FieldOwner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('group', models.CharField(choices=[('identity', 'Identity'), ('legal', 'Legal status and periods of care'), ('placements', 'Placements'), ('homes', 'Homes and households'), ('young_people', 'Young people')], max_length=12)),
                ('owner', models.CharField(choices=[('here', 'Here'), ('case_system', 'The case system')], max_length=11)),
                ('from_on', models.DateField()),
                ('reason', models.TextField(blank=True)),
                ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='field_owners', to='core.authority')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('group', '-from_on', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('group__in', ['identity', 'legal', 'placements', 'homes', 'young_people'])), name='field_group_is_known'), models.CheckConstraint(condition=models.Q(('owner__in', ['here', 'case_system'])), name='field_owner_is_known')],
            },
        ),
        migrations.CreateModel(
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('address', models.CharField(max_length=2000)),
                ('sealed_fields', models.TextField()),
                ('kept_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('social_worker', 'Social worker'), ('placement_officer', 'Placement officer'), ('emergency_duty', 'Emergency duty'), ('placement_manager', 'Placement manager'), ('director', 'Nominated officer or Director'), ('fostering_admin', 'Carer records administrator'), ('leaving_care_adviser', 'Leaving-care adviser'), ('contracts_officer', 'Contracts and quality officer'), ('finance_officer', 'Finance officer'), ('analyst', 'Analyst'), ('report_author', 'Report author'), ('elected_member', 'Elected member'), ('system_administrator', 'System administrator'), ('auditor', 'Auditor')], max_length=24)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField(default=sufficiency.core.models.users.without_limits)),
                ('granted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='core.authority')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'authority', 'role'), name='role_held_once'), models.CheckConstraint(condition=models.Q(('role__in', ['social_worker', 'placement_officer', 'emergency_duty', 'placement_manager', 'director', 'fostering_admin', 'leaving_care_adviser', 'contracts_officer', 'finance_officer', 'analyst', 'report_author', 'elected_member', 'system_administrator', 'auditor'])), name='role_is_known'), models.CheckConstraint(condition=models.Q(('dates__isempty', False)), name='role_held_for_some_days'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('authority', '='), (models.Case(models.When(role='system_administrator', then=models.Value(1)), models.When(role='auditor', then=models.Value(2)), default=models.Value(0), output_field=models.IntegerField()), '<>'), ('dates', '&&')], name='duties_kept_apart')],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('social_worker', 'Social worker'), ('placement_officer', 'Placement officer'), ('emergency_duty', 'Emergency duty'), ('placement_manager', 'Placement manager'), ('director', 'Nominated officer or Director'), ('fostering_admin', 'Carer records administrator'), ('leaving_care_adviser', 'Leaving-care adviser'), ('contracts_officer', 'Contracts and quality officer'), ('finance_officer', 'Finance officer'), ('analyst', 'Analyst'), ('report_author', 'Report author'), ('elected_member', 'Elected member'), ('system_administrator', 'System administrator'), ('auditor', 'Auditor')], max_length=24)),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField(default=sufficiency.core.models.users.without_limits)),
                ('granted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('authority', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.authority')),
                ('granted_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.membership')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OnceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('action', models.CharField(max_length=60)),
                ('outcome', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=9)),
                ('year', models.PositiveSmallIntegerField(help_text='The calendar year of the mid-year estimate')),
                ('children', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('release', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ('area_code', 'year', '-release'),
                'constraints': [models.UniqueConstraint(fields=('area_code', 'year', 'source', 'release'), name='population_once_a_release')],
            },
        ),
        migrations.CreateModel(
            name='PublishedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_kind', models.CharField(choices=[('authority', 'Authority'), ('neighbours', 'Statistical neighbours'), ('region', 'Region'), ('england', 'England')], max_length=10)),
                ('area_code', models.CharField(max_length=9)),
                ('area_name', models.CharField(max_length=120)),
                ('key', models.CharField(max_length=80)),
                ('category', models.CharField(blank=True, max_length=120)),
                ('as_at', models.DateField()),
                ('unit', models.CharField(max_length=40)),
                ('value', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('symbol', models.CharField(blank=True, max_length=4)),
                ('as_printed', models.CharField(blank=True, max_length=40)),
                ('source', models.CharField(max_length=200)),
                ('place_in_source', models.CharField(blank=True, max_length=120)),
                ('release', models.CharField(max_length=80)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ('key', 'category', 'area_code', 'as_at', 'source'),
                'indexes': [models.Index(fields=['area_code', 'key', 'as_at'], name='figure_by_area')],
                'constraints': [models.UniqueConstraint(fields=('key', 'category', 'area_kind', 'area_code', 'as_at', 'source', 'place_in_source', 'release'), name='figure_once_a_place_in_a_release')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('child', 'Child who was looked after'), ('child_died', 'Child who died before 18'), ('care_leaver', 'Care leaver'), ('adopted', 'Child who was adopted'), ('adoption_not_made', 'Adoption planned, no order made'), ('foster_carer', 'Foster carer'), ('applicant', 'Applicant not approved, or who withdrew'), ('allegation', 'Allegation against a person, substantiated'), ('enquiry', 'First enquiry about fostering'), ('agreement', 'Invoice or placement agreement'), ('audit', 'Audit trail')], max_length=20)),
                ('years', models.PositiveSmallIntegerField(null=True)),
                ('counted_from', models.CharField(choices=[('birth', 'birth'), ('death', 'death'), ('order', 'the adoption order'), ('approval_ended', 'the end of the approval'), ('refused', 'the refusal or withdrawal'), ('closed', 'closure'), ('ended', 'the end of the financial year after it ended'), ('as_its_record', 'nothing of its own: as long as the record it speaks of'), ('agency_decides', 'what the agency decides; what is of care goes to the care record')], max_length=16)),
                ('basis', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('is_law', models.BooleanField()),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('kind', 'counted_from'), name='retention_rule_once'), models.CheckConstraint(condition=models.Q(models.Q(('counted_from__in', ['as_its_record', 'agency_decides']), ('years', None)), models.Q(('years__gt', 0), models.Q(('counted_from__in', ['as_its_record', 'agency_decides']), _negated=True)), _connector='OR'), name='retention_years_where_counted')],
            },
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed_secret', models.TextField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('last_step', models.BigIntegerField(null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(null=True)),
                ('second_factor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to='core.secondfactor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('second_factor', 'code_hash'), name='recovery_code_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('decision__in', ['confirmed', 'refused'])), _connector='OR'), name='decision_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('user')), _negated=True)), _connector='OR'), name='decided_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by', models.F('user')), _negated=True), name='access_is_asked_for_others'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'role'), ('role__in', ['social_worker', 'placement_officer', 'emergency_duty', 'placement_manager', 'director', 'fostering_admin', 'leaving_care_adviser', 'contracts_officer', 'finance_officer', 'analyst', 'report_author', 'elected_member', 'system_administrator', 'auditor']), ('subject', '')), models.Q(('kind', 'second_factor'), ('role', ''), ('subject', '')), models.Q(('kind', 'identity'), ('role', ''), models.Q(('subject', ''), _negated=True)), _connector='OR'), name='request_says_what_it_asks'),
        ),
        migrations.AddConstraint(
            model_name='accessrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', '')), fields=('user', 'authority', 'kind', 'role'), name='asked_once_at_a_time'),
        ),
        sufficiency.core.migration_operations.AddTriggers(
            triggers=[('accessrequestevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f30309db1b2aacd881077406ff4dbb65a420b483', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8da09', table='core_accessrequestevent', when='BEFORE'))), ('accessrequest', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_accessrequestevent" ("asked_at", "asked_by_id", "authority_id", "dates", "decided_at", "decided_by_id", "decision", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "subject", "user_id") SELECT old_values."asked_at", old_values."asked_by_id", old_values."authority_id", old_values."dates", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."public_id", old_values."role", old_values."subject", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='99b4abe1757c2163b4530d502438fd4a180c4db5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_08228', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='core_accessrequest', when='AFTER'))), ('accessrequest', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_accessrequestevent" ("asked_at", "asked_by_id", "authority_id", "dates", "decided_at", "decided_by_id", "decision", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "role", "subject", "user_id") SELECT old_values."asked_at", old_values."asked_by_id", old_values."authority_id", old_values."dates", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."public_id", old_values."role", old_values."subject", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7e5d01fc171a54723c526c3465aeeeac094d5740', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e9e69', referencing='REFERENCING OLD TABLE AS old_values ', table='core_accessrequest', when='AFTER'))), ('externalidentity', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_externalidentityevent" ("id", "issuer", "linked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "user_id") SELECT old_values."id", old_values."issuer", old_values."linked_at", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."subject", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4b6693e452a428b7c08a0c47d279ee50821472d9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e939b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='core_externalidentity', when='AFTER'))), ('externalidentity', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_externalidentityevent" ("id", "issuer", "linked_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject", "user_id") SELECT old_values."id", old_values."issuer", old_values."linked_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."subject", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='822854a07b5081abb1d66572f739b5cbcb4594f2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4717', referencing='REFERENCING OLD TABLE AS old_values ', table='core_externalidentity', when='AFTER'))), ('externalidentityevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8bb30ab529e6e15b7ad4e2f4892fa79a0ce27d4f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a4c37', table='core_externalidentityevent', when='BEFORE'))), ('membership', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_membershipevent" ("authority_id", "dates", "granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT old_values."authority_id", old_values."dates", old_values."granted_at", old_values."granted_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'update\', old_values."id", old_values."role", old_values."user_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='784f081f14a894a95ff2114e85ec9819cf96eae3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_af665', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='core_membership', when='AFTER'))), ('membership', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "core_membershipevent" ("authority_id", "dates", "granted_at", "granted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT old_values."authority_id", old_values."dates", old_values."granted_at", old_values."granted_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='854e2dbdd414f1be570b806220ee6c4378d6e71b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_bf7cb', referencing='REFERENCING OLD TABLE AS old_values ', table='core_membership', when='AFTER'))), ('membershipevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='25cc94ef917ff0d7234d40de228a93256443498c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_26f21', table='core_membershipevent', when='BEFORE')))],
        ),
    ]
