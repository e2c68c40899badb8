"""How a council's public documents protect small numbers: its own choice, of two ways."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from sufficiency.core.access import authorities_of
from sufficiency.core.history import track_changes
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import Versioned


class DisclosureRuleQuerySet(models.QuerySet["DisclosureRule"]):
    def visible_to(self, user: User) -> DisclosureRuleQuerySet:
        """Those of the user's councils: every public table says by which it was made."""
        return self.filter(authority__in=authorities_of(user))

    def rounds(self, authority: Authority) -> bool:
        """Whether the council has chosen to round. Without a choice it hides, as DfE does."""
        return self.filter(authority=authority, way=DisclosureRule.Way.ROUND).exists()


@track_changes
class DisclosureRule(Versioned):
    """The way that a council has chosen. A date that is in print keeps the way in which it was printed first."""

    class Way(models.TextChoices):
        HIDE = "hide", "Hide counts of 1 to 5, and what would tell them"
        ROUND = "round", "Hide counts under 10 and round all others to 5"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.OneToOneField("core.Authority", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=Way, default=Way.HIDE)
    reason = models.CharField(max_length=500)
    chosen_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = DisclosureRuleQuerySet.as_manager()

    class Meta:
        ordering = ("authority",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="disclosure_rule_says_why"),
            models.CheckConstraint(
                condition=models.Q(way__in=["hide", "round"]), name="disclosure_rule_is_one_of_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_way_display()}"
