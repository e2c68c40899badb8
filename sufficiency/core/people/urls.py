"""People and their roles, for administrators; what managers confirm."""

from __future__ import annotations

from django.urls import path

from sufficiency.core.people import change_views, request_views, views

app_name = "people"

urlpatterns = [
    path("", views.person_list, name="person-list"),
    path("new/", views.person_new, name="person-new"),
    path("requests/", request_views.request_list, name="request-list"),
    path("requests/<uuid:public_id>/", request_views.request_detail, name="request"),
    # <public_id>/
    path("<uuid:public_id>/", views.person_detail, name="person"),
    path("<uuid:public_id>/roles/new/", change_views.role_new, name="role-new"),
    path("<uuid:public_id>/roles/<slug:role>/end/", change_views.role_end, name="role-end"),
    path("<uuid:public_id>/disable/", change_views.disable, name="disable"),
    path("<uuid:public_id>/enable/", change_views.enable, name="enable"),
    path("<uuid:public_id>/password-link/", change_views.password_link, name="password-link"),
    path("<uuid:public_id>/app/", change_views.remove_app, name="remove-app"),
    path("<uuid:public_id>/identity/", change_views.identity, name="identity"),
]
