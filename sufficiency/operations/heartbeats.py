"""Processes and jobs say that they are well."""

from __future__ import annotations

from django.utils import timezone

from sufficiency.operations.models import Heartbeat


def beat(name: Heartbeat.Of, **facts: object) -> None:
    """`name` was well just now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "facts": facts})
