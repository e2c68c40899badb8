"""Running the service. Nothing here opens a record."""

from __future__ import annotations

from django.urls import path

from sufficiency.operations.views import retention, running

app_name = "operations"

urlpatterns = [
    path("settings/", running.settings_page, name="settings"),
    path("health/", running.health, name="health"),
    path("retention/", retention.due_list, name="due-list"),
    path("retention/rules/", retention.rule_list, name="rule-list"),
    path("retention/propose/", retention.propose, name="propose"),
    path("retention/proposals/<uuid:public_id>/", retention.proposal_detail, name="proposal-detail"),
    path("retention/certificates/<uuid:public_id>/", retention.certificate_detail, name="certificate-detail"),
    path(
        "retention/certificates/<uuid:public_id>/ids.csv", retention.certificate_ids, name="certificate-ids"
    ),
    path("retention/holds/", retention.hold_list, name="hold-list"),
    path("retention/holds/new/", retention.hold_new, name="hold-new"),
    path("retention/holds/<uuid:public_id>/release/", retention.hold_release, name="hold-release"),
]
