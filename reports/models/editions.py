"""Editions, frozen with every measurement that they print."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q, Value

from reports.models.kinds import DocumentKind
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.models import Authority, User


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: User) -> EditionQuerySet:
        """Issued editions of the user's authorities; those for inside only where exact figures may be seen."""
        return self.filter(
            Q(audience=Edition.Audience.PUBLIC, authority__in=authorities_where(user, Action.SEE_DOCUMENTS))
            | Q(
                audience=Edition.Audience.INTERNAL,
                authority__in=authorities_where(user, Action.SEE_DOCUMENTS),
            )
            & Q(authority__in=authorities_where(user, Action.SEE_FIGURES)),
            status=Edition.Status.ISSUED,
        )

    def next_number(self, authority: Authority, kind: str) -> int:
        """The number that the next edition of a kind bears, unless somebody publishes another before."""
        of_kind = self.filter(authority=authority, kind=kind)
        return (of_kind.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def with_standing(self) -> EditionQuerySet:
        """Each with `is_superseded`: whether another has taken its place."""
        return self.annotate(
            is_superseded=models.Exists(Edition.objects.filter(supersedes=models.OuterRef("pk")))
        )

    def in_force(self) -> EditionQuerySet:
        """Those whose place no other has taken."""
        return self.filter(superseded_by=None)

    def without_bytes(self) -> EditionQuerySet:
        """For lists: what was printed stays in the database."""
        return self.defer("pdf", "tables", "content", "exempt_pdf", "counted_besides")


class Edition(models.Model):
    """One document as published: its bytes, its tables, and who made it when. Once issued it never changes."""

    Kind = DocumentKind

    class Audience(models.TextChoices):
        PUBLIC = "public", "Public"
        INTERNAL = "internal", "Internal"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=12, choices=DocumentKind)
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
    # The form that it was written in; None of one that the product made without an author.
    template = models.ForeignKey(
        "reports.DocumentTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    # The edition that this one takes the place of, and of a correction what was wrong.
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    erratum = models.CharField(max_length=500, blank=True, default="", db_default="")
    # The document as printed, for its other forms and for whoever asks where a figure came from.
    content = models.JSONField(default=dict)
    # What is exempt from publication, printed apart; empty where nothing is.
    exempt_pdf = models.BinaryField(default=b"")
    # Of the days of its measurements, what else could be counted when it was made: a reader may work some of it out, so
    # later editions are protected beside it. No page and no file shows it.
    counted_besides = models.JSONField(default=list, db_default=Value([], models.JSONField()))

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
    # What was counted when it was made, whole, hidden counts too: for whoever works out what a later edition may print.
    # No page and no file shows it.
    counted = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    class Meta:
        ordering = ("edition", "key", "as_at")
        constraints = (
            models.UniqueConstraint(fields=["edition", "key", "as_at"], name="measurement_once_an_edition"),
        )
        indexes = (models.Index(fields=["key", "as_at"], name="edition_measurement_by_key"),)

    def __str__(self) -> str:
        return f"{self.key} {self.as_at}"


class EditionDefinition(models.Model):
    """What a measure of an edition meant when it was issued, in the words of that day."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="definitions")
    key = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    population = models.TextField()
    how = models.TextField()
    source = models.TextField()

    class Meta:
        ordering = ("edition", "key")
        constraints = (models.UniqueConstraint(fields=["edition", "key"], name="definition_once_an_edition"),)

    def __str__(self) -> str:
        return f"{self.key} ({self.version})"
