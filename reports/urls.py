"""Pages of figures and documents."""

from __future__ import annotations

from django.urls import path

from reports.views import children, comparison, conflicts, dashboard, definitions, indicators

app_name = "reports"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("measurements.csv", indicators.measurement_csv, name="measurement-csv"),
    path("indicators/", indicators.indicator_list, name="indicator-list"),
    # indicators/<key>/
    path("indicators/<str:key>/", indicators.indicator_detail, name="indicator-detail"),
    path("indicators/<str:key>/figures.csv", indicators.indicator_csv, name="indicator-csv"),
    path("indicators/<str:key>/children/", children.indicator_children, name="indicator-children"),
    path("definitions/", definitions.definition_list, name="definition-list"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("conflicts/", conflicts.conflict_list, name="conflict-list"),
]
