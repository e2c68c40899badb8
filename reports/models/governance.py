"""Who answers for what is promised: bodies, their meetings, and what each meeting receives."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class GovernanceBodyQuerySet(models.QuerySet["GovernanceBody"]):
    def visible_to(self, user: User) -> GovernanceBodyQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class GovernanceBody(Versioned):
    """A board or committee. `meetings_a_year` is how often it is to meet, null where nobody said."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    chair = models.CharField(max_length=120, blank=True, default="", db_default="")
    meetings_a_year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = GovernanceBodyQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["authority", "name"], name="governance_body_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(body__authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class Meeting(Versioned):
    """One meeting: when, by when its papers are due, and what it receives."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(GovernanceBody, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    pack_due_on = models.DateField(null=True, blank=True)
    receives = models.CharField(max_length=300, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("on", "body")
        constraints = (
            models.UniqueConstraint(fields=["body", "on"], name="body_meets_once_a_day"),
            models.CheckConstraint(
                condition=Q(pack_due_on=None) | Q(pack_due_on__lte=F("on")),
                name="papers_are_due_before_the_meeting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}, {self.on}"
