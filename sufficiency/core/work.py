"""Work: small named rules that find what waits for somebody, and the register that apps add theirs to.

This module knows no rule. An app writes its rules in its own `work.py` (or package) and adds them in
`AppConfig.ready`; the page that shows them asks `rules_for` what the person's roles begin with. A rule finds records
by a queryset method of its app, `visible_to` the person, and puts one into a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Window

from sufficiency.core.access import PERMISSIONS, Action, Reach, Role, held_on
from sufficiency.core.models import Authority, User


class Risk(IntEnum):
    """What comes first in a list, before the deadline: a child at risk, a limit in law, a duty, what is coming."""

    CHILD = 0
    LIMIT = 1
    DUTY = 2
    COMING = 3


@dataclass(frozen=True)
class WorkList:
    """A list of the page: its heading, and what it says where nothing waits."""

    name: str
    heading: str
    empty: str


WAITING = WorkList("waiting", "Children waiting for a home", "Nobody waits for a home.")
AT_RISK = WorkList("at-risk", "At risk today", "No child is at risk by these rules.")
DECISIONS = WorkList("decisions", "Decisions and people to tell", "Nothing waits for a decision.")
COMING_UP = WorkList("coming-up", "Coming up", "Nothing is coming up.")
HOMES = WorkList("homes", "Homes and carers", "Nothing is due for a household.")
SINCE = WorkList("since", "Since the last working day", "Nobody came, moved or left.")
RETURNS = WorkList("returns", "Returns", "No return waits, and none has open queries.")
TRAIL = WorkList("trail", "Openings and the trail", "No opening waits for a review, and the trail agrees.")
PUBLISHED = WorkList("published", "Published lately", "Nothing was published in the last 90 days.")


@dataclass(frozen=True)
class Asked:
    """Who asks, where they work, of which day; `mine`: only what is allocated to them."""

    user: User
    authority: Authority
    day: date
    mine: bool = False


@dataclass(frozen=True)
class Line:
    """One row: the deadline in words, the record as a link, the rest of the sentence.

    `items` are what the sentence ends in: rows that follow each other and are alike but for them are read as one
    (`joined`). `shows` is the record whose personal data the row shows, for the access log.
    """

    when: str
    title: str
    href: str
    rest: str = ""
    items: tuple[str, ...] = ()
    late: bool = False
    deadline: date | None = None
    shows: Model | None = None


def joined(lines: Iterable[Line]) -> list[Line]:
    """The lines, with those that follow each other and are alike but for their items as one."""
    rows: list[Line] = []
    for line in lines:
        if rows and line.items and replace(rows[-1], items=()) == replace(line, items=()):
            rows[-1] = replace(rows[-1], items=rows[-1].items + line.items)
        else:
            rows.append(line)
    return rows


@dataclass(frozen=True)
class Rule:
    """What waits, for whom, by which law. `find` gives records in the order of their deadlines.

    `roles` are those whose page the rule is on; it also needs `action` with at least `reach`. `one` and `many` name
    what is counted: "child without a home tonight", "children without a home tonight". `mine` keeps what is allocated
    to the person, where records are. `href` is the page on which all of it is settled, where there is one.
    """

    name: str
    on: WorkList
    risk: Risk
    one: str
    many: str
    action: Action
    roles: frozenset[Role]
    find: Callable[[Asked], QuerySet[Any]]
    line: Callable[[Any, date], Line]
    why: str = ""
    reach: Reach = Reach.AUTHORITY
    mine: Callable[[QuerySet[Any], User, date], QuerySet[Any]] | None = None
    href: Callable[[], str] | None = None
    # Also a line of the morning note, "none" included.
    in_note: bool = False

    def found(self, asked: Asked) -> QuerySet[Any]:
        """What waits, in order; only the person's own where they asked for that and the rule knows."""
        found = self.find(asked)
        return self.mine(found, asked.user, asked.day) if asked.mine and self.mine else found

    def counted(self, number: int) -> str:
        """'No child without a home tonight', '1 child …', '1,204 children …'."""
        if number == 0:
            return f"No {self.one}"
        return f"{number:,} {self.one if number == 1 else self.many}"


_RULES: dict[str, Rule] = {}


def register(*rules: Rule) -> None:
    """Add rules; the same name again takes the place of the one before."""
    _RULES.update({rule.name: rule for rule in rules})


def every_rule() -> list[Rule]:
    """All rules, by risk and in the order in which apps added them."""
    return sorted(_RULES.values(), key=lambda rule: rule.risk)


@dataclass(frozen=True)
class Powers:
    """The roles that somebody holds today in an authority, read once."""

    roles: frozenset[Role]

    def reach(self, action: Action) -> Reach:
        return max((PERMISSIONS[action].get(role, Reach.NONE) for role in self.roles), default=Reach.NONE)


def powers(user: User, authority: Authority, *, today: date) -> Powers:
    """One query at most; a system user holds no role and has no work."""
    held = held_on(user, today)
    return Powers(frozenset(Role(role) for where, role in held if where == authority.pk))


def rules_for(held: Powers) -> list[Rule]:
    """Those that are on the page of any of the roles, and that the roles may see."""
    return [rule for rule in rules_open_to(held) if rule.roles & held.roles]


def rules_open_to(held: Powers) -> list[Rule]:
    """Those whose finds the roles may see, on their page or not."""
    return [rule for rule in every_rule() if held.reach(rule.action) >= rule.reach]


@dataclass(frozen=True)
class Found:
    """What a rule found: how many in all, and the first lines."""

    rule: Rule
    number: int
    lines: list[Line] = field(default_factory=list)

    @property
    def words(self) -> str:
        return self.rule.counted(self.number)


def first_lines(rule: Rule, asked: Asked, *, most: int) -> Found:
    """The first lines and the number of all, in one query."""
    records = list(rule.found(asked).annotate(in_all=Window(Count("*")))[:most])
    number = records[0].in_all if records else 0
    return Found(rule, number, [rule.line(record, asked.day) for record in records])


class CountOf(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    # Where Django sees that nothing can be found it asks nothing.
    empty_result_set_value = 0


def counts(rules: Iterable[Rule], asked: Asked) -> dict[str, int]:
    """How many each rule finds, by its name; one query for all."""
    columns = {f"n_{at}": CountOf(rule.found(asked).order_by().values("pk")) for at, rule in enumerate(rules)}
    if not columns:
        return {}
    row: Mapping[str, int] = (
        Authority.objects.filter(pk=asked.authority.pk).annotate(**columns).values(*columns).get()
    )
    return {rule.name: row[f"n_{at}"] for at, rule in enumerate(rules)}


def deadline_words(deadline: date, day: date) -> str:
    """'3 days overdue', 'Today', 'Tomorrow', 'In 5 days', and beyond a week the date."""
    left = (deadline - day).days
    if left < 0:
        return f"{-left:,} {'day' if left == -1 else 'days'} overdue"
    if left < 2:
        return "Tomorrow" if left else "Today"
    return f"In {left} days" if left <= 7 else f"{deadline.day} {deadline:%B %Y}"


def last_working_day_before(day: date) -> date:
    """The last Monday to Friday before the day; bank holidays are counted as working days."""
    day -= timedelta(days=1)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day
