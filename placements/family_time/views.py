"""Family time and places of one child: the page, and the forms of plans and of places to be near."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from placements import match
from placements.family_time import actions, presenting
from placements.family_time.forms import EndForm, FamilyTimeForm, PlaceForm
from placements.models import Child, FamilyTimePlan, ImportantPlace, Placement, PlaceToAvoid
from placements.open_to import reaches
from placements.presenters import words
from placements.views.page import child_within_reach, person, record_within_reach
from placements.views.tabs import back_to, top_of
from sufficiency.core.access import Action
from sufficiency.core.writing import Writing, WritingForm, day_in_words, day_to_type, version_sent

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
PAGE = "child-family-time"
KEEP = Action.KEEP_FAMILY_TIME


@require_safe
def family_time(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plans of family time, places to be near, and that there are locations to avoid: never which."""
    child = child_within_reach(
        request, public_id, Action.SEE_FAMILY_TIME, what="family time and places of a child"
    )
    today = timezone.localdate()
    plans = FamilyTimePlan.objects.filter(child=child)
    places = ImportantPlace.objects.filter(child=child)
    user = person(request)
    return render(
        request,
        "placements/family_time.html",
        {
            **top_of(request, child, here=PAGE, today=today),
            "plans": [presenting.family_time(one, today=today) for one in plans.not_ended_by(today)],
            "places": _places(list(places.not_ended_by(today)), child, today),
            "over": presenting.over([*plans.ended_by(today), *places.ended_by(today)]),
            "to_avoid": PlaceToAvoid.objects.filter(child=child).not_ended_by(today).count(),
            "may_keep": reaches(user, KEEP, child),
            "may_reveal": reaches(user, Action.REVEAL_LOCATIONS_TO_AVOID, child),
        },
    )


def _places(places: list[ImportantPlace], child: Child, day: date) -> list[dict[str, Any]]:
    """With how far each is from where the child lives on the day, as far as that may be told."""
    now = Placement.objects.filter(child=child).in_force_on(day).select_related("household").first()
    home = match.where_of(now) if now else ""
    points = match.points_of([home, *(one.postcode for one in places)])
    return [
        presenting.place(
            one,
            far=match.miles(points.get(home), points.get(one.postcode)),
            placed=now is not None,
            today=day,
        )
        for one in places
    ]


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    child: Child,
    form: WritingForm,
    *,
    name: str,
    title: str,
    act: Callable[[], object],
    done: str,
    button: str = "Save",
    **more: Any,
) -> HttpResponse:
    """A form about this part of a child's record; done, back to its page with a word that tells nothing."""

    def work() -> str:
        act()
        messages.success(request, done)
        return reverse(f"placements:{PAGE}", args=[child.public_id])

    return Writing(
        form=form,
        name=name,
        work=work,
        title=title,
        button=button,
        caption=words.name(child),
        breadcrumbs=back_to(child, PAGE),
        **more,
    ).answer(request)


@GET_OR_POST
def family_time_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a plan of family time."""
    child = child_within_reach(request, public_id, KEEP, what="form about a child")
    today = timezone.localdate()
    form = FamilyTimeForm(sent(request), initial={"from_on": day_to_type(today)})
    return form_page(
        request,
        child,
        form,
        name=f"record family time {child.public_id}",
        title="Add family time",
        done="The plan is on record.",
        act=lambda: actions.record_family_time(
            child=child, planned=form.planned, today=today, by=person(request)
        ),
    )


def _typed(day: date | None) -> str:
    return day_to_type(day) if day else ""


_ANSWERS = {True: "yes", False: "no", None: ""}


@GET_OR_POST
def family_time_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct a plan, or say that it was reviewed."""
    plan = record_within_reach(request, public_id, KEEP, FamilyTimePlan.objects.visible_to(request.user))
    today = timezone.localdate()
    form = FamilyTimeForm(
        sent(request),
        initial={
            **{
                name: getattr(plan, name) for name in ("whom", "how_often", "setting", "basis", "description")
            },
            "from_on": day_to_type(plan.dates.lower),
            "is_supervised": _ANSWERS[plan.is_supervised],
            "reviewed_on": _typed(plan.reviewed_on),
            "next_review_on": _typed(plan.next_review_on),
        },
    )
    return form_page(
        request,
        plan.child,
        form,
        name=f"change family time {plan.public_id}",
        title="Change family time",
        done="The plan is changed.",
        act=lambda: actions.change_family_time(
            plan=plan,
            version=version_sent(request, now=plan.version),
            planned=form.planned,
            today=today,
            by=person(request),
        ),
        version=plan.version,
        standing=_plan_standing,
        intro=["Where the plan itself is another from a day on, end this one and add the new one."],
    )


def _plan_standing(now: FamilyTimePlan) -> dict[str, str]:
    return {
        "whom": now.get_whom_display(),
        "how_often": now.get_how_often_display(),
        "from_on": day_in_words(now.dates.lower),
        "setting": now.get_setting_display() or "Not known",
        "is_supervised": presenting.YES_NO[now.is_supervised],
        "basis": now.get_basis_display() or "Not known",
        "reviewed_on": day_in_words(now.reviewed_on) if now.reviewed_on else "Not given",
        "next_review_on": day_in_words(now.next_review_on) if now.next_review_on else "Not given",
        "description": now.description or "Not given",
    }


def _end_standing(now: FamilyTimePlan | ImportantPlace) -> dict[str, str]:
    return {"on": day_in_words(now.dates.upper) if now.dates.upper else "Not given"}


@GET_OR_POST
def family_time_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a plan."""
    plan = record_within_reach(request, public_id, KEEP, FamilyTimePlan.objects.visible_to(request.user))
    today = timezone.localdate()
    form = EndForm(sent(request), initial={"on": day_to_type(today)})
    return form_page(
        request,
        plan.child,
        form,
        name=f"end family time {plan.public_id}",
        title="End family time",
        button="End it",
        done="The plan has ended. It stays on record.",
        act=lambda: actions.end_family_time(
            plan=plan,
            version=version_sent(request, now=plan.version),
            today=today,
            by=person(request),
            **form.cleaned_data,
        ),
        version=plan.version,
        standing=_end_standing,
        intro=[f"{plan.get_whom_display()}: {presenting.family_time(plan, today=today)['words']}"],
    )


@GET_OR_POST
def near_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a place to be near."""
    child = child_within_reach(request, public_id, KEEP, what="form about a child")
    today = timezone.localdate()
    form = PlaceForm(sent(request), initial={"from_on": day_to_type(today)})
    return form_page(
        request,
        child,
        form,
        name=f"record place to be near {child.public_id}",
        title="Add a place to be near",
        done="The place is on record. Homes offered for the child say how far they are from it.",
        act=lambda: actions.record_place_to_be_near(
            child=child, today=today, by=person(request), **form.cleaned_data
        ),
    )


@GET_OR_POST
def near_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct a place to be near."""
    place = record_within_reach(request, public_id, KEEP, ImportantPlace.objects.visible_to(request.user))
    today = timezone.localdate()
    form = PlaceForm(
        sent(request),
        initial={
            **{name: getattr(place, name) for name in ("kind", "postcode", "description")},
            "from_on": day_to_type(place.dates.lower),
        },
    )
    return form_page(
        request,
        place.child,
        form,
        name=f"change place to be near {place.public_id}",
        title="Change a place to be near",
        done="The place is changed.",
        act=lambda: actions.change_place_to_be_near(
            place=place,
            version=version_sent(request, now=place.version),
            today=today,
            by=person(request),
            **form.cleaned_data,
        ),
        version=place.version,
        standing=lambda now: {
            "kind": now.get_kind_display(),
            "postcode": now.postcode,
            "from_on": day_in_words(now.dates.lower),
            "description": now.description or "Not given",
        },
    )


@GET_OR_POST
def near_end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a place to be near."""
    place = record_within_reach(request, public_id, KEEP, ImportantPlace.objects.visible_to(request.user))
    today = timezone.localdate()
    form = EndForm(sent(request), initial={"on": day_to_type(today)})
    return form_page(
        request,
        place.child,
        form,
        name=f"end place to be near {place.public_id}",
        title="End a place to be near",
        button="End it",
        done="The place has ended. It stays on record.",
        act=lambda: actions.end_place_to_be_near(
            place=place,
            version=version_sent(request, now=place.version),
            today=today,
            by=person(request),
            **form.cleaned_data,
        ),
        version=place.version,
        standing=_end_standing,
        intro=[f"{place.get_kind_display()}, {presenting.lasts(place.dates, today=today).lower()}."],
    )
