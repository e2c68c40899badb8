from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now

from sufficiency.core.history import track_changes


@track_changes
class Coverage(models.Model):
    """Days for which the authority's records are complete, and by what: a return, or people logging as they go.

    Measurements ask it whether the records cover their window; where they do not, the value is undefined.
    """

    authority = models.ForeignKey("core.Authority", on_delete=models.CASCADE, related_name="coverage")
    dates = DateRangeField()
    source = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("dates",)
        constraints = (
            models.UniqueConstraint(fields=["authority", "dates", "source"], name="coverage_once"),
        )

    def __str__(self) -> str:
        return f"{self.authority} {self.dates}: {self.source}"
