"""The audit trail: events that nothing changes, seals that chain them, checks that recompute both.

The database fills `at`, `transaction` and `row_hash` itself, and refuses every change, deletion and emptying
(`migrations/0006`). `core/sealing.py` chains what was written; `core/verifying.py` recomputes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models.users import User


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Events of authorities where the user may read the trail, and those of the people who work there."""
        theirs = authorities_where(user, Action.SEE_AUDIT)
        people = models.Subquery(
            self.model._meta.apps.get_model("core.Membership")
            .objects.filter(authority__in=theirs)
            .values("user_id")
        )
        return self.filter(Q(authority__in=theirs) | Q(authority=None, actor__in=people))

    def about(self, public_id: object) -> Self:
        """Events that name the record, alone or in a list."""
        return self.filter(object_ids__contains=[str(public_id)])


class AuditEvent(models.Model):
    """Who did or saw what. No names, no field values.

    Of a change: written in the transaction of the deed. Of a reading: committed before anything is sent.
    """

    class Result(models.TextChoices):
        DONE = "done", "Done"
        REFUSED = "refused", "Refused: not open to the role"
        NOT_FOUND = "not found", "Refused: no such record for this person"

    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    # Roles that the actor held in the authority at that moment.
    roles = ArrayField(models.CharField(max_length=24), default=list, db_default=[])
    authority = models.ForeignKey("core.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    result = models.CharField(max_length=9, choices=Result, default=Result.DONE, db_default=Result.DONE)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    # Every record that a page or a list showed: public ids.
    object_ids = ArrayField(models.CharField(max_length=60), default=list, db_default=[])
    # Why, where a page asks for it.
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    request_id = models.UUIDField(null=True)
    # Keyed hash of the session's key: tells two sessions apart and opens none.
    session_hash = models.CharField(max_length=16, blank=True, default="", db_default="")
    address = models.GenericIPAddressField(null=True)
    # Counts, dates, codes of returns: never a name, an address or what a field held.
    facts = models.JSONField(default=dict)
    # Filled by the database, whatever was sent.
    transaction = models.BigIntegerField(default=0, db_default=0, editable=False)
    row_hash = models.BinaryField(max_length=32, default=bytes, editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
            GinIndex(fields=["object_ids"], name="audit_by_shown"),
            BrinIndex(fields=["at"], name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


class AuditSeal(models.Model):
    """A batch of events, chained to the batch before it. Anchored outside the database."""

    number = models.PositiveBigIntegerField(unique=True)
    # Taken before the batch was read.
    sealed_at = models.DateTimeField()
    # PostgreSQL's snapshot when it was read: which transactions were under way and could still commit.
    snapshot = models.TextField()
    event_ids = ArrayField(models.BigIntegerField())
    count = models.PositiveIntegerField()
    # SHA-256 of the row hashes, in the order of their ids.
    root = models.BinaryField(max_length=32)
    # SHA-256 of the chain before, the number, the count and the root.
    chain = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(condition=Q(count__gt=0, number__gt=0), name="audit_seal_seals_something"),
        )

    def __str__(self) -> str:
        return f"Seal {self.number}"


class AuditCheck(models.Model):
    """One verification of the trail, as it came out."""

    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    events = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    unsealed = models.PositiveBigIntegerField()
    seconds = models.FloatField()
    # What is wrong, a sentence each, the first bad row first; empty where all agrees.
    findings = ArrayField(models.TextField(), default=list)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"Check of {self.events} events"
