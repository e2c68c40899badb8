"""The forms of a young person's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from careleavers import actions, presenters
from careleavers.actions.standing import advisers_of
from careleavers.codes import DocumentKind
from careleavers.forms import (
    AccommodationForm,
    ActivityForm,
    AdviserForm,
    CategoryForm,
    DocumentForm,
    PersonToRingForm,
    PlanForm,
    VisitForm,
)
from careleavers.models import LeavingCareRecord, PersonToRing, YoungPerson
from careleavers.views.page import authority_open_to, person_open_to, reader, to_the_record, today_of
from sufficiency.core.access import Action, require
from sufficiency.core.writing import (
    Writing,
    WritingForm,
    day_in_words,
    day_to_type,
    version_sent,
)

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_YES_NO = {True: "Yes", False: "No", None: "Not known"}


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _version(person: YoungPerson) -> int:
    """Of the record as a whole; 0 where nothing was recorded yet."""
    record = LeavingCareRecord.objects.filter(child_id=person.pk).first()
    return record.version if record else 0


def _page(
    request: HttpRequest,
    person: YoungPerson,
    form: WritingForm,
    *,
    name: str,
    title: str,
    button: str,
    done: str,
    act: Callable[[], object],
    **more: Any,
) -> HttpResponse:
    """A form about one young person; done, back to the record with a word that names nobody."""

    def work() -> str:
        act()
        messages.success(request, done)
        return person.get_absolute_url()

    return Writing(
        form=form,
        name=f"{name} {person.public_id}",
        work=work,
        title=title,
        button=button,
        breadcrumbs=to_the_record(person),
        caption=presenters.name(person),
        **more,
    ).answer(request)


@_GET_OR_POST
def visit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Log a visit or another contact."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today = today_of(person.authority)
    form = VisitForm(_sent(request), initial={"on": day_to_type(today)})
    return _page(
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


@_GET_OR_POST
def accommodation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record where they live from a day on."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), _version(person)
    form = AccommodationForm(_sent(request), initial={"on": day_to_type(today)})

    def standing() -> dict[str, str]:
        now = person.accommodations.in_force_on(today).first()
        if now is None:
            return {"kind": "Nothing recorded here"}
        return {
            "kind": now.get_kind_display(),
            "on": day_in_words(now.dates.lower),
            "is_suitable": _YES_NO[now.is_suitable],
            "why": now.why or "Not given",
            "provided_by_council": _YES_NO[now.provided_by_council],
        }

    return _page(
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


@_GET_OR_POST
def activity(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record what they mainly do from a day on."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), _version(person)
    form = ActivityForm(_sent(request), initial={"on": day_to_type(today)})

    def standing() -> dict[str, str]:
        now = person.activities.in_force_on(today).first()
        if now is None:
            return {"kind": "Nothing recorded here"}
        return {"kind": now.get_kind_display(), "on": day_in_words(now.dates.lower)}

    return _page(
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


@_GET_OR_POST
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a step of the pathway plan."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), _version(person)
    form = PlanForm(_sent(request), initial={"on": day_to_type(today)})

    def standing() -> dict[str, str]:
        last = person.plan_reviews.order_by("-on").first()
        return {
            "step": last.get_step_display() if last else "Nothing recorded here",
            **({"on": day_in_words(last.on)} if last else {}),
        }

    return _page(
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


@_GET_OR_POST
def adviser(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name the personal adviser: for those who keep the whole authority's records."""
    require(request.user, Action.KEEP_YOUNG_PEOPLE, authority_open_to(request, Action.KEEP_YOUNG_PEOPLE))
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), _version(person)
    form = AdviserForm(
        _sent(request), advisers=advisers_of(person.authority), initial={"on": day_to_type(today)}
    )

    def standing() -> dict[str, str]:
        now = person.personal_advisers.in_force_on(today).select_related("adviser").first()
        if now is None:
            return {"adviser": "None on record"}
        return {"adviser": str(now.adviser), "on": day_in_words(now.dates.lower)}

    return _page(
        request,
        person,
        form,
        name="name adviser",
        title="Name the personal adviser",
        button="Save",
        done="The personal adviser is on record.",
        act=lambda: actions.name_adviser(
            person=person,
            version=version_sent(request, now=version),
            today=today,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
        intro=["The record opens to the new adviser and closes to the one before."],
    )


@_GET_OR_POST
def category(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say the category with its source, and whether support is asked for."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), _version(person)
    record = LeavingCareRecord.objects.filter(child_id=person.pk).first() or LeavingCareRecord()
    answers = {True: "yes", False: "no", None: ""}
    form = CategoryForm(
        _sent(request),
        initial={
            "category": record.category,
            "source": record.category_source,
            "asks_for_support": answers[record.asks_for_support],
        },
    )

    def standing() -> dict[str, str]:
        now = LeavingCareRecord.objects.get(child_id=person.pk)
        return {
            "category": now.get_category_display() if now.category else "As the dates give it",
            "source": now.category_source or "Not given",
            "asks_for_support": _YES_NO[now.asks_for_support],
        }

    return _page(
        request,
        person,
        form,
        name="say category",
        title="Say the category",
        button="Save",
        done="The category is on record.",
        act=lambda: actions.say_category(
            person=person,
            version=version_sent(request, now=version),
            today=today,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
        intro=["What the dates give stays beside what you say."],
    )


@_GET_OR_POST
def document(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Whether they have a paper, and until when it holds."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    if kind not in DocumentKind.values:
        raise Http404
    on_record = person.documents.filter(kind=kind).first()
    initial = {}
    if on_record:
        until = on_record.expires_on
        initial = {"state": on_record.state, "expires_on": day_to_type(until) if until else ""}
    form = DocumentForm(_sent(request), initial=initial)
    version = on_record.version if on_record else 0

    def standing() -> dict[str, str]:
        now = person.documents.get(kind=kind)
        return {
            "state": now.get_state_display(),
            "expires_on": day_in_words(now.expires_on) if now.expires_on else "Not given",
        }

    return _page(
        request,
        person,
        form,
        name=f"paper {kind}",
        title=DocumentKind(kind).label,
        button="Save",
        done="The document is on record.",
        act=lambda: actions.record_document(
            person=person,
            version=version_sent(request, now=version),
            kind=kind,
            by=reader(request),
            **form.cleaned_data,
        ),
        version=version,
        standing=standing,
        intro=["Do not write its number anywhere in this service."],
    )


@_GET_OR_POST
def to_ring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add somebody to ring."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    form = PersonToRingForm(_sent(request))
    return _page(
        request,
        person,
        form,
        name="add person to ring",
        title="Add somebody to ring",
        button="Save",
        done="The telephone number is on record.",
        act=lambda: actions.add_person_to_ring(person=person, by=reader(request), **form.cleaned_data),
    )


@_GET_OR_POST
def to_ring_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take somebody off the list of those to ring."""
    authority = authority_open_to(request, Action.KEEP_YOUNG_PEOPLE)
    whom = get_object_or_404(
        PersonToRing.objects.visible_to(request.user).filter(child__authority=authority), public_id=public_id
    )
    child_id = YoungPerson.objects.values_list("public_id", flat=True).get(pk=whom.child_id)
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, child_id)
    return _page(
        request,
        person,
        WritingForm(_sent(request)),
        name="remove person to ring",
        title="Take them off the list?",
        button="Take off the list",
        done="The telephone number was taken off the list.",
        act=lambda: actions.remove_person_to_ring(
            whom=whom, version=version_sent(request, now=whom.version), by=reader(request)
        ),
        version=whom.version,
        intro=[f"{whom.name or whom.get_relation_display()}, {whom.get_relation_display().lower()}."],
    )
