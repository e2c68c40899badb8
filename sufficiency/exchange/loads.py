"""Loads for the list: each with its returns and counts, in a fixed number of queries."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from sufficiency.core.models import Authority, User
from sufficiency.exchange.models import ApplyRun, Finding, Import, Return


def loads_of(authority: Authority, *, user: User | AnonymousUser) -> QuerySet[Import]:
    """Those the person may see, the newest first, with `children`, `set_aside` and `queries` counted."""
    return (
        Import.objects.visible_to(user)
        .filter(authority=authority)
        .select_related("by")
        .prefetch_related(
            Prefetch("returns", Return.objects.order_by("as_at")),
            Prefetch("runs", ApplyRun.objects.order_by("-asked_at", "-pk")),
        )
        .annotate(
            children=Cast(KT("changes__children"), IntegerField()),
            set_aside=_findings(Finding.Kind.SET_ASIDE),
            queries=_findings(Finding.Kind.QUERY),
        )
        .order_by("-started_at")
    )


def _findings(kind: str) -> Coalesce:
    of_load = Finding.objects.filter(of_return__batch=OuterRef("pk"), kind=kind).order_by()
    counted = of_load.values("of_return__batch").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
