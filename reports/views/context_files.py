"""Context figures from a file: chosen, shown with all that it would do, then applied. Until then nothing is kept."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports import context_file as files
from reports.actions.context_files import FileNotAsShown, apply_context_file
from reports.models import ContextFigure
from reports.presenters import words
from reports.views.page import person
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.stale import StaleEdit
from sufficiency.core.uploaded_csv import (
    MOST_BYTES,
    TOO_LARGE,
    Sheet,
    UploadRefused,
    printable,
    read,
    text_of,
)

# The file travels with the page, signed, so that what is applied is what was shown and nothing is stored before.
_SALT = "reports.context_file"
_A_DAY = 24 * 60 * 60
# Rows shown of each list; the counts are of all.
_SHOWN = 200


def _home() -> list[dict[str, str]]:
    return [
        {"text": "Publish", "href": reverse("reports:edition-list")},
        {"text": "Context figures", "href": reverse("reports:context-list")},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def context_file(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would do."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    if request.method != "POST":
        return _choose(request)
    file = request.FILES.get("files")
    if file is None:
        return _choose(request, "Choose the file that holds the context figures")
    try:
        if (file.size or 0) > MOST_BYTES:
            raise UploadRefused(TOO_LARGE)
        text = text_of(file.read(), what=files.WANTED.what)
        sheet = read(printable(file.name or "the file"), text, files.WANTED)
    except UploadRefused as refusal:
        return _choose(request, str(refusal))
    return _preview(request, authority, sheet, text)


@require_POST
def context_file_apply(request: HttpRequest) -> HttpResponse:
    """Do what was shown; if what is kept changed meanwhile, show what the file would do now."""
    authority = authority_open_to(request, Action.WRITE_DOCUMENTS)
    try:
        sent = signing.loads(request.POST.get("file", ""), salt=_SALT, max_age=_A_DAY)
        sheet = read(sent["name"], sent["text"], files.WANTED)
        key = key_from(request.POST.get("key", ""))
    except (signing.BadSignature, UploadRefused, NotThisForm):
        return _choose(request, "That preview is not complete or is older than a day. Choose the file again.")

    def work() -> str:
        done = apply_context_file(
            authority=authority, sheet=sheet, fingerprint=request.POST.get("plan", ""), by=person(request)
        )
        added = words.records(len(done.new), "figure", "figures")
        messages.success(request, f"{added} added, {len(done.changes):,} changed.")
        return reverse("reports:context-list")

    try:
        return redirect(once(key, by=person(request), action="apply context figures file", work=work))
    except (FileNotAsShown, StaleEdit):
        return _preview(request, authority, sheet, sent["text"], changed=True)
    except NotThisForm as refusal:
        return _choose(request, str(refusal))


@require_safe
def context_file_empty(request: HttpRequest) -> HttpResponse:
    """The headings, and nothing under them."""
    authority_open_to(request, Action.WRITE_DOCUMENTS)
    return csv_file(files.NAMES, [], name="context-figures")


def _choose(request: HttpRequest, refusal: str = "") -> HttpResponse:
    return render(
        request,
        "reports/context_file.html",
        {
            "page_title": "Bring in context figures",
            "breadcrumbs": _home(),
            "refusal": refusal,
            "errors": [{"text": refusal, "href": "#id_files"}] if refusal else [],
            "columns": files.COLUMNS,
        },
        status=400 if refusal else 200,
    )


def _preview(
    request: HttpRequest, authority: Authority, sheet: Sheet, text: str, *, changed: bool = False
) -> HttpResponse:
    mine = ContextFigure.objects.visible_to(person(request)).filter(authority=authority)
    made = files.compared(sheet, mine)
    return render(
        request,
        "reports/context_file_preview.html",
        {
            "page_title": "What the file would do",
            "page_source": "Nothing is saved yet.",
            "breadcrumbs": [
                *_home(),
                {"text": "Bring in context figures", "href": reverse("reports:context-file")},
            ],
            "made": made,
            "found": _found(sheet, made),
            "new": made.new[:_SHOWN],
            "changes": made.changes[:_SHOWN],
            "faults": made.faults[:_SHOWN],
            "shown": _SHOWN,
            "changed": changed,
            "key": uuid4(),
            "file": signing.dumps({"name": sheet.name, "text": text}, salt=_SALT, compress=True),
        },
        status=409 if changed else 200,
    )


def _found(sheet: Sheet, made: files.Comparison) -> list[dict[str, str]]:
    return [
        {"key": "File", "value": sheet.name},
        {"key": "Rows", "value": f"{len(sheet.rows):,}"},
        {"key": "Columns not read", "value": ", ".join(sheet.not_understood) or "none"},
        {"key": "To add", "value": f"{len(made.new):,}"},
        {"key": "To change", "value": f"{len(made.changes):,}"},
        {"key": "On record already", "value": f"{made.unchanged:,}"},
        {"key": "Rows to mend", "value": f"{len({one.row for one in made.faults}):,}"},
    ]
