from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import TemplateView

from sufficiency.core.sign_in import session_views, views

urlpatterns = [
    # The address of the password itself, sign-in/, is the site's: a demonstration adds to that page.
    path("sign-in/code/", views.code, name="sign-in-code"),
    path("sign-in/recovery-code/", views.recovery_code, name="sign-in-recovery-code"),
    path("sign-in/set-up/", views.set_up, name="sign-in-set-up"),
    path("sign-out/", views.SignOutView.as_view(), name="sign-out"),
    path(
        "signed-out/",
        login_not_required(TemplateView.as_view(template_name="registration/logged_out.html")),
        name="signed-out",
    ),
    path("session/", session_views.remaining, name="session-remaining"),
    path("session/stay/", session_views.stay, name="session-stay"),
    path("session/kept-form/", session_views.kept_form, name="kept-form"),
]
