"""Who leaves when: the twelve months ahead, the list behind each number, and the forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from placements.day_of_records import day_of_records
from placements.expected.actions import record_known_change, withdraw_known_change
from placements.expected.forms import KnownChangeForm, WithdrawForm
from placements.expected.known_changes import EIGHTEENTH_BIRTHDAY, Change
from placements.expected.outlook import Outlook, count, outlook
from placements.models import Child, KnownChange
from placements.models.expected import ChangeKind, Direction, HowSure
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, User
from sufficiency.core.periods import age_on
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.writing import Writing, day_in_words, day_to_type, version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
_WORDS = {"leaving": "known to be leaving", "turning-18": "turning 18", "arriving": "known to be coming"}


def _today(authority: Authority) -> date:
    return day_of_records(authority, today=timezone.localdate())


def _home() -> list[dict[str, str]]:
    return [{"text": "Who leaves when", "href": reverse("expected:who-leaves-when")}]


def _parts(month: Any) -> dict[str, Sequence[Change]]:
    return {"leaving": month.leaving, "turning-18": month.turning_18, "arriving": month.arriving}


@require_safe
def who_leaves_when(request: HttpRequest) -> HttpResponse:
    """By month: leavings, 18th birthdays, arrivals, and the total at face value; `format=csv` is the same table."""
    authority = authority_open_to(request, Action.SEE_CHILDREN)
    ahead = outlook(authority, _today(authority))
    if request.GET.get("format") == "csv":
        access_log.exported(request, "who leaves when", on=authority, authority=authority, rows=12)
        return _csv(ahead, authority)
    may_keep = may(request.user, Action.KEEP_KNOWN_CHANGES, authority)
    rows = [
        {
            "month": f"{month.first:%B %Y}",
            "cells": [
                {
                    "number": count(changes),
                    "href": reverse("expected:month", args=[f"{month.first:%Y-%m}", part]),
                    "words": f"{_WORDS[part]} in {month.first:%B %Y}",
                }
                for part, changes in _parts(month).items()
            ],
            "sure": _how_sure([*month.leaving, *month.arriving]),
            "total": month.total,
        }
        for month in ahead.months
    ]
    known = [change for month in ahead.months for changes in _parts(month).values() for change in changes]
    return render(
        request,
        "expected/who_leaves_when.html",
        {
            "page_title": f"Who leaves when, from {day_in_words(ahead.as_at)}",
            "page_source": f"What is on record on {day_in_words(ahead.as_at)}, each at its face value: no forecast. "
            "18th birthdays follow from dates of birth.",
            "ahead": ahead,
            "rows": rows,
            "last": rows[-1],
            "leaving": sum(count(month.leaving) for month in ahead.months),
            "turning_18": sum(count(month.turning_18) for month in ahead.months),
            "arriving": sum(count(month.arriving) for month in ahead.months),
            "late": count(ahead.late),
            "nothing_said": not any(change.kind != EIGHTEENTH_BIRTHDAY for change in known),
            "may_keep": may_keep,
        },
    )


def _how_sure(changes: Iterable[Change]) -> str:
    """'2 firm, 1 possible'; blank where nothing is known but birthdays."""
    changes = list(changes)
    parts = [
        (sum(change.number for change in changes if change.how_sure == sure), sure.label.lower())
        for sure in HowSure
    ]
    return ", ".join(f"{number} {words}" for number, words in parts if number)


def _csv(ahead: Outlook, authority: Authority) -> HttpResponse:
    header = (
        "Month",
        "Known to be leaving",
        "Turning 18",
        "Known to be coming",
        "How sure",
        "Total at face value",
    )
    rows = [
        (
            f"{month.first:%Y-%m}",
            count(month.leaving),
            count(month.turning_18),
            count(month.arriving),
            _how_sure([*month.leaving, *month.arriving]),
            month.total,
        )
        for month in ahead.months
    ]
    return csv_file(header, rows, name=f"who-leaves-when-{authority.gss_code}-{ahead.as_at.isoformat()}")


@require_safe
def month_list(request: HttpRequest, month: str, part: str) -> HttpResponse:
    """Who stands behind a number: as many as it says; those who may not be opened as a number."""
    authority = authority_open_to(request, Action.SEE_CHILDREN)
    ahead = outlook(authority, _today(authority))
    found = next((one for one in ahead.months if f"{one.first:%Y-%m}" == month), None)
    if found is None or part not in _WORDS:
        raise Http404("There is no such month here.")
    title = f"{_WORDS[part].capitalize()} in {found.first:%B %Y}"
    return _list(request, authority, ahead.as_at, _parts(found)[part], title)


@require_safe
def late_list(request: HttpRequest) -> HttpResponse:
    """Expected by now, and not happened."""
    authority = authority_open_to(request, Action.SEE_CHILDREN)
    as_at = _today(authority)
    return _list(
        request, authority, as_at, outlook(authority, as_at).late, "Expected by now, and not happened"
    )


def _list(
    request: HttpRequest, authority: Authority, as_at: date, changes: Sequence[Change], title: str
) -> HttpResponse:
    children = {
        child.pk: child
        for child in Child.objects.visible_to(request.user).filter(
            authority=authority, pk__in=[change.child_id for change in changes if change.child_id]
        )
    }
    records = {
        one.pk: one
        for one in KnownChange.objects.visible_to(request.user)
        .filter(pk__in=[change.record_id for change in changes if change.record_id])
        .select_related("entered_by")
    }
    seen = [change for change in changes if change.child_id is None or change.child_id in children]
    closed = len(changes) - len(seen)
    access_log.shown(request, "list of who leaves when", [*children.values()], authority=authority)
    return render(
        request,
        "expected/list.html",
        {
            "page_title": title,
            "page_source": f"As on record on {day_in_words(as_at)}.",
            "breadcrumbs": _home(),
            "number": count(changes),
            "closed": closed,
            "rows": [
                _row(change, children.get(change.child_id or 0), records.get(change.record_id or 0), as_at)
                for change in seen
            ],
            "may_keep": may(request.user, Action.KEEP_KNOWN_CHANGES, authority),
        },
    )


def _row(change: Change, child: Child | None, record: KnownChange | None, as_at: date) -> dict[str, Any]:
    if child:
        full = f"{child.first_name} {child.last_name}".strip()
        who = full or (f"Child {child.number}" if child.number else "Child without a number")
        age = str(age_on(child.date_of_birth, as_at))
    else:
        who = "1 child, no name" if change.number == 1 else f"{change.number} children, no names"
        age = ""
    birthday = change.kind == EIGHTEENTH_BIRTHDAY
    return {
        "who": who,
        "age": age,
        "what": "18th birthday" if birthday else ChangeKind(change.kind).label,
        "when": day_in_words(change.day) if change.day else f"{change.month:%B %Y}",
        "sure": HowSure(change.how_sure).label,
        "source": "Date of birth"
        if birthday or record is None
        else f"{record.get_said_in_display()}: {record.said_by}, {day_in_words(record.said_on)}",
        "withdraw": reverse("expected:withdraw", args=[record.public_id]) if record else "",
    }


@_GET_OR_POST
def known_change_new(request: HttpRequest, direction: str) -> HttpResponse:
    """Say who is expected to leave or come in. The child is found by name or number, among those that may be opened."""
    authority = authority_open_to(request, Action.KEEP_KNOWN_CHANGES)
    today = _today(authority)
    leaving = direction == Direction.LEAVING
    form = KnownChangeForm(
        request.POST if request.method == "POST" else None,
        direction=direction,
        children=Child.objects.visible_to(request.user).filter(authority=authority),
        initial={"said_on": day_to_type(today)},
    )

    def work() -> str:
        given = dict(form.cleaned_data)
        month, day = given.pop("when")
        given.pop("which", None)
        record_known_change(
            authority=authority,
            direction=direction,
            number=given.pop("number", None) or 1,
            month=month,
            day=day,
            today=today,
            by=cast(User, request.user),
            **given,
        )
        messages.success(request, "It is on record, and counted below.")
        return reverse("expected:who-leaves-when")

    return Writing(
        form=form,
        name=f"record {direction}",
        work=work,
        title="Add an expected leaving" if leaving else "Add an expected arrival",
        button="Save",
        breadcrumbs=_home(),
        intro=["18th birthdays are counted by themselves."] if leaving else [],
    ).answer(request)


@_GET_OR_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back what was said."""
    authority = authority_open_to(request, Action.KEEP_KNOWN_CHANGES)
    change = get_object_or_404(
        KnownChange.objects.visible_to(request.user).filter(authority=authority).select_related("authority"),
        public_id=public_id,
    )
    today = _today(authority)
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def work() -> str:
        withdraw_known_change(
            change=change,
            version=version_sent(request, now=change.version),
            today=today,
            by=cast(User, request.user),
            **form.cleaned_data,
        )
        messages.success(request, "It no longer counts. It stays on record.")
        return reverse("expected:who-leaves-when")

    return Writing(
        form=form,
        name=f"withdraw {change.public_id}",
        work=work,
        title="Withdraw what was expected",
        button="Withdraw",
        breadcrumbs=_home(),
        version=change.version,
        standing=lambda _: {
            "why": KnownChange.objects.get(pk=change.pk).get_why_withdrawn_display() or "Not withdrawn"
        },
        intro=[f"{change}. Said by {change.said_by} on {day_in_words(change.said_on)}."],
    ).answer(request)
