"""Figures that others printed: populations, comparators, DfE's own counts, the council's own documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models


class Population(models.Model):
    """Children aged 0 to 17 at mid-year. Two sources for one area and year are both kept."""

    area_code = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField(help_text="The calendar year of the mid-year estimate")
    children = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    release = models.CharField(max_length=80)

    class Meta:
        ordering = ("area_code", "year", "-release")
        constraints = (
            models.UniqueConstraint(
                fields=["area_code", "year", "source", "release"], name="population_once_a_release"
            ),
        )

    def __str__(self) -> str:
        return f"{self.area_code} mid-{self.year}: {self.children}"


class PublishedFigureQuerySet(models.QuerySet["PublishedFigure"]):
    def for_areas(self, codes: Iterable[str]) -> PublishedFigureQuerySet:
        return self.filter(area_code__in=codes)

    def of(self, key: str, category: str = "") -> PublishedFigureQuerySet:
        return self.filter(key=key, category=category)

    def between(self, first: date, last: date) -> PublishedFigureQuerySet:
        return self.filter(as_at__range=(first, last))


class PublishedFigure(models.Model):
    """One figure as somebody printed it, with where it stands. Never altered, never averaged with another.

    `key` is an indicator's key where the figure is comparable with one, else a plain name of the measure.
    """

    class Area(models.TextChoices):
        AUTHORITY = "authority", "Authority"
        NEIGHBOURS = "neighbours", "Statistical neighbours"
        REGION = "region", "Region"
        ENGLAND = "england", "England"

    area_kind = models.CharField(max_length=10, choices=Area)
    # For neighbours, the code of the authority whose neighbours they are.
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=120)
    key = models.CharField(max_length=80)
    category = models.CharField(max_length=120, blank=True)
    as_at = models.DateField()
    unit = models.CharField(max_length=40)
    # Null with a symbol where the source prints one: c hidden, z not applicable, x not available, k rounds to 0.
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    symbol = models.CharField(max_length=4, blank=True)
    as_printed = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200)
    place_in_source = models.CharField(max_length=120, blank=True)
    release = models.CharField(max_length=80)
    note = models.TextField(blank=True)

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        ordering = ("key", "category", "area_code", "as_at", "source")
        constraints = (
            models.UniqueConstraint(
                fields=[
                    "key",
                    "category",
                    "area_kind",
                    "area_code",
                    "as_at",
                    "source",
                    "place_in_source",
                    "release",
                ],
                name="figure_once_a_place_in_a_release",
            ),
        )
        indexes = (models.Index(fields=["area_code", "key", "as_at"], name="figure_by_area"),)

    def __str__(self) -> str:
        return f"{self.key} {self.category} {self.area_name} {self.as_at}"


class ConflictNote(models.Model):
    """What was chosen where sources disagree on one measure, area and date, and why."""

    area_code = models.CharField(max_length=9)
    key = models.CharField(max_length=80)
    category = models.CharField(max_length=120, blank=True)
    as_at = models.DateField()
    chosen = models.CharField(max_length=80)
    reason = models.TextField()
    decision_record = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("as_at", "key", "category")
        constraints = (
            models.UniqueConstraint(
                fields=["area_code", "key", "category", "as_at"], name="one_note_a_conflict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.category} {self.area_code} {self.as_at}"
