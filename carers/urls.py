"""Our own households, under `homes/`: what carer records answer alone.

`placements.urls_of_homes` joins it with the pages that tell who lives there, under the one name `carers`.
"""

from __future__ import annotations

from django.urls import path

from carers.views import households, oversight, people, uploads, writing_approval, writing_day

urlpatterns = [
    path("file/", households.household_list_ask, name="household-list-ask"),
    path("new/", writing_approval.household_new, name="household-new"),
    path("upload/", uploads.upload_new, name="upload-new"),
    path("upload/empty.csv", uploads.upload_template, name="upload-template"),
    path("upload/apply/", uploads.upload_apply, name="upload-apply"),
    path("reviews/", oversight.review_list, name="review-list"),
    path("checks/", oversight.check_list, name="check-list"),
    path("reviews/<uuid:public_id>/", oversight.review_record, name="review-record"),
    path("carers/<uuid:public_id>/", people.carer_change, name="carer-change"),
    path("holds/<uuid:public_id>/release/", writing_day.hold_release, name="hold-release"),
    path("<uuid:public_id>/details/", writing_approval.details_change, name="details-change"),
    path("<uuid:public_id>/carers/new/", people.carer_new, name="carer-new"),
    path("<uuid:public_id>/terms/", writing_approval.terms_change, name="terms-change"),
    path("<uuid:public_id>/hold/", writing_day.hold_new, name="hold-new"),
    path("<uuid:public_id>/confirm/", writing_day.vacancy_confirm, name="vacancy-confirm"),
    path("<uuid:public_id>/checks/new/", oversight.check_new, name="check-new"),
    path("<uuid:public_id>/address/", writing_day.address_change, name="address-change"),
    path("<uuid:public_id>/address/reveal/", writing_day.address_reveal, name="address-reveal"),
]
