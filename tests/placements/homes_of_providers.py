"""Providers' homes and children who lived in them, for tests. Everyone and every place is made up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from placements.models import Child, Home, PeriodOfCare, Placement
from sufficiency.core.models import Authority

LIST = "/homes/providers/"
_NUMBERS = count(1)


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


def a_home(name: str = "Invented House") -> Home:
    return Home.objects.create(urn=f"SC8{next(_NUMBERS):05d}", name=name)


def a_child(authority: Authority, **fields: Any) -> Child:
    """Born twelve years ago."""
    number = next(_NUMBERS)
    born = timezone.localdate() - timedelta(days=12 * 365 + number)
    return Child.objects.create(authority=authority, number=f"H{number:05d}", date_of_birth=born, **fields)


def lived(child: Child, home: Home, first: date, last: date | None = None, **fields: Any) -> Placement:
    """In care and in the home from the first day to the last: without one, until today and on."""
    period = PeriodOfCare.objects.create(child=child, kind="looked_after", dates=(first, last))
    told: dict[str, Any] = {"code": "K2", "provider": "PR4", "urn": home.urn, "reason_started": "S"}
    return Placement.objects.create(
        child=child, period=period, dates=(first, last), home=home, **(told | fields)
    )


def a_home_with_a_child(authority: Authority) -> Home:
    """In which a child of the authority has lived since yesterday."""
    home = a_home()
    lived(a_child(authority), home, days_ago(1))
    return home
