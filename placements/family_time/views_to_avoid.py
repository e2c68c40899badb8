"""Locations to avoid: added and not shown again, revealed with a reason, ended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from placements.family_time import presenting
from placements.family_time.forms import EndForm, LocationToAvoidForm, RevealForm
from placements.family_time.locations_to_avoid import (
    end_location_to_avoid,
    record_location_to_avoid,
    reveal_locations_to_avoid,
)
from placements.family_time.views import GET_OR_POST, KEEP, PAGE, form_page, sent
from placements.models import PlaceToAvoid
from placements.open_to import reaches
from placements.presenters import words
from placements.views.page import child_within_reach, person, record_within_reach
from placements.views.tabs import back_to
from sufficiency.core.access import Action
from sufficiency.core.writing import day_in_words, day_to_type, version_sent

_REVEAL = Action.REVEAL_LOCATIONS_TO_AVOID


@GET_OR_POST
def avoid_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a location to avoid. What is typed is shown on no page once it is saved."""
    child = child_within_reach(request, public_id, KEEP, what="form about a child")
    today = timezone.localdate()
    form = LocationToAvoidForm(sent(request), initial={"from_on": day_to_type(today)})
    return form_page(
        request,
        child,
        form,
        name=f"avoid {child.public_id}",
        title="Add a location to avoid",
        done="The location to avoid is on record. Whoever chooses a home near it is warned, and not told where it is.",
        act=lambda: record_location_to_avoid(
            child=child, today=today, by=person(request), **form.cleaned_data
        ),
        intro=[
            "It is kept apart from the rest of the record. Once saved it is shown only to those who may see it, after "
            "they say why, and each time is on record."
        ],
    )


@GET_OR_POST
def avoid_reveal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask why, write it down, then show the locations on this answer alone.

    Sent again, it is written down again: each time they are shown is an event of its own, so no key makes it one.
    """
    child = child_within_reach(request, public_id, _REVEAL, what="form about a child")
    today = timezone.localdate()
    form = RevealForm(sent(request))
    shown = None
    if request.method == "POST" and form.is_valid():
        shown = reveal_locations_to_avoid(
            child=child, by=person(request), reason=form.cleaned_data["reason"], today=today
        )
    crumbs = back_to(child, PAGE)
    return render(
        request,
        "placements/locations_to_avoid.html",
        {
            "page_caption": words.name(child),
            "page_title": "See locations to avoid" if shown is None else "Locations to avoid",
            "breadcrumbs": crumbs,
            "back_href": crumbs[-1]["href"],
            "form": form,
            "is_shown": shown is not None,
            "locations": [
                {"record": one, "dates": presenting.lasts(one.dates, today=today)} for one in shown or ()
            ],
            "may_keep": reaches(person(request), KEEP, child),
        },
        status=400 if form.errors else 200,
    )


@GET_OR_POST
def avoid_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a location to avoid, told by when it was recorded alone."""
    location = record_within_reach(request, public_id, _REVEAL, PlaceToAvoid.objects.visible_to(request.user))
    today = timezone.localdate()
    form = EndForm(sent(request), initial={"on": day_to_type(today)})
    return form_page(
        request,
        location.child,
        form,
        name=f"end avoiding {location.public_id}",
        title="End a location to avoid",
        button="End it",
        done="It need not be avoided any longer. It stays on record.",
        act=lambda: end_location_to_avoid(
            location=location,
            version=version_sent(request, now=location.version),
            today=today,
            by=person(request),
            **form.cleaned_data,
        ),
        version=location.version,
        standing=lambda now: {"on": day_in_words(now.dates.upper) if now.dates.upper else "Not given"},
        intro=[
            f"The one recorded on {day_in_words(timezone.localtime(location.recorded_at).date())}. Homes near it are "
            "offered without a warning from then on."
        ],
        warning=True,
    )
