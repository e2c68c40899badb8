"""The search from the head of every page, and what it found."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sufficiency.core import access_log
from sufficiency.core.current import current_authority
from sufficiency.core.models import User
from sufficiency.core.search import kept
from sufficiency.core.search.kinds import Kind, found, kinds_for
from sufficiency.core.work import Asked, powers


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Records that the person may open and that fit what they typed; one alone is opened at once."""
    asked = Asked(cast(User, request.user), current_authority(request), timezone.localdate())
    kinds = kinds_for(powers(asked.user, asked.authority, today=asked.day))
    if not kinds:
        raise PermissionDenied(
            f"Your role in {asked.authority} opens no records, so there is nothing to search. "
            "Ask your system administrator if you need it."
        )
    return _search(request, kinds, asked) if request.method == "POST" else _results(request, kinds, asked)


def _search(request: HttpRequest, kinds: list[Kind], asked: Asked) -> HttpResponse:
    text = kept.typed(request)
    hits = found(kinds, text, asked)
    if text:
        number = sum(one.number for one in hits)
        access_log.searched(request, "everywhere", text, hits=number, authority=asked.authority)
        if number == 1:
            kept.keep(request, kept.EVERYWHERE, "")
            return redirect(hits[0].hits[0].href)
    kept.keep(request, kept.EVERYWHERE, text)
    return redirect("search")


def _results(request: HttpRequest, kinds: list[Kind], asked: Asked) -> HttpResponse:
    text = kept.searched(request, kept.EVERYWHERE)
    hits = found(kinds, text, asked)
    for one in hits:
        access_log.shown(
            request, f"{one.kind.many} found by a search", one.records, authority=asked.authority
        )
    return render(
        request,
        "core/search.html",
        {
            "page_title": "Search",
            "page_source": "Only what you may open.",
            "searched_everywhere": text,
            "found": hits,
        },
    )
