"""What a forecast costs: by year against the budget, by kind, and what had no price."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from forecasting.costing import budgets_of, year_start
from forecasting.models import ForecastCost, UnitCost
from forecasting.presenters import cost_pictures, money
from forecasting.views.page import made_run
from sufficiency.core.access import Action, may
from sufficiency.core.periods import year_label
from sufficiency.core.safe_csv import csv_file

_HEADER = (
    "Financial year",
    "Placement",
    "First day counted",
    "Last day counted",
    "Months counted",
    "Months with a price",
    "Mean price a week",
    "95% low",
    "80% low",
    "Middle",
    "80% high",
    "95% high",
    "No change",
    "Already spent in the year, before the days counted",
    "Budget of the whole year",
    "Chance of more than the budget, %",
    "Left out for want of a price",
)


@require_safe
def cost(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Each financial year with its range and budget; why cost cannot be said, and what to do."""
    told = made_run(request, public_id)
    authority = told.run.authority
    costs = list(told.run.costs.order_by("year", "placement"))
    prices = list(UnitCost.objects.filter(authority=authority))
    totals = [one for one in costs if not one.placement]
    context = {
        "page_title": "Cost by year",
        "may_keep": may(request.user, Action.KEEP_PRICES, authority),
        "may_make": may(request.user, Action.MAKE_FORECASTS, authority),
        "has_prices": bool(prices),
        "changed": not money.same_prices(told.run.prices.all(), prices, after=year_start(told.run.extract_on))
        or (bool(costs) and not money.same_budgets(costs, budgets_of(authority))),
    }
    if any(one.middle is not None for one in totals):
        total = money.spoken_of([one for one in totals if one.middle is not None])
        of_year = [one for one in costs if one.year == total.year]
        href = reverse("forecasting:cost-csv", args=[told.run.public_id])
        context |= {
            "sentence": money.sentence(total, all_priced=not any(one.lacks_a_price for one in of_year)),
            "beside": money.beside(total),
            "unpriced": money.unpriced(costs),
            "difference": money.in_house_and_agency(of_year),
            "chart": cost_pictures.chart(totals, csv_href=href),
            "years": cost_pictures.by_year(totals, csv_href=href),
            "kinds": cost_pictures.by_kind(of_year, csv_href=href),
        }
    return render(request, "forecasting/cost.html", told.context(request, "cost", **context))


@require_safe
def cost_csv(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same years and kinds in whole pounds."""
    told = made_run(request, public_id)
    costs = list(told.run.costs.order_by("year", "placement"))
    rows = (_line(one, [other for other in costs if other.year == one.year]) for one in costs)
    name = f"forecast-cost-{told.run.authority.gss_code}-{told.run.extract_on.isoformat()}"
    return csv_file(_HEADER, rows, name=name)


def _line(one: ForecastCost, of_year: list[ForecastCost]) -> tuple[object, ...]:
    left_out = [money.kind(other.placement) for other in of_year if other.placement and other.lacks_a_price]
    return (
        year_label(one.year),
        money.kind(one.placement),
        one.first_day,
        one.last_day,
        one.months,
        one.priced_months,
        one.weekly,
        one.low95,
        one.low80,
        one.middle,
        one.high80,
        one.high95,
        one.no_change,
        one.spent,
        one.budget,
        one.chance,
        "" if one.placement else "; ".join(left_out),
    )
