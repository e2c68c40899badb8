from __future__ import annotations

import uuid

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models.functions import Now

from sufficiency.core.access import Action, Role, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models.users import User, without_limits


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    def visible_to(self, user: User) -> AccessRequestQuerySet:
        """Those of the authorities in which the user asks for access or confirms it."""
        asks = authorities_where(user, Action.MANAGE_USERS)
        confirms = authorities_where(user, Action.CONFIRM_ACCESS)
        return self.filter(models.Q(authority__in=asks) | models.Q(authority__in=confirms))

    def waiting(self) -> AccessRequestQuerySet:
        return self.filter(decision="")


@track_changes
class AccessRequest(models.Model):
    """A change by which somebody could open records: asked by an administrator, carried out by a second person."""

    class Kind(models.TextChoices):
        ROLE = "role", "Give a role"
        SECOND_FACTOR = "second_factor", "Set up the authenticator app anew"
        IDENTITY = "identity", "Link the council's own sign-in"

    class Decision(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Refused"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_requests")
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=Role, blank=True)
    dates = DateRangeField(default=without_limits)
    subject = models.CharField(max_length=255, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision="", decided_by=None, decided_at=None)
                | models.Q(
                    decision__in=["confirmed", "refused"], decided_by__isnull=False, decided_at__isnull=False
                ),
                name="decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | (~models.Q(decided_by=models.F("asked_by")) & ~models.Q(decided_by=models.F("user"))),
                name="decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("user")), name="access_is_asked_for_others"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="role", role__in=Role.values, subject="")
                | models.Q(kind="second_factor", role="", subject="")
                | (models.Q(kind="identity", role="") & ~models.Q(subject="")),
                name="request_says_what_it_asks",
            ),
            models.UniqueConstraint(
                fields=["user", "authority", "kind", "role"],
                condition=models.Q(decision=""),
                name="asked_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"
