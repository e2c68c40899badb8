"""What is watched of signing in: locked names are written down, and production without a second proof is said."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.core import checks
from django.dispatch import receiver

from sufficiency.core import audit
from sufficiency.core.system_user import system_user


@receiver(user_locked_out)
def locked(sender: Any, **kwargs: Any) -> None:
    """Without the name that was tried: often it is a password, typed into the wrong field."""
    nobody = system_user("sign-in")
    audit.record(by=nobody, action="sign-in locked", on=nobody)


@checks.register(checks.Tags.security, deploy=True)
def second_proof(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [
        checks.Warning(
            "A password alone opens children's records.",
            hint="Leave SUFFICIENCY_SECOND_FACTOR unset, or set it to true.",
            id="sufficiency.W001",
        )
    ]
