"""Who has which role, for the auditor: the list of access by role, and what each role opens."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from sufficiency.core import access_log
from sufficiency.core.access import PERMISSIONS, Action, Reach, Role
from sufficiency.core.current import authority_open_to
from sufficiency.core.models import Authority, Membership, SecondFactor
from sufficiency.core.people import wording
from sufficiency.core.safe_csv import csv_file
from sufficiency.core.sign_in import fresh

_LATER, _ENDED = "later", "ended"
# The page has no room for them.
_IN_THE_FILE_ALONE = ("username", "granted_at")


class RoleFilter(filters.FilterSet):
    """By role, and whether it is held on the day, not yet, or no longer."""

    role = filters.ChoiceFilter(choices=Role.choices, label="Role", empty_label="All")
    when = filters.ChoiceFilter(
        choices=[(_LATER, "Not yet begun"), (_ENDED, "Ended")],
        label="When",
        empty_label="Held today",
        method="by_day",
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def filter_queryset(self, queryset: QuerySet[Membership]) -> QuerySet[Membership]:
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("when") else found.filter(dates__contains=self.day)

    def by_day(self, held: QuerySet[Membership], name: str, value: str) -> QuerySet[Membership]:
        if value == _LATER:
            return held.filter(dates__startswith__gt=self.day)
        return held.filter(dates__endswith__lte=self.day)

    def used(self) -> list[str]:
        """Names of the filters that are set."""
        return sorted(name for name in self.filters if self.data.get(name))


class RoleTable(tables.Table):
    """A row for each role that somebody has."""

    user = tables.Column("Person", order_by=("user__last_name", "user__first_name", "user__pk"))
    username = tables.Column("User name", accessor="user__username")
    role = tables.Column("Role")
    dates = tables.Column("Held", order_by=("dates", "pk"))
    granted_by = tables.Column("Given by", default="not recorded", orderable=False)
    granted_at = tables.DateTimeColumn(verbose_name="Given on", format="j F Y")
    last_login = tables.DateTimeColumn(
        verbose_name="Last signed in", accessor="user__last_login", format="j F Y", default="never"
    )
    has_app = tables.Column("Second factor", orderable=False)
    account = tables.Column("Account", accessor="user__is_active", orderable=False)

    class Meta:
        attrs = {"caption": "Who has access, by role"}
        order_by = ("role", "user")
        empty_text = "Nobody fits these filters."

    def render_role(self, record: Membership) -> str:
        return record.get_role_display()

    def render_dates(self, record: Membership) -> str:
        return wording.days_in_words(record.dates)

    def render_has_app(self, value: bool) -> str:
        return "app" if value else "none yet"

    def render_account(self, value: bool) -> str:
        return "active" if value else "disabled"


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """Who has which role here, and what it opens. `format=csv` is the same list as a file, whole."""
    authority = authority_open_to(request, Action.SEE_AUDIT)
    today = timezone.localdate()
    held = _roles_of(authority)
    chosen = RoleFilter(request.GET, queryset=held, day=today)
    config = RequestConfig(request, paginate={"per_page": 25, "silent": True})
    if request.GET.get("format") == "csv":
        if again := fresh.asked_again(request, file=True):
            return again
        table = RoleTable(chosen.qs)
        RequestConfig(request, paginate=False).configure(table)
        access_log.exported(
            request,
            "list of roles",
            on=authority,
            authority=authority,
            filters=chosen.used(),
            rows=len(table.rows),
        )
        header, *lines = table.as_values()
        return csv_file(header, lines, name=f"roles-{authority.gss_code}-{today.isoformat()}")
    table = RoleTable(chosen.qs, exclude=_IN_THE_FILE_ALONE)
    config.configure(table)
    access_log.shown(request, "list of roles", [], authority=authority, filters=chosen.used())
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return render(
        request,
        "audit/role_list.html",
        {
            "page_title": "Who has access",
            "page_source": f"Roles in {authority}, as at {today:%-d %B %Y}. The trail has each change.",
            "breadcrumbs": [{"text": "Audit trail", "href": reverse("audit:event-list")}],
            "filter_form": chosen.form,
            "form": chosen.form,
            "clear_href": reverse("audit:role-list"),
            "csv_href": f"?{query.urlencode()}",
            "table": table,
            "number": table.page.paginator.count,
            "opens": _what_each_opens(held, today),
        },
    )


def _roles_of(authority: Authority) -> QuerySet[Membership]:
    app = SecondFactor.objects.filter(user=OuterRef("user"), confirmed_at__isnull=False)
    return (
        Membership.objects.filter(authority=authority)
        .select_related("user", "granted_by")
        .annotate(has_app=Exists(app))
    )


def _what_each_opens(held: QuerySet[Membership], today: date) -> list[dict[str, object]]:
    """Every role with the number of people who have it on the day, and its actions in words; those held first."""
    people = Counter(held.filter(dates__contains=today).values_list("role", flat=True))
    return [
        {"role": role.label, "people": people[role], "may": _may(role)}
        for role in sorted(Role, key=lambda role: (not people[role], role.label))
    ]


def _may(role: Role) -> list[str]:
    reaches = ((action, reach[role]) for action, reach in PERMISSIONS.items() if reach.get(role, Reach.NONE))
    return [
        f"{Action(action).label}, of those allocated alone"
        if reach == Reach.ALLOCATED
        else Action(action).label
        for action, reach in reaches
    ]
