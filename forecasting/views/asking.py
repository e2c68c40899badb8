"""Asking for a forecast, and calling one off."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from forecasting.actions import MONTHS, ask_for_forecast, cancel_forecast
from forecasting.covered import latest_day
from forecasting.forms import AskForm
from forecasting.register.coming import expected_arrivals
from forecasting.views.page import person, run_open_to
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, WritingForm, day_to_type
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [{"text": "Forecast", "href": reverse("forecasting:overview")}]


@_GET_OR_POST
def forecast_new(request: HttpRequest) -> HttpResponse:
    """From which day and how far; then the page of the forecast, which waits for it."""
    authority = authority_open_to(request, Action.MAKE_FORECASTS)
    latest = latest_day(authority, today=timezone.localdate())
    form = AskForm(
        request.POST if request.method == "POST" else None,
        initial={"as_at": day_to_type(latest) if latest else "", "months": str(MONTHS)},
    )
    arrivals = sum(one.number for one in expected_arrivals(authority, latest)) if latest else 0
    if not arrivals:
        form.fields["adds_arrivals"].widget = forms.HiddenInput()

    def work() -> str:
        given = form.cleaned_data
        run = ask_for_forecast(
            authority=authority,
            as_at=given["as_at"],
            months=given["months"],
            adds_arrivals=given["adds_arrivals"],
            by=person(request),
        )
        return run.get_absolute_url()

    intro = [
        "A forecast takes about half a minute. It is made in the background from all children's records of the "
        "authority, and kept as it was made.",
    ]
    intro.append(
        f"The records reach {in_words(latest)}."
        if latest
        else "No return is loaded yet, so there are no records to make a forecast from."
    )
    if arrivals:
        intro.append(f"{arrivals} arrivals are expected by name or number (see Who leaves when).")
    return Writing(
        form=form,
        name="ask for a forecast",
        work=work,
        title="Make a forecast",
        button="Make the forecast",
        breadcrumbs=_home(),
        intro=intro,
    ).answer(request)


class _NothingToAsk(WritingForm):
    """To cancel needs no answer."""


@_GET_OR_POST
def forecast_cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks once, in words, before a forecast is called off."""
    run = run_open_to(request, public_id, Action.MAKE_FORECASTS)

    def work() -> str:
        cancel_forecast(run=run, by=person(request))
        messages.success(request, "The forecast is cancelled. Nothing of it is kept.")
        return run.get_absolute_url()

    return Writing(
        form=_NothingToAsk(request.POST if request.method == "POST" else None),
        name=f"cancel forecast {public_id}",
        work=work,
        title="Cancel this forecast?",
        button="Cancel the forecast",
        breadcrumbs=[*_home(), {"text": str(run), "href": run.get_absolute_url()}],
        intro=[
            "It has not ended yet. If you cancel it, no figures of it are kept. You can ask for it again."
        ],
        warning=True,
    ).answer(request)
