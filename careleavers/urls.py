"""Young people. Under /young-people/: opaque ids alone, never a name or a number."""

from __future__ import annotations

from django.urls import path

from careleavers.views import listing, record, writing, writing_about

app_name = "careleavers"

urlpatterns = [
    path("", listing.young_people, name="young-people"),
    path("file/", listing.young_people_ask, name="young-people-ask"),
    # young-people/<public_id>/
    path("<uuid:public_id>/", record.young_person, name="young-person"),
    path("<uuid:public_id>/visit/", writing.visit, name="visit"),
    path("<uuid:public_id>/accommodation/", writing.accommodation, name="accommodation"),
    path("<uuid:public_id>/activity/", writing.activity, name="activity"),
    path("<uuid:public_id>/plan/", writing.plan, name="plan"),
    path("<uuid:public_id>/adviser/", writing_about.adviser, name="adviser"),
    path("<uuid:public_id>/category/", writing_about.category, name="category"),
    path("<uuid:public_id>/documents/<slug:kind>/", writing_about.document, name="document"),
    path("<uuid:public_id>/to-ring/", writing_about.to_ring, name="to-ring"),
    path("to-ring/<uuid:public_id>/remove/", writing_about.to_ring_remove, name="to-ring-remove"),
]
