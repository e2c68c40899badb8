"""Bringing files in: read at once, refused in words or taken to the load's own page."""

from __future__ import annotations

import logging
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from sufficiency.core.access import Action
from sufficiency.core.current import authority_open_to
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.exchange.actions import receive
from sufficiency.exchange.forms import UploadForm
from sufficiency.exchange.models import Import
from sufficiency.exchange.ssda903 import ReturnRefused
from sufficiency.exchange.uploading import ReturnUploadHandler, uploads_of
from sufficiency.exchange.views.page import person

logger = logging.getLogger(__name__)

_NO_FILES = "Choose the files of a return: Episodes and Header at least, or a zip or folder that holds them"

_HINT = (
    "CSV, XML or zip files, whatever their names: tables are known by their columns. Episodes and Header are needed; "
    "each folder is one return, so several years can be sent at once."
)


# How files are taken in must be settled before the form is read, and the check of the form's token reads it:
# so that check is done below, by `_upload`.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_load(request: HttpRequest) -> HttpResponse:
    """The form for files, and what becomes of them."""
    authority_open_to(request, Action.LOAD_RETURNS)
    handler = ReturnUploadHandler(request)
    request.upload_handlers = [handler]
    try:
        return _upload(request, handler)
    except TooManyFilesSent:
        return _page(
            request, _form(), "More files were sent than belong to any return. Put them in one zip file."
        )
    except (TooManyFieldsSent, RequestDataTooBig, MultiPartParserError):
        return _page(request, _form(), "The files did not arrive as they were sent. Choose them again.")


@csrf_protect
def _upload(request: HttpRequest, handler: ReturnUploadHandler) -> HttpResponse:
    if request.method != "POST":
        return _page(request, _form())
    form = UploadForm(request.POST, today=timezone.localdate())
    if handler.refusal:
        return _page(request, form, handler.refusal)
    files = request.FILES.getlist("files")
    if not files or not form.is_valid():
        return _page(request, form, "" if files else _NO_FILES, status=400)

    def work() -> str:
        batch = _receive(request, form, files)
        return reverse("exchange:import-detail", args=[batch.public_id])

    try:
        key = key_from(request.POST.get("key", ""))
        return redirect(once(key, by=person(request), action="bring in a return", work=work))
    except (ReturnRefused, NotThisForm) as refusal:
        return _page(request, form, str(refusal))
    finally:
        for file in files:
            file.close()


def _receive(request: HttpRequest, form: UploadForm, files: list) -> Import:
    try:
        return receive(
            authority=authority_open_to(request, Action.LOAD_RETURNS),
            uploads=uploads_of(files, request.POST.get("paths", "")),
            by=request.user,  # type: ignore[arg-type]
            year=form.cleaned_data["year"],
            as_at=form.cleaned_data["as_at"],
        )
    except ReturnRefused:
        raise
    except Exception as fault:
        # The fault's own text may quote the file, so only its kind is logged.
        logger.error("A return could not be read: %s", type(fault).__name__)
        raise ReturnRefused(
            f"{files[0].name} could not be read, for a reason that this program did not foresee. Nothing was loaded. "
            "Export it again from your case system; if that does not help, tell whoever runs this service."
        ) from None


def _form() -> UploadForm:
    return UploadForm(today=timezone.localdate())


def _page(request: HttpRequest, form: UploadForm, refusal: str = "", *, status: int = 0) -> HttpResponse:
    return render(
        request,
        "exchange/import_load.html",
        {
            "page_title": "Load a return",
            "breadcrumbs": [{"text": "Returns", "href": reverse("exchange:import-list")}],
            "form": form,
            "refusal": refusal,
            "key": uuid4(),
            "hint": _HINT,
            "is_open": bool(form.errors or any(form.data.get(name) for name in form.fields)),
            "errors": [{"text": refusal, "href": "#id_files"}] if refusal else [],
        },
        status=status or (400 if refusal else 200),
    )
