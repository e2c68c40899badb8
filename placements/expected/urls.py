"""Who leaves when. Under /who-leaves-when/."""

from __future__ import annotations

from django.urls import path

from placements.expected import views

app_name = "expected"

urlpatterns = [
    path("", views.who_leaves_when, name="who-leaves-when"),
    path("late/", views.late_list, name="late"),
    path("leaving/new/", views.known_change_new, {"direction": "leaving"}, name="leaving-new"),
    path("arrival/new/", views.known_change_new, {"direction": "arriving"}, name="arrival-new"),
    path("changes/<uuid:public_id>/withdraw/", views.withdraw, name="withdraw"),
    # <2026-06>/<leaving, turning-18 or arriving>/
    path("<slug:month>/<slug:part>/", views.month_list, name="month"),
]
