"""Every target in force, and answers to what guidance asks."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from reports.actions import answer_test
from reports.covered import covered
from reports.forms_of_plans import EvidenceForm, titles
from reports.models import EvidenceAnswer, EvidenceTest
from reports.standing import RULE_OF_TARGETS
from reports.views.page import person
from reports.writing.records import target_rows
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [{"text": "Publish", "href": reverse("reports:edition-list")}]


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
        name=f"answer {test.identifier}",
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
