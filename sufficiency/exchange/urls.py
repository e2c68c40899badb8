"""Returns: loading them, what a load did, taking it back, sending them out."""

from __future__ import annotations

from django.urls import path

from sufficiency.exchange.views import downloads, lists, load, settling, upload

app_name = "exchange"

urlpatterns = [
    path("", lists.import_list, name="import-list"),
    path("load/", upload.import_load, name="import-load"),
    path("export/<int:year>/", downloads.return_export, name="return-export"),
    # <public_id>/
    path("<uuid:public_id>/", load.import_detail, name="import-detail"),
    path("<uuid:public_id>/apply/", settling.import_apply, name="import-apply"),
    path("<uuid:public_id>/progress/", load.import_progress, name="import-progress"),
    path("<uuid:public_id>/undo/", settling.import_undo, name="import-undo"),
    path("<uuid:public_id>/discard/", settling.import_discard, name="import-discard"),
    path("<uuid:public_id>/set-aside.csv", downloads.set_aside_csv, name="set-aside-csv"),
    path("<uuid:public_id>/queries.csv", downloads.queries_csv, name="queries-csv"),
]
