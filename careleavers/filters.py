"""What the list of young people can be narrowed by. The choice stays in the address: it names nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from careleavers import law
from careleavers.situation import Situation
from sufficiency.core.models import User

SOON = timedelta(days=90)
_STATES = (
    ("", "All"),
    ("overdue", "Overdue"),
    ("unknown", "Not known"),
    ("either", "Overdue or not known"),
)
_WANTED = {
    "overdue": {law.State.OVERDUE},
    "unknown": {law.State.UNKNOWN},
    "either": {law.State.OVERDUE, law.State.UNKNOWN},
}


class YoungPeopleFilter(forms.Form):
    """By what is due, by birthdays near, by home and by adviser."""

    contact = forms.ChoiceField(label="Contact", required=False, choices=_STATES)
    plan = forms.ChoiceField(label="Plan review", required=False, choices=_STATES)
    turning = forms.ChoiceField(
        label="Within 90 days",
        required=False,
        choices=(("", "All"), ("18", "Turns 18"), ("21", "Turns 21"), ("25", "Turns 25")),
    )
    home = forms.ChoiceField(
        label="Where they live",
        required=False,
        choices=(("", "All"), ("unsuitable", "Not suitable"), ("unknown", "Not known whether suitable")),
    )
    adviser = forms.ChoiceField(
        label="Adviser", required=False, choices=(("", "All"), ("mine", "Mine"), ("none", "None on record"))
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked for; a choice that does not exist asks nothing."""
        self.full_clean()
        found = getattr(self, "cleaned_data", {})
        return {name: value for name, value in found.items() if value}

    def chosen(self, everyone: list[Situation]) -> list[Situation]:
        """Those asked for."""
        wanted = self.wanted
        return [one for one in everyone if all(self._fits(one, *choice) for choice in wanted.items())]

    def _fits(self, one: Situation, name: str, value: str) -> bool:
        match name:
            case "contact":
                return one.contact.state in _WANTED[value]
            case "plan":
                return one.plan.state in _WANTED[value]
            case "turning":
                return one.day < one.turns(int(value)) <= one.day + SOON
            case "home" if value == "unsuitable":
                return one.living.is_suitable is False
            case "home":
                return one.living.is_judged and one.living.is_suitable is None
            case _:
                return one.adviser == (self.reader if value == "mine" else None)
