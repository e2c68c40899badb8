"""What the list of households can be narrowed by. The choice stays in the address; names never do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from carers.codes import HouseholdKind
from carers.models import Household
from carers.querysets import HouseholdQuerySet
from sufficiency.core.narrowing import NarrowingFilterSet

_PLACES = (("open", "Nothing on hold"), ("held", "Places on hold"))
_CONFIRMED = (("7", "In the last 7 days"), ("28", "In the last 28 days"), ("older", "Longer ago, or never"))
_APPROVED = (("ended", "Approval ended"), ("every", "All, ended too"))
# Longer ago than this, what the carers said is no longer worth much.
_OLD = 28


class HouseholdFilter(NarrowingFilterSet):
    """By kind, area, hold, confirmation and approval; without the last, households that are approved."""

    kind = django_filters.ChoiceFilter(choices=HouseholdKind.choices, label="Approved for", empty_label="All")
    area = django_filters.ChoiceFilter(label="Area", empty_label="All")
    places = django_filters.ChoiceFilter(
        choices=_PLACES, label="Holds", empty_label="All", method="filter_places"
    )
    confirmed = django_filters.ChoiceFilter(
        choices=_CONFIRMED, label="Confirmed", empty_label="At any time", method="filter_confirmed"
    )
    approved = django_filters.ChoiceFilter(
        choices=_APPROVED, label="Approval", empty_label="Approved today", method="filter_approved"
    )

    class Meta:
        model = Household
        fields = ("kind", "area", "places", "confirmed", "approved")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        areas = self.queryset.exclude(area="").order_by("area").values_list("area", flat=True).distinct()
        self.filters["area"].extra["choices"] = [(area, area) for area in areas]

    def filter_queryset(self, queryset: QuerySet[Household]) -> QuerySet[Household]:
        if not self.form.cleaned_data.get("approved"):
            queryset = queryset.filter(approved__contains=self.today)
        return super().filter_queryset(queryset)

    def filter_places(self, queryset: HouseholdQuerySet, name: str, value: str) -> HouseholdQuerySet:
        return queryset.on_hold_on(self.today) if value == "held" else queryset.not_on_hold_on(self.today)

    def filter_confirmed(self, queryset: HouseholdQuerySet, name: str, value: str) -> HouseholdQuerySet:
        since = self._days_ago(_OLD if value == "older" else int(value))
        recently = queryset.confirmed_since(since)
        return queryset.exclude(pk__in=recently.values("pk")) if value == "older" else recently

    def filter_approved(self, queryset: HouseholdQuerySet, name: str, value: str) -> HouseholdQuerySet:
        return queryset.filter(approved__endswith__lte=self.today) if value == "ended" else queryset

    def _days_ago(self, days: int) -> datetime:
        return timezone.make_aware(datetime.combine(self.today - timedelta(days=days), time()))
