"""And legal statuses of a day."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("placements", "0005_found_by_their_days")]

    operations = [
        migrations.AddIndex(
            model_name="legalstatus", index=GistIndex(name="legal_status_by_dates", fields=["dates"])
        ),
    ]
