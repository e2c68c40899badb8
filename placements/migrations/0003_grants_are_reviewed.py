"""Nobody stays on an allow-list for longer than 90 days without two people having looked at it again."""

from django.db import migrations

CONSTRAINT = """
alter table placements_restrictedgrant add constraint grant_reviewed_within_90_days
    check (expires_on <= (granted_at at time zone 'Europe/London')::date + 90)
"""


class Migration(migrations.Migration):
    replaces = [
        ("placements", "0009_grants_are_reviewed"),
    ]
    dependencies = [("placements", "0002_spells_within_their_period")]

    operations = [
        migrations.RunSQL(
            CONSTRAINT, "alter table placements_restrictedgrant drop constraint grant_reviewed_within_90_days"
        ),
    ]
