"""The list of differences with the case system, and settling them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.once import NotThisForm, key_from, once
from sufficiency.core.periods import year_to
from sufficiency.core.safe_csv import csv_lines
from sufficiency.core.sign_in import fresh
from sufficiency.exchange.models import LiveConflict, Return
from sufficiency.exchange.nightly.expecting import missing_tonight
from sufficiency.exchange.presenters import words as load_words
from sufficiency.exchange.reconciliation import settling, words
from sufficiency.exchange.reconciliation.differences import Narrowed, State, counts, differences_of
from sufficiency.exchange.reconciliation.forms import DifferenceFilter, SettleForm
from sufficiency.exchange.reconciliation.late_entries import late_entries
from sufficiency.exchange.reconciliation.tables import CSV_HEADER, DifferenceTable, csv_rows
from sufficiency.indicators.formatting import number
from sufficiency.indicators.wording import in_words

_SHOWN = 10


@require_safe
def difference_list(request: HttpRequest) -> HttpResponse:
    """What is in theirs and not in ours, in ours and not in theirs, and what differs."""
    authority = authority_open_to(request, Action.RECONCILE)
    form = DifferenceFilter(request.GET or None)
    narrowed = form.narrowed()
    found = narrowed.of(differences_of(authority, user=request.user))
    table = DifferenceTable(found, choosable=narrowed.state is not State.SETTLED)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    _seen(request, "differences", [row.record for row in table.page.object_list], authority)
    told = counts(authority, user=request.user)
    shown = table.page.paginator.count
    today = timezone.localdate()
    return render(
        request,
        "exchange/difference_list.html",
        {
            "page_title": "Reconciliation",
            "page_source": _source(authority),
            "tiles": [_tile(kind, told.by_kind[kind]) for kind in LiveConflict.Kind],
            "filter_form": form,
            "clear_href": reverse("reconciliation:difference-list"),
            "table": table,
            "count": load_words.counted(shown, "difference"),
            "is_empty": not shown,
            "is_loaded": Return.objects.filter(authority=authority, is_current=True).exists(),
            "is_narrowed": narrowed != Narrowed(),
            "is_open": narrowed.state is not State.SETTLED,
            "asked": told.asked,
            "settled": told.settled,
            "not_openable": load_words.counted(told.not_openable, "difference") if told.not_openable else "",
            "all_alike": _all_alike(narrowed, shown),
            "csv_href": f"{reverse('reconciliation:difference-csv')}?{request.GET.urlencode()}",
            "late": _late(authority, today),
            "missing": missing_tonight(authority, now=timezone.now()),
            "may_keep_owners": may(request.user, Action.KEEP_FIELD_OWNERS, authority),
            "may_see_returns": may(request.user, Action.SEE_RETURNS, authority),
        },
    )


def _seen(request: HttpRequest, what: str, found: Iterable[LiveConflict], authority: Authority) -> None:
    """Write down whose records the page tells of, before it does."""
    children = {one.child_id: one.child for one in found if one.child}
    access_log.shown(request, what, children.values(), authority=authority)


def _source(authority: Authority) -> str:
    latest = Return.objects.filter(authority=authority, is_current=True).order_by("-as_at").first()
    if latest is None:
        return "No return and no extract is loaded, so there is nothing to compare with."
    name = load_words.return_name(latest)
    return f"What is held here beside the case system, as the {name[0].lower()}{name[1:]} has it."


def _tile(kind: LiveConflict.Kind, count: int) -> dict[str, Any]:
    return {
        "title": kind.label,
        "value": number(count),
        "period": "to settle",
        "href": f"{reverse('reconciliation:difference-list')}?{urlencode({'kind': kind.value})}",
    }


def _all_alike(narrowed: Narrowed, count: int) -> dict[str, str] | None:
    """Where all differences of one kind can be settled together."""
    if (
        count < 2
        or narrowed.state is State.SETTLED
        or not (narrowed.kind and narrowed.group and narrowed.field)
    ):
        return None
    query = urlencode({"all": "1", **_query(narrowed)})
    return {
        "href": f"{reverse('reconciliation:settle')}?{query}",
        "text": f"Settle all {number(count)} of this kind",
    }


def _query(narrowed: Narrowed) -> dict[str, str]:
    return {
        "state": narrowed.state.value,
        "kind": narrowed.kind,
        "group": narrowed.group,
        "field": narrowed.field,
    }


def _late(authority: Authority, today: Any) -> str:
    window = year_to(today)
    told = late_entries(authority, first=window.start, last=window.end)
    if not told.entered:
        return f"No placement that began since {in_words(window.start)} was entered here by hand."
    return (
        f"Of {load_words.counted(told.entered, 'placement')} entered here by hand that began since "
        f"{in_words(window.start)}, {number(told.late)} {'was' if told.late == 1 else 'were'} entered more than five "
        "working days after they began (Monday to Friday; bank holidays are not taken into account)."
    )


@require_safe
def difference_csv(request: HttpRequest) -> HttpResponseBase:
    """Exactly what the list shows, all pages of it."""
    authority = authority_open_to(request, Action.RECONCILE)
    found = DifferenceFilter(request.GET or None).narrowed().of(differences_of(authority, user=request.user))
    if again := fresh.asked_again(request, file=True):
        return again
    access_log.exported(request, "differences", on=authority, authority=authority, rows=found.count())
    lines = csv_lines(CSV_HEADER, csv_rows(found.iterator(2000)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="differences-{authority.gss_code}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: HttpRequest) -> HttpResponse:
    """One difference, those chosen, or all of one kind."""
    authority = authority_open_to(request, Action.RECONCILE)
    sent = request.POST if request.method == "POST" else request.GET
    narrowed = DifferenceFilter(sent).narrowed() if sent.get("all") else None
    mine = differences_of(authority, user=request.user).exclude(choice=LiveConflict.Choice.OURS)
    found = narrowed.of(mine) if narrowed else mine.filter(public_id__in=_ids(sent.getlist("id")))
    count = found.count()
    if request.method != "POST":
        if not count:
            messages.info(request, "Choose at least one difference that is still to settle.")
            return redirect("reconciliation:difference-list")
        return _settle_page(request, authority, SettleForm(), found, count, narrowed)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _settle_page(request, authority, form, found, count, narrowed, status=400)
    ids = list(found.values_list("public_id", flat=True)) if narrowed else _ids(sent.getlist("id"))

    def work() -> str:
        if narrowed and str(len(ids)) != request.POST.get("count"):
            raise settling.CannotSettle(
                f"There are now {number(len(ids))} differences of this kind, not as many as the page said. "
                "Look at them again before you settle them all."
            )
        done = _carry_out(form, authority, ids, request)
        messages.success(
            request, f"{load_words.counted(done, 'difference')} {_DONE[form.cleaned_data['how']]}."
        )
        return reverse("reconciliation:difference-list")

    try:
        address = once(key_from(request.POST.get("key", "")), by=request.user, action="settle", work=work)  # type: ignore[arg-type]
    except (settling.CannotSettle, NotThisForm) as refusal:
        return _settle_page(
            request, authority, form, found, count, narrowed, refusal=str(refusal), status=409
        )
    return redirect(address)


_DONE = {"theirs": "taken from the case system", "ours": "kept as held here", "ask": "marked as asked"}


def _carry_out(form: SettleForm, authority: Authority, ids: list[uuid.UUID], request: HttpRequest) -> int:
    by: Any = request.user
    how = form.cleaned_data["how"]
    if how == LiveConflict.Choice.THEIRS:
        return settling.take_theirs(authority=authority, ids=ids, by=by)
    if how == LiveConflict.Choice.OURS:
        return settling.keep_ours(authority=authority, ids=ids, reason=form.cleaned_data["reason"], by=by)
    return settling.ask_the_worker(authority=authority, ids=ids, on=timezone.localdate(), by=by)


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _settle_page(
    request: HttpRequest,
    authority: Authority,
    form: SettleForm,
    found: Any,
    count: int,
    narrowed: Narrowed | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    told = list(found[:_SHOWN])
    _seen(request, "differences to settle", told, authority)
    rows = [
        {"cells": [str(one.child), words.what(one), words.value(one, one.ours), words.value(one, one.theirs)]}
        for one in told
    ]
    return render(
        request,
        "exchange/difference_settle.html",
        {
            "page_title": "Settle a difference"
            if count == 1
            else f"Settle {load_words.counted(count, 'difference')}",
            "breadcrumbs": [{"text": "Reconciliation", "href": reverse("reconciliation:difference-list")}],
            "form": form,
            "errors": [{"text": refusal, "href": "#id_how_1"}] if refusal else [],
            "refusal": refusal,
            "table": {
                "caption": "What differs",
                "hide_caption": True,
                "columns": [
                    {"text": "Child"},
                    {"text": "What"},
                    {"text": "Held here"},
                    {"text": "In the case system"},
                ],
                "rows": rows,
                "notes": [f"And {number(count - _SHOWN)} more."] if count > _SHOWN else [],
            },
            "one": told[0] if count == 1 and told else None,
            "since": in_words(told[0].of_return.as_at) if count == 1 and told else "",
            "ids": [] if narrowed else _ids(request.GET.getlist("id") or request.POST.getlist("id")),
            "narrowed": {"all": "1", "count": str(count), **_query(narrowed)} if narrowed else {},
            "key": uuid.uuid4(),
        },
        status=status,
    )
