"""How a council's documents look: its name as printed, its colour, its logo."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import User
from sufficiency.core.stale import Versioned


class StyleQuerySet(models.QuerySet["CouncilStyle"]):
    def visible_to(self, user: User) -> StyleQuerySet:
        """Of the authorities whose documents the user writes."""
        return self.filter(authority__in=authorities_where(user, Action.WRITE_DOCUMENTS))


@track_changes
class CouncilStyle(Versioned):
    """What the documents of a council are dressed in. An edition keeps what it was printed with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.OneToOneField("core.Authority", on_delete=models.PROTECT, related_name="style")
    # As it stands on the first page; blank: the authority's own.
    printed_name = models.CharField(max_length=120, blank=True, default="", db_default="")
    # Lines and headings; dark enough to be read on white. Blank: the product's blue.
    accent = models.CharField(
        max_length=7,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"\A#[0-9a-f]{6}\Z")],
    )
    # A picture of points for every form of a document, and its drawing where one was given.
    logo_png = models.BinaryField(default=b"")
    logo_svg = models.TextField(blank=True, default="", db_default="")
    logo_alt = models.CharField(max_length=200, blank=True, default="", db_default="")
    changed_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = StyleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(accent="") | Q(accent__regex=r"^#[0-9a-f]{6}$"), name="accent_is_a_colour"
            ),
            models.CheckConstraint(
                condition=Q(logo_png=b"", logo_svg="", logo_alt="") | ~Q(logo_png=b"") & ~Q(logo_alt=""),
                name="logo_has_its_words",
            ),
        )

    def __str__(self) -> str:
        return f"How documents of {self.authority} look"
