"""The list of children, a new record, and the child's own page."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from carers.models import Household
from carers.views.page import household_open_to
from placements.actions import create_child, link_siblings
from placements.filters import PAST_18
from placements.forms.small import ChildForm, SiblingForm
from placements.models import Child, Coverage
from placements.presenters import words
from placements.presenters.child_page import child_page
from placements.situation import situations
from placements.views.child_file import as_listed, found_in_list
from placements.views.page import (
    authority_of_reader,
    beside,
    carry_out,
    child_to_read,
    child_to_write,
    new_key,
    person,
)
from placements.views.stays import address_for
from placements.views.tabs import tabs
from sufficiency.core import access_log
from sufficiency.core.access import Action, may
from sufficiency.core.current import authority_open_to
from sufficiency.core.files import taking
from sufficiency.core.files.lists import CHILDREN
from sufficiency.core.models import Authority, FieldGroup
from sufficiency.core.ownership import why_read_only
from sufficiency.core.paging import CountedWithItsRows
from sufficiency.core.search import kept


@require_safe
def child_list(request: HttpRequest) -> HttpResponse:
    """Children whose records the person may open, by situation and by what they searched for; `format=csv` is the same
    list as a file."""
    authority = authority_of_reader(request)
    today = timezone.localdate()
    approved = taking.approval(request, CHILDREN, authority)
    searched = taking.search_of(approved) if approved else kept.searched(request, kept.LIST)
    visible, filters, table = found_in_list(
        person(request), authority, request.GET, searched=searched, today=today
    )
    if taking.is_asked_for(request):
        RequestConfig(request, paginate=False).configure(table)
        listed = as_listed(authority, table, filters, searched=searched)
        return taking.file_of(request, listed, approved=approved)
    RequestConfig(request, paginate={"paginator_class": CountedWithItsRows, "per_page": 25}).configure(table)
    table.situations = situations([row.record for row in table.page.object_list], on=today)
    access_log.shown(
        request, "children list", [row.record for row in table.page.object_list], authority=authority
    )
    number = table.paginator.count
    return render(
        request,
        "placements/child_list.html",
        {
            "page_title": f"Children on {words.day(today)}",
            "page_source": f"Those whose records you may open. {_freshness(authority, today)}",
            "table": table,
            "number": number,
            "count": f"{number:,} {'child' if number == 1 else 'children'}",
            "csv": taking.link(request, CHILDREN, authority, number),
            "searched": searched,
            "filter_form": filters.form,
            "past_18": 0 if filters.form.cleaned_data.get("who") else filters.past_18(visible).count(),
            "past_18_choice": PAST_18,
            "filtered": any(request.GET.get(name) for name in filters.filters),
            "may_write": may(request.user, Action.RECORD_PLACEMENTS, authority),
            "may_link": may(request.user, Action.LINK_HOMES, authority),
            "may_see_life_stories": may(request.user, Action.SEE_FAMILY_TIME, authority),
            "is_empty": not number and not searched and not visible.exists(),
        },
    )


def _freshness(authority: Authority, today: date) -> str:
    """Up to which day the records are complete, as far as is known."""
    covered = list(Coverage.objects.filter(authority=authority))
    last = max((one.dates.upper for one in covered if not one.group and one.dates.upper), default=None)
    kept_here = {one.group for one in covered if today in one.dates}
    if last is None or last > today or kept_here.issuperset(Coverage.KEPT_HERE):
        return "As recorded here up to now."
    return f"Complete up to {words.day(last - timedelta(days=1))}; after that, what was recorded here."


@require_POST
def child_search(request: HttpRequest) -> HttpResponse:
    """Keep what is searched for, and show the list; one child alone is opened at once.

    Somebody who looks for a child to place in a household comes back to that page.
    """
    authority = authority_of_reader(request)
    searched = kept.typed(request)
    household = _to_place_in(request)
    purpose = kept.TO_PLACE if household else kept.LIST
    found = Child.objects.none()
    hits = 0
    if searched:
        found = Child.objects.visible_to(person(request)).filter(authority=authority).search(searched)
        hits = found.count()
        access_log.searched(request, "children", searched, hits=hits, authority=authority)
    only = found.first() if hits == 1 else None
    kept.keep(request, purpose, "" if only else searched)
    if household and only:
        return redirect(address_for(situations([only], on=timezone.localdate())[only.pk], household))
    if household:
        return redirect("carers:household-place", household.public_id)
    if only:
        return redirect("placements:child-detail", only.public_id)
    return redirect(f"{reverse('placements:child-list')}{'?who=all' if searched else ''}")


def _to_place_in(request: HttpRequest) -> Household | None:
    """The household that a child is looked for to place in, where somebody may do that."""
    asked = request.POST.get("to_place_in")
    if not asked:
        return None
    try:
        return household_open_to(request, Action.RECORD_PLACEMENTS, UUID(asked))
    except ValueError:
        raise Http404 from None


@require_safe
def child_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the child is and has been."""
    child = child_to_read(request, public_id, what="child page")
    today = timezone.localdate()
    page = child_page(child, user=person(request), today=today)
    beside(request, page.siblings_shown)
    return render(
        request,
        "placements/child_detail.html",
        {
            "page_title": words.name(child),
            "breadcrumbs": [{"text": "Children", "href": reverse("placements:child-list")}],
            "child": child,
            "tabs": tabs(request, child, here="child-detail"),
            "today": today,
            "identity": page.identity,
            "page": page,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def child_new(request: HttpRequest) -> HttpResponse:
    """Open a record: a name and a date of birth."""
    authority = authority_open_to(request, Action.RECORD_PLACEMENTS)
    form = ChildForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "key"}

        def work() -> str:
            child = create_child(authority=authority, today=timezone.localdate(), by=person(request), **given)
            return reverse("placements:child-start", args=[child.public_id])

        answer = carry_out(request, form, action="create_child", work=work)
        if answer.address:
            return redirect(answer.address)
    return render(
        request,
        "placements/form.html",
        {
            "page_title": "Open a record for a child",
            "lead": "Search first: the child may be known already. The number can follow later.",
            "elsewhere": _kept_elsewhere(authority),
            "form": form,
            "button": "Open the record and log where the child goes",
            "back_link": {"href": reverse("placements:child-list"), "text": "Children"},
        },
    )


def _kept_elsewhere(authority: Authority) -> str:
    """What may be done here though the case system keeps identities; nothing where it does not."""
    why = why_read_only(authority, FieldGroup.IDENTITY, on=timezone.localdate())
    if not why:
        return ""
    return (
        f"{why} A child who comes in now can be recorded here at once: give the number as soon as there is one, so "
        "that the next extract finds the record."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def child_siblings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say who is a brother or sister, by number. A record that may not be opened is answered as if unknown."""
    child = child_to_write(request, public_id)
    form = SiblingForm(request.POST or None, initial={"key": new_key()})
    if request.method == "POST" and form.is_valid():
        mine = Child.objects.visible_to(person(request)).filter(authority=child.authority)
        number = form.cleaned_data["number"].strip()
        sibling = mine.filter(number=number).first()
        access_log.searched(
            request, "children by number", number, hits=int(sibling is not None), authority=child.authority
        )
        if sibling is None:
            form.add_error(
                "number", "No record that you may open has this number. Check it, or search for the name"
            )
        else:

            def work() -> str:
                link_siblings(child=child, sibling=sibling, by=person(request))
                return reverse("placements:child-detail", args=[child.public_id])

            answer = carry_out(request, form, action="link_siblings", work=work)
            if answer.address:
                return redirect(answer.address)
    return render(
        request,
        "placements/form.html",
        {
            "page_title": "Add a brother or sister",
            "page_caption": words.name(child),
            "form": form,
            "button": "Add",
            "back_link": {
                "href": reverse("placements:child-detail", args=[child.public_id]),
                "text": words.name(child),
            },
        },
    )
