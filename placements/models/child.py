from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.urls import reverse
from django.utils import timezone

from placements.querysets import ChildQuerySet
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


@track_changes
class Child(Versioned):
    """A child or young person known to an authority. `number` is unique within the authority only.

    The version counts deeds on the child's timelines too: whoever moves a child has seen where the child is.
    """

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="children")
    # CHILD of the return. Null for a child who came tonight and has no number yet.
    number = models.CharField(max_length=20, null=True, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=60, blank=True)
    date_of_birth = models.DateField()
    # As reported: 1 or M male, 2 or F female, U unknown, blank not reported.
    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField("UPN", max_length=13, blank=True)
    is_mother = models.BooleanField(null=True)
    mothers_child_born_on = models.DateField(null=True, blank=True)
    # Opened to people on an allow-list alone; statistics still count the child.
    is_restricted = models.BooleanField(default=False, db_default=False)
    # Who typed the record; null where a return brought it.
    entered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ChildQuerySet.as_manager()

    class Meta:
        ordering = ("number", "pk")
        indexes = (
            # Birthdays to come, and lists of an age.
            models.Index(name="child_by_birth", fields=["authority", "date_of_birth"]),
            # A handful of all.
            models.Index(name="child_restricted", fields=["authority"], condition=Q(is_restricted=True)),
            # What somebody types of a name or number, in capitals as `search` asks for it.
            GinIndex(
                OpClass(Upper("first_name"), name="gin_trgm_ops"),
                OpClass(Upper("last_name"), name="gin_trgm_ops"),
                OpClass(Upper("number"), name="gin_trgm_ops"),
                name="child_by_name_or_number",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["authority", "number"], name="child_number_once_an_authority"),
        )

    def __str__(self) -> str:
        return f"Child {self.number or self.public_id}"

    def emergency_address(self) -> str:
        """Where the little that somebody needs tonight is shown, while the access log cannot be written."""
        return reverse("access:emergency-summary", args=[self.public_id])


class Allocation(models.Model):
    """A worker's responsibility for a child: what opens the record to roles that see their own children."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="allocations")
    worker = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="allocations")
    dates = DateRangeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "worker", "dates"], name="allocation_once"),)

    def __str__(self) -> str:
        return f"{self.child} to {self.worker}"


@track_changes
class RestrictedGrant(models.Model):
    """Someone on the allow-list of a restricted record, until a day on which it must be renewed."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="grants")
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="restricted_grants")
    expires_on = models.DateField()
    granted_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["child", "user"], name="grant_once_a_person"),)

    def __str__(self) -> str:
        return f"{self.child} open to {self.user} until {self.expires_on}"
