"""Reviews that are due, checks that run out, and recording both."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from carers.actions import record_check, record_review
from carers.forms import CheckForm, ReviewForm, day_to_type
from carers.models import Check, Household, HouseholdReview
from carers.querysets import CheckQuerySet, ReviewQuerySet
from carers.tables import CheckTable, ReviewTable
from carers.views.page import household_open_to, read_only, to_the_homes, writing
from carers.words import counted, in_words
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority
from sufficiency.core.paging import CountedWithItsRows
from sufficiency.core.writing import version_sent

_GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
# How far ahead the lists look.
_AHEAD = timedelta(days=90)


def reviews_due(request: HttpRequest, authority: Authority, *, today: date) -> ReviewQuerySet:
    """Reviews of approved households due within the 90 days, and those that should have been held."""
    reviews = HouseholdReview.objects.visible_to(request.user).filter(household__authority=authority)
    return reviews.of_approved_on(today).due_by(today + _AHEAD)


def checks_expiring(request: HttpRequest, authority: Authority, *, today: date) -> CheckQuerySet:
    """Checks of approved households that ran out or will within the 90 days."""
    checks = Check.objects.visible_to(request.user).filter(household__authority=authority)
    return checks.of_approved_on(today).expiring_by(today + _AHEAD)


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """Reviews of approval due in the next 90 days, and those that should have been held."""
    authority = authority_open_to(request, Action.SEE_HOMES)
    today = timezone.localdate()
    due = reviews_due(request, authority, today=today)
    table = ReviewTable(
        due.select_related("household__supervising_worker").prefetch_related("household__carers"),
        day=today,
        may_keep=may(request.user, Action.KEEP_CARER_RECORDS, authority),
    )
    RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, "per_page": 25}).configure(table)
    rows = [row.record for row in table.paginated_rows]
    access_log.shown(request, "reviews due", rows, authority=authority)
    overdue = due.filter(due_on__lt=today).count()
    number = table.page.paginator.count
    return render(
        request,
        "carers/due_list.html",
        {
            "page_title": "Reviews due",
            "page_source": f"Until {in_words(today + _AHEAD)}. A review is held within a year of approval, and then "
            "at least once a year.",
            "breadcrumbs": to_the_homes(),
            "table": table,
            "count": counted(number, "review"),
            "late": f"{overdue:,} of them overdue" if overdue else "none overdue",
            "is_empty": not number,
            "empty_title": "No review is due in the next 90 days",
            "empty_text": "A review appears here 90 days before the day on which it is due.",
        },
    )


@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """Checks that have run out or will in 90 days: the latest of each kind."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    today = timezone.localdate()
    expiring = checks_expiring(request, authority, today=today)
    table = CheckTable(
        expiring.select_related("household", "carer").prefetch_related("household__carers"), day=today
    )
    RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, "per_page": 25}).configure(table)
    rows = [row.record for row in table.paginated_rows]
    access_log.shown(request, "checks expiring", rows, authority=authority)
    number = table.page.paginator.count
    out = expiring.filter(expires_on__lte=today).count()
    return render(
        request,
        "carers/due_list.html",
        {
            "page_title": "Expiring in 90 days",
            "page_source": f"Checks that have run out, or will by {in_words(today + _AHEAD)}.",
            "breadcrumbs": to_the_homes(),
            "table": table,
            "count": counted(number, "check"),
            "late": f"{out:,} of them ran out" if out else "none ran out yet",
            "is_empty": not number,
            "empty_title": "No check runs out in the next 90 days",
            "empty_text": "A check appears here 90 days before it runs out. Record checks on a household's page.",
        },
    )


@_GET_OR_POST
def review_record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record that a review was held, and what was decided."""
    authority = authority_open_to(request, Action.KEEP_CARER_RECORDS)
    reviews = HouseholdReview.objects.visible_to(request.user).filter(household__authority=authority)
    review = get_object_or_404(reviews.select_related("household__authority"), public_id=public_id)
    household, today = review.household, timezone.localdate()
    held = review.held_on is not None
    form = ReviewForm(
        request.POST or None,
        next_is_set=held,
        today=today,
        initial={
            "held_on": day_to_type(review.held_on or today),
            "panel_on": review.panel_on and day_to_type(review.panel_on),
            "decided_on": review.decided_on and day_to_type(review.decided_on),
            "outcome": review.outcome,
        },
    )

    def work() -> str:
        record_review(
            review=review,
            version=version_sent(request, now=review.version),
            by=request.user,  # type: ignore[arg-type]
            **form.cleaned_data,
        )
        messages.success(request, "The review is on record.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        record=review,
        form=form,
        name="record review",
        work=work,
        title="Record the review",
        button="Save review",
        about=household,
        version=review.version,
        standing=lambda now: {
            "held_on": _day(now.held_on),
            "panel_on": _day(now.panel_on),
            "outcome": now.get_outcome_display() or "not decided yet",
            "decided_on": _day(now.decided_on),
        },
        intro=[f"Due on {in_words(review.due_on)}."],
    ).answer(request)


@_GET_OR_POST
def check_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record a check; `renew` in the address names the one that it renews, so that only the days are asked."""
    household = household_open_to(request, Action.KEEP_CARER_RECORDS, public_id)
    before = _renewed(request, household)
    initial = {}
    if before is not None:
        initial = {"kind": before.kind, "of_whom": str(before.carer.public_id) if before.carer else "home"}
    form = CheckForm(request.POST or None, household=household, today=timezone.localdate(), initial=initial)

    def work() -> str:
        given = form.cleaned_data
        record_check(
            household=household,
            carer=form.carer(),
            kind=given["kind"],
            done_on=given["done_on"],
            expires_on=given["expires_on"],
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, "The check is on record.")
        return household.get_absolute_url()

    return writing(
        elsewhere=read_only(household.authority),
        form=form,
        name="record check",
        work=work,
        title="Record a check",
        button="Save check",
        about=household,
    ).answer(request)


def _renewed(request: HttpRequest, household: Household) -> Check | None:
    named = request.GET.get("renew")
    if not named:
        return None
    checks = Check.objects.visible_to(request.user).filter(household=household).select_related("carer")
    try:
        return checks.filter(public_id=named).first()
    except ValidationError:
        return None


def _day(day: object) -> str:
    return in_words(day) if day else "not given"  # type: ignore[arg-type]
