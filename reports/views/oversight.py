"""Who answers for what: targets of all figures, meetings, and answers to what guidance asks."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import add_body, add_meeting, answer_test, change_body, change_meeting
from reports.covered import covered
from reports.forms_of_plans import (
    BodyForm,
    EvidenceForm,
    MeetingForm,
    body_in_words,
    meeting_in_words,
    of_body,
    of_meeting,
    titles,
)
from reports.models import EvidenceAnswer, EvidenceTest, GovernanceBody, Meeting
from reports.presenters import words
from reports.standing import RULE_OF_TARGETS
from reports.views.page import person
from reports.writing.records import target_rows
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [{"text": "Statements", "href": reverse("reports:edition-list")}]


@require_safe
def target_register(request: HttpRequest) -> HttpResponse:
    """Every target in force, beside the latest figure."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    day = covered(authority, today=today).latest
    return render(
        request,
        "reports/target_register.html",
        {
            "page_title": f"Targets at {in_words(day)}",
            "page_source": RULE_OF_TARGETS,
            "breadcrumbs": _home(),
            "rows": [
                {"row": row, "href": reverse("reports:indicator-detail", args=[row.key])}
                for row in target_rows(authority, as_at=day, today=today)
            ],
        },
    )


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
        name=f"change body {body.public_id}"[:60],
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
        name=f"change meeting {meeting.public_id}"[:60],
        work=work,
        title="Change a meeting",
        caption=f"{meeting.body.name}, {in_words(meeting.on)}",
        button="Save the meeting",
        breadcrumbs=[*_home(), {"text": "Meetings", "href": reverse("reports:governance")}],
        version=meeting.version,
        standing=meeting_in_words,
    ).answer(request)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """What guidance asks, each with the council's answer."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    mine = EvidenceAnswer.objects.visible_to(person(request)).filter(authority=authority)
    answers = {one.test_id: one for one in mine.prefetch_related("indicators")}
    groups = groupby(EvidenceTest.objects.all(), key=lambda test: test.get_group_display())
    return render(
        request,
        "reports/evidence.html",
        {
            "page_title": "What guidance asks, and how it is met",
            "page_source": "Sufficiency: statutory guidance, DCSF 2010, in this product’s words. Check the present "
            "text before relying on it.",
            "breadcrumbs": _home(),
            "groups": [
                {
                    "name": name,
                    "tests": [
                        {
                            "test": test,
                            "answer": (answer := answers.get(test.pk)),
                            "figures": titles([one.key for one in answer.indicators.all()]) if answer else "",
                        }
                        for test in tests
                    ],
                }
                for name, tests in groups
            ],
            "may_keep": may(request.user, Action.WRITE_DOCUMENTS, authority),
        },
    )


@_GET_OR_POST
def evidence_answer(request: HttpRequest, identifier: str) -> HttpResponse:
    """The council's answer to one test."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    test = get_object_or_404(EvidenceTest, identifier=identifier)
    mine = EvidenceAnswer.objects.visible_to(person(request)).filter(authority=authority, test=test)
    answer = mine.prefetch_related("indicators").first()
    now = answer.version if answer else 0
    form = EvidenceForm(
        request.POST if request.method == "POST" else None,
        initial={
            "words": answer.words,
            "section": answer.section,
            "keys": [one.key for one in answer.indicators.all()],
        }
        if answer
        else {},
    )

    def work() -> str:
        answer_test(
            authority=authority,
            test=test,
            version=version_sent(request, now=now),
            by=person(request),
            **form.cleaned_data,
        )
        messages.success(request, "The answer is on record.")
        return reverse("reports:evidence")

    return Writing(
        form=form,
        name=f"answer {test.identifier}"[:60],
        work=work,
        title="Say how it is met",
        caption=test.title,
        button="Save the answer",
        breadcrumbs=[*_home(), {"text": "What guidance asks", "href": reverse("reports:evidence")}],
        version=now,
        standing=lambda now: {
            "words": now.words,
            "section": now.section or "Not given",
            "keys": titles([one.key for one in now.indicators.all()]) or "Not given",
        },
        intro=[test.asks],
    ).answer(request)
