"""A council with somebody in every role, and records in the states that its forms need. Everyone is made up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from django.test import Client
from django.utils import timezone

from carers.models import Carer, Household
from placements.actions import end_placement, move_child, record_temporary_move
from placements.models import Child, Deed, Home, LegalStatus, PeriodOfCare, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import months_before
from tests.factories import AuthorityFactory
from tests.people import signed_in, someone
from tests.placements import people_and_homes as desk
from tests.placements.homes_of_providers import a_home_with_a_child

_NUMBERS = count(1)
OTHER = {"gss_code": "E06000044", "dfe_code": "851", "name": "Portsmouth", "short_name": "Portsmouth"}


class Place:
    """One council. What is asked for is made anew each time, so that no two forms share a record."""

    def __init__(self, **of_authority: str) -> None:
        self.authority: Authority = AuthorityFactory(**of_authority)
        self.people = {role: someone(self.authority, role) for role in Role}
        User.objects.filter(pk__in=[one.pk for one in self.people.values()]).update(kept_by=self.authority)
        self.today: date = timezone.localdate()
        self.officer = self.people[Role.PLACEMENT_OFFICER]
        self.admin = self.people[Role.FOSTERING_ADMIN]

    def client(self, role: Role) -> Client:
        return signed_in(self.people[role])

    def someone(self, role: Role) -> User:
        """Another person of the role, whose account the council keeps."""
        made = someone(self.authority, role)
        User.objects.filter(pk=made.pk).update(kept_by=self.authority)
        made.refresh_from_db()
        return made

    def child(self, **fields: object) -> Child:
        """Known, and not in care."""
        number = next(_NUMBERS)
        born = self.today.replace(day=1) - timedelta(days=3000 + number)
        return desk.child(self.authority, f"N{number:05d}", born, **{"last_name": f"Field{number}", **fields})

    def household(self, **terms: object) -> Household:
        """Approved for two, with a carer and an address."""
        made = desk.household(self.authority, f"F{next(_NUMBERS):05d}", **terms)
        Carer.objects.create(
            household=made, first_name="Ada", last_name="Invented", is_primary=True, dates=made.approved
        )
        return made

    def home(self) -> Home:
        """A provider's, in which a child of the council lives."""
        return a_home_with_a_child(self.authority)

    def placed(self, days: int = 100, **fields: object) -> Child:
        """In care, in a household of ours."""
        child = self.child(**fields)
        desk.in_care(child, self.household(), by=self.officer, since=self.today - timedelta(days=days))
        child.refresh_from_db()
        return child

    def young_person(self) -> Child:
        """Seventeen, in care for more than thirteen weeks: somebody whom the council will owe advice."""
        child = desk.child(
            self.authority,
            f"N{next(_NUMBERS):05d}",
            months_before(self.today, 17 * 12 + 6),
            last_name="Young",
        )
        stay = {"child": child, "dates": (self.today - timedelta(days=400), None)}
        period = PeriodOfCare.objects.create(kind="looked_after", reason_started="S", **stay)
        LegalStatus.objects.create(period=period, code="C2", need="N1", **stay)
        Placement.objects.create(period=period, code="U6", provider="PR1", household=self.household(), **stay)
        return child

    def without_placement(self) -> Child:
        child = self.placed()
        end_placement(
            child=child,
            version=child.version,
            on=self.today,
            today=self.today,
            reason="OTHER",
            by=self.officer,
        )
        child.refresh_from_db()
        return child

    def away(self) -> Child:
        child = self.placed()
        record_temporary_move(
            child=child,
            version=child.version,
            code="T1",
            on=self.today - timedelta(days=2),
            until=None,
            today=self.today,
            by=self.officer,
        )
        child.refresh_from_db()
        return child

    def moved(self) -> Deed:
        """A deed that can be undone, with notices to be sent."""
        child = self.placed()
        return move_child(
            child=child,
            version=child.version,
            how=desk.how(self.today, today=self.today),
            destination=desk.Destination(household=self.household(), home_postcode="SO14 7LY"),
            reason="CARPL",
            by=self.officer,
        )


def here() -> Place:
    return Place()


def elsewhere() -> Place:
    return Place(**OTHER)
