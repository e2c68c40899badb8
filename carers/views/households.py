"""Our own households: the list, its file, the page that asks for a long one, and each one's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from carers import presenters
from carers.filters import HouseholdFilter
from carers.models import Check, Household
from carers.places import PlacesOf, left_behind
from carers.querysets import HouseholdQuerySet
from carers.tables import HouseholdTable
from carers.views.oversight import checks_expiring, reviews_due
from carers.views.page import household_open_to, to_the_homes
from carers.words import counted, in_words
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.files import asking, taking
from sufficiency.core.files.lists import HOUSEHOLDS, Listed
from sufficiency.core.models import Authority


@require_safe
def household_list(request: HttpRequest, *, places_of: PlacesOf) -> HttpResponse:
    """Households approved today, or those chosen; `format=csv` is the same list as a file."""
    authority = authority_open_to(request, Action.SEE_HOMES)
    today = timezone.localdate()
    approved = taking.approval(request, HOUSEHOLDS, authority)
    households, chosen, table = _found(request, authority, today)
    if taking.is_asked_for(request):
        listed = _listed(request, authority, table, chosen, places_of=places_of)
        return taking.file_of(request, listed, approved=approved)
    RequestConfig(request, paginate={"per_page": 25, "silent": True}).configure(table)
    shown = [row.record for row in table.paginated_rows]
    table.told = places_of(shown, today)
    access_log.shown(request, "households list", shown, authority=authority)
    may_keep = may(request.user, Action.KEEP_CARER_RECORDS, authority)
    number = table.page.paginator.count
    return render(
        request,
        "carers/household_list.html",
        {
            "page_title": "Our own homes",
            "page_source": f"Households on record with {authority}, as at {in_words(today)}. Addresses are kept apart.",
            "table": table,
            "filter_form": chosen.form,
            "selected": chosen.chosen(),
            "clear_href": reverse("carers:household-list"),
            "csv": taking.link(request, HOUSEHOLDS, authority, number),
            "count": counted(number, "household"),
            "is_empty": not households.exists(),
            "may_keep": may_keep,
            "reviews_due": counted(reviews_due(request, authority, today=today).count(), "review"),
            "checks_expiring": counted(checks_expiring(request, authority, today=today).count(), "check"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def household_list_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a file of more households than leave at once."""
    authority = authority_open_to(request, Action.SEE_HOMES)
    _, chosen, table = _found(request, authority, timezone.localdate())
    return asking.answer(request, _listed(request, authority, table, chosen), breadcrumbs=to_the_homes())


def _found(
    request: HttpRequest, authority: Authority, today: date
) -> tuple[HouseholdQuerySet, HouseholdFilter, HouseholdTable]:
    """Every household on record, what the reader narrowed the list to, and those found."""
    households = Household.objects.visible_to(request.user).filter(authority=authority)
    chosen = HouseholdFilter(request.GET, queryset=households, today=today)
    return households, chosen, HouseholdTable(presenters.for_list(chosen.qs, day=today), day=today)


def _listed(
    request: HttpRequest,
    authority: Authority,
    table: HouseholdTable,
    chosen: HouseholdFilter,
    *,
    places_of: PlacesOf | None = None,
) -> Listed:
    """The list as a file has it, or to be asked for: what is free is needed for the first alone."""

    def fill(records: list[Household]) -> None:
        if places_of:
            table.told = places_of(records, table.day)

    RequestConfig(request, paginate=False).configure(table)
    return Listed(HOUSEHOLDS, authority, table.day, table, chosen.form, fill=fill)


@require_safe
def household_detail(
    request: HttpRequest,
    public_id: UUID,
    *,
    places_of: PlacesOf,
    children_there: Callable[[HttpRequest, Household, date], list[dict[str, str]]],
) -> HttpResponse:
    """What is free and why not, terms in words and over time, what is on hold, what is due, who said what is free.

    `children_there` gives links to those who live there and whose record the reader may open.
    """
    household = household_open_to(request, Action.SEE_HOMES, public_id)
    access_log.shown(request, "household page", [household])
    today = timezone.localdate()
    user, authority = request.user, household.authority
    ended = household.approved.upper is not None and household.approved.upper <= today
    may_keep = may(user, Action.KEEP_CARER_RECORDS, authority)
    may_place = not ended and may(user, Action.RECORD_PLACEMENTS, authority)
    places = places_of([household], today)[household.pk]
    carers = list(household.carers.all())
    terms = list(household.terms.order_by("-dates"))
    reviews = list(household.reviews.order_by("-due_on"))
    checks = list(
        Check.objects.visible_to(user).filter(household=household).that_count().select_related("carer")
    )
    return render(
        request,
        "carers/household_detail.html",
        {
            "page_title": presenters.names(household, day=today) or household.reference,
            "page_caption": f"{household.reference} · {household.get_kind_display()}",
            "breadcrumbs": to_the_homes(),
            "household": household,
            "today": today,
            "ended": ended,
            "may_keep": may_keep,
            "may_change": may_keep and not ended,
            "may_place": may_place,
            "may_confirm": may_place or (may_keep and not ended),
            "may_reveal": may(user, Action.REVEAL_ADDRESSES, authority),
            "terms_now": next((one for one in terms if today in one.dates), None),
            "timeline": [presenters.terms_line(one, day=today) for one in terms],
            "carers": carers,
            "holds": [
                {"words": presenters.hold_words(hold), "hold": hold, "begins": in_words(hold.dates.lower)}
                for hold in household.holds.order_by("-dates")
                if hold.dates.upper is None or hold.dates.upper > today
            ],
            "confirmation": presenters.confirmation_words(
                household.confirmations.select_related("by").order_by("-at", "-pk").first()
            ),
            "summary": list(_summary(household, ended=ended)),
            "reviews": [
                {
                    "review": one,
                    "state": None if one.held_on else presenters.due_state(one.due_on, day=today),
                    "open": not one.decided_on,
                }
                for one in reviews
            ],
            "checks": [(one, *presenters.check_state(one, day=today)) for one in checks],
            "places": places,
            "children_there": children_there(request, household, today),
            "left_behind": left_behind(places, ended=ended) if household.approved.upper else "",
        },
    )


def _summary(household: Household, *, ended: bool) -> Iterator[dict[str, object]]:
    first, last = household.approved.lower, household.approved.upper
    yield {
        "key": "Approved",
        "value": f"From {in_words(first)}" + (f" until {in_words(last)}" if last else ""),
    }
    if household.reason_ended:
        yield {
            "key": "Why it ended" if ended else "Why it ends",
            "value": household.get_reason_ended_display(),
        }
    yield {"key": "Area", "value": household.area or None}
    yield {"key": "Worker", "value": household.supervising_worker}
