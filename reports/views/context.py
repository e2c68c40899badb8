"""Context figures: the list of what the council keeps, and the forms."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from reports.actions import Kept, add_context_figure, change_context_figure
from reports.forms_of_context import ContextForm, context_in_words, of_context
from reports.models import ContextFigure
from reports.presenters import words
from reports.tables_of_plans import ContextTable
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing, version_sent
from sufficiency.indicators.wording import in_words

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _home() -> list[dict[str, str]]:
    return [
        {"text": "Publish", "href": reverse("reports:edition-list")},
        {"text": "Context figures", "href": reverse("reports:context-list")},
    ]


@require_safe
def context_list(request: HttpRequest) -> HttpResponse:
    """What is kept, with date and source; what is stale today says so."""
    authority = authority_open_to(request, Action.SEE_FIGURES)
    today = timezone.localdate()
    figures = ContextFigure.objects.visible_to(person(request)).filter(authority=authority)
    may_keep = may(request.user, Action.WRITE_DOCUMENTS, authority)
    table = ContextTable(figures, today=today, may_keep=may_keep)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    number = figures.count()
    return render(
        request,
        "reports/context_list.html",
        {
            "page_title": "Context figures",
            "page_source": f"As kept on {in_words(today)}. Documents pick them by name, and print that of their date.",
            "breadcrumbs": _home()[:1],
            "table": table,
            "count": words.records(number, "figure", "figures"),
            "is_empty": not number,
            "may_keep": may_keep,
        },
    )


@_GET_OR_POST
def context_new(request: HttpRequest) -> HttpResponse:
    """A figure with its date and source."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    form = ContextForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        add_context_figure(authority=authority, kept=Kept(**form.cleaned_data), by=person(request))
        messages.success(request, "The figure is kept. Authors can pick it.")
        return reverse("reports:context-list")

    return Writing(
        form=form,
        name="add a context figure",
        work=work,
        title="Add a context figure",
        button="Save the figure",
        breadcrumbs=_home(),
        intro=[
            "A figure that no record here gives, as its source prints it. Documents print it with that source."
        ],
    ).answer(request)


@_GET_OR_POST
def context_change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was entered wrongly. What stood before is kept as history."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    figures = ContextFigure.objects.visible_to(person(request)).filter(authority=authority)
    figure = get_object_or_404(figures.select_related("authority"), public_id=public_id)
    form = ContextForm(
        request.POST if request.method == "POST" else None, initial=of_context(figure), unit=figure.unit
    )

    def work() -> str:
        change_context_figure(
            figure=figure,
            kept=Kept(**form.cleaned_data),
            version=version_sent(request, now=figure.version),
            by=person(request),
        )
        messages.success(request, "The figure is corrected. Published editions stay as they are.")
        return reverse("reports:context-list")

    return Writing(
        form=form,
        name=f"change context figure {figure.public_id}",
        work=work,
        title="Correct a context figure",
        caption=figure.name,
        button="Save the figure",
        breadcrumbs=_home(),
        version=figure.version,
        standing=context_in_words,
        intro=["Correct what was entered wrongly. Add a figure of the same name for another date instead."],
    ).answer(request)
