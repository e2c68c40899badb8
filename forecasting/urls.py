"""Forecasts. Under /forecast/."""

from __future__ import annotations

from django.urls import path

from forecasting.views import asking, costs, downloads, earlier, issued, overview, parts, prices

app_name = "forecasting"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("new/", asking.forecast_new, name="new"),
    path("prices/", prices.price_list, name="prices"),
    path("prices/new/", prices.price_new, name="price-new"),
    path("prices/<uuid:public_id>/correct/", prices.price_correct, name="price-correct"),
    path("prices/<uuid:public_id>/end/", prices.price_end, name="price-end"),
    path("budgets/new/", prices.budget_new, name="budget-new"),
    path("budgets/<uuid:public_id>/correct/", prices.budget_correct, name="budget-correct"),
    path("earlier/", earlier.earlier, name="earlier"),
    path("issued/", issued.issued_list, name="issued-list"),
    path("issued/<uuid:public_id>/", issued.issued_detail, name="issued-detail"),
    path("issued/<uuid:public_id>/figures.csv", issued.issued_csv, name="issued-csv"),
    path("issued/<uuid:public_id>/withdraw/", issued.withdraw, name="issued-withdraw"),
    # <public_id>/
    path("<uuid:public_id>/issue/", issued.issue, name="issue"),
    path("<uuid:public_id>/", overview.overview_of, name="overview-of"),
    path("<uuid:public_id>/progress/", overview.progress, name="progress"),
    path("<uuid:public_id>/cancel/", asking.forecast_cancel, name="cancel"),
    path("<uuid:public_id>/age/", parts.by_age, name="age"),
    path("<uuid:public_id>/placement/", parts.by_placement, name="placement"),
    path("<uuid:public_id>/leavers/", parts.leavers, name="leavers"),
    path("<uuid:public_id>/cost/", costs.cost, name="cost"),
    path("<uuid:public_id>/cost.csv", costs.cost_csv, name="cost-csv"),
    path("<uuid:public_id>/homes/", parts.homes, name="homes"),
    path("<uuid:public_id>/backtest/", parts.backtest, name="backtest"),
    path("<uuid:public_id>/used/", parts.used, name="used"),
    path("<uuid:public_id>/figures.csv", downloads.figures_csv, name="figures-csv"),
]
