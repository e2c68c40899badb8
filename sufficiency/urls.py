"""The site's table of contents. Everything needs signing in but what says otherwise."""

from __future__ import annotations

from django.urls import include, path

from sufficiency.core import views as core
from sufficiency.demonstration.views import SignInView

urlpatterns = [
    path("", core.home, name="home"),
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("", include("sufficiency.core.sign_in.urls")),
    path("admin/", core.admin, name="admin"),
    path("authority/", core.choose_authority, name="authority-choice"),
    path("accessibility/", core.accessibility, name="accessibility"),
    path("healthz", core.healthz, name="healthz"),
    path("readyz", core.readyz, name="readyz"),
    path("homes/", include("placements.urls_of_homes")),
    path("audit/", include("sufficiency.core.audit_pages.urls")),
    path("access/", include("placements.access.urls")),
    path("people/", include("sufficiency.core.people.urls")),
    path("returns/", include("sufficiency.exchange.urls")),
    path("", include("placements.urls")),
    path("", include("reports.urls")),
]
