"""Young people for tests, all invented, in a council whose records end on a fixed day."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from careleavers.models import YoungPerson
from placements.models import Allocation, Child, Coverage, PeriodOfCare
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from tests.factories import AuthorityFactory, ChildFactory
from tests.people import someone

# A demonstration's pages speak of the last day of its records.
DAY = date(2025, 6, 30)


def council() -> Authority:
    """Its records are complete from 2010 to `DAY`."""
    authority = AuthorityFactory(is_synthetic=True)
    Coverage.objects.get_or_create(
        authority=authority, dates=DateRange(date(2010, 4, 1), date(2025, 7, 1)), source="Made up"
    )
    return authority


def young_person(
    authority: Authority,
    born: date,
    *stays: tuple[date, date | None] | tuple[date, date | None, str],
    start_known: bool = True,
    **fields: object,
) -> YoungPerson:
    """Somebody with these stays in care: start, end, and why it ended."""
    child = ChildFactory(authority=authority, date_of_birth=born, **fields)
    for start, end, *why in stays:
        PeriodOfCare.objects.create(
            child=child,
            kind="looked_after",
            dates=DateRange(start, end),
            start_known=start_known,
            reason_started="S",
            reason_ended=why[0] if why else ("E8" if end else ""),
        )
    return as_young_person(child)


def as_young_person(child: Child) -> YoungPerson:
    return YoungPerson.objects.select_related("authority").get(pk=child.pk)


def former_relevant(authority: Authority, born: date = date(2006, 1, 10), **fields: object) -> YoungPerson:
    """In care from 12 to 18: 19 years old on `DAY`."""
    return young_person(
        authority, born, (born.replace(year=born.year + 12), born.replace(year=born.year + 18)), **fields
    )


def manager_of(authority: Authority) -> User:
    return someone(authority, Role.PLACEMENT_MANAGER)


def adviser_of(authority: Authority, *people: YoungPerson) -> User:
    """A leaving-care adviser to whom these are allocated."""
    adviser = someone(authority, Role.LEAVING_CARE_ADVISER)
    for person in people:
        Allocation.objects.create(child_id=person.pk, worker=adviser, dates=DateRange(date(2024, 1, 1), None))
    return adviser
