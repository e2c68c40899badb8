"""Figures that no record here gives: the council keeps them with their date and source, and documents pick them."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.periods import months_after
from sufficiency.core.stale import Versioned

# A figure older than this at a document's date is said to be stale.
STALE_AFTER_MONTHS = 18


class ContextFigureQuerySet(models.QuerySet["ContextFigure"]):
    def visible_to(self, user: User) -> ContextFigureQuerySet:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class ContextFigure(Versioned):
    """A figure as somebody else counted it, on a day or over a period that ends on it.

    `name` is what authors pick: one name has a figure for each date. `value` is in `unit`; with `value_high` it is
    the lower end of a range. `when_said` is how the source names its date where that is no day ("2014, no day given").
    """

    class Kind(models.TextChoices):
        POPULATION = "population", "Population"
        DEPRIVATION = "deprivation", "Deprivation"
        POVERTY = "poverty", "Poverty"
        EDGE_OF_CARE = "edge_of_care", "Edge of care"
        SURVEY = "survey", "Surveys"
        COMPLAINTS = "complaints", "Complaints"
        CULTURE = "culture", "Culture and leisure"
        CAMHS = "camhs", "Mental health services out of area"
        FUNDING = "funding", "Funding streams"
        RECRUITMENT = "recruitment", "Recruitment of carers"
        OTHER = "other", "Other"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=80)
    label = models.CharField(max_length=160)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    value_high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=40)
    as_at = models.DateField()
    starts_on = models.DateField(null=True, blank=True)
    when_said = models.CharField(max_length=60, blank=True, default="", db_default="")
    source = models.CharField(max_length=200)
    place_in_source = models.CharField(max_length=120, blank=True, default="", db_default="")
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ContextFigureQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "name", "-as_at")
        constraints = (
            models.UniqueConstraint(fields=["authority", "name", "as_at"], name="context_figure_once_a_date"),
            models.CheckConstraint(
                condition=Q(value_high=None) | Q(value_high__gt=F("value")), name="context_range_rises"
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_on__lte=F("as_at")),
                name="context_period_begins_before_its_end",
            ),
            # These marks have a meaning where a figure is picked.
            models.CheckConstraint(
                condition=Q(name__regex=r"^[^;\[\]\s]([^;\[\]\n]*[^;\[\]\s])?$"),
                name="context_name_can_be_picked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.as_at}"

    def is_stale(self, day: date) -> bool:
        """Whether it is older than `STALE_AFTER_MONTHS` on the day."""
        return months_after(self.as_at, STALE_AFTER_MONTHS) < day
