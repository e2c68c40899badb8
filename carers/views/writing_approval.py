"""Approving a household, changing what it is approved for, and ending its approval."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from carers.actions import approve_household, change_details, change_terms, end_approval
from carers.forms import ApprovalForm, DetailsForm, EndForm, TermsForm, day_to_type
from carers.models import Household, Terms
from carers.places import PlacesOf, left_behind
from carers.views.page import household_open_to, read_only, writing
from carers.words import in_words
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_TERMS_FIELDS = ("places", "youngest", "oldest", "sex", "siblings_only", "only_child", "note")


@_GET_OR_POST
def household_new(request: HttpRequest) -> HttpResponse:
    """Add a household that was approved."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    form = ApprovalForm(request.POST or None, authority=authority, today=timezone.localdate())

    def work() -> str:
        given = form.cleaned_data
        household = approve_household(
            authority=authority,
            carers=form.carers(),
            approved_on=given["approved_on"],
            kind=given["kind"],
            terms=form.terms_wanted(),
            area=given["area"],
            supervising_worker=given["supervising_worker"],
            review_due_on=given["review_due_on"],
            reference=given["reference"],
            today=timezone.localdate(),
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, "The household is on record. Add its address next.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(authority),
        form=form,
        name="approve household",
        work=work,
        title="Add an approved household",
        button="Add household",
        intro=["The address comes afterwards, on a page of its own."],
    ).answer(request)


@_GET_OR_POST
def terms_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """New terms after the panel, beginning from what is agreed now."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    today = timezone.localdate()
    present = _last_terms(household)
    initial = {name: getattr(present, name) for name in _TERMS_FIELDS} if present else {}
    form = TermsForm(request.POST or None, initial={**initial, "note": "", "starts_on": day_to_type(today)})

    def work() -> str:
        change_terms(
            household=household,
            version=version_sent(request, now=household.version),
            starts_on=form.cleaned_data["starts_on"],
            terms=form.terms_wanted(),
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, f"The new terms hold from {in_words(form.cleaned_data['starts_on'])}.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        record=household,
        form=form,
        name="change terms",
        work=work,
        title="Change the terms of approval",
        button="Save new terms",
        about=household,
        version=household.version,
        standing=_standing_terms,
        intro=[f"Now: {present.in_words}. These terms are kept, and end on the day the new ones begin."]
        if present
        else [],
    ).answer(request)


@_GET_OR_POST
def details_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What they are approved for, their area and their worker."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    worker = household.supervising_worker
    form = DetailsForm(
        request.POST or None,
        household=household,
        initial={
            "kind": household.kind,
            "area": household.area,
            "supervising_worker": worker and worker.public_id,
        },
    )

    def work() -> str:
        given = form.cleaned_data
        change_details(
            household=household,
            version=version_sent(request, now=household.version),
            kind=given["kind"],
            area=given["area"],
            supervising_worker=given["supervising_worker"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, "The details are saved.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        record=household,
        form=form,
        name="change household details",
        work=work,
        title="Change details",
        button="Save details",
        about=household,
        version=household.version,
        standing=lambda now: {
            "kind": now.get_kind_display(),
            "area": now.area or "Not given",
            "supervising_worker": str(now.supervising_worker or "not known"),
        },
    ).answer(request)


@_GET_OR_POST
def approval_end(request: HttpRequest, public_id: UUID, *, places_of: PlacesOf) -> HttpResponse:
    """End the approval, once, in words, told how many children live there."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    form = EndForm(request.POST or None, initial={"ends_on": day_to_type(timezone.localdate())})

    def work() -> str:
        end_approval(
            household=household,
            version=version_sent(request, now=household.version),
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, f"The approval ends on {in_words(form.cleaned_data['ends_on'])}.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        record=household,
        form=form,
        name="end approval",
        work=work,
        title="End the approval",
        button="End the approval",
        about=household,
        version=household.version,
        standing=lambda now: {
            "ends_on": in_words(now.approved.upper) if now.approved.upper else "no end",
            "reason": now.get_reason_ended_display() or "none",
        },
        warning=True,
        caution=left_behind(places_of([household], timezone.localdate())[household.pk]),
        intro=[
            "Their terms and any hold end on the same day, and no review is due any more. No child can be placed "
            "with them from then on.",
            "The record stays, for ten years at least, and still counts in its own years.",
        ],
    ).answer(request)


def _last_terms(household: Household) -> Terms | None:
    return household.terms.order_by("-dates").first()


def _standing_terms(now: Household) -> dict[str, str]:
    """The terms that somebody else has put on record, by field of the form."""
    last = _last_terms(now)
    if last is None:
        return {}
    said = {
        "starts_on": in_words(last.dates.lower),
        "sex": last.get_sex_display(),
        "note": last.note or "Not given",
    }
    numbers = {name: str(getattr(last, name)) for name in ("places", "youngest", "oldest")}
    marks = {name: "Yes" if getattr(last, name) else "No" for name in ("siblings_only", "only_child")}
    return {**said, **numbers, **marks}
