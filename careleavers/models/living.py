"""Where a young person lives and what they do, each one after the other without overlap."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from careleavers.codes import NEVER_SUITABLE, NOT_JUDGED, AccommodationKind, ActivityKind
from careleavers.models.constraints import FactSpell, known, one_at_a_time, real_dates
from placements.models import Child
from sufficiency.core.history import track_changes


@track_changes
class Accommodation(FactSpell):
    """Where somebody lives after care, and whether it suits them.

    Suitable means safe, secure and affordable, and fitting their needs, wishes, work or study (Care Leavers
    (England) Regulations 2010, reg 9(2) and Sch 2). Homeless and in custody never are.
    """

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="accommodations", db_index=False)
    kind = models.CharField(max_length=1, choices=AccommodationKind)
    # Null where nobody has judged it yet, or nobody can.
    is_suitable = models.BooleanField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Under s23B or s24B: then the regulations say how often it is visited. Null where not known.
    provided_by_council = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("child", "dates")
        verbose_name = "accommodation"
        constraints = (
            one_at_a_time("one_accommodation_at_a_time"),
            real_dates("accommodation_has_dates"),
            known("kind", AccommodationKind, "accommodation_kind_known"),
            models.CheckConstraint(
                name="homeless_or_in_custody_is_never_suitable",
                # Said twice because to a check what is not known is not wrong.
                condition=~Q(kind__in=sorted(NEVER_SUITABLE))
                | Q(is_suitable__isnull=False, is_suitable=False),
            ),
            models.CheckConstraint(
                name="suitability_not_judged_from_afar",
                condition=~Q(kind__in=sorted(NOT_JUDGED)) | Q(is_suitable=None),
            ),
            models.CheckConstraint(
                name="unsuitable_accommodation_says_why",
                condition=~Q(is_suitable=False) | Q(kind__in=sorted(NEVER_SUITABLE)) | ~Q(why=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.dates.lower}"


@track_changes
class Activity(FactSpell):
    """The main thing that somebody does: education, training, work, or none of these and why."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="activities", db_index=False)
    kind = models.CharField(max_length=2, choices=ActivityKind)

    class Meta:
        ordering = ("child", "dates")
        verbose_name_plural = "activities"
        constraints = (
            one_at_a_time("one_activity_at_a_time"),
            real_dates("activity_has_dates"),
            known("kind", ActivityKind, "activity_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.dates.lower}"
