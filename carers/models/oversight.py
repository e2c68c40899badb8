"""What must be looked at again: reviews of approval, and checks that run out."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from carers.codes import CheckKind, ReviewOutcome
from carers.models.constraints import known
from carers.models.household import Carer, Household
from carers.querysets import CheckQuerySet, ReviewQuerySet
from sufficiency.core.history import track_changes, track_changes_but_in
from sufficiency.core.stale import Versioned


@track_changes
class HouseholdReview(Versioned):
    """A review of approval: due, held, heard by the panel, decided. One is outstanding at a time.

    It must be held within a year of approval and then at least once a year (Fostering Services (England)
    Regulations 2011, reg 28(2)).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    panel_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=ReviewOutcome, blank=True, default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "household")
        constraints = (
            known("outcome", ReviewOutcome, "household_review_outcome_known", blank=True),
            models.UniqueConstraint(
                fields=["household"], condition=Q(held_on=None), name="one_review_outstanding"
            ),
            models.CheckConstraint(
                name="review_panel_after_it_was_held",
                condition=Q(panel_on=None) | Q(held_on__isnull=False, panel_on__gte=F("held_on")),
            ),
            models.CheckConstraint(
                name="review_decided_after_it_was_held",
                condition=Q(decided_on=None) | Q(held_on__isnull=False, decided_on__gte=F("held_on")),
            ),
            models.CheckConstraint(
                name="review_decided_with_an_outcome",
                condition=Q(decided_on=None, outcome="") | (Q(decided_on__isnull=False) & ~Q(outcome="")),
            ),
        )

    def __str__(self) -> str:
        return f"Review of {self.household} due {self.due_on}"


@track_changes_but_in("counts")
class Check(Versioned):
    """Something checked of a carer or of the home, and until when it holds. The latest of its kind counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="checks")
    # Null where it is the home that was checked.
    carer = models.ForeignKey(Carer, null=True, blank=True, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=20, choices=CheckKind)
    done_on = models.DateField()
    # The first day on which it no longer holds; null where it does not run out.
    expires_on = models.DateField(null=True, blank=True)
    # Whether it is the last of its kind of this person, or of the home. A trigger keeps it: asking each check for a
    # later one took longer than all else on the pages of a large authority.
    counts = models.BooleanField(default=True, db_default=True, editable=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ("household", "kind", "-done_on")
        indexes = (models.Index(fields=["expires_on"], condition=Q(counts=True), name="check_that_counts"),)
        constraints = (
            known("kind", CheckKind, "check_kind_is_known"),
            models.CheckConstraint(
                name="check_expires_after_it_was_done",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("done_on")),
            ),
            models.UniqueConstraint(
                fields=["household", "carer", "kind", "done_on"],
                name="check_recorded_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.household}"
