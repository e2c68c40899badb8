"""Requests for files with names, under /files/."""

from __future__ import annotations

from django.urls import path

from sufficiency.core.files import views

app_name = "files"

urlpatterns = [
    path("", views.request_list, name="request-list"),
    path("<uuid:public_id>/", views.request_detail, name="request"),
]
