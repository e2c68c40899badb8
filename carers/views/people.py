"""Who the carers of a household are: adding one, correcting one, one who left."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from carers.actions import add_carer, change_carer
from carers.forms import CarerForm, NewCarerForm, day_to_type
from carers.models import Carer
from carers.views.page import household_open_to, read_only, writing
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_OR_POST
def carer_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a carer to a household on record."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    form = NewCarerForm(request.POST or None, initial={"joined_on": day_to_type(timezone.localdate())})

    def work() -> str:
        add_carer(household=household, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The carer is on record.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        form=form,
        name="add carer",
        work=work,
        title="Add a carer",
        button="Add carer",
        about=household,
    ).answer(request)


@_GET_OR_POST
def carer_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct a carer, ring them first, or record that they left."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    carers = Carer.objects.visible_to(request.user).filter(household__authority=authority)
    carer = get_object_or_404(carers.select_related("household__authority"), public_id=public_id)
    names = ("first_name", "last_name", "is_primary")
    form = CarerForm(request.POST or None, initial={name: getattr(carer, name) for name in names})

    def work() -> str:
        change_carer(
            carer=carer,
            version=version_sent(request, now=carer.version),
            by=request.user,  # type: ignore[arg-type]
            **form.cleaned_data,
        )
        messages.success(request, "The carer's record is saved.")
        return carer.household.get_absolute_url()

    return writing(
        elsewhere=read_only(carer.household.authority),
        record=carer,
        form=form,
        name="change carer",
        work=work,
        title="Change a carer",
        button="Save",
        about=carer.household,
        version=carer.version,
        standing=lambda now: {
            "first_name": now.first_name,
            "last_name": now.last_name,
            "is_primary": "Yes" if now.is_primary else "No",
        },
    ).answer(request)
