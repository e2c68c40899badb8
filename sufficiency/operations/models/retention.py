"""What stops a destruction, who asked for one and who agreed, and what is left of it: no personal data.

The rules themselves are `core.RetentionRule`. The database refuses to delete what a hold covers, whoever asks
(`migrations/0002`).
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.stale import Versioned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sufficiency.core.models import User


class Subject(models.TextChoices):
    """What stands at the head of a record that is kept and destroyed whole."""

    CHILD = "child", "Child"
    HOUSEHOLD = "household", "Household"


class OfAuthorityQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of authorities where the user may hold records and propose their destruction."""
        return self.filter(authority__in=authorities_where(user, Action.KEEP_RETENTION))


class LegalHoldQuerySet(OfAuthorityQuerySet):
    def in_force_on(self, day: date) -> Self:
        return self.filter(dates__contains=day)


class LegalHold(Versioned):
    """Records that must not be destroyed, whatever their rule says: one record, all of a kind, or all there are."""

    class Covers(models.TextChoices):
        RECORD = "record", "One record"
        KIND = "kind", "All records of a kind"
        EVERYTHING = "everything", "All records of the authority"

    class Why(models.TextChoices):
        INQUIRY = "inquiry", "A public inquiry"
        COURT = "court", "Court proceedings, begun or expected"
        COMPLAINT = "complaint", "A complaint or the Ombudsman"
        REVIEW = "review", "A safeguarding practice review"
        ACCESS = "access", "A request by the person to see their record"
        OTHER = "other", "Another reason"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="legal_holds")
    covers = models.CharField(max_length=10, choices=Covers)
    subject = models.CharField(max_length=9, choices=Subject, blank=True, default="")
    # The public id of the one record that is held.
    record_id = models.UUIDField(null=True, blank=True)
    why = models.CharField(max_length=9, choices=Why)
    # The inquiry's or the case's own reference; names nobody.
    reference = models.CharField(max_length=120)
    # Half-open: open until it is released.
    dates = DateRangeField()
    placed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(db_default=Now())
    released_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True)
    why_released = models.CharField(max_length=200, blank=True, default="")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-placed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(covers="record", record_id__isnull=False) & ~Q(subject="")
                | Q(covers="kind", record_id=None) & ~Q(subject="")
                | Q(covers="everything", record_id=None, subject=""),
                name="legal_hold_covers_something",
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["", *Subject.values]), name="legal_hold_subject_is_known"
            ),
            models.CheckConstraint(
                condition=Q(dates__isempty=False, dates__lower_inf=False), name="legal_hold_has_dates"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None, why_released="")
                | Q(released_by__isnull=False, released_at__isnull=False, dates__upper_inf=False)
                & ~Q(why_released=""),
                name="legal_hold_released_by_whom_when_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"Hold: {self.get_why_display().lower()}, {self.reference}"


class Proposal(Versioned):
    """Records whose time is over, to be destroyed once two different people have signed."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Waiting for a second person"
        SIGNED = "signed", "Signed by two, not carried out yet"
        DECLINED = "declined", "Declined"
        DONE = "done", "Carried out"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    as_at = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    # The second person, who signed or declined.
    decided_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why_declined = models.CharField(max_length=200, blank=True, default="")

    objects = OfAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="destruction_signed_by_two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", decided_by=None, decided_at=None)
                | Q(
                    status__in=["signed", "declined", "done"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="destruction_decided_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Destruction proposed on {self.proposed_at:%d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("operations:proposal-detail", args=[self.public_id])


class ProposedRecord(models.Model):
    """One record of a proposal. Once it is destroyed, its id leads nowhere and its dates are gone."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Not decided"
        DESTROYED = "destroyed", "Destroyed"
        LEFT = "left", "Left: held, or no longer due"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="records")
    subject = models.CharField(max_length=9, choices=Subject)
    record_id = models.UUIDField()
    rule = models.ForeignKey("core.RetentionRule", on_delete=models.PROTECT, related_name="+")
    # The first day on which it need no longer be kept; tells of a birth, so it goes with the record.
    kept_until = models.DateField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["proposal", "record_id"], name="proposed_once"),
            models.CheckConstraint(
                condition=Q(outcome="destroyed", kept_until=None) | ~Q(outcome="destroyed"),
                name="destroyed_record_keeps_no_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.record_id}"


class Certificate(models.Model):
    """That records were destroyed, by what rule, on whose signatures: counts, no personal data of theirs."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="certificate")
    number = models.PositiveIntegerField()
    carried_out_at = models.DateTimeField(db_default=Now())
    carried_out_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    # Records by rule ("child: 75 years from birth": 3), and rows by table.
    records = models.JSONField()
    rows = models.JSONField()
    # Of the public ids of the destroyed records, sorted, a line each.
    sha256 = models.CharField(max_length=64)

    objects = OfAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("-carried_out_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["authority", "number"], name="certificate_number_once"),
        )

    def __str__(self) -> str:
        return f"Certificate of destruction {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("operations:certificate-detail", args=[self.public_id])
