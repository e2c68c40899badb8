"""What began or ended on some days, and who is restricted, are found by indexes; who is looked after on a day without
reading the rows."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placements", "0006_legal_statuses_by_their_days")]

    operations = [
        migrations.RemoveIndex(
            model_name='periodofcare',
            name='period_of_care_by_dates',
        ),
        migrations.RemoveIndex(
            model_name='placement',
            name='placement_by_dates',
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(condition=models.Q(('is_restricted', True)), fields=['authority'], name='child_restricted'),
        ),
        migrations.AddIndex(
            model_name='legalstatus',
            index=models.Index(models.F('dates__endswith'), name='legal_status_by_end'),
        ),
        migrations.AddIndex(
            model_name='legalstatus',
            index=models.Index(models.F('dates__startswith'), condition=models.Q(('code__in', ['L1', 'L2', 'L3'])), name='order_of_days_by_start'),
        ),
        migrations.AddIndex(
            model_name='periodofcare',
            index=GistIndex(fields=['dates'], include=('child', 'kind'), name='period_of_care_by_dates'),
        ),
        migrations.AddIndex(
            model_name='periodofcare',
            index=models.Index(models.F('dates__startswith'), name='period_of_care_by_start'),
        ),
        migrations.AddIndex(
            model_name='periodofcare',
            index=models.Index(models.F('dates__endswith'), name='period_of_care_by_end'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=GistIndex(fields=['dates'], include=('child',), name='placement_by_dates'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(models.F('dates__startswith'), name='placement_by_start'),
        ),
    ]
