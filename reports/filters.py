"""What lists of figures can be narrowed by. The choice stays in the address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms

from reports.conflicts import Conflict, Kind
from reports.matching import Match
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words

_EVERY = ("", "All")


class ComparisonFilter(forms.Form):
    """By figure and by date; what is not chosen is not asked."""

    key = forms.ChoiceField(label="Figure", required=False)
    on = forms.ChoiceField(label="As at", required=False)
    differing = forms.BooleanField(label="Only those that differ", required=False)

    def __init__(self, *args, found: Sequence[Match], **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        keys = dict.fromkeys(match.key for match in found)
        days = sorted({match.as_at for match in found}, reverse=True)
        self.fields["key"].choices = [_EVERY, *((key, catalogue.get(key).title) for key in keys)]
        self.fields["on"].choices = [_EVERY, *((day.isoformat(), in_words(day)) for day in days)]

    def chosen(self) -> list[Match]:
        """Those asked for. Nothing chosen: the latest date on which both are known, else the latest."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        key, differing = wanted.get("key", ""), wanted.get("differing", False)
        day = wanted.get("on", "") if self.is_bound else _default_day(self.found)
        return [
            match
            for match in sorted(self.found, key=lambda one: -one.as_at.toordinal())
            if (not key or match.key == key)
            and (not day or match.as_at.isoformat() == day)
            and (not differing or match.difference)
        ]


def _default_day(found: Sequence[Match]) -> str:
    def latest(days: list[date]) -> str:
        return max(days).isoformat() if days else ""

    both = [match.as_at for match in found if match.difference is not None]
    return latest(both) or latest([match.as_at for match in found])


class ConflictFilter(forms.Form):
    """By kind, by figure and by whether somebody has chosen."""

    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[_EVERY, *((k.name, k.value) for k in Kind)]
    )
    title = forms.ChoiceField(label="Figure", required=False)
    settled = forms.ChoiceField(
        label="Settled",
        required=False,
        choices=[_EVERY, ("yes", "A choice is recorded"), ("no", "Not settled")],
    )

    def __init__(self, *args, found: Sequence[Conflict], **kwargs):
        super().__init__(*args, **kwargs)
        self.found = found
        titles = sorted({conflict.title for conflict in found})
        self.fields["title"].choices = [_EVERY, *((title, title) for title in titles)]

    def chosen(self) -> list[Conflict]:
        """Those asked for; all where nothing, or nothing that exists, is."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        kind, title, settled = (wanted.get(name, "") for name in ("kind", "title", "settled"))
        return [
            conflict
            for conflict in self.found
            if (not kind or conflict.kind.name == kind)
            and (not title or conflict.title == title)
            and (not settled or (conflict.note is not None) == (settled == "yes"))
        ]
