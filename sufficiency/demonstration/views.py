"""Signing in, with the demonstration's people beside the form where this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from sufficiency.core.access import Role
from sufficiency.core.sign_in import views
from sufficiency.demonstration.sign_ins import PASSWORD, demonstration_sign_ins

# What each role is likely to come for, in the words of the sign-in page.
_COMES_FOR = {
    Role.ANALYST: "Loads returns, sees every figure and the children behind it",
    Role.PLACEMENT_OFFICER: "Sees figures and children",
    Role.PLACEMENT_MANAGER: "Sees figures, returns and conflicts",
    Role.DIRECTOR: "Sees figures, conflicts and children",
    Role.REPORT_AUTHOR: "Sees figures and makes statements",
    Role.FOSTERING_ADMIN: "Sees figures",
    Role.SOCIAL_WORKER: "Sees published statements",
    Role.ELECTED_MEMBER: "Sees published statements",
    Role.AUDITOR: "Sees conflicts and published statements",
    Role.SYSTEM_ADMINISTRATOR: "Manages people; sees no record",
}


class SignInView(views.SignInView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.DEMONSTRATION:
            words = {role.label: text for role, text in _COMES_FOR.items()}
            context["demonstration_sign_ins"] = [
                {
                    "username": username,
                    "password": PASSWORD,
                    "role": role,
                    "authority": authority,
                    "what": words.get(role, ""),
                }
                for username, role, authority in demonstration_sign_ins()
            ]
        return context
