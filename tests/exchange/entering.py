"""A child as an officer entered it, and what is settled of how an extract differs."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from placements.models import Placement
from sufficiency.exchange.models import LiveConflict
from tests.factories import (
    ChildFactory,
    LegalStatusFactory,
    PeriodOfCareFactory,
    PlacementFactory,
    UserFactory,
)

DAY = date(2025, 9, 1)


URL, SETTLE = "/reconciliation/", "/reconciliation/settle/"


def enter(council, number: str | None = "1", day: date = date(2025, 6, 3), **child) -> Placement:
    """A child as an officer entered it."""
    officer = UserFactory()
    one = ChildFactory(
        authority=council, number=number, entered_by=officer, date_of_birth=date(2010, 5, 17), **child
    )
    period = PeriodOfCareFactory(child=one, dates=DateRange(day, None), entered_by=officer)
    LegalStatusFactory(period=period, entered_by=officer)
    return PlacementFactory(period=period, entered_by=officer)


def settle(client, *differences: LiveConflict, how: str, key=None, **more: str):
    ids = [str(one.public_id) for one in differences]
    return client.post(SETTLE, {"id": ids, "how": how, "key": str(key or uuid.uuid4()), **more})
