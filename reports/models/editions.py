"""Editions, frozen with every measurement that they print; and what is wanted of each indicator."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import Versioned


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: User) -> EditionQuerySet:
        """Issued editions of the user's authorities; those for inside only where exact figures may be "
        "seen."""
        return self.filter(
            Q(audience=Edition.Audience.PUBLIC, authority__in=authorities_where(user, Action.SEE_DOCUMENTS))
            | Q(
                audience=Edition.Audience.INTERNAL,
                authority__in=authorities_where(user, Action.SEE_DOCUMENTS),
            )
            & Q(authority__in=authorities_where(user, Action.SEE_FIGURES)),
            status=Edition.Status.ISSUED,
        )

    def without_bytes(self) -> EditionQuerySet:
        """For lists: the PDF and the tables stay in the database."""
        return self.defer("pdf", "tables")


class Edition(models.Model):
    """One document as published: its bytes, its tables, and who made it when. Once issued it never "
    "changes."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", "Sufficiency statement"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Public"
        INTERNAL = "internal", "Internal"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=12, choices=Kind)
    as_at = models.DateField()
    audience = models.CharField(max_length=8, choices=Audience)
    # Running within the authority and kind, whatever the audience.
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=6, choices=Status, default=Status.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    # The tables as printed, so that their CSV is the same years later.
    tables = models.JSONField(default=list)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-number")
        constraints = (
            models.UniqueConstraint(fields=["authority", "kind", "number"], name="edition_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_start_at_1"),
        )

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"


class EditionMeasurement(models.Model):
    """One measurement as an edition prints it: null where hidden, with the list of what is hidden."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="measurements")
    key = models.CharField(max_length=80)
    as_at = models.DateField()
    measurement = models.JSONField()

    class Meta:
        ordering = ("edition", "key", "as_at")
        constraints = (
            models.UniqueConstraint(fields=["edition", "key", "as_at"], name="measurement_once_an_edition"),
        )
        indexes = (models.Index(fields=["key", "as_at"], name="edition_measurement_by_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.as_at}"


class TargetQuerySet(models.QuerySet["IndicatorTarget"]):
    def visible_to(self, user: User) -> TargetQuerySet:
        """Of authorities whose exact figures the user may see."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_FIGURES))

    def of(self, key: str, *, authority: Authority) -> TargetQuerySet:
        """All of an indicator, the latest first: the first whose day has come is in force."""
        targets = self.filter(authority=authority, key=key)
        return targets.select_related("owner", "entered_by").order_by("-since")


@track_changes
class IndicatorTarget(Versioned):
    """What an authority wants a figure to be from a day on, who answers for it, and what they say of it.

    `value` is in the unit of the indicator, null where there is an owner and no target. Local policy: in force until
    the next one begins.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    since = models.DateField()
    value = models.DecimalField(max_digits=9, decimal_places=1, null=True, blank=True)
    owner = models.ForeignKey("core.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    commentary = models.CharField(max_length=2000, blank=True, default="", db_default="")
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "key", "-since")
        constraints = (
            models.UniqueConstraint(fields=["authority", "key", "since"], name="one_target_from_a_day"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="target_is_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.key} from {self.since}"
