"""Boards and committees that answer for children's homes, and their meetings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import add_body, add_meeting, change_body, change_meeting
from reports.forms_of_governance import (
    BodyForm,
    MeetingForm,
    body_in_words,
    meeting_in_words,
    of_body,
    of_meeting,
)
from reports.models import GovernanceBody, Meeting
from reports.presenters import words
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [{"text": "Publish", "href": reverse("reports:edition-list")}]


@require_safe
def governance(request: HttpRequest) -> HttpResponse:
    """Meetings from today on, then those that were."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    meetings = Meeting.objects.visible_to(person(request)).filter(body__authority=authority)
    found = list(meetings.select_related("body").order_by("on"))
    return render(
        request,
        "reports/governance.html",
        {
            "page_title": f"Meetings from {in_words(today)}",
            "page_source": "Boards and committees that answer for children’s homes, when papers are due, and what "
            "each meeting receives.",
            "breadcrumbs": _home(),
            "bodies": [
                {
                    "body": one,
                    "chair": one.chair or "not said",
                    "often": words.records(one.meetings_a_year, "meeting a year", "meetings a year")
                    if one.meetings_a_year
                    else "not said",
                }
                for one in GovernanceBody.objects.visible_to(person(request)).filter(authority=authority)
            ],
            "to_come": [one for one in found if one.on >= today],
            "past": [one for one in reversed(found) if one.on < today],
            "may_keep": may(request.user, Action.SET_TARGETS, authority),
        },
    )


@_GET_OR_POST
def body_new(request: HttpRequest) -> HttpResponse:
    """A board or committee."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    form = BodyForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        add_body(authority=authority, by=person(request), **form.cleaned_data)
        messages.success(request, "The board or committee is on record.")
        return reverse("reports:governance")

    return Writing(
        form=form,
        name="add a board or committee",
        work=work,
        title="Add a board or committee",
        button="Save the board or committee",
        breadcrumbs=[*_home(), {"text": "Meetings", "href": reverse("reports:governance")}],
    ).answer(request)


@_GET_OR_POST
def body_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another name or chair, or more meetings."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    mine = GovernanceBody.objects.visible_to(person(request)).filter(authority=authority)
    body = get_object_or_404(mine.select_related("authority"), public_id=public_id)
    form = BodyForm(request.POST if request.method == "POST" else None, initial=of_body(body))

    def work() -> str:
        change_body(
            body=body,
            version=version_sent(request, now=body.version),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "The board or committee is changed.")
        return reverse("reports:governance")

    return Writing(
        form=form,
        name=f"change body {body.public_id}",
        work=work,
        title="Change a board or committee",
        caption=body.name,
        button="Save the board or committee",
        breadcrumbs=[*_home(), {"text": "Meetings", "href": reverse("reports:governance")}],
        version=body.version,
        standing=body_in_words,
    ).answer(request)


@_GET_OR_POST
def meeting_new(request: HttpRequest) -> HttpResponse:
    """A meeting and what it receives."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    form = MeetingForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        add_meeting(authority=authority, by=person(request), **form.cleaned_data)
        messages.success(request, "The meeting is in the calendar.")
        return reverse("reports:governance")

    return Writing(
        form=form,
        name="add a meeting",
        work=work,
        title="Add a meeting",
        button="Save the meeting",
        breadcrumbs=[*_home(), {"text": "Meetings", "href": reverse("reports:governance")}],
    ).answer(request)


@_GET_OR_POST
def meeting_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another day, other papers."""
    authority = authority_open_to(request, Action.SET_TARGETS)
    mine = Meeting.objects.visible_to(person(request)).filter(body__authority=authority)
    meeting = get_object_or_404(mine.select_related("body__authority"), public_id=public_id)
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=of_meeting(meeting))

    def work() -> str:
        change_meeting(
            meeting=meeting,
            version=version_sent(request, now=meeting.version),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "The meeting is changed.")
        return reverse("reports:governance")

    return Writing(
        form=form,
        name=f"change meeting {meeting.public_id}",
        work=work,
        title="Change a meeting",
        caption=f"{meeting.body.name}, {in_words(meeting.on)}",
        button="Save the meeting",
        breadcrumbs=[*_home(), {"text": "Meetings", "href": reverse("reports:governance")}],
        version=meeting.version,
        standing=meeting_in_words,
    ).answer(request)
