"""A question to the child's worker: which of two values is right. The answer goes back to those who settle it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from placements.presenters import words as names
from placements.views.page import authority_of_reader, person
from sufficiency.core import access_log
from sufficiency.core.writing import Writing, sent_again
from sufficiency.exchange.models import LiveConflict
from sufficiency.exchange.reconciliation import settling, words
from sufficiency.exchange.reconciliation.forms import AnswerForm
from sufficiency.indicators.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The difference in words, and the worker's answer. Once answered, it says what was said."""
    authority, today, action = authority_of_reader(request), timezone.localdate(), f"answer {public_id}"
    if again := sent_again(request, action=action):
        return again
    mine = LiveConflict.objects.asked_of(person(request), on=today).filter(authority=authority)
    asked = get_object_or_404(
        mine.select_related("child", "of_return", "settled_by", "answered_by"), public_id=public_id
    )
    access_log.shown(request, "question about a difference", [asked.child])
    form = AnswerForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        settling.answer(difference=asked, on=today, by=person(request), **form.cleaned_data)
        messages.success(request, "Your answer is with those who settle the difference.")
        return reverse("home")

    said = words.answer(asked)
    return Writing(
        form=form,
        name=action,
        work=work,
        title="Which is right?",
        button="Send the answer",
        breadcrumbs=[{"text": "Work", "href": reverse("home")}],
        caption=names.name(asked.child),
        elsewhere=f"This was answered: {said[0].lower()}{said[1:]}" if said else "",
        intro=[
            f"{asked.settled_by} asks. What is held here and what the case system says differ since the extract or "
            f"return to {in_words(asked.of_return.as_at)}."
        ],
        template="exchange/difference_answer.html",
        context={
            "table": {
                "caption": words.what(asked),
                "columns": [{"text": "Held here"}, {"text": "In the case system"}],
                "rows": [{"cells": [words.value(asked, asked.ours), words.value(asked, asked.theirs)]}],
            }
        },
    ).answer(request)
