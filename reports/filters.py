"""What lists of figures can be narrowed by. The choice stays in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from reports.conflicts import Conflict, Kind
from reports.matching import Match
from reports.provenance import Origin, Today
from sufficiency.core.periods import year_end
from sufficiency.indicators import catalogue
from sufficiency.indicators.wording import in_words

_EVERY = ("", "All")


class ComparisonFilter(forms.Form):
    """By figure and by date; what is not chosen is not asked."""

    key = forms.ChoiceField(label="Figure", required=False)
    on = forms.ChoiceField(label="As at", required=False)
    differing = forms.BooleanField(label="Only those that differ", required=False)

    def __init__(self, *args: Any, found: Sequence[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        keys = dict.fromkeys(match.key for match in found)
        days = sorted({match.as_at for match in found}, reverse=True)
        _offer(self, "key", [(key, catalogue.get(key).title) for key in keys])
        _offer(self, "on", [(day.isoformat(), in_words(day)) for day in days])

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
    """A year-end on which both are known, if there is one: the newest."""
    both = [match.as_at for match in found if match.difference is not None]
    year_ends = [day for day in both if day == year_end(day.year)]
    days = year_ends or both or [match.as_at for match in found]
    return max(days).isoformat() if days else ""


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [_EVERY, *choices]


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

    def __init__(self, *args: Any, found: Sequence[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        titles = sorted({conflict.title for conflict in found})
        _offer(self, "title", [(title, title) for title in titles])

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


class OriginFilter(forms.Form):
    """By figure, by place and, for those who may compare, by what the register says today."""

    key = forms.ChoiceField(label="Figure", required=False)
    where = forms.ChoiceField(label="Where", required=False)
    today = forms.ChoiceField(
        label="Today", required=False, choices=[_EVERY, *((one.name, one.value) for one in Today)]
    )

    def __init__(
        self,
        *args: Any,
        found: Sequence[Origin],
        titles: Mapping[str, str],
        compares: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        _offer(self, "key", list(titles.items()))
        _offer(self, "where", [(one, one) for one in dict.fromkeys(origin.where for origin in found)])
        if not compares:
            del self.fields["today"]

    @property
    def of_figure(self) -> str:
        """The figure that was chosen; blank where none was, or none that there is."""
        return self._wanted().get("key", "")

    def _wanted(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_bound and self.is_valid() else {}

    def chosen(self) -> list[Origin]:
        """Those asked for; all where nothing, or nothing that exists, is."""
        wanted = self._wanted()
        key, where, today = (wanted.get(name, "") for name in ("key", "where", "today"))
        return [
            one
            for one in self.found
            if (not key or one.key == key)
            and (not where or one.where == where)
            and (not today or one.today.name == today)
        ]
