"""The site's table of contents. Everything needs signing in but what says otherwise."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView

from sufficiency.core import views as core
from sufficiency.demonstration.views import SignInView
from sufficiency.operations.views import running

handler500 = "sufficiency.core.request_log.server_error"

urlpatterns = [
    path("", core.home, name="home"),
    path("sign-in/", SignInView.as_view(), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path(
        "signed-out/",
        login_not_required(TemplateView.as_view(template_name="registration/logged_out.html")),
        name="signed-out",
    ),
    path("authority/", core.choose_authority, name="authority-choice"),
    path("accessibility/", core.accessibility, name="accessibility"),
    path("healthz", core.healthz, name="healthz"),
    path("readyz", running.readyz, name="readyz"),
    path("operations/", include("sufficiency.operations.urls")),
    path("returns/", include("sufficiency.exchange.urls")),
    path("", include("reports.urls")),
]
