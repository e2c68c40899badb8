"""Who may not see a record, who decided so, and who opened it all the same."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.models.child import Child
from placements.querysets import ConnectionQuerySet, OpeningQuerySet, ProposalQuerySet
from sufficiency.core.history import track_changes

# How long somebody stays on an allow-list before two people look at it again.
REVIEW_AFTER = timedelta(days=90)
OPEN_FOR = timedelta(hours=2)


@track_changes
class AccessProposal(models.Model):
    """What one person proposes about access to a child's record, and what another decided."""

    class Kind(models.TextChoices):
        RESTRICT = "restrict", "Restrict the record"
        GRANT = "grant", "Open it to somebody, or go on doing so"
        WITHDRAW = "withdraw", "Take somebody off the list"
        LIFT = "lift", "Lift the restriction"
        END_CONNECTION = "end_connection", "End a connection"

    class Ground(models.TextChoices):
        STAFF = "staff", "A member of staff, or their family, is concerned"
        PROFILE = "profile", "The case is in public view"
        ADOPTION = "adoption", "Adoption"
        RISK = "risk", "High risk if it became known"
        WORK = "work", "Somebody needs it for their work"
        ENDED = "ended", "The ground no longer applies"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="access_proposals")
    kind = models.CharField(max_length=14, choices=Kind)
    ground = models.CharField(max_length=10, choices=Ground)
    # Whom it is about. Of a restriction: who goes on working with the record.
    person = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="access_proposal_has_a_person",
                condition=Q(kind="lift", person=None) | (~Q(kind="lift") & Q(person__isnull=False)),
            ),
            models.CheckConstraint(
                name="access_proposal_decided_whole",
                condition=Q(decided_by=None, decided_at=None, agreed=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, agreed__isnull=False),
            ),
            models.CheckConstraint(
                name="access_proposal_needs_two_people",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="access_proposal_not_decided_by_whom_it_opens_to",
                condition=Q(decided_by=None)
                | Q(person=None)
                | Q(agreed=False)
                | ~Q(decided_by=F("person"))
                | Q(kind="withdraw"),
            ),
            models.UniqueConstraint(
                name="access_proposal_once_at_a_time",
                fields=["child", "kind", "person"],
                condition=Q(decided_at=None),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.child}"


@track_changes
class Connection(models.Model):
    """Somebody who works here and is connected with a child: the record is not there for them, whatever their role."""

    class Nature(models.TextChoices):
        OWN = "own", "It is their own record"
        FAMILY = "family", "Family"
        KNOWS = "knows", "Knows the child or the family privately"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="connections")
    person = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="connections")
    nature = models.CharField(max_length=6, choices=Nature)
    recorded_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        ordering = ("child", "person")
        constraints = (
            models.UniqueConstraint(
                name="connection_once_at_a_time", fields=["child", "person"], condition=Q(ended_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} and {self.child}"


@track_changes
class Opening(models.Model):
    """A record opened in an emergency, for two hours. A manager is told at once; the auditor reviews it."""

    class Ground(models.TextChoices):
        SAFETY = "safety", "A child is in danger now"
        NO_HOME = "no_home", "A child has no home tonight"
        MISSING = "missing", "A child is missing"
        POLICE = "police", "Police, hospital or court need an answer now"

    class Finding(models.TextChoices):
        JUSTIFIED = "justified", "Justified"
        FOLLOW_UP = "follow_up", "To be followed up"
        NOT_JUSTIFIED = "not_justified", "Not justified"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="openings")
    ground = models.CharField(max_length=8, choices=Ground)
    # In the person's words. Stays with the record: the audit trail has the ground alone.
    what_happened = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    read_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=13, choices=Finding, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="opening_lasts_two_hours_at_most",
                condition=Q(until__gt=F("opened_at")) & Q(until__lte=F("opened_at") + OPEN_FOR),
            ),
            models.CheckConstraint(
                name="opening_read_by_another",
                condition=Q(read_by=None, read_at=None)
                | (Q(read_by__isnull=False, read_at__isnull=False) & ~Q(read_by=F("person"))),
            ),
            models.CheckConstraint(
                name="opening_reviewed_by_another",
                condition=Q(reviewed_by=None, reviewed_at=None, finding="")
                | (
                    Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(reviewed_by=F("person"))
                    & ~Q(finding="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.child} opened by {self.person}"
