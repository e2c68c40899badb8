"""Northmere's statement in the present form, as at its last return."""

from __future__ import annotations

from sufficiency.demonstration.documents import Written, publish_documents
from sufficiency.demonstration.northmere.world import World


def publish_its_documents(world: World) -> int:
    """Carry it to an edition, once: how many are new."""
    statement = Written("modern-statement", world.plan.returns_on[-1], "northmere")
    return publish_documents(world.authority, [statement], people=world.people, today=world.today)
