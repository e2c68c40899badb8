from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import path

urlpatterns = [
    path("sign-in/", auth.LoginView.as_view(), name="sign-in"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
]
