"""How long which records are kept, as data: what the law, or a council's usual practice, says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class RetentionRule(models.Model):
    """One rule: a kind of record, for how many years, counted from which event, and where that stands."""

    class Kind(models.TextChoices):
        CHILD = "child", "Child who was looked after"
        CHILD_DIED = "child_died", "Child who died before 18"
        CARE_LEAVER = "care_leaver", "Care leaver"
        ADOPTED = "adopted", "Child who was adopted"
        ADOPTION_NOT_MADE = "adoption_not_made", "Adoption planned, no order made"
        FOSTER_CARER = "foster_carer", "Foster carer"
        APPLICANT = "applicant", "Applicant not approved, or who withdrew"
        ALLEGATION = "allegation", "Allegation against a person, substantiated"
        ENQUIRY = "enquiry", "First enquiry about fostering"
        AGREEMENT = "agreement", "Invoice or placement agreement"
        AUDIT = "audit", "Audit trail"

    class Event(models.TextChoices):
        BIRTH = "birth", "birth"
        DEATH = "death", "death"
        ORDER = "order", "the adoption order"
        APPROVAL_ENDED = "approval_ended", "the end of the approval"
        REFUSED = "refused", "the refusal or withdrawal"
        CLOSED = "closed", "closure"
        ENDED = "ended", "the end of the financial year after it ended"
        AS_ITS_RECORD = "as_its_record", "nothing of its own: as long as the record it speaks of"
        AGENCY_DECIDES = "agency_decides", "what the agency decides; what is of care goes to the care record"

    kind = models.CharField(max_length=20, choices=Kind)
    # Null where the rule names no number of years.
    years = models.PositiveSmallIntegerField(null=True)
    counted_from = models.CharField(max_length=16, choices=Event)
    basis = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    # Whether the law sets it, or practice that a council must confirm for itself.
    is_law = models.BooleanField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["kind", "counted_from"], name="retention_rule_once"),
            models.CheckConstraint(
                condition=Q(years=None, counted_from__in=["as_its_record", "agency_decides"])
                | Q(years__gt=0) & ~Q(counted_from__in=["as_its_record", "agency_decides"]),
                name="retention_years_where_counted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """'75 years from birth'."""
        event = self.get_counted_from_display()
        return f"{self.years} years from {event}" if self.years else event
