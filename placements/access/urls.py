"""Access to records. Opaque ids alone in addresses."""

from __future__ import annotations

from django.urls import path

from placements.access.views import deciding, emergency, looked

app_name = "access"

urlpatterns = [
    path("", deciding.closed_list, name="closed-list"),
    path("proposals/<uuid:public_id>/", deciding.proposal_detail, name="proposal-detail"),
    path("emergency/", emergency.break_glass, name="break-glass"),
    path("openings/", emergency.opening_list, name="opening-list"),
    path("openings/<uuid:public_id>/", emergency.opening_detail, name="opening-detail"),
    # children/<public_id>/
    path("children/<uuid:public_id>/", deciding.child_access, name="child-access"),
    path("children/<uuid:public_id>/propose/", deciding.child_propose, name="child-propose"),
    path("children/<uuid:public_id>/connect/", deciding.child_connect, name="child-connect"),
    path("children/<uuid:public_id>/who-looked/", looked.child_who_looked, name="child-who-looked"),
    path("children/<uuid:public_id>/summary/", emergency.emergency_summary, name="emergency-summary"),
]
