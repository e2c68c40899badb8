"""Small counts that a public document prints all the same, because two people decided so."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from reports.models.drafts import Draft
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.indicators.protected_links import Cell
from sufficiency.indicators.protected_links import Part as CountPart


class OverrideQuerySet(models.QuerySet["DisclosureOverride"]):
    def visible_to(self, user: User) -> OverrideQuerySet:
        """Those of drafts that the user may read, where exact figures are theirs to see."""
        return self.filter(
            draft__in=Draft.objects.visible_to(user),
            draft__authority__in=authorities_where(user, Action.SEE_FIGURES),
        )

    def standing(self) -> OverrideQuerySet:
        """Asked for and not taken back, agreed or not."""
        return self.filter(withdrawn_at=None)

    def agreed(self) -> OverrideQuerySet:
        return self.standing().exclude(agreed_by=None)


@track_changes
class DisclosureOverride(models.Model):
    """That a hidden count of a draft is to be printed: who asked, why, and the second person who agreed."""

    class Part(models.TextChoices):
        COUNT = "count", "Number"
        OF = "of", "Of how many"
        MISSING = "missing", "Not judged"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="overrides")
    # The count: of which figure, on which day, which group (blank: all), and what of it.
    key = models.CharField(max_length=80)
    as_at = models.DateField()
    category = models.CharField(max_length=120, blank=True, default="", db_default="")
    part = models.CharField(max_length=7, choices=Part)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    # Who said no; a count that was declined is asked for anew.
    declined_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="override_agreed_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")), name="override_agreed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(declined_by=None)
                | (~Q(declined_by=F("asked_by")) & Q(agreed_by=None, withdrawn_at__isnull=False)),
                name="override_declined_by_another_and_over",
            ),
            models.UniqueConstraint(
                fields=["draft", "key", "as_at", "category", "part"],
                condition=Q(withdrawn_at=None),
                name="count_overridden_once",
            ),
        )

    @property
    def cell(self) -> Cell:
        """The count that it is about."""
        return Cell(self.key, self.as_at, self.category, CountPart(self.part))

    def __str__(self) -> str:
        return f"{self.key} {self.category} {self.as_at}".replace("  ", " ")
