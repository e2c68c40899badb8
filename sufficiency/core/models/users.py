from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now

from sufficiency.core.access import Action, Role, authorities_where
from sufficiency.core.history import track_changes


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> UserQuerySet:
        """The accounts that an administrator keeps: of their authority, or of nobody and with a role there."""
        kept = authorities_where(user, Action.MANAGE_USERS)
        of_nobody = models.Q(
            kept_by=None, pk__in=Membership.objects.filter(authority__in=kept).values("user")
        )
        return self.filter(models.Q(kept_by__in=kept) | of_nobody, is_system=False)


class People(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    use_in_migrations = False


class User(AbstractUser):
    """Someone who signs in, or a named system user that a command acts as."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_system = models.BooleanField(default=False)
    # The authority whose administrator keeps the account.
    kept_by = models.ForeignKey("core.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    # Rises when every session of the person must end: account disabled, role taken away.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0)

    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be this person's: dies with the password and with `sessions_ended`."""
        return f"{super().get_session_auth_hash()}.{self.sessions_ended}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for value in super().get_session_auth_fallback_hash():
            yield f"{value}.{self.sessions_ended}"


def without_limits() -> DateRange:
    return DateRange(None, None, "[)")


@track_changes
class Membership(models.Model):
    """A role that a user holds in an authority, on the days of `dates`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    authority = models.ForeignKey("core.Authority", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role)
    # Half-open; a side that is not set has no limit.
    dates = DateRangeField(default=without_limits)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "authority", "role"], name="role_held_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(condition=models.Q(dates__isempty=False), name="role_held_for_some_days"),
            # access.NOT_TOGETHER: administrators, auditors and everybody else are three kinds of people.
            ExclusionConstraint(
                name="duties_kept_apart",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("authority", RangeOperators.EQUAL),
                    (
                        models.Case(
                            models.When(role=Role.SYSTEM_ADMINISTRATOR, then=models.Value(1)),
                            models.When(role=Role.AUDITOR, then=models.Value(2)),
                            default=models.Value(0),
                            output_field=models.IntegerField(),
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                    ("dates", RangeOperators.OVERLAPS),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.authority}"
