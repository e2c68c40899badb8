"""Where each figure of an edition came from, years later; and beginning a correction of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from reports import actions, provenance
from reports.filters import OriginFilter
from reports.forms_of_editions import CorrectionForm
from reports.models import DocumentTemplate, Edition
from reports.presenters import draft_page, edition_figures, edition_page, words
from reports.tables_of_editions import OriginTable
from reports.views.documents import document_of, edition_open_to
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.writing import Writing
from sufficiency.indicators.wording import in_words


@require_safe
def figures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every figure as printed: what it is, of which day, by which definition; for some, what is counted today."""
    edition = edition_open_to(request, public_id)
    today = timezone.localdate()
    origins = provenance.origins_of(edition, document_of(edition))
    compares = may(request.user, Action.SEE_FIGURES, edition.authority)
    if compares:
        origins = provenance.beside_today(origins, edition=edition, today=today)
    titles = edition_figures.titles(edition, origins)
    form = OriginFilter(request.GET or None, found=origins, titles=titles, compares=compares)
    chosen = form.chosen()
    table = OriginTable(edition_figures.rows(edition, chosen, titles), compares=compares)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    return render(
        request,
        "reports/edition_figures.html",
        {
            "page_title": f"Where the figures came from: {edition.title}",
            "page_caption": f"Edition {edition.number}, as at {in_words(edition.as_at)}",
            "page_source": edition_figures.source(edition, compares=compares, today=today),
            "breadcrumbs": _crumbs(edition),
            "table": table,
            "count": words.records(len(chosen), "figure", "figures"),
            "is_empty": not origins,
            "filter_form": form,
            "clear_href": request.path,
            "summary": edition_figures.summary(origins) if compares else [],
            "definition": edition_figures.definition(edition, form.of_figure),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A new document that takes the place of the edition and says what was wrong in it."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    edition, user = edition_open_to(request, public_id), person(request)
    forms = (
        []
        if edition.template
        else list(DocumentTemplate.objects.visible_to(user).in_use().of(authority).filter(kind=edition.kind))
    )
    form = CorrectionForm(request.POST if request.method == "POST" else None, templates=forms)

    def work() -> str:
        given = form.cleaned_data
        draft = actions.begin_draft(
            authority=authority,
            template=edition.template
            or next(one for one in forms if str(one.public_id) == given["template"]),
            as_at=edition.as_at,
            audience=edition.audience,
            follows=edition,
            erratum=given["erratum"],
            by=user,
        )
        messages.success(request, f"The correction of edition {edition.number} is begun.")
        return draft_page.address(draft)

    return Writing(
        form=form,
        name=f"correct edition {edition.public_id}",
        work=work,
        title="Begin a correction",
        caption=str(edition),
        button="Begin the correction",
        breadcrumbs=_crumbs(edition),
        intro=[
            "The edition stays as it was published. A new one of the same day takes its place, in the same words: put "
            "right what was wrong, then have it cleared as any other. Its figures are counted again."
        ],
        elsewhere=_why_not(edition),
    ).answer(request)


def _why_not(edition: Edition) -> str:
    after = Edition.objects.filter(supersedes=edition).without_bytes().first()
    if after is None:
        return ""
    return f"Edition {after.number} has taken the place of this one. Correct that edition instead."


def _crumbs(edition: Edition) -> list[dict[str, Any]]:
    return [
        {"text": "Publish", "href": reverse("reports:edition-list")},
        {"text": f"Edition {edition.number}", "href": edition_page.address(edition)},
    ]
