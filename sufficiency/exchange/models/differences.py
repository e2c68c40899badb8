"""Where what people entered and what the case system says differ, and what gave way to a load."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from placements.models import Allocation, Child, Connection, RestrictedGrant
from placements.open_to import allocated_to
from sufficiency.core.access import Action, authorities_where, roles_allowed
from sufficiency.core.models import Membership
from sufficiency.exchange.models.returns import Import, Return


class DifferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of children whose record the user may open, in authorities where they settle differences."""
        return self.filter(
            authority__in=authorities_where(user, Action.RECONCILE),
            child__in=Child.objects.visible_to(user),
        )

    def asked_of(self, user, *, on):
        """Questions to the worker of each child: those of children allocated to the user on the day, whose record
        the user may open. A question follows the child to another worker."""
        return self.filter(
            choice=LiveConflict.Choice.ASK,
            child__in=Child.objects.visible_to(user),
            child_id__in=allocated_to(user, on),
        )

    def waiting_for_an_answer(self):
        return self.filter(choice=LiveConflict.Choice.ASK, answer="")

    def with_no_worker(self, *, on):
        """Of children to whom nobody is allocated on the day who could answer: active, in a role that sees the
        record, on its list where it is restricted, and not connected with the child."""
        return self.exclude(models.Exists(_who_could_answer(on)))


def _who_could_answer(on):
    """Allocations of the child of a difference, the outer query, to people who may open the record."""
    child = models.OuterRef("child_id")
    roles = roles_allowed(Action.SEE_CHILDREN)
    worker = models.OuterRef("worker_id")
    member = Membership.objects.filter(
        user=worker, authority=models.OuterRef("child__authority_id"), role__in=roles, dates__contains=on
    )
    granted = RestrictedGrant.objects.filter(
        user=worker, child=models.OuterRef("child_id"), expires_on__gte=on
    )
    connected = Connection.objects.filter(person=worker, child=models.OuterRef("child_id"), ended_at=None)
    return Allocation.objects.filter(
        models.Exists(member),
        ~models.Exists(connected),
        Q(child__is_restricted=False) | models.Exists(granted),
        child=child,
        dates__contains=on,
        worker__is_active=True,
    )


class LiveConflict(models.Model):
    """A return and a person's own entry say different things: for a person to settle, field by field."""

    class Kind(models.TextChoices):
        IN_THEIRS = "in_theirs", "In theirs, not ours"
        IN_OURS = "in_ours", "In ours, not theirs"
        DIFFER = "differ", "Differ"

    class Choice(models.TextChoices):
        OURS = "ours", "Keep what was entered here"
        THEIRS = "theirs", "Take what the return says"
        ASK = "ask", "Ask the worker"

    class Answer(models.TextChoices):
        OURS = "ours", "What is held here"
        THEIRS = "theirs", "What the case system says"
        NEITHER = "neither", "Neither: I have said what is"
        UNKNOWN = "unknown", "I do not know"

    # A field that stands for the whole record: a spell that one of the two does not have, a child who is absent.
    SPELL, ABSENT = "spell", "absent"

    public_id = models.UUIDField(
        db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.DIFFER, db_default="differ")

    authority = models.ForeignKey("core.Authority", on_delete=models.CASCADE, related_name="live_conflicts")
    of_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="live_conflicts")
    child = models.ForeignKey("placements.Child", on_delete=models.CASCADE, related_name="live_conflicts")
    timeline = models.CharField(max_length=20)
    starts_on = models.DateField()
    field = models.CharField(max_length=30)
    ours = models.CharField(max_length=60, blank=True)
    theirs = models.CharField(max_length=60, blank=True)
    first_told_at = models.DateTimeField(db_default=Now())
    choice = models.CharField(max_length=6, choices=Choice, blank=True)
    # Why ours is kept. It stays settled until either value changes.
    reason = models.TextField(blank=True, db_default="")
    # Whom to ask: the child's worker on the day of asking, where one was allocated.
    asked = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    # What the child's worker said when asked: a suggestion for whoever settles it.
    answer = models.CharField(max_length=7, choices=Answer, blank=True, default="", db_default="")
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    answered_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ("child", "timeline", "starts_on", "field")
        indexes = (models.Index(fields=["authority", "kind", "choice"], name="difference_by_kind"),)
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "child", "timeline", "starts_on", "field"], name="live_conflict_once"
            ),
            models.CheckConstraint(
                condition=Q(choice="", settled_by=None, settled_at=None)
                | (~Q(choice="") & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="settled_how_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(choice="ours") | ~Q(reason=""), name="ours_is_kept_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer="", note="", answered_by=None, answered_at=None)
                | (
                    Q(answer__in=("ours", "theirs", "neither", "unknown"))
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="answered_what_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(answer="neither") | ~Q(note=""), name="neither_is_answered_with_what_is"
            ),
        )

    def __str__(self) -> str:
        return f"{self.child} {self.timeline} {self.starts_on} {self.field}"


_RECORDS = {
    "placements_child": "Identity",
    "placements_periodofcare": "Period of care",
    "placements_legalstatus": "Legal status",
    "placements_placement": "Placement",
}


class ReplacedEntry(models.Model):
    """What a person had entered and a load replaced, because the case system keeps it. Undoing brings it back."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="replaced_entries")
    child = models.ForeignKey("placements.Child", on_delete=models.CASCADE, related_name="+", db_index=False)
    # The table of the record, its key, and the whole row as it was.
    table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    before = models.JSONField()
    # The first day of what stands in its place.
    answered_on = models.DateField(null=True)
    replaced_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("batch", "pk")
        constraints = (
            models.UniqueConstraint(fields=["batch", "table", "row"], name="entry_replaced_once_a_load"),
        )

    @property
    def record(self) -> str:
        """What kind of record it was, in words."""
        return _RECORDS[self.table]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
