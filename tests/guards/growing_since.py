"""What a council grows of young people, of what is expected, and of running the service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from careleavers.models import (
    Accommodation,
    Activity,
    Contact,
    LeavingCareRecord,
    PersonalAdviser,
    PersonToRing,
    PlanReview,
)
from forecasting.models import ForecastLine, ForecastRun, UnitCost
from placements.models import Child, HandoverNote, KnownChange, PeriodOfCare
from reports.models import IndicatorTarget
from sufficiency.core.access import Role
from sufficiency.core.models import RetentionRule
from sufficiency.core.periods import months_before
from sufficiency.exchange.models import FolderRun, LiveConflict
from sufficiency.operations.models import Certificate, LegalHold, Proposal, ProposedRecord
from tests.forecasting.pages.council import an_issued_forecast
from tests.forecasting.pages.pricing import a_budget, a_price
from tests.guards.scenes_of_running import a_difference, a_question, load_rules

if TYPE_CHECKING:
    from tests.guards.place import Place

_DAY = timedelta(days=1)
_CAME, _LEFT = date(1905, 1, 1), date(1910, 1, 1)


class GrowingSince:
    """The records that the addresses of these pages name, and more of each."""

    def __init__(self, place: Place) -> None:
        self.place, self.today = place, place.today
        self.by = place.people[Role.PLACEMENT_MANAGER]
        load_rules()
        self.young_person = place.young_person()
        LeavingCareRecord.objects.create(child_id=self.young_person.pk)
        self.ringing = self._ringing(0)
        self.change = self._change(place.placed(), self.today)
        self.note = self._note()
        self.legal_hold = self._hold(0)
        analyst = place.people[Role.ANALYST]
        self.price, self.budget = a_price(place.authority, analyst), a_budget(place.authority, analyst)
        self.difference, self.question = a_difference(place), a_question(place)
        self.destruction, self.certificate = self._destroyed(1)
        for one in (self.ringing, self.change, self.note, self.legal_hold):
            one.save()

    def grow(self, new: range) -> None:
        self._young_people(new)
        self._of_one_young_person(new)
        self._expected(new)
        self._running(new)
        self._forecasts(new)

    def _young_people(self, new: range) -> None:
        born = months_before(self.today, 17 * 12 + 6)
        people = Child.objects.bulk_create(
            Child(authority=self.place.authority, number=f"Y{n:05d}", first_name="Robin", date_of_birth=born)
            for n in new
        )
        dates = DateRange(self.today - 400 * _DAY, None)
        PeriodOfCare.objects.bulk_create(
            PeriodOfCare(child=one, kind="looked_after", dates=dates, reason_started="S") for one in people
        )
        adviser = self.place.people[Role.LEAVING_CARE_ADVISER]
        PersonalAdviser.objects.bulk_create(
            PersonalAdviser(child=one, adviser=adviser, dates=(self.today, None), entered_by=self.by)
            for one in people
        )

    def _forecasts(self, new: range) -> None:
        """Made long ago, with a number to tell; and issued, each with a day that has come and one that has not."""
        authority, long_ago = self.place.authority, date(2019, 1, 1)
        runs = ForecastRun.objects.bulk_create(
            ForecastRun(
                authority=authority,
                extract_on=long_ago - n * _DAY,
                months=12,
                paths=100,
                seed=1,
                engine_version="0" * 12,
                asked_by=self.by,
            )
            for n in new
        )
        ForecastLine.objects.bulk_create(
            ForecastLine(
                run=run,
                measure="total",
                on=day,
                no_change=9,
                low95=7,
                low80=8,
                middle=9,
                high80=10,
                high95=11,
            )
            for run in runs
            for day in (run.extract_on, date(2020, 3, 31))
        )
        ForecastRun.objects.filter(pk__in=[run.pk for run in runs]).update(finished_at=timezone.now())
        for n in new:
            an_issued_forecast(authority, self.by, title=f"Forecast {n}")

    def _of_one_young_person(self, new: range) -> None:
        of = {"child_id": self.young_person.pk, "entered_by": self.by}
        first = date(2020, 1, 1)
        days = [DateRange(first + n * _DAY, first + (n + 1) * _DAY) for n in new]
        Contact.objects.bulk_create(
            Contact(on=self.today - n * _DAY, kind="visit", outcome="seen", by=self.by, **of) for n in new
        )
        Accommodation.objects.bulk_create(Accommodation(kind="B", dates=one, **of) for one in days)
        Activity.objects.bulk_create(Activity(kind="F2", dates=one, **of) for one in days)
        PlanReview.objects.bulk_create(
            PlanReview(on=self.today - n * _DAY, step="reviewed", **of) for n in new
        )
        PersonToRing.objects.bulk_create(self._ringing(n) for n in new)

    def _ringing(self, number: int) -> PersonToRing:
        return PersonToRing(
            child_id=self.young_person.pk,
            relation="family",
            name=f"Somebody {number}",
            telephone="07700 900123",
            entered_by=self.by,
        )

    def _expected(self, new: range) -> None:
        children = Child.objects.bulk_create(
            Child(authority=self.place.authority, number=f"K{n:05d}", date_of_birth=date(2012, 1, 1))
            for n in new
        )
        PeriodOfCare.objects.bulk_create(
            PeriodOfCare(child=one, kind="looked_after", dates=(date(2020, 4, 1), None), reason_started="S")
            for one in children
        )
        last_month = self.today.replace(day=1) - _DAY
        KnownChange.objects.bulk_create(
            self._change(one, when)
            for place, one in enumerate(children)
            for when in [last_month if place % 2 else self.today]
        )

    def _change(self, child: Child, when: date) -> KnownChange:
        return KnownChange(
            authority=self.place.authority,
            child=child,
            direction="leaving",
            kind="home",
            month=when.replace(day=1),
            how_sure="likely",
            said_in="review",
            said_by="The reviewing officer",
            said_on=self.today - 90 * _DAY,
            entered_by=self.by,
        )

    def _running(self, new: range) -> None:
        authority = self.place.authority
        HandoverNote.objects.bulk_create(self._note() for _ in new)
        LegalHold.objects.bulk_create(self._hold(n) for n in new)
        for n in new[:50]:
            self._destroyed(n)
        long_ago = Child.objects.bulk_create(
            Child(authority=authority, number=f"D{n:05d}", date_of_birth=date(1900, 1, 1)) for n in new
        )
        PeriodOfCare.objects.bulk_create(
            PeriodOfCare(
                child=one, kind="looked_after", dates=(_CAME, _LEFT), reason_started="S", reason_ended="E4A"
            )
            for one in long_ago
        )
        ProposedRecord.objects.bulk_create(
            ProposedRecord(
                proposal=self.destruction,
                subject="child",
                record_id=one.public_id,
                rule=RetentionRule.objects.first(),
                outcome=ProposedRecord.Outcome.DESTROYED,
            )
            for one in long_ago
        )
        LiveConflict.objects.bulk_create(
            LiveConflict(
                authority=authority,
                of_return=self.difference.of_return,
                child=self.difference.child,
                timeline="placement",
                starts_on=date(2020, 1, 1) + n * _DAY,
                field="provider",
                ours="PR1",
                theirs="PR4",
            )
            for n in new
        )
        FolderRun.objects.bulk_create(
            FolderRun(authority=authority, by=self.by, finished_at=timezone.now(), outcome="nothing")
            for _ in new
        )
        # A price for each day from long ago on.
        UnitCost.objects.bulk_create(
            UnitCost(
                authority=authority,
                placement="other",
                weekly=n,
                valid=DateRange(date(2010, 1, 1) + n * _DAY, date(2010, 1, 1) + (n + 1) * _DAY),
                source="A price list",
                said_on=date(2010, 1, 1),
                entered_by=self.by,
            )
            for n in new
        )
        # A target for each day from long ago on.
        IndicatorTarget.objects.bulk_create(
            IndicatorTarget(
                authority=authority,
                key="cla.number",
                since=date(2010, 1, 1) + n * _DAY,
                value=n,
                entered_by=self.by,
            )
            for n in new
        )

    def _note(self) -> HandoverNote:
        now = timezone.now()
        return HandoverNote(
            authority=self.place.authority,
            text="Ring the night desk",
            written_by=self.by,
            written_at=now,
            until=now + timedelta(hours=1),
        )

    def _hold(self, number: int) -> LegalHold:
        return LegalHold(
            authority=self.place.authority,
            covers="kind",
            subject="household",
            why="court",
            reference=f"C{number}",
            dates=(date(2020, 1, 1), None),
            placed_by=self.by,
        )

    def _destroyed(self, number: int) -> tuple[Proposal, Certificate]:
        proposal = Proposal.objects.create(
            authority=self.place.authority,
            as_at=self.today,
            status="done",
            proposed_by=self.by,
            decided_by=self.place.people[Role.DIRECTOR],
            decided_at=timezone.now(),
        )
        certificate = Certificate.objects.create(
            authority=self.place.authority,
            proposal=proposal,
            number=number,
            carried_out_by=self.by,
            records={},
            rows={},
            sha256="0" * 64,
        )
        return proposal, certificate
