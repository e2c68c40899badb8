"""Carer records from a file: chosen, shown with all that it would do, then applied. Until then nothing is kept."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carers.actions.uploads import PlanChanged, apply_upload
from carers.uploads import reading
from carers.uploads.columns import COLUMNS, NAMES
from carers.uploads.plan import Plan, plan
from carers.uploads.reading import Sheet, UploadRefused
from carers.views.page import to_the_homes
from carers.words import counted
from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.stale import StaleEdit
from sufficiency.core.uploaded_csv import printable

# The file travels with the page, signed, so that what is applied is what was shown and nothing is stored before.
_SALT = "carers.upload"
_A_DAY = 24 * 60 * 60
# Rows shown of each list; the counts are of all.
_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def upload_new(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would do."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    if request.method != "POST":
        return _choose(request)
    file = request.FILES.get("files")
    if file is None:
        return _choose(request, "Choose the file that holds the carer records")
    try:
        if (file.size or 0) > reading.MOST_BYTES:
            raise UploadRefused(reading.TOO_LARGE)
        text = reading.text_of(file.read())
        sheet = reading.read(printable(file.name or "the file"), text)
    except UploadRefused as refusal:
        return _choose(request, str(refusal))
    return _preview(request, authority, sheet, text)


@require_POST
def upload_apply(request: HttpRequest) -> HttpResponse:
    """Do what was shown; if the register changed meanwhile, show what the file would do now."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    try:
        sent = signing.loads(request.POST.get("file", ""), salt=_SALT, max_age=_A_DAY)
        sheet = reading.read(sent["name"], sent["text"])
        key = key_from(request.POST.get("key", ""))
    except (signing.BadSignature, UploadRefused, NotThisForm):
        return _choose(request, "That preview is not complete or is older than a day. Choose the file again.")

    def work() -> str:
        done = apply_upload(
            authority=authority,
            sheet=sheet,
            fingerprint=request.POST.get("plan", ""),
            today=timezone.localdate(),
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(
            request, f"{counted(len(done.new), 'household')} added, {len(done.changes):,} changed."
        )
        return reverse("carers:household-list")

    try:
        return redirect(once(key, by=request.user, action="apply carer records file", work=work))  # type: ignore[arg-type]
    except (PlanChanged, StaleEdit):
        return _preview(request, authority, sheet, sent["text"], changed=True)
    except NotThisForm as refusal:
        return _choose(request, str(refusal))


@require_safe
def upload_template(request: HttpRequest) -> HttpResponse:
    """The headings, and nothing under them."""
    authority_open_to(request, Action.KEEP_CARER_RECORDS)
    return csv_file(NAMES, [], name="carer-records")


def _choose(request: HttpRequest, refusal: str = "") -> HttpResponse:
    return render(
        request,
        "carers/upload_new.html",
        {
            "page_title": "Bring in carer records",
            "breadcrumbs": to_the_homes(),
            "refusal": refusal,
            "errors": [{"text": refusal, "href": "#id_files"}] if refusal else [],
            "columns": COLUMNS,
        },
        status=400 if refusal else 200,
    )


def _preview(
    request: HttpRequest, authority: Authority, sheet: Sheet, text: str, *, changed: bool = False
) -> HttpResponse:
    made = plan(sheet, authority=authority, today=timezone.localdate())
    return render(
        request,
        "carers/upload_preview.html",
        {
            "page_title": "What the file would do",
            "page_source": "Nothing is saved yet.",
            "breadcrumbs": [
                *to_the_homes(),
                {"text": "Bring in carer records", "href": reverse("carers:upload-new")},
            ],
            "sheet": sheet,
            "plan": made,
            "found": _found(sheet, made),
            "new": made.new[:_SHOWN],
            "changes": made.changes[:_SHOWN],
            "set_aside": made.set_aside[:_SHOWN],
            "shown": _SHOWN,
            "changed": changed,
            "key": uuid4(),
            "file": signing.dumps({"name": sheet.name, "text": text}, salt=_SALT, compress=True),
        },
        status=409 if changed else 200,
    )


def _found(sheet: Sheet, made: Plan) -> list[dict[str, str]]:
    aside = len({one.row for one in made.set_aside})
    return [
        {"key": "File", "value": sheet.name},
        {"key": "Rows", "value": f"{len(sheet.rows):,}"},
        {"key": "Columns not read", "value": ", ".join(sheet.not_understood) or "none"},
        {"key": "To add", "value": f"{len(made.new):,}"},
        {"key": "To change", "value": f"{len(made.changes):,}"},
        {"key": "Unchanged", "value": f"{made.unchanged:,}"},
        {"key": "Set aside", "value": f"{aside:,}"},
    ]
