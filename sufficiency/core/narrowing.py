"""What a list is narrowed by, in words, each with the address that leaves it out."""

from __future__ import annotations

from typing import Any

import django_filters


class NarrowingFilterSet(django_filters.FilterSet):
    """Filters of choices, which the filter panel tells one by one. The choice stays in the address: it names nobody."""

    def chosen(self) -> list[dict[str, Any]]:
        """What is narrowed by, as `_components/filter_panel.html` has it."""
        groups = []
        for name, one in self.filters.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else ""
            if value:
                query = self.data.copy()
                query.pop(name, None)
                query.pop("page", None)
                text = dict(one.extra["choices"]).get(value, value)
                groups.append(
                    {"heading": one.label, "items": [{"text": text, "href": f"?{query.urlencode()}"}]}
                )
        return groups
