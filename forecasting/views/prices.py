"""Prices of placements and budgets: the list of what held when, and the forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from forecasting.covered import latest_day
from forecasting.models import PlacementBudget, UnitCost
from forecasting.presenters import money, words
from forecasting.presenters.pictures import columns
from forecasting.price_actions import (
    Said,
    correct_budget,
    correct_price,
    end_price,
    enter_price,
    set_budget,
)
from forecasting.price_forms import (
    BudgetForm,
    EndForm,
    PriceForm,
    budget_in_words,
    of_budget,
    of_price,
    price_in_words,
)
from forecasting.price_tables import PriceFilter, PriceTable, in_order_of_kinds
from forecasting.register.prices import living_on, without_a_price
from forecasting.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.periods import year_ending, year_label
from sufficiency.core.writing import Writing, day_in_words, day_to_type, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [
        {"text": "Forecast", "href": reverse("forecasting:overview")},
        {"text": "Prices and budgets", "href": reverse("forecasting:prices")},
    ]


@require_safe
def price_list(request: HttpRequest) -> HttpResponse:
    """What held when, with what it rests on; budgets by year."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    mine = UnitCost.objects.visible_to(person(request)).filter(authority=authority)
    may_keep = may(request.user, Action.KEEP_PRICES, authority)
    chosen = PriceFilter(request.GET, queryset=mine, today=today)
    table = PriceTable(
        in_order_of_kinds(chosen.qs).select_related("entered_by"), today=today, may_keep=may_keep
    )
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    budgets = PlacementBudget.objects.visible_to(person(request)).filter(authority=authority)
    number = table.page.paginator.count
    return render(
        request,
        "forecasting/prices.html",
        {
            "page_title": "Prices and budgets",
            "page_source": f"As entered by {authority}, on {in_words(today)}. A forecast is made with the prices held "
            "when it is made.",
            "breadcrumbs": _home()[:1],
            "table": table,
            "filter_form": chosen.form,
            "selected": chosen.chosen(),
            "clear_href": reverse("forecasting:prices"),
            "count": "1 price" if number == 1 else f"{number:,} prices",
            "is_empty": not mine.exists(),
            "without": _without(authority, today),
            "may_keep": may_keep,
            "budgets": _budgets(budgets, may_keep=may_keep) if budgets else None,
        },
    )


def _without(authority: Authority, today: date) -> list[str]:
    """Where children live, as the records last tell, of which no price holds today."""
    latest = latest_day(authority, today=today)
    if latest is None:
        return []
    return [
        f"{money.kind(placement, provider)}: {words.children(number)} on {in_words(latest)}"
        for placement, provider, number in without_a_price(authority, living_on(authority, latest), today)
    ]


def _budgets(budgets: Iterable[PlacementBudget], *, may_keep: bool) -> dict[str, Any]:
    return {
        "caption": "Budgets by financial year",
        "hide_caption": True,
        "columns": [
            *columns("Year and what it is for", "Pounds"),
            {"text": "Source", "numeric": False},
        ],
        "rows": [
            {
                "cells": [
                    f"{year_label(one.year)}, {money.kind(one.placement).lower()}",
                    money.exact(one.amount),
                    f"{one.source}, {in_words(one.said_on)}",
                ],
                "href": reverse("forecasting:budget-correct", args=[one.public_id]) if may_keep else "",
            }
            for one in budgets
        ],
    }


@_GET_OR_POST
def price_new(request: HttpRequest) -> HttpResponse:
    """A price from a day on."""
    authority = authority_open_to(request, Action.KEEP_PRICES)
    form = PriceForm(
        request.POST if request.method == "POST" else None,
        initial={"placement": request.GET.get("placement", "")},
    )

    def work() -> str:
        enter_price(authority=authority, said=Said(**form.cleaned_data), by=person(request))
        messages.success(request, "The price is on record. The next forecast that is made counts with it.")
        return reverse("forecasting:prices")

    return Writing(
        form=form,
        name="enter a price",
        work=work,
        title="Enter a price",
        button="Save the price",
        breadcrumbs=_home(),
        intro=[
            "A price that holds until then, and has no end, ends on the day from which the new one holds.",
        ],
    ).answer(request)


def _price(request: HttpRequest, public_id: UUID) -> UnitCost:
    authority = authority_open_to(request, Action.KEEP_PRICES)
    prices = UnitCost.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(prices.select_related("authority"), public_id=public_id)


@_GET_OR_POST
def price_correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was entered wrongly. What stood before is kept as history."""
    price = _price(request, public_id)
    form = PriceForm(request.POST if request.method == "POST" else None, initial=of_price(price))

    def work() -> str:
        correct_price(
            price=price,
            version=version_sent(request, now=price.version),
            said=Said(**form.cleaned_data),
            by=person(request),
        )
        messages.success(request, "The price is corrected. Forecasts already made stay as they were made.")
        return reverse("forecasting:prices")

    return Writing(
        form=form,
        name=f"correct price {price.public_id}",
        work=work,
        title="Correct a price",
        button="Save the price",
        breadcrumbs=_home(),
        version=price.version,
        standing=price_in_words,
        intro=[
            "Correct what was entered wrongly. If the price changes from a day on, enter a new one instead."
        ],
    ).answer(request)


@_GET_OR_POST
def price_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """From when it holds no more."""
    price = _price(request, public_id)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"ends_on": day_to_type(price.valid.upper)} if price.valid.upper else {},
    )

    def work() -> str:
        end_price(
            price=price,
            version=version_sent(request, now=price.version),
            ends_on=form.cleaned_data["ends_on"],
            by=person(request),
        )
        messages.success(request, "The price ends on that day. It stays on record.")
        return reverse("forecasting:prices")

    return Writing(
        form=form,
        name=f"end price {price.public_id}",
        work=work,
        title="End a price",
        button="End the price",
        breadcrumbs=_home(),
        version=price.version,
        standing=lambda now: {"ends_on": day_in_words(now.valid.upper) if now.valid.upper else "Not given"},
        intro=[
            f"{money.kind(price.placement, price.provider)}, {money.exact(price.weekly)} a week, "
            f"{money.holds(price.valid)}.",
            "If another price follows, enter that one: this one then ends by itself. Without one, what these "
            "placements cost from that day on is not known.",
        ],
    ).answer(request)


@_GET_OR_POST
def budget_new(request: HttpRequest) -> HttpResponse:
    """What may be spent in a financial year."""
    authority = authority_open_to(request, Action.KEEP_PRICES)
    today = timezone.localdate()
    form = BudgetForm(
        request.POST if request.method == "POST" else None,
        today=today,
        initial={"year": str(year_ending(today))},
    )

    def work() -> str:
        set_budget(authority=authority, by=person(request), **form.cleaned_data)
        messages.success(request, "The budget is on record. The next forecast that is made compares with it.")
        return reverse("forecasting:prices")

    return Writing(
        form=form,
        name="enter a budget",
        work=work,
        title="Enter a budget",
        button="Save the budget",
        breadcrumbs=_home(),
    ).answer(request)


@_GET_OR_POST
def budget_correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another amount, or what was entered wrongly."""
    authority = authority_open_to(request, Action.KEEP_PRICES)
    budgets = PlacementBudget.objects.visible_to(person(request)).filter(authority=authority)
    budget = get_object_or_404(budgets.select_related("authority"), public_id=public_id)
    form = BudgetForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        also=budget.year,
        initial=of_budget(budget),
    )

    def work() -> str:
        correct_budget(
            budget=budget,
            version=version_sent(request, now=budget.version),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(
            request, "The budget is changed. Forecasts already made keep the one they were made with."
        )
        return reverse("forecasting:prices")

    return Writing(
        form=form,
        name=f"correct budget {budget.public_id}",
        work=work,
        title="Change a budget",
        button="Save the budget",
        breadcrumbs=_home(),
        version=budget.version,
        standing=budget_in_words,
    ).answer(request)
