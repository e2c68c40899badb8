"""Documents while they are written: their sections, what is said of them, and who cleared them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reports.models.editions import Edition
from reports.models.kinds import ExemptBy
from reports.models.templates import DocumentTemplate, SectionForm
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> DraftQuerySet:
        """Of authorities where the user writes documents, and where they clear them once clearance is asked."""
        return self.filter(
            Q(authority__in=authorities_where(user, Action.WRITE_DOCUMENTS))
            | Q(authority__in=authorities_where(user, Action.CLEAR_DOCUMENTS))
            & ~Q(status=Draft.Status.WRITING)
        )

    def open(self) -> DraftQuerySet:
        """Not published yet."""
        return self.exclude(status=Draft.Status.PUBLISHED)


@track_changes
class Draft(Versioned):
    """A document on its way to an edition: as at a day, for an audience, in the sections of its template.

    Its figures are counted whenever it is shown; from the moment it is approved its text stands still. Publishing
    makes the edition, and the draft stays as what that edition was made of.
    """

    class Status(models.TextChoices):
        WRITING = "writing", "Being written"
        CLEARANCE = "clearance", "In clearance"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="drafts")
    template = models.ForeignKey(DocumentTemplate, on_delete=models.PROTECT, related_name="drafts")
    title = models.CharField(max_length=150)
    as_at = models.DateField()
    audience = models.CharField(max_length=8, choices=Edition.Audience)
    status = models.CharField(max_length=9, choices=Status, default=Status.WRITING)
    # What it takes the place of: last year's edition, or one that it corrects.
    follows = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    # Of a correction: what was wrong, in a sentence. It stands in the new edition.
    erratum = models.CharField(max_length=500, blank=True, default="", db_default="")
    # When the decision is to be taken, as the forward plan has it.
    decision_on = models.DateField(null=True, blank=True)
    begun_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.OneToOneField(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    recorded_at = models.DateTimeField(db_default=Now())

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(status="published", edition__isnull=False)
                | ~Q(status="published") & Q(edition=None),
                name="published_draft_has_its_edition",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "published"], approved_by__isnull=False)
                | Q(status__in=["writing", "clearance"], approved_by=None),
                name="approved_draft_says_by_whom",
            ),
            # Nobody approves what they began.
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("begun_by")),
                name="draft_approved_by_another",
            ),
        )

    def __str__(self) -> str:
        return self.title


@track_changes
class DraftSection(Versioned, SectionForm):
    """A section as it is being written. What is exempt is printed apart, for those who may see it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sections")
    is_exempt = models.BooleanField(default=False, db_default=False)
    is_written = models.BooleanField(default=False, db_default=False)
    edited_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("draft", "order")
        constraints = (
            models.UniqueConstraint(fields=["draft", "key"], name="draft_section_named_once"),
            models.UniqueConstraint(
                fields=["draft", "order"],
                name="draft_section_in_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 2)), name="draft_section_level_is_1_or_2"),
        )

    def __str__(self) -> str:
        return self.title


@track_changes
class SectionComment(models.Model):
    """What somebody says of a section, to those who write it. Settled when it has been answered in the text."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    section = models.ForeignKey(DraftSection, on_delete=models.CASCADE, related_name="comments")
    text = models.CharField(max_length=2000)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(settled_by=None, settled_at=None)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="comment_settled_says_by_whom_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Comment on {self.section_id}"


@track_changes
class Clearance(models.Model):
    """That an office has cleared the draft as it then stood, by name and date.

    `of_text` is the fingerprint of what was cleared: once the text is another, the clearance is no longer of it.
    """

    class Office(models.TextChoices):
        LEGAL = "legal", "Legal"
        FINANCE = "finance", "Finance (section 151 officer)"
        MONITORING = "monitoring", "Monitoring officer"
        DIRECTOR = "director", "Director of Children's Services"
        MEMBER = "member", "Cabinet member"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="clearances")
    office = models.CharField(max_length=10, choices=Office)
    # The officer, who need have no account here.
    name = models.CharField(max_length=120)
    on = models.DateField()
    remark = models.CharField(max_length=1000, blank=True, default="", db_default="")
    of_text = models.CharField(max_length=64)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "office", "of_text"],
                condition=Q(withdrawn_at=None),
                name="office_clears_a_text_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_office_display()}, {self.on}"


class ClearedPart(models.Model):
    """A part of the document as an office cleared it, so that it can be told which have changed since.

    Written with its clearance and never changed.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.CASCADE, related_name="parts")
    # A section's key, or one of the names in `reports.writing.fingerprint`.
    part = models.CharField(max_length=60)
    of_text = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["clearance", "part"], name="part_cleared_once"),)

    def __str__(self) -> str:
        return self.part


@track_changes
class ReportHeader(models.Model):
    """The block at the head of a cabinet report, and what its last page lists."""

    class YesNo(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_SAID = "", "Not said yet"

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="header")
    decision_maker = models.CharField(max_length=120, blank=True, default="", db_default="")
    subject = models.CharField(max_length=250, blank=True, default="", db_default="")
    decided_on = models.DateField(null=True, blank=True)
    report_of = models.CharField(max_length=200, blank=True, default="", db_default="")
    author = models.CharField(max_length=200, blank=True, default="", db_default="")
    author_contact = models.CharField(max_length=200, blank=True, default="", db_default="")
    director = models.CharField(max_length=200, blank=True, default="", db_default="")
    director_contact = models.CharField(max_length=200, blank=True, default="", db_default="")
    # What is said where no part is exempt. Where one is, its paragraph and reason are printed instead.
    confidentiality = models.CharField(max_length=500, default="Not applicable", db_default="Not applicable")
    exempt_paragraph = models.PositiveSmallIntegerField(null=True, blank=True, choices=ExemptBy)
    exempt_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    key_decision = models.CharField(max_length=3, choices=YesNo, blank=True, default="", db_default="")
    wards = models.CharField(max_length=200, blank=True, default="", db_default="")
    equality_assessment = models.CharField(max_length=3, choices=YesNo, blank=True, default="", db_default="")
    data_protection_assessment = models.CharField(
        max_length=3, choices=YesNo, blank=True, default="", db_default=""
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(confidentiality=""), name="confidentiality_is_said"),
            models.CheckConstraint(
                condition=Q(exempt_paragraph=None, exempt_reason="")
                | Q(exempt_paragraph__isnull=False, exempt_paragraph__range=(1, 7)) & ~Q(exempt_reason=""),
                name="exempt_part_says_why",
            ),
        )

    def __str__(self) -> str:
        return self.subject


@track_changes
class Consultation(Versioned):
    """Who was asked about the document, how, what they said, and what was made of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="consultations")
    whom = models.CharField(max_length=200)
    how = models.CharField(max_length=200)
    on = models.DateField()
    said = models.CharField(max_length=2000, blank=True, default="", db_default="")
    answer = models.CharField(max_length=2000, blank=True, default="", db_default="")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.whom
