"""The forms of running the service: what must be kept, differences with the case system, notes, targets."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from forecasting.models import ForecastRun, PlacementBudget, Scenario, UnitCost
from placements.models import Allocation, Coverage, HandoverNote
from reports.actions import answer_test, set_target
from sufficiency.core.access import Role
from sufficiency.core.models import RetentionRule
from sufficiency.core.reference_data import read_retention_rules
from sufficiency.core.writing import day_to_type
from sufficiency.exchange.models import Import, LiveConflict, Return
from sufficiency.operations.models import LegalHold
from sufficiency.operations.retention import actions
from tests.factories import PeriodOfCareFactory
from tests.forecasting.pages.council import a_forecast, a_scenario, a_trial, an_issued_forecast
from tests.forecasting.pages.pricing import a_budget, a_price
from tests.guards.place import Place
from tests.guards.scene import Given, Scene, of
from tests.reports.keeping import (
    a_body,
    a_context_figure,
    a_meeting,
    a_planned_action,
    a_statement,
    a_test_of_guidance,
)


def load_rules() -> None:
    """How long records are kept, as every installation has it."""
    if not RetentionRule.objects.exists():
        RetentionRule.objects.bulk_create(RetentionRule(**rule) for rule in read_retention_rules())


def _hold(place: Place) -> tuple[Given, Given]:
    return of(
        LegalHold.objects.create(
            authority=place.authority,
            covers="kind",
            subject="household",
            why="court",
            reference="C1",
            dates=(place.today - timedelta(days=10), None),
            placed_by=place.people[Role.DIRECTOR],
        )
    )


def _proposal(place: Place) -> tuple[Given, Given]:
    """Of somebody born in 1900, whose record has long been due."""
    load_rules()
    long_ago = place.child()
    type(long_ago).objects.filter(pk=long_ago.pk).update(date_of_birth=date(1900, 1, 1))
    PeriodOfCareFactory(
        child=long_ago, dates=DateRange(date(1905, 1, 1), date(1910, 1, 1)), reason_ended="E4A"
    )
    proposal = actions.propose_destruction(
        authority=place.authority, as_at=place.today, today=place.today, by=place.people[Role.AUDITOR]
    )
    return of(proposal, do="sign")


def a_difference(place: Place) -> LiveConflict:
    """Ours says one provider, a return another."""
    child = place.placed()
    batch = Import.objects.create(
        authority=place.authority, status=Import.Status.READY, by=place.people[Role.ANALYST]
    )
    returned, _ = Return.objects.get_or_create(
        authority=place.authority,
        as_at=place.today,
        is_current=True,
        defaults={"batch": batch, "year": place.today.year},
    )
    return LiveConflict.objects.create(
        authority=place.authority,
        of_return=returned,
        child=child,
        timeline="placement",
        starts_on=child.placements.get().dates.lower,
        field="provider",
        ours="PR1",
        theirs="PR4",
    )


def _settle(place: Place) -> tuple[Given, Given, str]:
    difference = a_difference(place)
    page = f"{reverse('reconciliation:settle')}?id={difference.public_id}"
    return {}, {"how": "ours"}, page


def a_question(place: Place) -> LiveConflict:
    """The same, asked of the child's social worker."""
    asked = a_difference(place)
    worker = place.people[Role.SOCIAL_WORKER]
    Allocation.objects.create(child=asked.child, worker=worker, dates=(place.today, None))
    asked.choice, asked.settled_by, asked.settled_at = "ask", place.officer, timezone.now()
    asked.save()
    return asked


def _note(place: Place) -> tuple[Given, Given, str]:
    now = timezone.now()
    note = HandoverNote.objects.create(
        authority=place.authority,
        text="Ring the night desk",
        written_by=place.people[Role.EMERGENCY_DUTY],
        written_at=now,
        until=now + timedelta(hours=1),
    )
    return (*of(note), reverse("home"))


_CONTEXT = {"name": "a name", "value": "7", "value_high": "", "as_at": "31/3/2025", "starts_on": ""}


def _context_file() -> SimpleUploadedFile:
    text = "kind,name,label,value,unit,as_at,source\nOther,a name,A figure,7,people,31/3/2025,A paper\n"
    return SimpleUploadedFile("figures.csv", text.encode(), "text/csv")


def _evidence(place: Place) -> tuple[Given, Given]:
    analyst, test = place.people[Role.ANALYST], a_test_of_guidance()
    answer_test(
        authority=place.authority, test=test, words="By plans", keys=[], section="", version=0, by=analyst
    )
    return {"identifier": test.identifier}, {"keys": []}


def _target(place: Place) -> tuple[Given, Given]:
    analyst = place.people[Role.ANALYST]
    since = place.today - timedelta(days=30)
    set_target(
        authority=place.authority,
        key="cla.number",
        version=0,
        since=since,
        value=Decimal(10),
        owner=None,
        commentary="",
        by=analyst,
    )
    return {"key": "cla.number"}, {
        "value": "12",
        "since": since.isoformat(),
        "owner": "",
        "baseline": "",
        "due_on": "",
    }


def _forecast(place: Place) -> tuple[Given, Given]:
    """Two years of records up to today."""
    since = place.today - timedelta(days=800)
    Coverage.objects.get_or_create(
        authority=place.authority, dates=(since, place.today + timedelta(days=1)), source="for a forecast"
    )
    return {}, {"as_at": day_to_type(place.today), "months": "12", "adds_arrivals": ""}


def _forecast_under_way(place: Place) -> tuple[Given, Given]:
    by, day = place.people[Role.ANALYST], place.today - timedelta(days=1)
    run = ForecastRun.objects.under_way().filter(authority=place.authority, extract_on=day).first()
    return of(run or a_forecast(place.authority, by, extract_on=day, under_way=True))


def _price(place: Place) -> UnitCost:
    """Each of days of its own."""
    number = UnitCost.objects.filter(authority=place.authority).count()
    since = date(2001, 1, 1) + timedelta(days=30 * number)
    return a_price(
        place.authority,
        place.people[Role.FINANCE_OFFICER],
        starts_on=since,
        ends_on=since + timedelta(days=20),
    )


def _price_to_enter(place: Place) -> tuple[Given, Given]:
    return {}, {**_SAID, "placement": "other", "starts_on": "1/4/2026", "ends_on": ""}


def _price_to_correct(place: Place) -> tuple[Given, Given]:
    price = _price(place)
    return of(
        price,
        **_SAID,
        starts_on=day_to_type(price.valid.lower),
        ends_on=day_to_type(price.valid.lower + timedelta(days=15)),
    )


def _price_to_end(place: Place) -> tuple[Given, Given]:
    price = _price(place)
    return of(price, ends_on=day_to_type(price.valid.lower + timedelta(days=5)))


def _budget(place: Place) -> tuple[Given, Given]:
    return {}, {"year": str(place.today.year), "placement": "other", "amount": "24000000"}


def _budget_to_correct(place: Place) -> tuple[Given, Given]:
    """Each of a year of its own."""
    by = place.people[Role.FINANCE_OFFICER]
    year = 2030 + PlacementBudget.objects.filter(authority=place.authority).count()
    budget = a_budget(place.authority, by, year=year)
    return of(budget, year=str(year), placement="", amount="24000000")


_SAID = {
    "placement": "residential",
    "provider": "",
    "weekly": "4800",
    "lowest": "",
    "mean": "",
    "median": "",
    "highest": "",
    "said_on": "1/3/2020",
}


def _issue(place: Place) -> tuple[Given, Given]:
    run = a_forecast(place.authority, place.people[Role.ANALYST], extract_on=place.today)
    given = {"title": f"Forecast {run.pk}", "issued_on": day_to_type(place.today)}
    return of(run, **given)


def _issued(place: Place) -> tuple[Given, Given]:
    return of(an_issued_forecast(place.authority, place.people[Role.ANALYST]))


def _scenario(place: Place, **given: str) -> tuple[Given, Given]:
    return of(_a_scenario(place), **given)


def _a_scenario(place: Place) -> Scenario:
    number = Scenario.objects.count()
    return a_scenario(place.authority, place.people[Role.ANALYST], name=f"Scenario {number}")


_LEVER = {
    "way": "down",
    "central": "20",
    "low": "10",
    "high": "30",
    "ages": [],
    "placements": [],
    "starts_on": "1/4/2026",
    "ramp_months": "",
    "ends_on": "",
}


def _lever(place: Place) -> tuple[Given, Given]:
    parts, _ = _scenario(place)
    return {**parts, "kind": "entries"}, _LEVER


def _made_forecast(place: Place) -> ForecastRun:
    """One for all scenes of a place."""
    day = place.today - timedelta(days=3)
    run = ForecastRun.objects.made().filter(authority=place.authority, extract_on=day).first()
    return run or a_forecast(place.authority, place.people[Role.ANALYST], extract_on=day, months=12)


def _trial(place: Place) -> tuple[Given, Given]:
    return _scenario(place, forecast=str(_made_forecast(place).public_id))


def _trial_under_way(place: Place) -> tuple[Given, Given]:
    by = place.people[Role.ANALYST]
    return of(a_trial(_a_scenario(place), _made_forecast(place), by, under_way=True))


SCENES: dict[str, Scene] = {
    "forecasting:scenario-new": Scene(Role.ANALYST),
    "forecasting:scenario-edit": Scene(Role.ANALYST, _scenario),
    "forecasting:scenario-copy": Scene(
        Role.ANALYST, lambda place: _scenario(place, name=f"Copy {Scenario.objects.count()}")
    ),
    "forecasting:scenario-delete": Scene(Role.ANALYST, _scenario),
    "forecasting:lever-new": Scene(Role.ANALYST, _lever),
    "forecasting:lever-change": Scene(
        Role.ANALYST, lambda place: of(_a_scenario(place).levers.get(), **_LEVER)
    ),
    "forecasting:lever-out": Scene(Role.ANALYST, lambda place: of(_a_scenario(place).levers.get())),
    "forecasting:trial-new": Scene(Role.ANALYST, _trial),
    "forecasting:trial-cancel": Scene(Role.ANALYST, _trial_under_way),
    "forecasting:new": Scene(Role.ANALYST, _forecast),
    "forecasting:cancel": Scene(Role.ANALYST, _forecast_under_way),
    "forecasting:price-new": Scene(Role.FINANCE_OFFICER, _price_to_enter),
    "forecasting:price-correct": Scene(Role.FINANCE_OFFICER, _price_to_correct),
    "forecasting:price-end": Scene(Role.FINANCE_OFFICER, _price_to_end),
    "forecasting:budget-new": Scene(Role.FINANCE_OFFICER, _budget),
    "forecasting:budget-correct": Scene(Role.FINANCE_OFFICER, _budget_to_correct),
    "forecasting:issue": Scene(Role.ANALYST, _issue),
    "forecasting:issued-withdraw": Scene(Role.ANALYST, _issued),
    "operations:hold-new": Scene(
        Role.DIRECTOR, lambda place: ({}, {"covers": "kind-household", "record": "", "from_on": "1/4/2026"})
    ),
    "operations:hold-release": Scene(Role.DIRECTOR, _hold),
    "operations:proposal-detail": Scene(Role.DIRECTOR, _proposal),
    "reconciliation:settle": Scene(Role.ANALYST, _settle),
    "reconciliation:answer": Scene(Role.SOCIAL_WORKER, lambda place: of(a_question(place))),
    "reconciliation:owners": Scene(Role.ANALYST, lambda place: ({}, {"from_on": "1/4/2026"})),
    "placements:handover-new": Scene(Role.PLACEMENT_OFFICER),
    "placements:handover-read": Scene(Role.PLACEMENT_OFFICER, _note),
    "reports:target-set": Scene(Role.ANALYST, _target),
    "reports:context-new": Scene(Role.ANALYST, lambda place: ({}, dict(_CONTEXT))),
    "reports:context-file": Scene(Role.ANALYST, lambda place: ({}, {"files": _context_file()}), ends=200),
    "reports:context-file-apply": Scene(
        Role.ANALYST, lambda place: ({}, {"files": _context_file()}, reverse("reports:context-file"))
    ),
    "reports:context-change": Scene(
        Role.ANALYST,
        lambda place: of(a_context_figure(place.authority, place.people[Role.ANALYST]), **_CONTEXT),
    ),
    "reports:action-new": Scene(Role.ANALYST, lambda place: ({}, {"indicators": [], "statements": []})),
    "reports:action-change": Scene(
        Role.ANALYST,
        lambda place: of(
            a_planned_action(place.authority, place.people[Role.ANALYST]), indicators=[], statements=[]
        ),
    ),
    "reports:action-update": Scene(
        Role.ANALYST,
        lambda place: of(
            a_planned_action(place.authority, place.people[Role.ANALYST]), on=day_to_type(place.today)
        ),
    ),
    "reports:statement-new": Scene(Role.ANALYST, lambda place: ({}, {"number": "7", "kind": "priority"})),
    "reports:statement-change": Scene(
        Role.ANALYST, lambda place: of(a_statement(place.authority, place.people[Role.ANALYST]), number="7")
    ),
    "reports:body-new": Scene(Role.ANALYST, lambda place: ({}, {"meetings_a_year": "6"})),
    "reports:body-change": Scene(
        Role.ANALYST,
        lambda place: of(a_body(place.authority, place.people[Role.ANALYST]), meetings_a_year="4"),
    ),
    "reports:meeting-change": Scene(
        Role.ANALYST,
        lambda place: of(
            a_meeting(place.authority, place.people[Role.ANALYST]), on="2/4/2026", pack_due_on="1/4/2026"
        ),
    ),
    "reports:meeting-new": Scene(
        Role.ANALYST, lambda place: ({}, {"on": "2/4/2026", "pack_due_on": "1/4/2026"})
    ),
    "reports:evidence-answer": Scene(Role.ANALYST, _evidence),
}
