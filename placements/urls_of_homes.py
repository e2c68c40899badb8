"""Everything under `homes/`: carer records, with the pages that tell who lives there.

Carer records do not know who lives where, so those pages are put together here; their names stay `carers:…`.
"""

from __future__ import annotations

from django.urls import path

from carers.urls import urlpatterns as of_carer_records
from placements.views import homes

app_name = "carers"

urlpatterns = [
    path("", homes.household_list, name="household-list"),
    path("<uuid:public_id>/", homes.household_detail, name="household-detail"),
    path("<uuid:public_id>/place/", homes.household_place, name="household-place"),
    path("<uuid:public_id>/end/", homes.approval_end, name="approval-end"),
    *of_carer_records,
]
