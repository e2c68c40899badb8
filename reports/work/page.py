"""The lists of a person's page: the rules of their roles, found and merged by risk and deadline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from carers.models import Household
from placements.models import Allocation
from sufficiency.core.access import Role
from sufficiency.core.models import User
from sufficiency.core.work import (
    AT_RISK,
    COMING_UP,
    DECISIONS,
    HOMES,
    PUBLISHED,
    RETURNS,
    SINCE,
    TRAIL,
    WAITING,
    Asked,
    Found,
    Line,
    Risk,
    Rule,
    WorkList,
    first_lines,
    joined,
)

MOST_LINES = 10
# The order in which lists stand; what begins a role's page stands before.
_ORDER = (WAITING, AT_RISK, DECISIONS, COMING_UP, HOMES, SINCE, RETURNS, TRAIL, PUBLISHED)
_FIRST: dict[Role, tuple[WorkList, ...]] = {
    Role.FOSTERING_ADMIN: (HOMES,),
    Role.ANALYST: (RETURNS,),
    Role.AUDITOR: (TRAIL,),
    Role.DIRECTOR: (WAITING, AT_RISK, SINCE, COMING_UP),
    Role.EMERGENCY_DUTY: (WAITING, AT_RISK, SINCE),
}
# Whose page begins with the note of counts, readable on a phone.
NOTE_FOR = frozenset({Role.DIRECTOR})


@dataclass(frozen=True)
class ShownList:
    """One list as it is shown: its rules' lines merged, the first ten."""

    of: WorkList
    found: tuple[Found, ...]
    lines: tuple[tuple[Risk, Line], ...]

    @property
    def number(self) -> int:
        return sum(one.number for one in self.found)

    @property
    def parts(self) -> list[Found]:
        """What it is made of, where there is any."""
        return [one for one in self.found if one.number]

    @property
    def rows(self) -> list[Line]:
        """The lines as they are read."""
        return joined(line for _, line in self.lines)

    @property
    def more(self) -> bool:
        return self.number > len(self.lines)


def order_for(roles: frozenset[Role]) -> list[WorkList]:
    """The lists in the order that the roles read them."""
    first = [one for role in Role if role in roles for one in _FIRST.get(role, ())]
    return list(dict.fromkeys([*first, *_ORDER]))


def grouped(rules: Iterable[Rule], roles: frozenset[Role]) -> list[tuple[WorkList, list[Rule]]]:
    """The rules by list, in the order of the page. A list that an app names itself comes after the others."""
    known = list(rules)
    lists = [*order_for(roles), *dict.fromkeys(rule.on for rule in known)]
    return [
        (one, found) for one in dict.fromkeys(lists) if (found := [rule for rule in known if rule.on == one])
    ]


def shown_lists(rules: Sequence[Rule], asked: Asked, *, roles: frozenset[Role]) -> list[ShownList]:
    """Every list of the page: one query a rule, however many records there are."""
    return [_shown(on, of, asked) for on, of in grouped(rules, roles)]


def _shown(on: WorkList, rules: Sequence[Rule], asked: Asked) -> ShownList:
    found = tuple(first_lines(rule, asked, most=MOST_LINES) for rule in rules)
    lines = [(one.rule.risk, line) for one in found for line in one.lines]
    # A deadline that nobody knows comes after those that somebody does; what happened, the latest first.
    backwards = on in (SINCE, PUBLISHED)
    lines.sort(key=lambda one: (one[0], *_place(one[1].deadline, backwards)))
    return ShownList(on, found, tuple(lines[:MOST_LINES]))


def _place(deadline: date | None, backwards: bool) -> tuple[bool, int]:
    number = deadline.toordinal() if deadline else 0
    return deadline is None, -number if backwards else number


def records_shown(lists: Iterable[ShownList]) -> list[Model]:
    """Whose personal data the page shows, each once, for the access log."""
    return unique(line.shows for one in lists for _, line in one.lines)


def unique(records: Iterable[Model | None]) -> list[Model]:
    """Each record once, in order."""
    return list({record.pk: record for record in records if record is not None}.values())


def has_own(user: User, *, day: date) -> bool:
    """Whether anything is allocated to the person, so that "mine" says something. One query."""
    return User.objects.filter(
        Q(pk__in=Allocation.objects.filter(worker=user, dates__contains=day).values("worker"))
        | Q(
            pk__in=Household.objects.filter(supervising_worker=user, approved__contains=day).values(
                "supervising_worker"
            )
        ),
        pk=user.pk,
    ).exists()
