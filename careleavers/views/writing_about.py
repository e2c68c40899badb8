"""The forms about the young person as a whole: adviser, category, papers, and whom to ring."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from careleavers import actions
from careleavers.actions.standing import advisers_of
from careleavers.codes import DocumentKind
from careleavers.forms import (
    AdviserForm,
    CategoryForm,
    DocumentForm,
    PersonToRingForm,
)
from careleavers.models import LeavingCareRecord, PersonToRing, YoungPerson
from careleavers.views.form import GET_OR_POST, YES_NO, form_page, sent, version_of
from careleavers.views.page import (
    authority_open_to,
    person_open_to,
    reader,
    today_of,
)
from sufficiency.core.access import Action, require
from sufficiency.core.writing import (
    WritingForm,
    day_in_words,
    day_to_type,
    sent_again,
    version_sent,
)


@GET_OR_POST
def adviser(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name the personal adviser: for those who keep the whole authority's records."""
    require(request.user, Action.KEEP_YOUNG_PEOPLE, authority_open_to(request, Action.KEEP_YOUNG_PEOPLE))
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), version_of(person)
    form = AdviserForm(
        sent(request), advisers=advisers_of(person.authority), initial={"on": day_to_type(today)}
    )

    def standing(_: object) -> dict[str, str]:
        now = person.personal_advisers.in_force_on(today).select_related("adviser").first()
        if now is None:
            return {"adviser": "None on record"}
        return {"adviser": str(now.adviser), "on": day_in_words(now.dates.lower)}

    return form_page(
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


@GET_OR_POST
def category(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say the category with its source, and whether support is asked for."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    today, version = today_of(person.authority), version_of(person)
    record = LeavingCareRecord.objects.filter(child_id=person.pk).first() or LeavingCareRecord()
    answers = {True: "yes", False: "no", None: ""}
    form = CategoryForm(
        sent(request),
        initial={
            "category": record.category,
            "source": record.category_source,
            "asks_for_support": answers[record.asks_for_support],
        },
    )

    def standing(_: object) -> dict[str, str]:
        now = LeavingCareRecord.objects.get(child_id=person.pk)
        return {
            "category": now.get_category_display() if now.category else "As the dates give it",
            "source": now.category_source or "Not given",
            "asks_for_support": YES_NO[now.asks_for_support],
        }

    return form_page(
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


@GET_OR_POST
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
    form = DocumentForm(sent(request), initial=initial)
    version = on_record.version if on_record else 0

    def standing(_: object) -> dict[str, str]:
        now = person.documents.get(kind=kind)
        return {
            "state": now.get_state_display(),
            "expires_on": day_in_words(now.expires_on) if now.expires_on else "Not given",
        }

    return form_page(
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


@GET_OR_POST
def to_ring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add somebody to ring."""
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, public_id)
    form = PersonToRingForm(sent(request))
    return form_page(
        request,
        person,
        form,
        name="add person to ring",
        title="Add somebody to ring",
        button="Save",
        done="The telephone number is on record.",
        act=lambda: actions.add_person_to_ring(person=person, by=reader(request), **form.cleaned_data),
    )


@GET_OR_POST
def to_ring_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take somebody off the list of those to ring."""
    authority = authority_open_to(request, Action.KEEP_YOUNG_PEOPLE)
    action = f"remove to ring {public_id}"
    # Once they are off the list there is nothing left to find.
    if again := sent_again(request, action=action):
        return again
    whom = get_object_or_404(
        PersonToRing.objects.visible_to(request.user).filter(child__authority=authority), public_id=public_id
    )
    child_id = YoungPerson.objects.values_list("public_id", flat=True).get(pk=whom.child_id)
    person = person_open_to(request, Action.KEEP_YOUNG_PEOPLE, child_id)
    return form_page(
        request,
        person,
        WritingForm(sent(request)),
        name="remove person to ring",
        action=action,
        title="Take them off the list?",
        button="Take off the list",
        done="The telephone number was taken off the list.",
        act=lambda: actions.remove_person_to_ring(
            whom=whom, version=version_sent(request, now=whom.version), by=reader(request)
        ),
        version=whom.version,
        intro=[f"{whom.name or whom.get_relation_display()}, {whom.get_relation_display().lower()}."],
    )
