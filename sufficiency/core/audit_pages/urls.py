"""The audit trail."""

from __future__ import annotations

from django.urls import path

from sufficiency.core.audit_pages import roles, views

app_name = "audit"

urlpatterns = [
    path("", views.event_list, name="event-list"),
    path("events.csv", views.event_csv, name="event-csv"),
    path("records/<uuid:public_id>/", views.record, name="record"),
    path("roles/", roles.role_list, name="role-list"),
    path("checks/", views.checks, name="checks"),
]
