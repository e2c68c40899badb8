"""Kinds of record that the search finds, and the register that apps add theirs to.

This module knows no record. An app describes its kinds in its own `search.py` and adds them in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, QuerySet, Window

from sufficiency.core.access import Action, Reach
from sufficiency.core.work import Asked, Powers

# More than these and somebody types more of the name.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Hit:
    """A record that was found: the link to its page, and in a few words which one it is."""

    title: str
    href: str
    rest: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of record. `one` and `many` name it: "child", "children"; `find` gives those visible to who asks.

    It is searched for those who may do `action` with at least `reach`. `hits` puts records into words, in a number of
    queries that does not grow with them. Kinds are shown by their `place`.
    """

    name: str
    place: int
    one: str
    many: str
    action: Action
    find: Callable[[str, Asked], QuerySet[Any]]
    hits: Callable[[Sequence[Any], Asked], list[Hit]]
    reach: Reach = Reach.AUTHORITY


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add kinds; the same name again takes the place of the one before."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kinds_for(held: Powers) -> list[Kind]:
    """Those whose records the roles may open."""
    kinds = sorted(_KINDS.values(), key=lambda kind: kind.place)
    return [kind for kind in kinds if held.reach(kind.action) >= kind.reach]


@dataclass(frozen=True)
class Found:
    """What was found of a kind: how many in all, and the first of them."""

    kind: Kind
    number: int
    records: list[Model]
    hits: list[Hit] = field(default_factory=list)

    @property
    def words(self) -> str:
        """'1 child', '12 children'."""
        return f"{self.number:,} {self.kind.one if self.number == 1 else self.kind.many}"

    @property
    def not_shown(self) -> str:
        """'And 1,957 more'; blank where all are shown."""
        more = self.number - len(self.records)
        return f"And {more:,} more" if more else ""


def found(kinds: Sequence[Kind], text: str, asked: Asked) -> list[Found]:
    """What each kind has for the words, those with nothing left out. Nothing typed finds nothing."""
    return [one for one in (_found(kind, text, asked) for kind in kinds) if one.number] if text else []


def _found(kind: Kind, text: str, asked: Asked) -> Found:
    records = list(kind.find(text, asked).annotate(in_all=Window(Count("*")))[:MOST_SHOWN])
    number = records[0].in_all if records else 0
    return Found(kind, number, records, kind.hits(records, asked) if records else [])
