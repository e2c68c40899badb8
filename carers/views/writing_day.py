"""What happens from day to day: holds, what is free, and the address."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from carers import presenters
from carers.actions import change_address, confirm_vacancy, hold, release, reveal_address
from carers.actions.addresses import NoAddress
from carers.forms import (
    AddressForm,
    ConfirmationForm,
    HoldForm,
    RevealForm,
    WritingForm,
    day_to_type,
)
from carers.models import Hold, HouseholdAddress
from carers.views.page import (
    Writing,
    household_open_to,
    to_household,
    version_sent,
)
from carers.words import in_words
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to, current_authority

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_OR_POST
def hold_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep places back for a while."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    form = HoldForm(request.POST or None, initial={"starts_on": day_to_type(timezone.localdate())})

    def work() -> str:
        hold(household=household, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The places are on hold.")
        return household.get_absolute_url()

    return Writing(
        form=form,
        name="hold places",
        work=work,
        title="Put places on hold",
        button="Put on hold",
        about=household,
    ).answer(request)


@_GET_OR_POST
def hold_release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give places free again, from today."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    holds = Hold.objects.visible_to(request.user).filter(household__authority=authority)
    held = get_object_or_404(holds.select_related("household__authority"), public_id=public_id)
    household, today = held.household, timezone.localdate()

    def work() -> str:
        release(
            hold=held,
            version=version_sent(request, now=held.version),
            released_on=today,
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, "The hold is released.")
        return household.get_absolute_url()

    return Writing(
        form=WritingForm(request.POST if request.method == "POST" else None),
        name="release places",
        work=work,
        title="Release the hold",
        button="Release",
        about=household,
        version=held.version,
        intro=[
            f"{presenters.hold_words(held)}. It began, or begins, on {in_words(held.dates.lower)}.",
            "The places can be offered again from today.",
        ],
    ).answer(request)


@_GET_OR_POST
def vacancy_confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down what the carers say is free: for those who place children, and those who keep carer records."""
    if not may(request.user, Action.RECORD_PLACEMENTS, current_authority(request)):
        authority_open_to(request, Action.KEEP_CARER_RECORDS)
    household = household_open_to(request, Action.SEE_HOMES, public_id)
    form = ConfirmationForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        confirm_vacancy(
            household=household,
            on=timezone.localdate(),
            by=request.user,  # type: ignore[arg-type]
            **form.cleaned_data,
        )
        messages.success(request, "What the carers say is on record.")
        return household.get_absolute_url()

    return Writing(
        form=form,
        name="confirm vacancy",
        work=work,
        title="Confirm what is free",
        button="Confirm",
        about=household,
        intro=["Write down what the carers told you today. Your name and the time go with it."],
    ).answer(request)


@_GET_OR_POST
def address_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put an address in the place of the one on record, which is not shown here."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    version = (
        HouseholdAddress.objects.visible_to(request.user)
        .filter(household=household)
        .values_list("version", flat=True)
        .first()
    )
    form = AddressForm(request.POST or None)

    def work() -> str:
        change_address(
            household=household,
            version=version_sent(request, now=version or 0),
            by=request.user,  # type: ignore[arg-type]
            **form.cleaned_data,
        )
        messages.success(request, "The address is saved. It is shown nowhere but on its own page.")
        return household.get_absolute_url()

    return Writing(
        form=form,
        name="change address",
        work=work,
        title="Change the address" if version else "Add the address",
        button="Save address",
        about=household,
        version=version or 0,
        standing=lambda now: {
            "line_1": "Another address was saved; reveal it from the household's page to compare"
        },
        intro=["It replaces the address on record, which is not shown here."] if version else [],
    ).answer(request)


@_GET_OR_POST
def address_reveal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask why, write it down, then show the address on this answer alone.

    Sent again, it is written down again: each time it is shown is an event of its own, so no key makes it one.
    """
    household = household_open_to(request, Action.REVEAL_ADDRESSES, public_id)
    access_log.shown(request, "form about a household", [household])
    form = RevealForm(request.POST if request.method == "POST" else None)
    address, missing = None, ""
    if request.method == "POST" and form.is_valid():
        try:
            address = reveal_address(
                household=household,
                by=request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
            )
        except NoAddress as none:
            missing = str(none)
    return render(
        request,
        "carers/address_reveal.html",
        {
            "page_caption": presenters.names(household, day=timezone.localdate()),
            "page_title": "Address" if address else "Reveal the address",
            "breadcrumbs": to_household(household),
            "form": form,
            "address": address,
            "missing": missing,
            "back_href": reverse("carers:household-detail", args=[household.public_id]),
        },
        status=400 if form.errors else 200,
    )
