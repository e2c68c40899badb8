"""A council that grows: so many rows of everything that pages list, and so many under one record of each kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from carers.models import Carer, Check, Confirmation, Hold, Household, HouseholdReview, Terms
from forecasting.models import Scenario, ScenarioLever
from placements.models import (
    AccessProposal,
    Allocation,
    Breach,
    Child,
    Coverage,
    Deed,
    LegalStatus,
    Notice,
    Opening,
    PeriodOfCare,
    Placement,
    RestrictedGrant,
    TemporaryMove,
)
from sufficiency.core import audit
from sufficiency.core.access import Role
from sufficiency.core.models import AccessRequest, AuditCheck, FileRequest, Membership, PublishedFigure, User
from sufficiency.exchange.models import Finding, Import
from tests.forecasting.pages.council import a_forecast, a_scenario, a_trial, an_issued_forecast
from tests.guards.growing_beside import GrowingBeside
from tests.guards.growing_documents import GrowingDocuments
from tests.guards.growing_homes import GrowingHomes
from tests.guards.growing_since import GrowingSince
from tests.guards.place import Place
from tests.guards.scenes import a_load

_SINCE = DateRange(date(2020, 4, 1), None)


class Growing:
    """Rows of everything, numbered on from one growth to the next."""

    def __init__(self, place: Place) -> None:
        self.place, self.size = place, 0
        self.authority = place.authority
        Coverage.objects.create(
            authority=self.authority, dates=(date(2020, 4, 1), place.today), source="test"
        )
        manager = place.people[Role.PLACEMENT_MANAGER]
        self.child = place.placed(days=2 * 1_100, last_name="Longhistory")
        self.household = place.household()
        self.household.terms.all().delete()
        self.person = place.someone(Role.ANALYST)
        self.deed = Deed.objects.filter(child=self.child).get()
        self.placement = self.child.placements.get()
        self.load = a_load(place)
        self.returned = self.load.returns.get()
        self.opening = self._opening(self.child, 0)
        self.opening.save()
        self.proposal = AccessProposal.objects.create(
            child=self.child, kind="grant", ground="work", person=place.officer, proposed_by=manager
        )
        self.request = self._request(place.someone(Role.REPORT_AUTHOR))
        self.request.save()
        self.file_request = self._file_request(0)
        self.file_request.save()
        self.review = HouseholdReview.objects.create(household=self.household, due_on=place.today)
        self.carer = self.household.carers.get()
        self.hold = Hold.objects.create(
            household=self.household, dates=(date(2020, 1, 1), date(2020, 1, 2)), reason="holiday"
        )
        self.notice = Notice.objects.filter(child=self.child).first()
        by = place.people[Role.ANALYST]
        self.forecast = a_forecast(place.authority, by, extract_on=place.today)
        self.forecast_under_way = a_forecast(
            place.authority, by, extract_on=place.today - timedelta(days=2), under_way=True
        )
        self.issued = an_issued_forecast(place.authority, by)
        self.scenario = a_scenario(place.authority, by)
        self.lever = self.scenario.levers.get()
        self.trial = a_trial(self.scenario, self.forecast, by)
        waiting = a_scenario(place.authority, by, name="Waits")
        self.trial_under_way = a_trial(waiting, self.forecast, by, under_way=True)
        self.since = GrowingSince(place)
        self.documents = GrowingDocuments(place)
        self.beside = GrowingBeside(place, self.child)
        self.homes = GrowingHomes(place)

    def record(self, page: str, of: str) -> Any:
        """What the page's address names: a young person's pages have a child of their own."""
        name = "young_person" if of == "child" and page.startswith("careleavers:") else of
        if name in self.beside.records:
            return self.beside.records[name]
        return next(
            getattr(one, name) for one in (self, self.since, self.documents, self.homes) if hasattr(one, name)
        )

    def to(self, size: int) -> None:
        new = range(self.size + 2, size + 2)
        self._children(new)
        self._households(new)
        self._people(new)
        self._of_one_child(new)
        self._of_one_household(new)
        self._rest(new)
        self.since.grow(new)
        self.beside.grow(new)
        self.homes.grow(new)
        self.documents.grow(new)
        self.size = size
        # As a database that lives for longer than a test does by itself.
        with connection.cursor() as cursor:
            cursor.execute("analyze")

    def _children(self, new: range) -> None:
        manager = self.place.people[Role.PLACEMENT_MANAGER]
        born = date(2012, 1, 1)
        children = Child.objects.bulk_create(
            Child(
                authority=self.authority, number=f"G{n:05d}", first_name="Wren", date_of_birth=born, sex="F"
            )
            for n in new
        )
        periods = PeriodOfCare.objects.bulk_create(
            PeriodOfCare(child=child, kind="looked_after", dates=_SINCE, reason_started="S")
            for child in children
        )
        of: Any = [{"child_id": period.child_id, "period": period, "dates": _SINCE} for period in periods]
        LegalStatus.objects.bulk_create(LegalStatus(code="C2", need="N1", **one) for one in of)
        Placement.objects.bulk_create(
            Placement(code="U6", provider="PR4", urn=f"SC{n:06d}", postcode="SO16 4XE", **one)
            for n, one in zip(new, of, strict=True)
        )
        Allocation.objects.bulk_create(
            Allocation(child=child, worker=self.place.people[Role.SOCIAL_WORKER], dates=_SINCE)
            for child in children
        )
        closed = Child.objects.bulk_create(
            Child(authority=self.authority, number=f"R{n:05d}", date_of_birth=born, is_restricted=True)
            for n in new
        )
        RestrictedGrant.objects.bulk_create(
            RestrictedGrant(child=child, user=manager, expires_on=self.place.today, granted_by=manager)
            for child in closed
        )
        AccessProposal.objects.bulk_create(
            AccessProposal(child=child, kind="lift", ground="ended", proposed_by=manager) for child in closed
        )
        Opening.objects.bulk_create(self._opening(child, 0) for child in children)

    def _opening(self, child: Child, days: int) -> Opening:
        then = timezone.now() - timedelta(days=1 + days)
        return Opening(
            child=child,
            person=self.place.people[Role.EMERGENCY_DUTY],
            ground="safety",
            what_happened="x",
            opened_at=then,
            until=then + timedelta(hours=1),
        )

    def _households(self, new: range) -> None:
        homes = Household.objects.bulk_create(
            Household(
                authority=self.authority,
                reference=f"G{n:05d}",
                approved=_SINCE,
                area="SO16",
                supervising_worker=self.place.people[Role.SOCIAL_WORKER],
            )
            for n in new
        )
        Carer.objects.bulk_create(
            Carer(household=home, first_name="Ada", last_name="Invented", is_primary=True, dates=_SINCE)
            for home in homes
        )
        Terms.objects.bulk_create(
            Terms(household=home, dates=_SINCE, places=2, youngest=0, oldest=17) for home in homes
        )
        Hold.objects.bulk_create(
            Hold(household=home, dates=(self.place.today, None), reason="holiday") for home in homes
        )
        HouseholdReview.objects.bulk_create(
            HouseholdReview(household=home, due_on=self.place.today) for home in homes
        )
        Check.objects.bulk_create(
            Check(household=home, kind="home_safety", done_on=date(2021, 1, 1), expires_on=self.place.today)
            for home in homes
        )
        Confirmation.objects.bulk_create(
            Confirmation(household=home, by=self.place.officer, places_free=1) for home in homes
        )

    def _people(self, new: range) -> None:
        people = User.objects.bulk_create(
            User(username=f"grown-{n}", first_name="Robin", last_name="Grown", kept_by=self.authority)
            for n in new
        )
        Membership.objects.bulk_create(
            Membership(user=one, authority=self.authority, role=Role.REPORT_AUTHOR) for one in people
        )
        AccessRequest.objects.bulk_create(self._request(one) for one in people)
        FileRequest.objects.bulk_create(self._file_request(n) for n in new)

    def _file_request(self, n: int) -> FileRequest:
        return FileRequest(
            authority=self.authority,
            of="children",
            chosen={"of": n},
            rows=51,
            reason="x",
            asked_by=self.place.officer,
        )

    def _request(self, user: User) -> AccessRequest:
        return AccessRequest(
            user=user,
            authority=self.authority,
            kind="role",
            role=Role.PLACEMENT_OFFICER,
            asked_by=self.place.people[Role.SYSTEM_ADMINISTRATOR],
        )

    def _of_one_child(self, new: range) -> None:
        """Deeds undone long ago, told and untold; decided proposals; openings; readings of the record."""
        manager, director = (self.place.people[r] for r in (Role.PLACEMENT_MANAGER, Role.DIRECTOR))
        Deed.objects.bulk_create(
            Deed(
                child=self.child,
                kind="away",
                happened_on=self.place.today,
                words="Away",
                version_before=0,
                version_after=0,
                by=self.place.officer,
            )
            for _ in new
        )
        Notice.objects.bulk_create(
            Notice(child=self.child, deed=self.deed, to=f"Someone {n}", source="x", due_on=self.place.today)
            for n in new
        )
        Breach.objects.bulk_create(
            Breach(
                child=self.child,
                placement=self.placement,
                rule=f"rule-{n}",
                words="Said",
                since=date(2025, 1, 1),
                cleared_on=date(2025, 1, 2),
            )
            for n in new
        )
        AccessProposal.objects.bulk_create(
            AccessProposal(
                child=self.child,
                kind="grant",
                ground="work",
                person=self.place.officer,
                proposed_by=manager,
                decided_by=director,
                decided_at=timezone.now(),
                agreed=False,
            )
            for _ in new
        )
        began, day = self.placement.dates.lower, timedelta(days=1)
        TemporaryMove.objects.bulk_create(
            TemporaryMove(
                child=self.child,
                placement=self.placement,
                code="T2",
                dates=(began + 2 * n * day, began + (2 * n + 1) * day),
            )
            for n in new
        )
        for _ in new:
            audit.record(by=manager, action="saw child page", on=self.child, authority=self.authority)

    def _of_one_household(self, new: range) -> None:
        day = timedelta(days=1)
        first = date(2020, 1, 1)
        home = self.household
        Terms.objects.bulk_create(
            Terms(
                household=home, dates=(first + n * day, first + (n + 1) * day), places=1, youngest=0, oldest=9
            )
            for n in new
        )
        Hold.objects.bulk_create(
            Hold(household=home, dates=(self.place.today, None), reason="holiday", places=1) for _ in new
        )
        Carer.objects.bulk_create(
            Carer(household=home, first_name="Eve", last_name=f"Left{n}", dates=(first, first + day))
            for n in new
        )
        HouseholdReview.objects.bulk_create(
            HouseholdReview(household=home, due_on=first + n * day, held_on=first + n * day) for n in new
        )
        Check.objects.bulk_create(
            Check(household=home, carer=self.carer, kind="dbs", done_on=first + n * day) for n in new
        )

    def _rest(self, new: range) -> None:
        analyst = self.place.people[Role.ANALYST]
        Import.objects.bulk_create(
            Import(authority=self.authority, status=Import.Status.REFUSED, by=analyst, refusal="No")
            for _ in new
        )
        Finding.objects.bulk_create(
            Finding(
                of_return=self.returned,
                kind="query",
                file="x.csv",
                row=n,
                code=f"X{n % 50}",
                message="Is it?",
            )
            for n in new
        )
        Finding.objects.bulk_create(
            Finding(of_return=self.returned, kind="set_aside", file="x.csv", row=n, code="X1", message="No")
            for n in new
        )
        Scenario.objects.bulk_create(
            Scenario(authority=self.authority, author=analyst, name=f"Grown {n}", about="x") for n in new
        )
        ScenarioLever.objects.bulk_create(
            ScenarioLever(
                scenario=self.scenario, kind="asylum", starts_on=self.place.today, low=1, central=1, high=1
            )
            for _ in new
        )
        AuditCheck.objects.bulk_create(
            AuditCheck(by=analyst, events=1, seals=1, unsealed=0, seconds=0.1) for _ in new
        )
        PublishedFigure.objects.bulk_create(
            PublishedFigure(
                area_kind="authority",
                area_code=self.authority.gss_code,
                area_name=self.authority.name,
                key="cla.number",
                as_at=date(2015, 3, 31),
                unit="children",
                value=n,
                as_printed=str(n),
                source="A strategy",
                place_in_source=f"Table {n}",
                release="2015",
            )
            for n in new
        )
