from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.history import track_changes
from sufficiency.core.models import FieldGroup


@track_changes
class Coverage(models.Model):
    """Days for which the authority's records are complete, and by what: a return, or people logging as they go.

    A return tells every group of fields, and `group` is blank. What is kept here is one group, from the day on which
    that was said (`placements.kept_here`), and has no end while it is so. Measurements ask whether the records cover
    their window; where they do not, the value is undefined.
    """

    # Groups that have coverage of their own when they are kept here: figures are counted from them.
    KEPT_HERE = (FieldGroup.LEGAL, FieldGroup.PLACEMENTS)

    authority = models.ForeignKey("core.Authority", on_delete=models.CASCADE, related_name="coverage")
    dates = DateRangeField()
    group = models.CharField(
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=[(one.value, one.label) for one in KEPT_HERE],
    )
    source = models.CharField(max_length=120)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("dates",)
        constraints = (
            models.UniqueConstraint(fields=["authority", "dates", "source"], name="coverage_once"),
            models.CheckConstraint(
                condition=Q(group__in=("", FieldGroup.LEGAL, FieldGroup.PLACEMENTS)),
                name="coverage_of_what_is_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.authority} {self.dates}: {self.source}"
