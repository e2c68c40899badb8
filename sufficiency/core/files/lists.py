"""The lists with names that can be taken as files, and one of them as it stands for its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode
from django_tables2.tables import Table

from sufficiency.core.access import Action
from sufficiency.core.models import Authority, FileRequest


@dataclass(frozen=True)
class NamedList:
    """`action` opens it; `one` and `many` name its rows; `page` and `asks` name the addresses of the list and of the
    page that asks for a long file."""

    of: FileRequest.Of
    action: Action
    one: str
    many: str
    page: str
    asks: str

    def counted(self, number: int) -> str:
        """'1 child', '1,204 children'."""
        return f"{number:,} {self.one if number == 1 else self.many}"

    def address(self, chosen: dict[str, str], **more: str) -> str:
        """The list, narrowed and in order as `chosen` says."""
        return _with_question(reverse(self.page), chosen | more)

    def address_to_ask(self, chosen: dict[str, str]) -> str:
        return _with_question(reverse(self.asks), chosen)


CHILDREN = NamedList(
    FileRequest.Of.CHILDREN,
    Action.SEE_CHILDREN,
    "child",
    "children",
    "placements:child-list",
    "placements:child-list-ask",
)
YOUNG_PEOPLE = NamedList(
    FileRequest.Of.YOUNG_PEOPLE,
    Action.SEE_YOUNG_PEOPLE,
    "young person",
    "young people",
    "careleavers:young-people",
    "careleavers:young-people-ask",
)
# The carers' names stand on it.
HOUSEHOLDS = NamedList(
    FileRequest.Of.HOUSEHOLDS,
    Action.SEE_HOMES,
    "household",
    "households",
    "carers:household-list",
    "carers:household-list-ask",
)
_LISTS = {one.of.value: one for one in (CHILDREN, YOUNG_PEOPLE, HOUSEHOLDS)}


def list_of(asked: FileRequest) -> NamedList:
    """The list of which a file is asked for."""
    return _LISTS[asked.of]


@dataclass(frozen=True)
class Listed:
    """A list as it stands for its reader: the table in the order asked for, what narrowed it, what was searched for.

    `fill` is given the records of the file and reads what their rows need, in as many queries however many they are.
    """

    named: NamedList
    authority: Authority
    day: date
    table: Table
    narrowed: forms.Form
    searched: str = ""
    fill: Callable[[list[Any]], None] = lambda records: None

    @property
    def number(self) -> int:
        """How many rows it has in all."""
        return len(self.table.rows)

    def records(self, most: int) -> list[Model]:
        """The first so many, in the order asked for."""
        return list(self.table.rows.data.data[:most])

    @property
    def chosen(self) -> dict[str, str]:
        """What narrowed it and put it in order, by the names in the address; what does not exist chooses nothing."""
        order = ",".join(self.table.order_by) if self._is_put_in_order else ""
        return {field.name: value for field, value in self._choices()} | ({"sort": order} if order else {})

    @property
    def narrowed_to(self) -> str:
        """'Who: Everyone, left care too; Living in: Fostering'; blank where nothing narrows it."""
        words = []
        for field, value in self._choices():
            choices = dict(cast(forms.ChoiceField, field.field).choices)  # type: ignore[arg-type]
            words.append(f"{field.label}: {choices.get(value, value)}")
        return "; ".join(words)

    @property
    def _is_put_in_order(self) -> bool:
        return tuple(self.table.order_by) != tuple(self.table._meta.order_by or ())

    def _choices(self) -> list[tuple[forms.BoundField, str]]:
        self.narrowed.is_valid()
        found = getattr(self.narrowed, "cleaned_data", {})
        return [(self.narrowed[name], str(value)) for name, value in found.items() if value]


def _with_question(address: str, asked: dict[str, str]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address
