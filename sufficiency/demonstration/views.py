"""Signing in, with the demonstration's people beside the form where this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from sufficiency.core.access import Role
from sufficiency.core.sign_in import views
from sufficiency.demonstration.sign_ins import PASSWORD, demonstration_sign_ins

# What each role is likely to come for, in the words of the sign-in page.
_COMES_FOR = {
    Role.ANALYST: "An extract to apply, placements to link; every figure and the children behind it",
    Role.PLACEMENT_OFFICER: "A child without a home tonight, homes with a place, who leaves when",
    Role.EMERGENCY_DUTY: "Last night's entry; where every child is, and who could take one tonight",
    Role.PLACEMENT_MANAGER: "Rules that are broken, access to decide on, who leaves when, targets",
    Role.DIRECTOR: "The figures of the day, access to decide on, rules that are broken",
    Role.REPORT_AUTHOR: "Statements: one is published, the next can be made",
    Role.FOSTERING_ADMIN: "Reviews that are due, checks that run out, who was not asked this week",
    Role.SOCIAL_WORKER: "Seventeen children of her own",
    Role.LEAVING_CARE_ADVISER: "Twenty-odd young people, some not seen for two months",
    Role.CONTRACTS_OFFICER: "Homes and figures",
    Role.FINANCE_OFFICER: "Figures by type of placement and provider",
    Role.ELECTED_MEMBER: "The published statement",
    Role.AUDITOR: "An emergency opening to review, and the audit trail",
    Role.SYSTEM_ADMINISTRATOR: "People and their roles; sees no record",
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
