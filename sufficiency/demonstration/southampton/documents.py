"""Southampton's documents as at 31 March 2013: its strategies, the cabinet report in both forms, and the rest."""

from __future__ import annotations

from datetime import date

from sufficiency.core.models import Authority, User
from sufficiency.demonstration.documents import Written, publish_documents

AS_AT = date(2013, 3, 31)
DOCUMENTS = [
    Written(template, AS_AT, "southampton")
    for template in (
        *("southampton-statement", "children-strategy", "cabinet-2014", "cabinet-2020"),
        *("scorecard", "committee-pack", "members-page", "market-position"),
    )
]


def publish_its_documents(authority: Authority, people: list[User], *, today: date) -> int:
    """Carry them to editions, once: how many are new."""
    return publish_documents(authority, DOCUMENTS, people={one.username: one for one in people}, today=today)
