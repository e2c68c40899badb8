"""The Southwark demonstration: sign-ins, printed figures, I statements and action plan. It has no children."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from sufficiency.core.models import Authority, User
from sufficiency.demonstration.kept_records import record_context, record_plan, record_statements
from sufficiency.demonstration.sign_ins import make_sign_ins, refuse_in_production

SOUTHWARK = "E09000028"
_FOLDER = "southwark"
_SOURCE = "Sufficiency strategy 2018 to 2022, action plan"


@transaction.atomic
def load_southwark(*, by: User, say: Callable[[str], None] = lambda line: None) -> Authority:
    """Load the demonstration; repeated, it finds what is there and loads nothing twice.

    Refuses on a production installation (`DemonstrationRefused`).
    """
    refuse_in_production()
    authority = Authority.objects.get(gss_code=SOUTHWARK)
    Authority.objects.filter(pk=authority.pk).update(is_synthetic=True)
    authority.refresh_from_db()
    make_sign_ins(authority)
    if number := record_context(authority, council=_FOLDER, by=by):
        say(f"Recorded {number} figures that Southwark's strategy printed.")
    if number := record_statements(authority, council=_FOLDER, by=by):
        say(f"Recorded its {number} I statements.")
    if number := record_plan(authority, council=_FOLDER, source=_SOURCE, by=by):
        say(f"Recorded {number} actions of its plan.")
    return authority
