"""manage.py forecast --authority GSS [--origin DATE] [--years N] [--paths N] [--seed N] [--scenario FILE] [--json]"""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from forecasting.actions import PATHS, SEED
from forecasting.costing import Costed, costed, whole_pounds
from forecasting.covered import latest_day
from forecasting.engine import forecast as engine
from forecasting.engine.errors import BadInput
from forecasting.engine.kinds import Days
from forecasting.engine.levers import Strength
from forecasting.engine.scenario import play
from forecasting.engine.summary import Series, chance_of_more_than, series
from forecasting.making import day_of, engine_version
from forecasting.models import Different, Scenario, ScenarioLever, ScenarioLine
from forecasting.presenters.levers import assumption
from forecasting.presenters.words import PLACEMENTS
from forecasting.register import NotCovered, inputs_for
from forecasting.what_if.files import levers_from
from forecasting.what_if.levers import scenario_of
from forecasting.what_if.trying import lines_of
from sufficiency.core.access import Action, require
from sufficiency.core.command_users import add_user_argument, user_of
from sufficiency.core.models import Authority
from sufficiency.exchange.command_authorities import add_authority_argument, authority_of
from sufficiency.indicators.wording import in_words


class Command(BaseCommand):
    help = (
        "Make a forecast of an authority's children and print it. Nothing is kept; see /forecast/ for that."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_authority_argument(parser)
        parser.add_argument(
            "--origin",
            metavar="DATE",
            help="the last day of records to know, as 2026-03-31; the last that is covered unless told",
        )
        parser.add_argument("--years", type=int, default=3, metavar="N", help="how far ahead (3)")
        parser.add_argument("--paths", type=int, default=PATHS, metavar="N", help=f"futures ({PATHS})")
        parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"of the chances ({SEED})")
        parser.add_argument(
            "--scenario",
            metavar="FILE",
            help="print what the levers of a CSV file, or of a scenario kept under What if by name, make different",
        )
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
        add_user_argument(parser)

    def handle(self, **options: Any) -> None:
        authority, began = authority_of(options), time.perf_counter()
        origin = _day(options["origin"]) if options["origin"] else None
        if options["seed"] < 0:
            raise CommandError("A seed is a whole number from 0 on.", returncode=2)
        try:
            require(user_of(options), Action.SEE_FIGURES, authority)
            day = origin or latest_day(authority, today=timezone.localdate())
            if day is None:
                raise NotCovered(f"No return of {authority.name} is loaded. Load one first.")
            inputs = inputs_for(authority, as_at=day).inputs
            levers = _levers(authority, options.get("scenario"))
            made = engine.forecast(
                engine.fit(inputs), 12 * options["years"], options["paths"], options["seed"]
            )
            lines = [
                line
                for strength in Strength
                if levers
                for line in lines_of(play(made, scenario_of("", levers, strength)), strength)
            ]
        except (PermissionDenied, NotCovered, BadInput) as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        told, costs = series(made), costed(made)
        if not options["json"]:
            self._print(authority.name, day, told)
            self._print_costs(costs)
            if levers:
                self._print_differences(options["scenario"], levers, lines, made.days)
            return
        now = made.no_change.sum()
        chances = chance_of_more_than(made.stock.sum(axis=(2, 3)), now)
        self.stdout.write(
            json.dumps(
                {
                    "authority": authority.gss_code,
                    "origin": day.isoformat(),
                    "seed": options["seed"],
                    "paths": options["paths"],
                    "model_version": engine_version(),
                    "series": [*(_as_json(one) for one in told), *_costs_as_json(costs)],
                    "chance": {
                        "more_than": int(now),
                        "points": [
                            {"date": day_of(at).isoformat(), "chance": round(float(chance), 4)}
                            for at, chance in list(zip(made.days, chances, strict=True))[1:]
                        ],
                    },
                    **({"scenario": _scenario_as_json(options["scenario"], levers, lines)} if levers else {}),
                    "seconds": round(time.perf_counter() - began, 2),
                }
            )
        )

    def _print(self, name: str, day: date, told: list[Series]) -> None:
        self.stdout.write(f"{name}, from {in_words(day)}: middle, and the range of 8 chances in 10")
        for one in told:
            self.stdout.write(f"\n{one.name}")
            for at in range(12, len(one.days), 12):
                low, middle, high = (round(float(one.quantiles[at, which])) for which in (1, 2, 3))
                self.stdout.write(f"  {in_words(day_of(one.days[at]))}: {middle} ({low} to {high})")

    def _print_costs(self, costs: list[Costed]) -> None:
        """In pounds, of what each year holds of the forecast."""
        for name, years in _by_name(costs).items():
            self.stdout.write(f"\n{name}")
            for one in years:
                told = "no price"
                if (quantiles := one.quantiles) is not None:
                    low, middle, high = (whole_pounds(quantiles[which]) for which in (1, 2, 3))
                    told = f"£{middle:,} (£{low:,} to £{high:,})"
                    if one.priced_months < one.months:
                        told += f", {one.priced_months} of {one.months} months priced"
                    if one.unpriced:
                        told += f"; no price of {', '.join(one.unpriced)}"
                self.stdout.write(f"  {in_words(one.first_day)} to {in_words(one.last_day)}: {told}")

    def _print_differences(
        self, name: str, levers: list[ScenarioLever], lines: list[ScenarioLine], days: Days
    ) -> None:
        """What is told in children, once a year; costs by financial year."""
        years = {day_of(day) for day in days[12::12]}
        self.stdout.write(f"\nWith {name} less without it")
        for lever in levers:
            self.stdout.write(f"  {assumption(lever)}")
        for line in lines:
            if line.on in years or line.measure == Different.COST:
                what = ", ".join(
                    filter(
                        None, (Different(line.measure).label, line.age, PLACEMENTS.get(line.placement, ""))
                    )
                )
                self.stdout.write(
                    f"  {what}, {in_words(line.on)}, {line.strength}: {line.middle:+} "
                    f"({line.low80:+} to {line.high80:+})"
                )


def _by_name(costs: list[Costed]) -> dict[str, list[Costed]]:
    """`cost:total`, `cost:residential` …, each year by year."""
    found: dict[str, list[Costed]] = {}
    for one in costs:
        found.setdefault(f"cost:{one.placement or 'total'}", []).append(one)
    return found


def _costs_as_json(costs: list[Costed]) -> list[dict[str, Any]]:
    """Pounds in each financial year, at its last day in the forecast; null where no price holds."""
    names = ("low95", "low80", "median", "high80", "high95")
    return [
        {
            "name": name,
            "points": [
                {
                    "date": one.last_day.isoformat(),
                    "from": one.first_day.isoformat(),
                    "months": one.months,
                    "priced_months": one.priced_months,
                    "unpriced": list(one.unpriced),
                    **{
                        level: None if one.quantiles is None else round(float(one.quantiles[at]), 2)
                        for at, level in enumerate(names)
                    },
                    "no_change": None if one.no_change is None else round(one.no_change, 2),
                }
                for one in years
            ],
        }
        for name, years in _by_name(costs).items()
    ]


def _levers(authority: Authority, name: str | None) -> list[ScenarioLever]:
    """Those of the file, or of the scenario kept under that name.

    Raises `BadValue` for a file that holds no levers, `CommandError` where there is neither file nor scenario.
    """
    if not name:
        return []
    if Path(name).is_file():
        return levers_from(Path(name))
    scenario = Scenario.objects.filter(authority=authority, name__iexact=name).first()
    levers = list(scenario.levers.order_by("starts_on", "pk")) if scenario else []
    if not levers:
        known = ", ".join(Scenario.objects.filter(authority=authority).values_list("name", flat=True))
        raise CommandError(
            f"There is no file {name}, and {authority.name} has no scenario “{name}” with levers. There are: "
            f"{known or 'none'}.",
            returncode=2,
        )
    return levers


def _scenario_as_json(name: str, levers: list[ScenarioLever], lines: list[ScenarioLine]) -> dict[str, Any]:
    return {
        "name": name,
        "assumptions": [assumption(lever) for lever in levers],
        "differences": [
            {
                "strength": line.strength,
                "measure": line.measure,
                "age": line.age or None,
                "placement": line.placement or None,
                "date": line.on.isoformat(),
                "low80": float(line.low80),
                "median": float(line.middle),
                "high80": float(line.high80),
            }
            for line in lines
        ],
    }


def _as_json(one: Series) -> dict[str, Any]:
    """As the contract names it. The day of the origin is no point: nothing is forecast of it."""
    names = ("low95", "low80", "median", "high80", "high95")
    return {
        "name": one.name,
        "points": [
            {
                "date": day_of(day).isoformat(),
                **{
                    name: round(float(value), 2) for name, value in zip(names, one.quantiles[at], strict=True)
                },
                "no_change": round(one.no_change, 2),
            }
            for at, day in enumerate(one.days)
            if at
        ],
    }


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise CommandError(
            f"'{given}' is not a date. Give the day as year, month and day, such as 2026-03-31.", returncode=2
        ) from None
