"""Everything under `homes/`: carer records, with the pages that tell who lives there, and providers' homes.

Carer records do not know who lives where, so those pages are put together here; their names stay `carers:…`.
"""

from __future__ import annotations

from django.urls import path

from carers.urls import urlpatterns as of_carer_records
from placements.providers import views as providers
from placements.views import homes

app_name = "carers"

urlpatterns = [
    path("", homes.household_list, name="household-list"),
    path("<uuid:public_id>/", homes.household_detail, name="household-detail"),
    path("<uuid:public_id>/place/", homes.household_place, name="household-place"),
    path("<uuid:public_id>/end/", homes.approval_end, name="approval-end"),
    path("providers/", providers.provider_list, name="provider-list"),
    path("providers/new/", providers.provider_new, name="provider-new"),
    path("providers/<uuid:public_id>/", providers.provider_detail, name="provider-detail"),
    path("providers/<uuid:public_id>/change/", providers.provider_change, name="provider-change"),
    *of_carer_records,
]
