"""Scenarios for the demonstrations: two are named in Southampton's strategy (4.2); all numbers are invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from forecasting.covered import latest_day
from forecasting.models import LeverKind, Scenario
from forecasting.what_if.actions import Pull, add_lever, make_scenario, try_on_the_latest
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership
from sufficiency.core.periods import months_after


@transaction.atomic
def write_scenarios(authority: Authority) -> int:
    """Write them, once, and try each that was not tried yet where there is a forecast: how many were written."""
    analyst = Membership.objects.filter(authority=authority, role=Role.ANALYST).order_by("pk").first()
    day = latest_day(authority, today=timezone.localdate())
    if analyst is None or day is None:
        return 0
    by, written = analyst.user, 0
    if not Scenario.objects.filter(authority=authority).exists():
        for name, about, levers in _scenarios(months_after((day + timedelta(days=1)).replace(day=1), 3)):
            scenario = make_scenario(authority=authority, name=name, about=about, by=by)
            for kind, pull in levers:
                add_lever(scenario=scenario, kind=kind, pull=pull, by=by)
            written += 1
    for scenario in Scenario.objects.filter(authority=authority, trials=None):
        try_on_the_latest(scenario=scenario, by=by)
    return written


def _scenarios(since: date) -> list[tuple[str, str, list[tuple[LeverKind, Pull]]]]:
    return [
        (
            "Early help works",
            "Early help and edge-of-care work avert a share of the arrivals of children under 16 within a year.",
            [
                (
                    LeverKind.ENTRIES,
                    Pull(
                        starts_on=since,
                        low=Decimal(-5),
                        central=Decimal(-15),
                        high=Decimal(-25),
                        ramp_months=12,
                        ages=["0", "1-4", "5-9", "10-15"],
                    ),
                )
            ],
        ),
        (
            "Adoption backlog clears",
            "Children who wait for adoption are placed faster for a year and a half; then all is as before.",
            [
                (
                    LeverKind.EXITS,
                    Pull(
                        starts_on=since,
                        low=Decimal(20),
                        central=Decimal(50),
                        high=Decimal(80),
                        ends_on=months_after(since, 18) - timedelta(days=1),
                        ages=["0", "1-4"],
                    ),
                )
            ],
        ),
        (
            "More foster homes of our own",
            "A recruitment team wins a dozen homes, net, in a year, while more young people stay put after 18.",
            [
                (
                    LeverKind.RECRUITMENT,
                    Pull(
                        starts_on=since,
                        low=Decimal(6),
                        central=Decimal(12),
                        high=Decimal(18),
                        ramp_months=12,
                        to_placement="in_house_fostering",
                        instead_of="agency_fostering",
                        places_each=Decimal("1.5"),
                        fill_rate=80,
                    ),
                ),
                (
                    LeverKind.STAYING_PUT,
                    Pull(
                        starts_on=since,
                        low=Decimal(20),
                        central=Decimal(33),
                        high=Decimal(50),
                        stay_months=12,
                    ),
                ),
            ],
        ),
    ]
