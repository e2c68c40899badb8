"""Returns as they came. The three timelines are a function of the current ones and of what people typed."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where


class OfAuthorityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of authorities where the user may see returns."""
        return self.filter(authority__in=authorities_where(user, Action.SEE_RETURNS))


class Import(models.Model):
    """One load: the returns of one upload or one command, applied together and undone together."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded, not read yet"
        READY = "ready", "Read, waiting to be applied"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        REFUSED = "refused", "Refused"
        UNDONE = "undone", "Undone"

    class Kind(models.TextChoices):
        RETURN = "return", "Annual return"
        EXTRACT = "extract", "Extract from the case system"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="imports")
    status = models.CharField(max_length=8, choices=Status, default=Status.UPLOADED)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.RETURN, db_default="return")
    # Why it was refused, in a sentence that names the file.
    refusal = models.TextField(blank=True)
    # A warning that does not stop the load, such as hardly any home inside the authority.
    warnings = ArrayField(models.TextField(), default=list, blank=True)
    # Counts of what it changes: set when it is read, and again when it is applied. No personal data.
    changes = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("core.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_when_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return f"Import {self.public_id}"


class ApplyRun(models.Model):
    """One wish to apply a load: how far it has come, and the figures before and after it. No personal data."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="runs")
    # Of the form that asked for it: a form sent twice asks once.
    key = models.UUIDField(unique=True)
    by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Why it failed, in a sentence; blank where it did not.
    failure = models.TextField(blank=True)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=60, blank=True)
    # Key figures by date, each before and after.
    figures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.batch}, asked for {self.asked_at}"


class Return(models.Model):
    """The files of one year's return, or of an extract to a date, as they came."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="returns")
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="returns")
    # The 31 March on or after the last date it speaks of falls in this year.
    year = models.PositiveSmallIntegerField()
    as_at = models.DateField()
    is_extract = models.BooleanField(default=False)
    label = models.CharField(max_length=200)
    # Of what its files say, whatever their names: the same content again changes nothing.
    sha256 = models.CharField(max_length=64)
    # One current return speaks for a date; an older load of it is kept but no longer counted.
    is_current = models.BooleanField(default=False)

    objects = OfAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("authority", "as_at")
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "as_at"], condition=Q(is_current=True), name="one_current_return_a_date"
            ),
        )

    def __str__(self) -> str:
        return f"Return to {self.as_at}"


class ReturnFile(models.Model):
    """One table of a return: its name as it came, and exactly the columns that came."""

    of_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    table = models.CharField(max_length=20)
    columns = ArrayField(models.CharField(max_length=40))
    columns_ignored = ArrayField(models.CharField(max_length=200), default=list)
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ("of_return", "table")

    def __str__(self) -> str:
        return self.name


class KeptRows(models.Model):
    """Which rows of a return's table came. Their cells are kept a column at a time, in `KeptColumn`.

    A record for each row would take ten times the room, and with its indexes a sixth of the time of a load.
    """

    file = models.OneToOneField(ReturnFile, on_delete=models.CASCADE, related_name="kept_rows")
    # The spreadsheet's row numbers in order: the header is row 1.
    numbers = ArrayField(models.PositiveIntegerField())
    # Of these, the ones kept as evidence but not put on a timeline; the finding says why.
    set_aside = ArrayField(models.PositiveIntegerField(), default=list)

    def __str__(self) -> str:
        return f"Rows of {self.file}"


class KeptColumn(models.Model):
    """A column of a return's table: a cell for each row number of its `KeptRows`, dates as yyyy-mm-dd."""

    file = models.ForeignKey(
        ReturnFile, on_delete=models.CASCADE, related_name="kept_columns", db_index=False
    )
    name = models.CharField(max_length=40)
    cells = ArrayField(models.TextField())

    class Meta:
        constraints = (models.UniqueConstraint(fields=["file", "name"], name="column_once_a_file"),)

    def __str__(self) -> str:
        return f"{self.file} {self.name}"


class Finding(models.Model):
    """What a load said of a row: set aside, a query, or a repair made."""

    class Kind(models.TextChoices):
        SET_ASIDE = "set_aside", "Set aside"
        QUERY = "query", "Query"
        REPAIRED = "repaired", "Repaired"

    of_return = models.ForeignKey(
        Return, on_delete=models.CASCADE, related_name="findings", db_constraint=False
    )
    kind = models.CharField(max_length=9, choices=Kind)
    file = models.CharField(max_length=200)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=8)
    value = models.CharField(max_length=200, blank=True)
    message = models.TextField()

    class Meta:
        ordering = ("of_return", "kind", "code", "file", "row")
        indexes = (models.Index(fields=["of_return", "kind", "code"], name="finding_by_rule"),)

    def __str__(self) -> str:
        return f"{self.code} {self.file} row {self.row}"
