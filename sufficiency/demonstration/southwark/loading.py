"""The Southwark demonstration: its printed figures, I statements, plan and strategy. It has no children."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from sufficiency.core.models import Authority, User
from sufficiency.demonstration.documents import Written, publish_documents
from sufficiency.demonstration.kept_records import (
    record_context,
    record_governance,
    record_plan,
    record_statements,
)
from sufficiency.demonstration.sign_ins import make_sign_ins, refuse_in_production

SOUTHWARK = "E09000028"
AS_AT = date(2017, 9, 30)
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
    people = {one.username: one for one in make_sign_ins(authority)}
    if number := record_context(authority, council=_FOLDER, by=by):
        say(f"Recorded {number} figures that Southwark's strategy printed.")
    if number := record_governance(authority, council=_FOLDER, by=by):
        say(f"Recorded {number} boards and committees.")
    if number := record_statements(authority, council=_FOLDER, by=by):
        say(f"Recorded its {number} statements, values and lines of the charter.")
    if number := record_plan(authority, council=_FOLDER, source=_SOURCE, by=by):
        say(f"Recorded {number} actions of its plan.")
    strategy = Written("southwark-strategy", AS_AT, _FOLDER)
    if number := publish_documents(authority, [strategy], people=people, today=timezone.localdate()):
        say(f"Published {number} document.")
    return authority
