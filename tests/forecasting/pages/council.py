"""A council whose children came and went over four years, and forecasts of it that were made without the engine."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, pairwise

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from forecasting.engine.kinds import AGES, PLACEMENTS
from forecasting.models import (
    BacktestLine,
    ForecastCost,
    ForecastFutures,
    ForecastHistory,
    ForecastLine,
    ForecastPrice,
    ForecastRun,
    ForecastUsed,
    IssuedForecast,
    IssuedLine,
    Measure,
    Scenario,
    ScenarioLever,
    ScenarioLine,
    ScenarioTrial,
)
from placements.models import Child, Coverage, PeriodOfCare, Placement
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import year_ending

FIRST, LAST = date(2020, 4, 1), date(2024, 3, 31)
_STRATEGIES = count(1)
_KINDS = (("U6", "PR1"), ("U6", "PR4"), ("K2", "PR4"), ("U1", "PR1"), ("P2", "PR4"))


def with_four_years(authority: Authority, children: int = 160) -> None:
    """Children of all ages who come evenly over the years and stay from a month to three years; complete records."""
    chance = random.Random(2024)
    days = (LAST - FIRST).days
    Coverage.objects.create(
        authority=authority, dates=(FIRST, LAST + timedelta(days=1)), source="four returns"
    )
    made = Child.objects.bulk_create(
        Child(
            authority=authority,
            number=f"H{n:05d}",
            date_of_birth=FIRST + timedelta(days=n * days // children - chance.randrange(20, 5_400)),
        )
        for n in range(children)
    )
    periods, stays = [], []
    for n, child in enumerate(made):
        start = FIRST + timedelta(days=n * days // children)
        end = start + timedelta(days=chance.randrange(30, 1_100))
        over = end <= LAST
        periods.append(
            PeriodOfCare(
                child=child,
                kind="looked_after",
                dates=(start, end if over else None),
                reason_started="S",
                reason_ended="E4A" if over else "",
            )
        )
    PeriodOfCare.objects.bulk_create(periods)
    for period in PeriodOfCare.objects.filter(child__authority=authority):
        code, provider = chance.choice(_KINDS)
        stays.append(
            Placement(
                child_id=period.child_id, period=period, dates=period.dates, code=code, provider=provider
            )
        )
    Placement.objects.bulk_create(stays)


def month_ends(extract: date, months: int) -> list[date]:
    """The extract, and the last days of the months after it."""
    found, day = [extract], extract + timedelta(days=1)
    for _ in range(months):
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        found.append(day - timedelta(days=1))
    return found


def a_forecast(
    authority: Authority, by: User, *, extract_on: date = LAST, months: int = 24, under_way: bool = False
) -> ForecastRun:
    """Kept as if the worker had made it: the number stays at 480, with ranges that grow."""
    run = ForecastRun.objects.create(
        authority=authority,
        extract_on=extract_on,
        months=months,
        paths=100,
        seed=1,
        engine_version="0" * 12,
        asked_by=by,
    )
    if under_way:
        return run
    days = month_ends(extract_on, months)
    lines: list[ForecastLine] = []
    for at, day in enumerate(days):
        lines.append(_line(run, day, at, 480, Measure.TOTAL))
        lines += [_line(run, day, at, 96, Measure.AGE, age=age) for age in AGES]
        lines += [_line(run, day, at, 60, Measure.PLACEMENT, placement=kind) for kind in PLACEMENTS]
        lines.append(_line(run, day, at, 300, Measure.CARE_LEAVERS))
        short = _line(run, day, at, 3, Measure.HOMES_SHORT, placement="in_house_fostering")
        short.chance = 60
        lines.append(short)
        if at:
            lines.append(_line(run, day, 0, 4, Measure.TURNING_18))
        if at and at % 12 == 0:
            lines.append(_line(run, day, 2, 48, Measure.TURNING_18_IN_YEAR))
            lines += [
                _line(run, day, 0, 12, Measure.AGE_AND_PLACEMENT, age=age, placement=kind)
                for age in AGES
                for kind in PLACEMENTS
            ]
    ForecastLine.objects.bulk_create(lines)
    ForecastFutures.objects.bulk_create(
        ForecastFutures(run=run, on=day, totals=[480 - 50 + n for n in range(100)]) for day in days
    )
    ForecastHistory.objects.create(run=run, measure=Measure.TOTAL, on=extract_on, number=480)
    BacktestLine.objects.bulk_create(
        BacktestLine(
            run=run,
            group=group,
            months=ahead,
            cases=10,
            error=20,
            error_no_change=21,
            bias=-3,
            crps=14,
            crps_no_change=15,
            held80=0.6 if group == "total" else 0.8,
            held95=0.9,
            width80=70,
            width80_no_change=72,
        )
        for group in ("total", "ages", "placements")
        for ahead in (3, 12, 24)
    )
    counts = {
        name: 7
        for name in [field.name for field in ForecastUsed._meta.local_concrete_fields]
        if name not in ("id", "run", "window_from", "months_told", "remarks", "returns")
    }
    ForecastUsed.objects.create(run=run, window_from=FIRST, months_told=48, **counts)
    _costs(run, days)
    ForecastRun.objects.filter(pk=run.pk).update(
        finished_at=timezone.now(),
        verdict="For the total the forecast was no better than no change at 12 months.",
    )
    run.refresh_from_db()
    return run


def _costs(run: ForecastRun, days: list[date]) -> None:
    """Ten millions a year, a million a kind, no price of supported accommodation; a budget of 9.8 millions."""
    for year in sorted({year_ending(day) for day in days[1:]}):
        mine = [(before, day) for before, day in pairwise(days) if year_ending(day) == year]
        counted = {
            "run": run,
            "year": year,
            "first_day": mine[0][0] + timedelta(days=1),
            "last_day": mine[-1][1],
            "months": len(mine),
        }
        for kind in ("", *PLACEMENTS):
            middle = 1_000_000 if kind else 10_000_000
            limits = ("low95", "low80", "middle", "high80", "high95")
            row = ForecastCost(placement=kind, priced_months=len(mine), **counted)
            for at, name in enumerate(limits):
                setattr(row, name, middle + (at - 2) * 200_000 * len(mine) // 12)
            row.no_change = middle
            if kind:
                row.weekly = Decimal(520)
            elif row.is_whole_year:
                row.budget, row.chance = Decimal(9_800_000), 60
            if kind == "supported":
                row.priced_months, row.weekly, row.no_change = 0, None, None
                for name in limits:
                    setattr(row, name, None)
            row.save()
    for kind in PLACEMENTS:
        if kind != "supported":
            ForecastPrice.objects.create(
                run=run,
                placement=kind,
                weekly=520,
                valid=DateRange(FIRST, None),
                source="Budget book",
                children=7,
            )


def an_issued_forecast(
    authority: Authority, by: User, *, title: str = "", issued_on: date = date(2021, 4, 1)
) -> IssuedForecast:
    """Printed elsewhere: two ranges of the total, of days that have come and are to come, and a figure of one age."""
    issued = IssuedForecast.objects.create(
        authority=authority,
        title=title or f"Placement strategy {next(_STRATEGIES)}",
        issued_on=issued_on,
        issued_by="Cabinet",
        published_in="A strategy, Table 2",
        entered_by=by,
    )
    come, to_come = date(2022, 3, 31), date(2099, 3, 31)
    IssuedLine.objects.bulk_create(
        [
            IssuedLine(issued=issued, measure="total", on=come, low=417, high=438),
            IssuedLine(issued=issued, measure="total", on=to_come, low=410, middle=430, high=450, promise=80),
            IssuedLine(issued=issued, measure="age", age="10-15", on=come, middle=120),
        ]
    )
    IssuedForecast.objects.filter(pk=issued.pk).update(entered_at=timezone.now())
    issued.refresh_from_db()
    return issued


def _line(
    run: ForecastRun, day: date, at: int, number: int, measure: Measure, *, age: str = "", placement: str = ""
) -> ForecastLine:
    return ForecastLine(
        run=run,
        measure=measure,
        age=age,
        placement=placement,
        on=day,
        no_change=number,
        low95=number - 2 * at if measure == Measure.HOMES_SHORT else max(number - 2 * at, 0),
        low80=number - at if measure == Measure.HOMES_SHORT else max(number - at, 0),
        middle=number,
        high80=number + at,
        high95=number + 2 * at,
    )


def a_scenario(authority: Authority, by: User, name: str = "Early help works") -> Scenario:
    """A fifth fewer children come, tried on nothing."""
    scenario = Scenario.objects.create(authority=authority, author=by, name=name, about="Edge-of-care work.")
    ScenarioLever.objects.create(
        scenario=scenario, kind="entries", starts_on=LAST + timedelta(days=1), low=-10, central=-20, high=-30
    )
    return scenario


def a_trial(scenario: Scenario, run: ForecastRun, by: User, *, under_way: bool = False) -> ScenarioTrial:
    """Kept as if the worker had tried it: fewer month by month."""
    trial = ScenarioTrial.objects.create(
        scenario=scenario,
        run=run,
        levers_version=scenario.levers_version,
        name=scenario.name,
        about=scenario.about,
        assumptions=["From 1 April 2024, 20% (10% to 30%) fewer children come into care."],
        engine_version="0" * 12,
        asked_by=by,
    )
    if under_way:
        return trial
    ScenarioLine.objects.bulk_create(
        ScenarioLine(
            trial=trial,
            strength=strength,
            on=day,
            low80=-much * at - 1,
            middle=-much * at,
            high80=-much * at + 1,
            **group,
        )
        for at, day in enumerate(month_ends(run.extract_on, run.months))
        for strength, much in (("low", 1), ("central", 2), ("high", 3))
        for group in (
            {"measure": "total"},
            *({"measure": "age", "age": age} for age in AGES),
            *({"measure": "placement", "placement": kind} for kind in PLACEMENTS),
            {"measure": "homes_short", "placement": "in_house_fostering"},
        )
    )
    ScenarioTrial.objects.filter(pk=trial.pk).update(finished_at=timezone.now())
    trial.refresh_from_db()
    return trial
