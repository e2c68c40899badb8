"""Documents: the editions that were published, a new one, and each as it was frozen."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from reports.actions import NotReady, publish_edition
from reports.covered import covered
from reports.document import Document
from reports.editions import editions_of, pdf_of, table_of, tables_of
from reports.exports.csv import table_csv
from reports.exports.word import word
from reports.exports.workbook import workbook
from reports.forms import EditionForm, day_to_type
from reports.frozen import document_from
from reports.models import Draft, Edition
from reports.presenters import document_page, draft_page, edition_page, words
from reports.statement.gathering import NothingToPublish
from reports.tables import EditionTable
from reports.views.page import person
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.indicators.wording import in_words

_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{_OFFICE}.wordprocessingml.document"
SPREADSHEET = f"{_OFFICE}.spreadsheetml.sheet"


@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    """What was published, the newest first: to each reader what they may see."""
    authority = authority_open_to(request, Action.SEE_DOCUMENTS)
    editions = editions_of(authority, user=person(request))
    table = EditionTable(editions)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    number = editions.count()
    return render(
        request,
        "reports/edition_list.html",
        {
            "page_title": "Publish",
            "page_source": "An edition never changes once it is issued: figures and PDF are kept as printed.",
            "table": table,
            "count": words.records(number, "edition", "editions"),
            "is_empty": not number,
            "may_write": may(request.user, Action.WRITE_DOCUMENTS, authority),
            "drafts": [
                {"draft": one, "tag": draft_page.tag(one), "href": draft_page.address(one)}
                for one in Draft.objects.visible_to(person(request))
                .filter(authority=authority)
                .open()
                .select_related("begun_by")
            ],
            "may_see_figures": may(request.user, Action.SEE_FIGURES, authority),
            "may_choose": may(request.user, Action.APPROVE_DOCUMENTS, authority),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edition_new(request: HttpRequest) -> HttpResponse:
    """Make, print and freeze an edition. A form sent twice makes one."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    today = timezone.localdate()
    days = covered(authority, today=today)
    exact = may(request.user, Action.SEE_FIGURES, authority)
    form = EditionForm(
        request.POST or None,
        today=today,
        exact=exact,
        initial={"as_at": day_to_type(days.latest), "audience": Edition.Audience.PUBLIC},
    )
    if request.method == "POST" and form.is_valid():

        def work() -> str:
            edition = publish_edition(
                authority=authority,
                kind=Edition.Kind.STATEMENT,
                as_at=form.cleaned_data["as_at"],
                audience=form.cleaned_data["audience"],
                by=person(request),
            )
            return edition_page.address(edition)

        try:
            key = key_from(request.POST.get("key", ""))
            return redirect(once(key, by=person(request), action="publish an edition", work=work))
        except (NothingToPublish, NotReady) as nothing:
            form.add_error("as_at", str(nothing))
        except NotThisForm as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "reports/edition_new.html",
        {
            "page_title": "Publish a sufficiency statement",
            "form": form,
            "key": uuid4(),
            "is_empty": days.is_empty,
            "back_link": {"href": reverse("reports:edition-list"), "text": "Publish"},
        },
    )


@require_safe
def edition_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An edition: who made it when, what it takes the place of, its PDF, its tables as printed."""
    edition = edition_open_to(request, public_id)
    visible = Edition.objects.visible_to(person(request)).without_bytes()
    after = visible.filter(supersedes=edition).first()
    before = visible.filter(superseded_by=edition).first()
    is_superseded = Edition.objects.filter(supersedes=edition).exists()
    may_write = may(request.user, Action.WRITE_DOCUMENTS, edition.authority)
    return render(
        request,
        "reports/edition_detail.html",
        {
            "page_title": edition.title,
            "page_caption": f"Edition {edition.number}, {edition.get_kind_display().lower()}",
            "breadcrumbs": [{"text": "Publish", "href": reverse("reports:edition-list")}],
            "edition": edition,
            "tag": edition_page.tag(is_superseded=is_superseded),
            "facts": edition_page.facts(edition, before=before, after=after),
            "after": after and {"text": str(after), "href": edition_page.address(after)},
            "tables": [edition_page.table(one, edition=edition) for one in tables_of(edition)],
            # One made by an older version is kept as its PDF and its tables.
            "is_kept_whole": bool(edition.content),
            "has_exempt": bool(edition.exempt_pdf) and _sees_exempt(request, edition),
            "may_correct": may_write and not is_superseded,
            "corrections": [
                {"text": str(one), "href": draft_page.address(one)}
                for one in Draft.objects.visible_to(person(request)).open().filter(follows=edition)
            ],
        },
    )


@require_safe
def edition_pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The PDF, byte for byte as issued."""
    edition = edition_open_to(request, public_id)
    return _file(pdf_of(edition), "application/pdf", f"{edition_page.file_name(edition)}.pdf")


@require_safe
def edition_exempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is exempt from publication, byte for byte as issued; to others it is not there."""
    edition = edition_open_to(request, public_id)
    if not edition.exempt_pdf or not _sees_exempt(request, edition):
        raise Http404("The edition has no exempt part.")
    return _file(
        bytes(edition.exempt_pdf), "application/pdf", f"{edition_page.file_name(edition)}-exempt.pdf"
    )


def _sees_exempt(request: HttpRequest, edition: Edition) -> bool:
    """Who writes documents, and who may see exact figures."""
    return any(
        may(request.user, action, edition.authority)
        for action in (Action.WRITE_DOCUMENTS, Action.SEE_FIGURES)
    )


@require_safe
def edition_html(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole document as a page, for whoever reads it on a screen or has it read aloud."""
    edition = edition_open_to(request, public_id)
    return render(
        request,
        "reports/edition_html.html",
        {
            "edition": edition,
            "page_title": edition.title,
            "page_caption": f"Edition {edition.number}, as at {in_words(edition.as_at)}",
            "breadcrumbs": [
                {"text": "Publish", "href": reverse("reports:edition-list")},
                {"text": f"Edition {edition.number}", "href": edition_page.address(edition)},
            ],
            **document_page.page(document_of(edition), edition=edition),
        },
    )


@require_safe
def edition_word(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole document as a Word file, for the clerk of a committee."""
    edition = edition_open_to(request, public_id)
    content = word(
        document_of(edition), edition=f"Edition {edition.number}", made_at=timezone.localtime(edition.made_at)
    )
    return _file(content, WORD, f"{edition_page.file_name(edition)}.docx")


@require_safe
def edition_workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every table of the edition as a spreadsheet."""
    edition = edition_open_to(request, public_id)
    content = workbook(
        tables_of(edition),
        title=edition.title,
        council=edition.authority.name,
        made_at=edition.made_at,
    )
    return _file(content, SPREADSHEET, f"{edition_page.file_name(edition)}-tables.xlsx")


@require_safe
def edition_table_csv(request: HttpRequest, public_id: UUID, identifier: str) -> HttpResponse:
    """One table of an edition as it is printed."""
    edition = edition_open_to(request, public_id)
    table = table_of(edition, identifier)
    if table is None:
        raise Http404(f"The edition has no table called '{identifier}'.")
    response = HttpResponse(table_csv(table), content_type="text/csv; charset=utf-8")
    name = f"{edition_page.file_name(edition)}-{identifier}"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def document_of(edition: Edition) -> Document:
    """The document as it was frozen; 404 for an edition older than the keeping of it."""
    if not edition.content:
        raise Http404("This edition was made before documents were kept whole. Read its PDF.")
    return document_from(edition.content)


def edition_open_to(request: HttpRequest, public_id: UUID) -> Edition:
    """One that the person may see in the authority they work in, else 404."""
    authority = authority_open_to(request, Action.SEE_DOCUMENTS)
    editions = Edition.objects.visible_to(person(request)).filter(authority=authority)
    return get_object_or_404(editions.select_related("made_by", "authority", "template"), public_id=public_id)
