"""Templates of documents: which sections, in which order, and what each begins with. Records, not code."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reports.models.kinds import DocumentKind
from sufficiency.core.access import Action, authorities_where
from sufficiency.core.history import track_changes
from sufficiency.core.models import Authority, User
from sufficiency.core.stale import Versioned


class TemplateQuerySet(models.QuerySet["DocumentTemplate"]):
    def visible_to(self, user: User) -> TemplateQuerySet:
        """Those of the product, and those made in an authority whose documents the user writes."""
        writes = authorities_where(user, Action.WRITE_DOCUMENTS)
        if not writes:
            return self.none()
        return self.filter(Q(authority=None) | Q(authority__in=writes))

    def of(self, authority: Authority) -> TemplateQuerySet:
        """The product's, and those of one authority."""
        return self.filter(Q(authority=None) | Q(authority=authority))

    def in_use(self) -> TemplateQuerySet:
        """Not retired: what a new document may begin with."""
        return self.filter(is_retired=False)


@track_changes
class DocumentTemplate(Versioned):
    """The form of a kind of document. Without an authority it is the product's own, and open to every council.

    A document takes its sections from here once, when it begins: a later change of the template is for later ones.
    """

    class Numbering(models.TextChoices):
        BY_SECTION = "by section", "Within each section: 4.1, 4.2"
        RUNNING = "running", "Through the whole: 1 to the last"
        NONE = "none", "None"

    class Header(models.TextChoices):
        NONE = "none", "No header block"
        COUNCIL_2014 = "2014", "The council's of 2014"
        COUNCIL_2020 = "2020", "The council's of 2020"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        "core.Authority",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="document_templates",
    )
    # Names it in commands and in the files that the product's own come from.
    identifier = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=DocumentKind)
    description = models.CharField(max_length=500, blank=True, default="", db_default="")
    # The title of a document that begins with it.
    title = models.CharField(max_length=150)
    numbering = models.CharField(max_length=12, choices=Numbering, default=Numbering.BY_SECTION)
    header = models.CharField(max_length=8, choices=Header, default=Header.NONE)
    is_retired = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField(db_default=Now())

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "identifier"],
                name="template_named_once",
                nulls_distinct=False,
                violation_error_message="Another template has this name. Choose a different one.",
            ),
            models.CheckConstraint(
                condition=Q(header="none") | Q(kind="cabinet"), name="header_is_a_cabinet_reports"
            ),
        )

    def __str__(self) -> str:
        return self.name


class SectionForm(models.Model):
    """What a section of a template and a section of a document have in common."""

    class Marks(models.TextChoices):
        AS_THE_DOCUMENT = "document", "Numbered as the document is"
        NONE = "none", "Not numbered"

    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    # 2 for a section within the one before it.
    level = models.PositiveSmallIntegerField(default=1, db_default=1)
    title = models.CharField(max_length=150)
    # For the author: what belongs here. Never printed.
    guidance = models.CharField(max_length=1000, blank=True, default="", db_default="")
    marks = models.CharField(
        max_length=8, choices=Marks, default=Marks.AS_THE_DOCUMENT, db_default=Marks.AS_THE_DOCUMENT
    )
    is_annex = models.BooleanField(default=False, db_default=False)
    text = models.TextField(blank=True, default="", db_default="", max_length=50_000)

    class Meta:
        abstract = True


@track_changes
class TemplateSection(SectionForm):
    """A section of a template; its text is what a document begins with."""

    template = models.ForeignKey(DocumentTemplate, on_delete=models.CASCADE, related_name="sections")
    # A document of this form cannot do without it.
    is_required = models.BooleanField(default=True, db_default=True)

    class Meta:
        ordering = ("template", "order")
        constraints = (
            models.UniqueConstraint(fields=["template", "key"], name="template_section_named_once"),
            models.UniqueConstraint(
                fields=["template", "order"],
                name="template_section_in_one_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 2)), name="template_section_level_is_1_or_2"),
        )

    def __str__(self) -> str:
        return self.title
