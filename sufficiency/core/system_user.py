from __future__ import annotations

from sufficiency.core.models import User


def system_user(name: str) -> User:
    """The named system user that a command acts as; made at its first use, never able to sign in."""
    user, made = User.objects.get_or_create(username=f"system: {name}", defaults={"is_system": True})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
