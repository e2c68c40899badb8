"""A short file is asked for too, by who took a hundred names today."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_files_with_names")]

    operations = [
        migrations.RemoveConstraint(model_name="filerequest", name="file_request_is_of_many"),
        migrations.AddConstraint(
            model_name="filerequest",
            constraint=models.CheckConstraint(condition=models.Q(("rows__gt", 0)), name="file_request_has_rows"),
        ),
    ]
