from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class OnceKey(models.Model):
    """The key of a form that was carried out, with where its result is shown. Kept so that it is never done twice."""

    key = models.UUIDField(unique=True)
    user = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    # A path of this site: public ids, nothing personal.
    outcome = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
