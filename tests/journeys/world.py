"""Two councils at work, and makers of what a task needs. Everyone is made up.

Records are committed and stay until the module ends: each task makes a child or a household of its own, so that no
task waits for tables to be emptied and no two tasks meet.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from careleavers.models import YoungPerson
from carers.models import Carer, Household, HouseholdReview
from placements.access.actions import decide, mark_read, open_in_an_emergency, propose
from placements.models import AccessProposal, Allocation, Breach, Child, Opening, PeriodOfCare, Placement
from reports.actions import publish_edition
from reports.models import Edition
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent, Authority, Population, PublishedFigure, User
from tests.careleavers.people import young_person
from tests.carers.households import approved
from tests.factories import AuthorityFactory, LegalStatusFactory, PeriodOfCareFactory, PlacementFactory
from tests.forecasting.pages.council import a_forecast, with_four_years
from tests.people import signed_in, someone
from tests.placements import people_and_homes
from tests.reports.conftest import AS_AT, load
from tests.small_authority import POPULATIONS, small_authority

_NAMES = count(1)
FIGURES = "Portsmouth"


def a_name() -> str:
    """A surname that nobody else has: 'Ashaa', 'Ashab' …: letters alone, as names are."""
    number = next(_NAMES)
    return "Ash" + "".join(chr(ord("a") + number // 26**place % 26) for place in (1, 0))


class World:
    """`desk` works in the register today; `figures` has the returns of tests/small_authority."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.today = timezone.localdate()
        self.desk: Authority = AuthorityFactory()
        self._people: dict[tuple[int, Role], User] = {}
        for reference in ("F100", "F200"):
            self.household(reference, places=9)

    @cached_property
    def figures(self) -> Authority:
        council: Authority = AuthorityFactory(
            gss_code="E06000044", dfe_code="851", name=FIGURES, short_name=FIGURES
        )
        for year, children in POPULATIONS.items():
            Population.objects.create(
                area_code=council.gss_code, year=year, children=children, source="Made up", release="once"
            )
        load(council, small_authority(), self.folder)
        PublishedFigure.objects.create(
            area_kind="authority",
            area_code=council.gss_code,
            area_name=council.name,
            key="cla.number",
            as_at=AS_AT,
            unit="children",
            value=12,
            as_printed="12",
            source="DfE, made up",
            place_in_source="Table 1",
            release="2013",
        )
        return council

    @cached_property
    def forecasts(self) -> Authority:
        """Four years of children to 31 March 2024, and a forecast of them."""
        council: Authority = AuthorityFactory(
            gss_code="E06000046", dfe_code="921", name="Isle of Wight", short_name="Isle of Wight"
        )
        with_four_years(council)
        a_forecast(council, self.person(Role.ANALYST, council))
        return council

    @cached_property
    def planning(self) -> Authority:
        """As `forecasts`, and nobody makes another forecast there."""
        council: Authority = AuthorityFactory(
            gss_code="E06000009", dfe_code="890", name="Blackpool", short_name="Blackpool"
        )
        with_four_years(council)
        a_forecast(council, self.person(Role.ANALYST, council))
        return council

    @property
    def fresh(self) -> Authority:
        """Another council each time, with nothing in it."""
        number = next(_NAMES)
        return AuthorityFactory(
            gss_code=f"E0899{number:04}", dfe_code=f"{number:03}", name=f"Newborough {a_name()}"
        )

    @cached_property
    def edition(self) -> Edition:
        """Last year's statement, as the public reads it."""
        return publish_edition(
            authority=self.figures,
            kind=Edition.Kind.STATEMENT,
            as_at=AS_AT,
            audience=Edition.Audience.PUBLIC,
            by=self.person(Role.REPORT_AUTHOR, self.figures),
        )

    # People

    def person(self, role: Role, authority: Authority | None = None) -> User:
        """The one who holds the role there."""
        where = authority or self.desk
        return self._people.get((where.pk, role)) or self._new(role, where)

    def _new(self, role: Role, where: Authority) -> User:
        made = self._people[where.pk, role] = someone(where, role)
        # Told apart by name in lists of people.
        made.first_name = role.value.replace("_", " ").title()
        made.save(update_fields=["first_name"])
        return made

    @staticmethod
    def cookie(user: User, url: str) -> dict[str, str]:
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        return {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}

    # Children

    def child(self, *, years: int = 10, number: str = "") -> Child:
        """A record, and no care."""
        name = a_name()
        return people_and_homes.child(
            self.desk,
            number or f"N-{name}",
            born=self.today - timedelta(days=365 * years + 100),
            last_name=name,
        )

    def waits(self) -> Child:
        """Looked after for some days under an interim care order, with no home."""
        child = self.child()
        # The later made, the longer they wait: they stand on top of a list that shows ten.
        since = self.today - timedelta(days=next(_NAMES))
        period = PeriodOfCareFactory(child=child, dates=DateRange(since, None))
        LegalStatusFactory(period=period, code="C1")
        return self._as_it_stands(child)

    def placed(self, *, at: str = "F100", days: int = 100, number: str = "") -> Child:
        """In care for so many days, in one of our homes."""
        child = self.child(number=number)
        people_and_homes.in_care(
            child,
            Household.objects.get(authority=self.desk, reference=at),
            by=self.person(Role.PLACEMENT_OFFICER),
            since=self.today - timedelta(days=days),
        )
        return self._as_it_stands(child)

    def closed(self, *, number: str = "") -> Child:
        """A restricted record, with the officer and the two who restricted it on its list."""
        child = self.placed(number=number or a_name().upper())
        proposal = propose(
            child=child,
            kind=AccessProposal.Kind.RESTRICT,
            ground="risk",
            person=self.person(Role.PLACEMENT_OFFICER),
            by=self.person(Role.PLACEMENT_MANAGER),
        )
        decide(proposal=proposal, agree=True, by=self.person(Role.DIRECTOR))
        return child

    def opening(self) -> Opening:
        """A closed record that emergency duty opened in the night."""
        return open_in_an_emergency(
            child=self.closed(),
            ground="safety",
            what_happened="The police rang: he was seen at the station.",
            by=self.person(Role.EMERGENCY_DUTY),
        )

    def allocated(self, child: Child, role: Role) -> None:
        Allocation.objects.create(
            child=child, worker=self.person(role), dates=DateRange(self.today - timedelta(days=30), None)
        )

    def young_person(self) -> YoungPerson:
        """Nineteen, in care from 12 to 18, and somebody's to advise."""
        born = self.today - timedelta(days=365 * 19 + 60)
        left = born.replace(year=born.year + 18)
        person = young_person(
            self.desk,
            born,
            (born.replace(year=born.year + 12), left),
            first_name="Robin",
            last_name=a_name(),
        )
        self.allocated(Child.objects.get(pk=person.pk), Role.LEAVING_CARE_ADVISER)
        # Its id is the database's to give.
        person.refresh_from_db()
        return person

    @staticmethod
    def _as_it_stands(child: Child) -> Child:
        child.refresh_from_db()
        return child

    def against_a_rule(self) -> Child:
        """Fifteen, in supported accommodation, where nobody under 16 may be placed."""
        child = self.child(years=15)
        since = self.today - timedelta(days=next(_NAMES) + 2)
        period = PeriodOfCareFactory(child=child, dates=DateRange(since, None))
        LegalStatusFactory(period=period)
        Breach.objects.create(
            child=child,
            placement=PlacementFactory(period=period, code="K3"),
            rule="under_16_supported",
            words="Under 16: nobody under 16 may be placed there.",
            since=since,
        )
        return self._as_it_stands(child)

    # Homes

    def household(self, reference: str, **terms: object) -> Household:
        """Approved, with a carer to search for."""
        made = people_and_homes.household(self.desk, reference, **terms)
        Carer.objects.create(
            household=made,
            first_name="Ada",
            last_name=f"Brook{reference}",
            is_primary=True,
            dates=made.approved,
        )
        return made

    def carers(self) -> Household:
        """Approved on 1 May 2024 for two children, 0 to 10."""
        return approved(self.desk, by=self.person(Role.FOSTERING_ADMIN))

    def review_due(self) -> HouseholdReview:
        """The first review of a household, two days late."""
        household = self.carers()
        household.reviews.update(due_on=self.today - timedelta(days=2))
        return household.reviews.get()

    # What is on record afterwards

    def opened_by(self, person: User, child: Child) -> bool:
        """Whether they opened it; a manager then reads why, so that no notice is left over for others."""
        opening = Opening.objects.get(child=child)
        mark_read(opening=opening, by=self.person(Role.PLACEMENT_MANAGER))
        return opening.person == person

    def lives_at(self, child: Child) -> str:
        placement = Placement.objects.get(child=child, dates__contains=self.today)
        return str(placement.household)

    def in_care(self, child: Child) -> bool:
        return PeriodOfCare.objects.filter(child=child, dates__contains=self.today).exists()

    @staticmethod
    def written_down(by: User, action: str, record: object = None) -> bool:
        """Whether the trail tells that they read it: what a task leaves that only looks."""
        events = AuditEvent.objects.filter(actor=by, action=action)
        return (events.about(record.public_id) if record else events).exists()  # type: ignore[attr-defined]


def day_to_type(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
