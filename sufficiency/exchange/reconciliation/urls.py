"""The record here beside the record in the case system."""

from __future__ import annotations

from django.urls import path

from sufficiency.exchange.views import nightly, owners, reconciliation

app_name = "reconciliation"

urlpatterns = [
    path("", reconciliation.difference_list, name="difference-list"),
    path("differences.csv", reconciliation.difference_csv, name="difference-csv"),
    path("settle/", reconciliation.settle, name="settle"),
    path("nightly/", nightly.run_list, name="nightly"),
    path("owners/", owners.owner_list, name="owners"),
]
