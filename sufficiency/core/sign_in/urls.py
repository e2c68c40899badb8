from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import TemplateView

from sufficiency.core.sign_in import account_views, openid_views, session_views, views

urlpatterns = [
    # The address of the password itself, sign-in/, is the site's: a demonstration adds to that page.
    path("sign-in/code/", views.code, name="sign-in-code"),
    path("sign-in/recovery-code/", views.recovery_code, name="sign-in-recovery-code"),
    path("sign-in/set-up/", views.set_up, name="sign-in-set-up"),
    path("sign-in/council/", openid_views.start, name="openid-start"),
    path("sign-in/council/back/", openid_views.back, name="openid-back"),
    path("sign-out/", views.SignOutView.as_view(), name="sign-out"),
    path(
        "signed-out/",
        login_not_required(TemplateView.as_view(template_name="registration/logged_out.html")),
        name="signed-out",
    ),
    # Handed over by an administrator
    path(
        "choose-password/<uuid:public_id>/<str:token>/", account_views.choose_password, name="choose-password"
    ),
    path("account/", account_views.account, name="account"),
    path("account/password/", account_views.change_password, name="account-password"),
    path("account/recovery-codes/", account_views.recovery_codes, name="account-recovery-codes"),
    path("account/confirm/", account_views.confirm, name="account-confirm"),
    path("account/app/", account_views.app, name="account-app"),
    path("session/", session_views.remaining, name="session-remaining"),
    path("session/stay/", session_views.stay, name="session-stay"),
    path("session/kept-form/", session_views.kept_form, name="kept-form"),
]
