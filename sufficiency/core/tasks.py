"""Work that a page asks for and does not wait for."""

from __future__ import annotations

from django_tasks import task

from sufficiency.core.models import User
from sufficiency.core.verifying import check


@task()
def check_in_background(user_id: int) -> None:
    """Verify the audit trail for somebody, and keep what came out."""
    check(by=User.objects.get(pk=user_id))
