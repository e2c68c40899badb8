"""Forecasts. Under /forecast/."""

from __future__ import annotations

from django.urls import path

from forecasting.views import (
    asking,
    comparing,
    costs,
    downloads,
    earlier,
    issued,
    levers,
    overview,
    parts,
    planner,
    prices,
    scenarios,
    trials,
)

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
    path("what-if/", scenarios.scenario_list, name="scenarios"),
    path("what-if/new/", scenarios.scenario_new, name="scenario-new"),
    path("what-if/compare/", comparing.compare, name="compare"),
    path("what-if/levers/<uuid:public_id>/", levers.lever_change, name="lever-change"),
    path("what-if/levers/<uuid:public_id>/out/", levers.lever_out, name="lever-out"),
    path("what-if/tried/<uuid:public_id>/", trials.trial, name="trial"),
    path("what-if/tried/<uuid:public_id>/progress/", trials.trial_progress, name="trial-progress"),
    path("what-if/tried/<uuid:public_id>/cancel/", trials.trial_cancel, name="trial-cancel"),
    path("what-if/tried/<uuid:public_id>/differences.csv", trials.trial_csv, name="trial-csv"),
    path("what-if/<uuid:public_id>/", scenarios.scenario, name="scenario"),
    path("what-if/<uuid:public_id>/edit/", scenarios.scenario_edit, name="scenario-edit"),
    path("what-if/<uuid:public_id>/copy/", scenarios.scenario_copy, name="scenario-copy"),
    path("what-if/<uuid:public_id>/delete/", scenarios.scenario_delete, name="scenario-delete"),
    path("what-if/<uuid:public_id>/try/", trials.trial_new, name="trial-new"),
    path("what-if/<uuid:public_id>/levers/new/", levers.lever_choose, name="lever-choose"),
    path("what-if/<uuid:public_id>/levers/new/<slug:kind>/", levers.lever_new, name="lever-new"),
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
    path("<uuid:public_id>/planner/", planner.planner, name="planner"),
    path("<uuid:public_id>/backtest/", parts.backtest, name="backtest"),
    path("<uuid:public_id>/used/", parts.used, name="used"),
    path("<uuid:public_id>/figures.csv", downloads.figures_csv, name="figures-csv"),
]
