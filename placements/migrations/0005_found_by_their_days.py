"""Periods and placements of a day are found by indexes of their own, and those that wait for their home to be linked."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import migrations
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("placements", "0004_homes_of_providers")]

    operations = [
        migrations.AddIndex(
            model_name="periodofcare", index=GistIndex(name="period_of_care_by_dates", fields=["dates"])
        ),
        migrations.AddIndex(
            model_name="placement", index=GistIndex(name="placement_by_dates", fields=["dates"])
        ),
        migrations.AddIndex(
            model_name="placement",
            index=GistIndex(
                name="placement_not_linked",
                fields=["dates"],
                condition=Q(household=None, home=None) & ~Q(code="P1"),
            ),
        ),
    ]
