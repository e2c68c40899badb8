"""What is wanted of each indicator."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import Versioned


class TargetQuerySet(models.QuerySet["IndicatorTarget"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))

    def of(self, key: str, *, authority: Authority) -> TargetQuerySet:
        """All of an indicator, the latest first: the first whose day has come is in force."""
        targets = self.filter(authority=authority, key=key)
        return targets.select_related("owner", "entered_by").order_by("-since")


@track_changes
class IndicatorTarget(Versioned):
    """What an authority wants a figure to be from a day on, who answers for it, and what they say of it.

    `value` is in the unit of the indicator, null where there is an owner and no target. Local policy: in force until
    the next one begins.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    since = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    # From where it set out, and by when it is to be reached; null where nobody said.
    baseline = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey("core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    commentary = models.CharField(max_length=2000, blank=True, default="", db_default="")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "key", "-since")
        constraints = (
            models.UniqueConstraint(fields=["authority", "key", "since"], name="one_target_from_a_day"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="target_is_not_negative"),
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline__gte=0), name="baseline_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("since")), name="target_is_due_after_it_is_set"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.since}"
