from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Now

from sufficiency.core.access import Role


class User(AbstractUser):
    """Someone who signs in, or a named system user that a command acts as."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_system = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Membership(models.Model):
    """A role that a user holds in an authority."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "authority", "role"], name="role_held_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.authority}"
