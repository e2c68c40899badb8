"""What the list of providers' homes can be narrowed by. The choice stays in the address; names never do."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from placements import codes
from placements.models import Home
from placements.providers.querysets import HomeQuerySet
from sufficiency.core.models import Authority
from sufficiency.core.narrowing import NarrowingFilterSet

_GROUPS = {
    "homes": ("Children’s homes", frozenset({"K1", "K2"})),
    "supported": ("Supported accommodation", codes.SUPPORTED_ACCOMMODATION),
    "fostering": ("Fostering", codes.FOSTERING),
    "other": ("Other settings", codes.OTHER_RESIDENTIAL | {"S1", "P3", "Z1"}),
}
_THERE = (("now", "Children there today"), ("before", "Children before, none today"))


class HomeFilter(NarrowingFilterSet):
    """By kind of placement and by whether children live there, of homes `with_children_of` an authority."""

    kind = django_filters.ChoiceFilter(
        label="Kind of placement",
        empty_label="All",
        choices=[(key, title) for key, (title, _) in _GROUPS.items()],
        method="filter_kind",
    )
    children = django_filters.ChoiceFilter(
        label="Children", empty_label="Today or before", choices=_THERE, method="filter_children"
    )

    class Meta:
        model = Home
        fields = ("kind", "children")

    def __init__(self, *args: Any, authority: Authority, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authority, self.today = authority, today

    def filter_kind(self, homes: HomeQuerySet, name: str, value: str) -> HomeQuerySet:
        return homes.with_placements_of(self.authority, _GROUPS[value][1], on=self.today)

    def filter_children(self, homes: HomeQuerySet, name: str, value: str) -> HomeQuerySet:
        return homes.filter(there__gt=0) if value == "now" else homes.filter(there=0, ever__gt=0)
