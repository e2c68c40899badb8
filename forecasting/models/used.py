"""What a forecast was made of, kept with it: the fields of `forecasting.register.Used`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from forecasting.models.runs import ForecastRun


class ForecastUsed(models.Model):
    """Counts of what the registers gave, what was repaired and what was left out."""

    run = models.OneToOneField(ForecastRun, on_delete=models.CASCADE, related_name="used")
    window_from = models.DateField()
    children = models.PositiveIntegerField()
    periods = models.PositiveIntegerField()
    placements = models.PositiveIntegerField()
    in_care = models.PositiveIntegerField()
    aged_18 = models.PositiveIntegerField()
    unknown_starts = models.PositiveIntegerField()
    unknown_starts_in_care = models.PositiveIntegerField()
    days_without_placement = models.PositiveIntegerField()
    fostering_not_told = models.PositiveIntegerField()
    reasons_not_told = models.PositiveIntegerField()
    short_breaks = models.PositiveIntegerField()
    asylum_seeking = models.PositiveIntegerField()
    sibling_groups = models.PositiveIntegerField()
    known_leavers = models.PositiveIntegerField()
    known_arrivals = models.PositiveIntegerField()
    households = models.PositiveIntegerField()
    places_free = models.PositiveIntegerField()
    # How many of the seven years before the extract are told, in months: who turned 18 earlier is not known.
    months_told = models.PositiveSmallIntegerField()
    # The current returns that the records rested on (`exchange.Return.public_id`), the earliest day first.
    returns = ArrayField(models.UUIDField(), default=list, db_default=[])
    # What a reader must know of the records, in sentences of the engine's.
    remarks = ArrayField(models.CharField(max_length=400), default=list, blank=True)

    def __str__(self) -> str:
        return f"What {self.run} was made of"
