from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, Reach, authorities_where
from sufficiency.core.files.limits import TAKEN_WITHIN
from sufficiency.core.history import track_changes
from sufficiency.core.models.users import User


class FileRequestQuerySet(models.QuerySet["FileRequest"]):
    def visible_to(self, user: User) -> FileRequestQuerySet:
        """The user's own, where they may still take files; all, in authorities in which they confirm access."""
        takes = authorities_where(user, Action.EXPORT_NAMES, at_least=Reach.ALLOCATED)
        confirms = authorities_where(user, Action.CONFIRM_ACCESS)
        return self.filter(Q(asked_by=user, authority__in=takes) | Q(authority__in=confirms))

    def waiting(self) -> FileRequestQuerySet:
        return self.filter(decision="")

    def to_take(self, *, at: datetime) -> FileRequestQuerySet:
        """Approved, in time, and not taken yet."""
        approved = self.filter(decision=FileRequest.Decision.APPROVED, taken_at=None)
        return approved.filter(decided_at__gt=at - TAKEN_WITHIN)


@track_changes
class FileRequest(models.Model):
    """A list whose names may not leave at once, asked for as a file: a second person approves or refuses."""

    class Of(models.TextChoices):
        CHILDREN = "children", "Children"
        YOUNG_PEOPLE = "young-people", "Young people"
        HOUSEHOLDS = "households", "Households"

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=12, choices=Of)
    # What the list was narrowed to and put in order by, as its address says it; and in words.
    chosen = models.JSONField(default=dict, blank=True)
    narrowed_to = models.CharField(max_length=500, blank=True)
    # What was searched for is a name: sealed, and a keyed hash that tells two apart.
    sealed_search = models.TextField(blank=True)
    search_hash = models.CharField(max_length=16, blank=True)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    note = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # The first time: until its hours are over the file may be taken again.
    taken_at = models.DateTimeField(null=True)

    objects = FileRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="file_request_says_why"),
            models.CheckConstraint(condition=Q(rows__gt=0), name="file_request_has_rows"),
            models.CheckConstraint(
                condition=Q(sealed_search="", search_hash="") | (~Q(sealed_search="") & ~Q(search_hash="")),
                name="file_request_search_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None, note="")
                | Q(decision__in=["approved", "refused"], decided_by__isnull=False, decided_at__isnull=False),
                name="file_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="file_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(note=""), name="file_refusal_says_why"
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None)
                | Q(
                    decision="approved",
                    taken_at__gte=F("decided_at"),
                    taken_at__lt=F("decided_at") + TAKEN_WITHIN,
                ),
                name="file_taken_once_approved_and_in_time",
            ),
            models.UniqueConstraint(
                fields=["asked_by", "authority", "of", "chosen", "search_hash"],
                condition=Q(decision=""),
                name="file_asked_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_of_display()} {self.public_id}"

    @property
    def until(self) -> datetime | None:
        """Until when the file may be taken; None where it was not approved."""
        if self.decision == self.Decision.APPROVED and self.decided_at:
            return self.decided_at + TAKEN_WITHIN
        return None
