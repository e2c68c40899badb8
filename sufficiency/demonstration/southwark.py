"""Southwark's strategy of 2018 with figures as it printed them: there are no records behind it, of anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from sufficiency.core.models import Authority
from sufficiency.demonstration.documents import Written, publish_documents
from sufficiency.demonstration.sign_ins import make_sign_ins, refuse_in_production

SOUTHWARK = "E09000028"
AS_AT = date(2017, 9, 30)


def load_southwark(*, say: Callable[[str], None] = lambda line: None) -> Authority:
    """The strategy carried to an edition; repeated, it finds what is there.

    Refuses on a production installation (`DemonstrationRefused`).
    """
    refuse_in_production()
    authority = Authority.objects.get(gss_code=SOUTHWARK)
    Authority.objects.filter(pk=authority.pk).update(is_synthetic=True)
    authority.refresh_from_db()
    people = {one.username: one for one in make_sign_ins(authority)}
    strategy = Written("southwark-strategy", AS_AT, "southwark")
    if number := publish_documents(authority, [strategy], people=people, today=timezone.localdate()):
        say(f"Published {number} document.")
    return authority
