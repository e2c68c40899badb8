"""The action plan: what was promised, by whom and by when, to which statement of the children it answers."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: User) -> StatementQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class Statement(Versioned):
    """What the council has promised to stand by: words of children, a value, a priority, a line of its charter.

    A priority has an aim, and `known`: what is known of it in the country, a line for each thing, where context
    figures are picked by name. Its next steps are the actions that answer it.
    """

    class Kind(models.TextChoices):
        I_STATEMENT = "i_statement", "I statement"
        PRIORITY = "priority", "Priority"
        VALUE = "value", "Value"
        CHARTER = "charter", "Charter line"
        PLEDGE = "pledge", "Line of the pledge"
        THEME = "theme", "Theme of the improvement plan"
        PROPOSAL = "proposal", "Proposal with a business case of its own"

    # What actions of the plan can answer.
    ANSWERED = (Kind.I_STATEMENT, Kind.PRIORITY)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=11, choices=Kind)
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    aim = models.CharField(max_length=500, blank=True, default="", db_default="")
    known = models.CharField(max_length=2000, blank=True, default="", db_default="")
    source = models.CharField(max_length=200, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "number")
        constraints = (
            models.UniqueConstraint(fields=["authority", "kind", "number"], name="statement_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="statement_numbers_start_at_1"),
            models.CheckConstraint(
                condition=Q(kind="priority") | Q(aim="", known=""), name="only_a_priority_has_an_aim"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}: {self.words}"


class KeyAreaQuerySet(models.QuerySet["KeyArea"]):
    def visible_to(self, user: User) -> KeyAreaQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))


@track_changes
class KeyArea(models.Model):
    """A part of the action plan, in its order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    objects = KeyAreaQuerySet.as_manager()

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=["authority", "name"], name="key_area_named_once"),)

    def __str__(self) -> str:
        return self.name


class PlannedActionQuerySet(models.QuerySet["PlannedAction"]):
    def visible_to(self, user: User) -> PlannedActionQuerySet:
        """Of authorities whose figures the user may see."""
        return self.filter(area__authority__in=authorities_where(user, Action.SEE_FIGURES))

    def of(self, authority: object) -> PlannedActionQuerySet:
        """A council's, in the plan's order, with all that a page of it shows."""
        return (
            self.filter(area__authority=authority)
            .select_related("area", "lead_user")
            .prefetch_related("indicators", "answers__statement", "updates__entered_by")
            .order_by("area__order", "area_id", "order", "pk")
        )


@track_changes
class PlannedAction(Versioned):
    """One row of the plan. `milestone` is as printed; `due_on` the day it names, null where it names none.

    `done_on` is the day of the update that said so. How it stands is never typed: see `reports.standing`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(KeyArea, on_delete=models.PROTECT, related_name="actions")
    order = models.PositiveSmallIntegerField(default=0, db_default=0)
    focus = models.CharField(max_length=300)
    milestone = models.CharField(max_length=300, blank=True, default="", db_default="")
    due_on = models.DateField(null=True, blank=True)
    linked_words = models.CharField(max_length=300, blank=True, default="", db_default="")
    lead = models.CharField(max_length=200)
    lead_user = models.ForeignKey(
        "core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    source = models.CharField(max_length=200, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = PlannedActionQuerySet.as_manager()

    class Meta:
        ordering = ("area", "order", "pk")

    def __str__(self) -> str:
        return self.focus


@track_changes
class ActionIndicator(models.Model):
    """A figure that an action is meant to move."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="indicators")
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ("key",)
        constraints = (models.UniqueConstraint(fields=["action", "key"], name="indicator_once_an_action"),)

    def __str__(self) -> str:
        return self.key


@track_changes
class ActionStatement(models.Model):
    """A statement that an action answers."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="answers")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="actions")

    class Meta:
        ordering = ("statement__number",)
        constraints = (
            models.UniqueConstraint(fields=["action", "statement"], name="statement_once_an_action"),
        )

    def __str__(self) -> str:
        return f"{self.action_id} answers {self.statement_id}"


class ActionUpdate(models.Model):
    """What was done by a day, in words. Added, never changed: a later one corrects it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    action = models.ForeignKey(PlannedAction, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    words = models.CharField(max_length=2000)
    is_done = models.BooleanField(default=False, db_default=False)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-on", "-recorded_at")

    def __str__(self) -> str:
        return f"{self.action_id} on {self.on}"


class Promise(models.Model):
    """A row of the plan as an edition printed it: what was promised, beside which today is set."""

    edition = models.ForeignKey("reports.Edition", on_delete=models.PROTECT, related_name="promises")
    action = models.ForeignKey(PlannedAction, on_delete=models.PROTECT, related_name="promises")
    focus = models.CharField(max_length=300)
    milestone = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=40)

    class Meta:
        ordering = ("edition", "pk")
        constraints = (models.UniqueConstraint(fields=["edition", "action"], name="promise_once_an_edition"),)

    def __str__(self) -> str:
        return f"{self.focus}, edition {self.edition_id}"
