"""A child as the leaving-care service knows them, from 16 to 25, and what is said of them as a whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from careleavers.codes import Category
from careleavers.models.constraints import FactSpell, known, one_at_a_time, real_dates
from careleavers.querysets import FactQuerySet, YoungPersonQuerySet
from placements.models import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


class YoungPerson(Child):
    """The same record as the child's: nobody types a name or a date of birth a second time."""

    objects = YoungPersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        proxy = True
        ordering = ("date_of_birth", "pk")
        verbose_name = "young person"
        verbose_name_plural = "young people"

    def get_absolute_url(self) -> str:
        return reverse("careleavers:young-person", args=[self.public_id])


@track_changes
class LeavingCareRecord(Versioned):
    """What is said of a young person as a whole. Made when something is first recorded; its version guards all of it.

    The category is worked out from dates (`careleavers.law`); what stands here was said by a person, with the
    source they named, and is shown beside what the dates give.
    """

    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="leaving_care")
    category = models.CharField(max_length=16, choices=Category, blank=True, default="", db_default="")
    category_source = models.CharField(max_length=200, blank=True, default="", db_default="")
    category_said_on = models.DateField(null=True, blank=True)
    category_said_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Whether a young person of 21 or more asks for support (Children Act 1989 s23CZB); null where nobody knows.
    asks_for_support = models.BooleanField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = (
            known("category", Category, "leaving_care_category_known", blank=True),
            models.CheckConstraint(
                name="leaving_care_category_said_whole",
                condition=Q(category="", category_source="", category_said_on=None, category_said_by=None)
                | (
                    ~Q(category="")
                    & ~Q(category_source="")
                    & Q(category_said_on__isnull=False, category_said_by__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return f"Leaving-care record of {self.child}"


@track_changes
class PersonalAdviser(FactSpell):
    """Who is appointed to advise a young person (Children Act 1989 s23B(2), s23C(4), Sch 2 para 19C)."""

    child = models.ForeignKey(
        Child, on_delete=models.CASCADE, related_name="personal_advisers", db_index=False
    )
    adviser = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="advises")

    class Meta:
        ordering = ("child", "dates")
        constraints = (
            one_at_a_time("one_personal_adviser_at_a_time"),
            real_dates("personal_adviser_has_dates"),
        )

    def __str__(self) -> str:
        return f"Personal adviser of {self.child} from {self.dates.lower}"
