"""What the list of children can be narrowed by. The choice stays in the address: it names nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as filters
from django import forms

from placements import codes
from placements.models import Breach, LegalStatus, PeriodOfCare, Placement
from placements.querysets import ChildQuerySet

# Somebody forgot to end the care, or the return that tells of it is not loaded.
PAST_18 = "past-18"
_GROUPS = {
    "fostering": ("Fostering", codes.FOSTERING),
    "homes": ("Children's homes", frozenset({"K1", "K2"})),
    "supported": ("Supported accommodation", codes.SUPPORTED_ACCOMMODATION),
    "parents": ("With parents", frozenset({"P1"})),
    "adoption": ("Placed for adoption", codes.PLACED_FOR_ADOPTION),
}


class ChildFilter(filters.FilterSet):
    """Nothing chosen: those looked after today."""

    who = filters.ChoiceFilter(
        label="Who",
        empty_label="Looked after today",
        choices=[
            ("without", "Looked after, without a placement"),
            ("breach", "Where a rule is broken"),
            (PAST_18, "18 or over, care not ended"),
            ("all", "Everyone, left care too"),
        ],
        method="by_situation",
        widget=forms.Select,
    )
    living = filters.ChoiceFilter(
        label="Living in",
        empty_label="All",
        choices=[(key, title) for key, (title, _) in _GROUPS.items()],
        method="by_placement",
    )
    legal = filters.ChoiceFilter(
        label="Legal status",
        empty_label="All",
        choices=[
            ("C1", "Interim care order"),
            ("C2", "Full care order"),
            ("V2", "Section 20"),
            ("E1", "Placement order"),
        ],
        method="by_legal_status",
    )

    def __init__(self, data: Any, *, queryset: ChildQuerySet, today: date) -> None:
        self.today = today
        data = data.copy()
        # Asked even where nothing was chosen: the list opens on those looked after today.
        data.setdefault("who", "")
        super().__init__(data, queryset=queryset)

    @property
    def qs(self) -> Any:
        found = super().qs
        # A choice that does not exist asks nothing, as one that was not made.
        if self.form.cleaned_data.get("who"):
            return found
        return found.filter(pk__in=self._in_care()).not_aged_18_by(self.today)

    def past_18(self, children: ChildQuerySet) -> ChildQuerySet:
        """Those whose care has not been ended though they are 18."""
        return children.filter(pk__in=self._in_care()).aged_18_by(self.today)

    def _in_care(self) -> Any:
        return PeriodOfCare.objects.in_force_on(self.today).filter(kind="looked_after").values("child_id")

    def by_situation(self, children: ChildQuerySet, name: str, value: str) -> ChildQuerySet:
        if value == "without":
            placed = Placement.objects.in_force_on(self.today).values("child_id")
            return children.filter(pk__in=self._in_care()).exclude(pk__in=placed)
        if value == "breach":
            return children.filter(pk__in=Breach.objects.filter(cleared_on=None).values("child_id"))
        if value == PAST_18:
            return self.past_18(children)
        return children

    def by_placement(self, children: ChildQuerySet, name: str, value: str) -> ChildQuerySet:
        there = Placement.objects.in_force_on(self.today).filter(code__in=_GROUPS[value][1])
        return children.filter(pk__in=there.values("child_id"))

    def by_legal_status(self, children: ChildQuerySet, name: str, value: str) -> ChildQuerySet:
        there = LegalStatus.objects.in_force_on(self.today).filter(code=value)
        return children.filter(pk__in=there.values("child_id"))
