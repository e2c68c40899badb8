"""Family time: whom a child sees or hears from, how often, where, and on whose word."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.family_time.querysets import OfFamilyTimeQuerySet
from placements.models.child import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


class Whom(models.TextChoices):
    """With whom, by how they stand to the child. Nobody is named."""

    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    PARENTS = "parents", "Both parents together"
    SIBLINGS = "siblings", "Brothers or sisters"
    GRANDPARENTS = "grandparents", "Grandparents"
    RELATIVES = "relatives", "Other relatives"
    FORMER_CARERS = "carers", "Former carers"
    FRIENDS = "friends", "Friends"
    OTHER = "other", "Somebody else who matters"


class HowOften(models.TextChoices):
    SEVERAL_A_WEEK = "several", "Several times a week"
    WEEKLY = "weekly", "Every week"
    FORTNIGHTLY = "fortnight", "Every two weeks"
    MONTHLY = "monthly", "Every month"
    FEW_A_YEAR = "few", "A few times a year"
    YEARLY = "yearly", "Once a year"
    AS_WISHED = "wished", "As the child wishes"
    NONE = "none", "None at present"


class Setting(models.TextChoices):
    """Where, or how."""

    CARERS_HOME = "carers", "Where the child lives"
    FAMILY_HOME = "family", "At the family's home"
    CENTRE = "centre", "At a family time centre"
    COMMUNITY = "community", "Out and about"
    CALLS = "calls", "By telephone or video"
    LETTERS = "letters", "By letter, cards or gifts"


class Basis(models.TextChoices):
    """On whose word: under section 34 of the Children Act 1989 a court may order what else is agreed."""

    ORDER = "order", "By order of the court"
    AGREEMENT = "agreement", "By agreement"


@track_changes
class FamilyTimePlan(Versioned):
    """Family time (contact) with one person or group, from a day on. Ended, never deleted.

    That there is none at present is a plan too, and says neither where nor whether it is supervised.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="family_time")
    whom = models.CharField(max_length=12, choices=Whom)
    description = models.CharField(max_length=200, blank=True, default="", db_default="")
    how_often = models.CharField(max_length=9, choices=HowOften)
    # Blank where it is not known.
    setting = models.CharField(max_length=9, choices=Setting, blank=True, default="", db_default="")
    # Null where it is not known.
    is_supervised = models.BooleanField(null=True, blank=True)
    # Blank where it is not known.
    basis = models.CharField(max_length=9, choices=Basis, blank=True, default="", db_default="")
    dates = DateRangeField()
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OfFamilyTimeQuerySet.as_manager()

    class Meta:
        ordering = ("child", "dates", "pk")
        verbose_name = "family time plan"
        indexes = (
            # Reviews that come due: few of many.
            models.Index(
                name="family_time_to_review",
                fields=["next_review_on"],
                condition=Q(next_review_on__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="family_time_has_dates", condition=Q(dates__isempty=False, dates__lower_inf=False)
            ),
            models.CheckConstraint(name="family_time_whom_known", condition=Q(whom__in=Whom.values)),
            models.CheckConstraint(
                name="family_time_how_often_known", condition=Q(how_often__in=HowOften.values)
            ),
            models.CheckConstraint(
                name="family_time_setting_known", condition=Q(setting__in=["", *Setting.values])
            ),
            models.CheckConstraint(
                name="family_time_basis_known", condition=Q(basis__in=["", *Basis.values])
            ),
            models.CheckConstraint(
                name="no_family_time_is_nowhere",
                condition=~Q(how_often="none") | Q(setting="", is_supervised=None),
            ),
            models.CheckConstraint(
                name="family_time_next_review_is_later",
                condition=Q(reviewed_on=None)
                | Q(next_review_on=None)
                | Q(next_review_on__gt=F("reviewed_on")),
            ),
        )

    def __str__(self) -> str:
        return f"Family time, {self.get_whom_display().lower()}"
