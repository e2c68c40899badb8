"""The site's table of contents. Everything needs signing in but what says otherwise."""

from __future__ import annotations

from django.urls import include, path

from reports.views import work
from sufficiency.core import views as core
from sufficiency.core.search.views import search
from sufficiency.demonstration.views import SignInView
from sufficiency.operations.views import running

handler500 = "sufficiency.core.request_log.server_error"

urlpatterns = [
    path("", work.home, name="home"),
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("", include("sufficiency.core.sign_in.urls")),
    path("work/<slug:name>/", work.work_list, name="work-list"),
    path("search/", search, name="search"),
    path("admin/", core.admin, name="admin"),
    path("authority/", core.choose_authority, name="authority-choice"),
    path("accessibility/", core.accessibility, name="accessibility"),
    path("healthz", core.healthz, name="healthz"),
    path("readyz", running.readyz, name="readyz"),
    path("operations/", include("sufficiency.operations.urls")),
    path("homes/", include("placements.urls_of_homes")),
    path("audit/", include("sufficiency.core.audit_pages.urls")),
    path("access/", include("placements.access.urls")),
    path("files/", include("sufficiency.core.files.urls")),
    path("people/", include("sufficiency.core.people.urls")),
    path("young-people/", include("careleavers.urls")),
    path("forecast/", include("forecasting.urls")),
    path("who-leaves-when/", include("placements.expected.urls")),
    path("returns/", include("sufficiency.exchange.urls")),
    path("reconciliation/", include("sufficiency.exchange.reconciliation.urls")),
    path("", include("placements.urls")),
    path("", include("reports.urls")),
]
