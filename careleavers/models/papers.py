"""The papers that somebody needs as an adult, and whom to ring."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from careleavers.codes import DocumentKind, DocumentState, Relation
from careleavers.models.constraints import known
from careleavers.querysets import FactQuerySet
from placements.models import Child
from sufficiency.core.history import track_changes
from sufficiency.core.stale import Versioned


@track_changes
class Document(Versioned):
    """Whether somebody has a paper, and until when it holds. Its number is never kept here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="documents", db_index=False)
    kind = models.CharField(max_length=8, choices=DocumentKind)
    state = models.CharField(max_length=8, choices=DocumentState)
    # The last day on which it holds; null where it does not run out, or nobody wrote it down.
    expires_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ("child", "kind")
        constraints = (
            models.UniqueConstraint(fields=["child", "kind"], name="document_once_a_kind"),
            known("kind", DocumentKind, "document_kind_known"),
            known("state", DocumentState, "document_state_known"),
            models.CheckConstraint(
                name="only_a_document_that_is_held_expires",
                condition=Q(expires_on=None) | Q(state="held"),
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


@track_changes
class PersonToRing(Versioned):
    """Whom to ring about a young person, the young person included."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="people_to_ring")
    relation = models.CharField(max_length=8, choices=Relation)
    name = models.CharField(max_length=80, blank=True, default="", db_default="")
    telephone = models.CharField(max_length=30)
    in_an_emergency = models.BooleanField(default=False, db_default=False)
    entered_by = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ("child", "-in_an_emergency", "pk")
        verbose_name_plural = "people to ring"
        constraints = (
            known("relation", Relation, "person_to_ring_relation_known"),
            models.CheckConstraint(
                name="person_to_ring_has_a_name", condition=Q(relation="self") | ~Q(name="")
            ),
            models.CheckConstraint(name="person_to_ring_has_a_telephone", condition=~Q(telephone="")),
        )

    def __str__(self) -> str:
        return f"{self.get_relation_display()} of {self.child}"
