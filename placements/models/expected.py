"""What is known to come: who is expected to leave care or to come in, when, and who said so."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from placements.expected.querysets import KnownChangeQuerySet
from placements.models.child import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


class Direction(models.TextChoices):
    LEAVING = "leaving", "Leaving care"
    ARRIVING = "arriving", "Coming into care"


class ChangeKind(models.TextChoices):
    """What is expected. 18th birthdays are not among them: they follow from dates of birth."""

    ADOPTION = "adoption", "Adoption order, after a match"
    HEARING = "hearing", "Hearing that may end care, such as a special guardianship order"
    HOME = "home", "Planned return home"
    INDEPENDENCE = "independence", "Move to independence before 18"
    OTHER_AUTHORITY = "transfer", "Another authority takes over"
    OTHER_LEAVING = "leaving_other", "Other way of leaving care"
    PROCEEDINGS = "proceedings", "Care proceedings, or accommodation by agreement planned"
    BEFORE_BIRTH = "birth", "Baby not yet born"
    RETURN_TO_CARE = "return", "Return to care"
    UNACCOMPANIED = "unaccompanied", "Unaccompanied children expected"
    OTHER_ARRIVAL = "arriving_other", "Other way of coming into care"


LEAVING_KINDS = ("adoption", "hearing", "home", "independence", "transfer", "leaving_other")
ARRIVING_KINDS = ("proceedings", "birth", "return", "unaccompanied", "arriving_other")


class HowSure(models.TextChoices):
    FIRM = "firm", "Firm"
    LIKELY = "likely", "Likely"
    POSSIBLE = "possible", "Possible"


class SaidIn(models.TextChoices):
    """Where it comes from."""

    COURT = "court", "Court timetable or order"
    REVIEW = "review", "Care plan or review"
    PANEL = "panel", "Panel or matching decision"
    LEGAL_PLANNING = "legal", "Legal planning meeting"
    PRE_BIRTH = "prebirth", "Pre-birth assessment"
    TRANSFER_SCHEME = "scheme", "National Transfer Scheme"
    WORKER = "worker", "Social worker or adviser"
    OTHER = "other", "Other"


class WhyWithdrawn(models.TextChoices):
    PLAN_CHANGED = "plan", "The plan changed"
    COURT = "court", "The court decided otherwise"
    DATE_MOVED = "moved", "The date moved, and is recorded anew"
    MISTAKE = "mistake", "Recorded by mistake"
    HAPPENED = "happened", "It has happened"


@track_changes
class KnownChange(Versioned):
    """One leaving or arrival that somebody said is coming: a day, or a month where no day is known.

    A leaving is always of a child on record. An arrival may be of a child on record, or a number of children
    without a name, by month.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="known_changes")
    direction = models.CharField(max_length=8, choices=Direction)
    kind = models.CharField(max_length=14, choices=ChangeKind)
    # Null for arrivals without a name.
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.CASCADE, related_name="known_changes"
    )
    number = models.PositiveSmallIntegerField(default=1, db_default=1)
    # The first day of the month; the day itself where it is known.
    month = models.DateField()
    day = models.DateField(null=True, blank=True)
    how_sure = models.CharField(max_length=8, choices=HowSure)
    said_in = models.CharField(max_length=8, choices=SaidIn)
    # Who said it: a name and a role, of staff.
    said_by = models.CharField(max_length=80)
    said_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why_withdrawn = models.CharField(
        max_length=8, choices=WhyWithdrawn, blank=True, default="", db_default=""
    )
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = KnownChangeQuerySet.as_manager()

    class Meta:
        ordering = ("month", "day", "pk")
        indexes = (models.Index(fields=["authority", "month"], name="known_change_by_month"),)
        constraints = (
            models.CheckConstraint(
                name="known_change_kind_fits",
                condition=Q(direction="leaving", kind__in=LEAVING_KINDS)
                | Q(direction="arriving", kind__in=ARRIVING_KINDS),
            ),
            models.CheckConstraint(
                name="known_leaving_is_of_a_child", condition=Q(direction="arriving") | Q(child__isnull=False)
            ),
            models.CheckConstraint(
                name="known_change_of_a_child_is_one", condition=Q(child=None) | Q(number=1)
            ),
            models.CheckConstraint(
                name="known_change_number_is_some", condition=Q(number__gte=1, number__lte=99)
            ),
            models.CheckConstraint(
                name="arrival_without_a_name_is_by_month", condition=Q(child__isnull=False) | Q(day=None)
            ),
            models.CheckConstraint(name="known_change_month_is_a_month", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="known_change_day_is_in_its_month",
                condition=Q(day=None) | Q(day__month=F("month__month"), day__year=F("month__year")),
            ),
            models.CheckConstraint(
                name="known_change_how_sure_known", condition=Q(how_sure__in=HowSure.values)
            ),
            models.CheckConstraint(name="known_change_said_in_known", condition=Q(said_in__in=SaidIn.values)),
            models.CheckConstraint(name="known_change_was_said_by_somebody", condition=~Q(said_by="")),
            models.CheckConstraint(
                name="known_change_withdrawn_whole",
                condition=Q(withdrawn_on=None, withdrawn_by=None, why_withdrawn="")
                | Q(
                    withdrawn_on__isnull=False,
                    withdrawn_by__isnull=False,
                    why_withdrawn__in=WhyWithdrawn.values,
                ),
            ),
            models.CheckConstraint(
                name="known_change_withdrawn_after_it_was_said",
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("said_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.when_in_words}"

    @property
    def when_in_words(self) -> str:
        """'4 June 2026', or 'June 2026' where no day is known."""
        day: date | None = self.day
        return f"{day:%-d %B %Y}" if day else f"{self.month:%B %Y}"
