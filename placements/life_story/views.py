"""The child's life story: what is on record of it, a step more, a step taken back; and the audit question."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from placements.day_of_records import day_of_records
from placements.life_story.actions import record_life_story, withdraw_life_story
from placements.life_story.counting import MONTHS_IN_CARE, LifeStories, life_stories
from placements.life_story.forms import LifeStoryForm
from placements.life_story.presenting import event, standing
from placements.models import Child, LifeStoryWork
from placements.open_to import reaches
from placements.presenters import words
from placements.views.page import child_within_reach, person, record_within_reach
from placements.views.tabs import back_to, top_of
from sufficiency.core import access_log
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, WritingForm, day_in_words, day_to_type, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_PAGE = "child-life-story"
PER_PAGE = 25


@require_safe
def life_story(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is on record of the child's life-story work and memory box."""
    child = child_within_reach(request, public_id, Action.SEE_FAMILY_TIME, what="life story of a child")
    today = timezone.localdate()
    steps = list(LifeStoryWork.objects.filter(child=child).standing_on(today).select_related("entered_by"))
    return render(
        request,
        "placements/life_story.html",
        {
            **top_of(request, child, here=_PAGE, today=today),
            "standing": standing(steps),
            "events": [event(one, today=today) for one in steps],
            "may_keep": reaches(person(request), Action.KEEP_FAMILY_TIME, child),
        },
    )


@_GET_OR_POST
def life_story_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a step of life-story work."""
    child = child_within_reach(request, public_id, Action.KEEP_FAMILY_TIME, what="form about a child")
    today = timezone.localdate()
    form = LifeStoryForm(
        request.POST if request.method == "POST" else None, initial={"on": day_to_type(today)}
    )

    def work() -> str:
        record_life_story(child=child, today=today, by=person(request), **form.cleaned_data)
        messages.success(request, "It is on record.")
        return reverse(f"placements:{_PAGE}", args=[child.public_id])

    return Writing(
        form=form,
        name=f"record life story {child.public_id}",
        work=work,
        title="Record life-story work",
        button="Save",
        caption=words.name(child),
        breadcrumbs=back_to(child, _PAGE),
        intro=["That it is done, never what it tells: the story itself is the child’s."],
    ).answer(request)


@_GET_OR_POST
def life_story_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back a step that was recorded by mistake."""
    step = record_within_reach(
        request, public_id, Action.KEEP_FAMILY_TIME, LifeStoryWork.objects.visible_to(request.user)
    )
    child = step.child
    today = timezone.localdate()

    def work() -> str:
        withdraw_life_story(
            step=step, version=version_sent(request, now=step.version), today=today, by=person(request)
        )
        messages.success(request, "It counts no longer. It stays in the history.")
        return reverse(f"placements:{_PAGE}", args=[child.public_id])

    return Writing(
        form=WritingForm(request.POST if request.method == "POST" else None),
        name=f"withdraw life story {step.public_id}",
        work=work,
        title="Withdraw what was recorded by mistake?",
        button="Withdraw",
        caption=words.name(child),
        breadcrumbs=back_to(child, _PAGE),
        version=step.version,
        intro=[
            f"{step.get_step_display()}, {day_in_words(step.on)}, by: {step.get_by_role_display().lower()}."
        ],
    ).answer(request)


@require_safe
def life_story_list(request: HttpRequest) -> HttpResponse:
    """Children in care for more than a year: for how many is life-story work on record, and for whom is none."""
    authority = authority_open_to(request, Action.SEE_FAMILY_TIME)
    as_at = day_of_records(authority, today=timezone.localdate())
    counted = life_stories(authority, as_at=as_at)
    without = (
        Child.objects.visible_to(request.user)
        .within_reach(request.user, Action.SEE_FAMILY_TIME)
        .filter(authority=authority)
        .without_life_story_on(as_at, months=MONTHS_IN_CARE)
        .with_life_story_on(as_at)
    )
    shown = Paginator(without, PER_PAGE).get_page(request.GET.get("page"))
    access_log.shown(
        request, "children without life-story work", list(shown.object_list), authority=authority
    )
    number = counted.children - counted.work
    return render(
        request,
        "placements/life_story_list.html",
        {
            "page_title": f"Life-story work, {day_in_words(as_at)}",
            "page_source": "Children in care on that day for more than a year without a break, as recorded here. No "
            "law names a time; NICE guideline NG205 recommends life-story work for children in care.",
            "breadcrumbs": [{"text": "Children", "href": reverse("placements:child-list")}],
            "counted": counted,
            "table": _table(counted),
            "number": number,
            "closed": number - shown.paginator.count,
            "rows": [_row(one, as_at) for one in shown],
            "page": shown,
        },
    )


def _row(child: Any, as_at: date) -> dict[str, Any]:
    return {
        "href": reverse(f"placements:{_PAGE}", args=[child.public_id]),
        "who": words.name(child),
        "age": words.age(child, as_at),
        "since": day_in_words(child.care_began),
        "said": "Not yet" if child.said_not_begun else None,
    }


def _table(counted: LifeStories) -> dict[str, Any]:
    """The counts, each with what it is of."""

    def row(name: str, yes: int, no: int, not_known: int) -> dict[str, Any]:
        return {"cells": [name, *(f"{number:,}" for number in (yes, no, not_known, counted.children))]}

    return {
        "caption": "Children in care for more than a year",
        "hide_caption": True,
        "columns": [
            {"text": "On record", "numeric": False},
            *({"text": text, "numeric": True} for text in ("Yes", "No", "Not known", "Children")),
        ],
        "rows": [
            row("Life-story work begun", counted.work, counted.not_begun, counted.work_not_known),
            row("Memory box", counted.box, counted.no_box, counted.box_not_known),
        ],
    }
