"""What the return tells of a child beside the three timelines."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.models.child import Child
from placements.querysets import MissingQuerySet
from placements.spell_querysets import SpellQuerySet
from sufficiency.core.history import track_changes


def _child(related_name: str) -> models.ForeignKey:
    """Whose it is. The unique constraint of each of these records begins with the child, and is its index."""
    return models.ForeignKey(Child, on_delete=models.CASCADE, related_name=related_name, db_index=False)


class ReportedFact(models.Model):
    """Something a return says of a child."""

    recorded_at = models.DateTimeField(db_default=Now())

    objects = SpellQuerySet.as_manager()

    class Meta:
        abstract = True


@track_changes
class UnaccompaniedStatus(ReportedFact):
    """A UASC row: the child was an unaccompanied asylum-seeking child at some time in a return's year."""

    child = _child("unaccompanied_statuses")
    # The last day the return speaks of: 31 March of its year, or an extract's date.
    as_at = models.DateField()
    ceased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["child", "as_at"], name="unaccompanied_once_a_return"),
        )

    def __str__(self) -> str:
        return f"Unaccompanied in the return to {self.as_at}"


@track_changes
class MissingSpell(ReportedFact):
    """Missing (M) or away without authorisation (A), of any length."""

    child = _child("missing_spells")
    kind = models.CharField(max_length=1, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MissingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("child", "started_on")
        constraints = (
            models.UniqueConstraint(fields=["child", "started_on", "kind"], name="missing_spell_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="missing_spell_ends_after"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_label()} from {self.started_on}"

    def get_kind_label(self) -> str:
        return "Missing" if self.kind == "M" else "Away without authorisation"


@track_changes
class Review(ReportedFact):
    """A statutory review and how the child took part (PN0 to PN7)."""

    child = _child("reviews")
    held_on = models.DateField()
    participation = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ("child", "held_on")
        # Who had one of late: those are left out before anything else is asked.
        indexes = (models.Index(name="review_by_day", fields=["held_on", "child"]),)
        constraints = (models.UniqueConstraint(fields=["child", "held_on"], name="one_review_a_day"),)

    def __str__(self) -> str:
        return f"Review on {self.held_on}"


@track_changes
class AdoptionOrder(ReportedFact):
    """AD1: what is known of a child who was adopted in a return's year."""

    child = _child("adoption_orders")
    as_at = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    matched_on = models.DateField(null=True, blank=True)
    adopted_by_foster_carer = models.BooleanField(null=True)
    adopters = models.CharField(max_length=1, blank=True)
    adopters_sex = models.CharField(max_length=2, blank=True)
    adopters_legal_status = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "as_at"], name="adopted_once_a_return"),)

    def __str__(self) -> str:
        return f"Adopted in the return to {self.as_at}"


@track_changes
class AdoptionDecision(ReportedFact):
    """PlacedAdoption: the decision that a child should be placed for adoption, and its reversal."""

    child = _child("adoption_decisions")
    decided_on = models.DateField()
    reversed_on = models.DateField(null=True, blank=True)
    reason_reversed = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "decided_on"], name="decided_once_a_day"),)

    def __str__(self) -> str:
        return f"Decision on {self.decided_on}"
