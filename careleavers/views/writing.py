"""The forms of every day: a visit, where they live, what they do, the plan."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careleavers import actions
from careleavers.forms import (
    AccommodationForm,
    ActivityForm,
    PlanForm,
    VisitForm,
)
from careleavers.views.form import GET_OR_POST, YES_NO, form_page, sent, version_of
from careleavers.views.page import (
    person_open_to,
    reader,
    today_of,
)
from sufficiency.core.access import Action
from sufficiency.core.writing import (
    day_in_words,
    day_to_type,
    version_sent,
)


@GET_OR_POST
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Log a visit or another contact."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today = today_of(person.authority)
    form = VisitForm(sent(request), initial={"on": day_to_type(today)})
    return form_page(
        request,
        person,
        form,
        name="log contact",
        title="Log a visit",
        button="Save",
        done="The contact is on record.",
        act=lambda: actions.log_contact(person=person, today=today, by=reader(request), **form.cleaned_data),
        one_hand=True,
    )


@GET_OR_POST
def accommodation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record where they live from a day on."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), version_of(person)
    form = AccommodationForm(sent(request), initial={"on": day_to_type(today)})

    def standing(_: object) -> dict[str, str]:
        now = person.accommodations.in_force_on(today).first()
        if now is None:
            return {"kind": "Nothing recorded here"}
        return {
            "kind": now.get_kind_display(),
            "on": day_in_words(now.dates.lower),
            "is_suitable": YES_NO[now.is_suitable],
            "why": now.why or "Not given",
            "provided_by_council": YES_NO[now.provided_by_council],
        }

    return form_page(
        request,
        person,
        form,
        name="record accommodation",
        title="Record where they live",
        button="Save",
        done="Where they live is on record.",
        act=lambda: actions.record_accommodation(
            person=person,
            version=version_sent(request, now=version),
            today=today,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
        intro=[
            "Where they lived until then ends that day. To correct what was recorded, use the day it began. "
            "What returns told stays as they told it."
        ],
    )


@GET_OR_POST
def activity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record what they mainly do from a day on."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), version_of(person)
    form = ActivityForm(sent(request), initial={"on": day_to_type(today)})

    def standing(_: object) -> dict[str, str]:
        now = person.activities.in_force_on(today).first()
        if now is None:
            return {"kind": "Nothing recorded here"}
        return {"kind": now.get_kind_display(), "on": day_in_words(now.dates.lower)}

    return form_page(
        request,
        person,
        form,
        name="record activity",
        title="Record what they do",
        button="Save",
        done="What they do is on record.",
        act=lambda: actions.record_activity(
            person=person,
            version=version_sent(request, now=version),
            today=today,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
    )


@GET_OR_POST
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a step of the pathway plan."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), version_of(person)
    form = PlanForm(sent(request), initial={"on": day_to_type(today)})

    def standing(_: object) -> dict[str, str]:
        last = person.plan_reviews.order_by("-on").first()
        return {
            "step": last.get_step_display() if last else "Nothing recorded here",
            **({"on": day_in_words(last.on)} if last else {}),
        }

    return form_page(
        request,
        person,
        form,
        name="record plan step",
        title="Record a plan review",
        button="Save",
        done="The plan review is on record.",
        act=lambda: actions.record_plan_step(
            person=person,
            version=version_sent(request, now=version),
            today=today,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
    )
