"""What the list of young people can be narrowed by. The choice stays in the address: it names nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q

from careleavers import set_based
from careleavers.models import PersonalAdviser
from careleavers.querysets import YoungPersonQuerySet
from placements.work.days import born_to_be
from sufficiency.core.models import User

SOON = timedelta(days=90)
_STATES = (
    ("", "All"),
    ("overdue", "Overdue"),
    ("unknown", "Not known"),
    ("either", "Overdue or not known"),
)


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

    def chosen(
        self, people: YoungPersonQuerySet, *, day: date, recorded_from: date | None
    ) -> YoungPersonQuerySet:
        """Those asked for, as `Situation` would say of each: found by the database."""
        wanted = self.wanted
        if "home" in wanted:
            people = set_based.with_living(people, day=day)
        if "contact" in wanted or "plan" in wanted:
            people, dues = set_based.with_dues(people, day=day, recorded_from=recorded_from)
        for name, value in wanted.items():
            match name:
                case "contact" | "plan":
                    people = people.filter(dues[f"{name} {value}"])
                case "turning":
                    born = born_to_be(int(value), day + timedelta(days=1), day + SOON)
                    people = people.filter(date_of_birth__range=born)
                case "home":
                    people = people.filter(set_based.SUITABILITY[value])
                case _:
                    people = people.filter(self._advised(value, day))
        return people

    def _advised(self, value: str, day: date) -> Q:
        advisers = PersonalAdviser.objects.in_force_on(day)
        if value == "mine":
            return Q(pk__in=advisers.filter(adviser=self.reader).values("child_id"))
        return ~Q(pk__in=advisers.values("child_id"))
