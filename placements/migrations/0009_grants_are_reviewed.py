"""Nobody stays on an allow-list for longer than 90 days without two people having looked at it again."""

from django.db import migrations

CONSTRAINT = """
alter table placements_restrictedgrant add constraint grant_reviewed_within_90_days
    check (expires_on <= (granted_at at time zone 'Europe/London')::date + 90)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0008_closed_records'),
    ]

    operations = [
        migrations.RunSQL(
            CONSTRAINT, "alter table placements_restrictedgrant drop constraint grant_reviewed_within_90_days"
        ),
    ]
