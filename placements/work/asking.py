"""What the rules of the desk begin with: records of children that the person may open, and for which roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from placements.models import Child
from placements.open_to import allocated_to, open_to, without_severed
from sufficiency.core.access import Action, Reach, Role, may
from sufficiency.core.models import User
from sufficiency.core.work import Asked, Risk, Rule

OWN = frozenset({Role.SOCIAL_WORKER, Role.LEAVING_CARE_ADVISER})
DESK = frozenset({Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER})
NIGHT = frozenset({Role.EMERGENCY_DUTY})
DIRECTOR = frozenset({Role.DIRECTOR})


def children_of(asked: Asked) -> Any:
    """Children whose record the person may open."""
    return Child.objects.visible_to(asked.user).filter(authority=asked.authority)


def of_all(asked: Asked) -> bool:
    """Whether it is asked of all the authority's children, not of somebody's own."""
    return not asked.mine and may(asked.user, Action.SEE_CHILDREN, asked.authority)


def spells_of(model: Any, asked: Asked, *related: str) -> Any:
    """Of children whose record may be opened, as `visible_to` has it, by the child that each row is of.

    PostgreSQL then begins with the few records of a rule instead of with every child.
    """
    theirs = model.objects.filter(open_to(asked.user, of="child__"), child__authority=asked.authority)
    return without_severed(theirs, child="child_id").select_related("child", *related)


def mine_by(path: str) -> Callable[[QuerySet[Any], User, date], QuerySet[Any]]:
    """Of children allocated to the person that day."""

    def keep(found: QuerySet[Any], user: User, day: date) -> QuerySet[Any]:
        return found.filter(**{f"{path}__in": allocated_to(user, day)})

    return keep


def desk_rule(name: str, on: Any, risk: Risk, one: str, many: str, **more: Any) -> Rule:
    """A rule about a record of a child, for all who work at the desk; `more` says what is otherwise."""
    return Rule(
        name=name,
        on=on,
        risk=risk,
        one=one,
        many=many,
        **{
            "action": Action.SEE_CHILDREN,
            "reach": Reach.ALLOCATED,
            "mine": mine_by("child"),
            "roles": OWN | DESK | NIGHT | DIRECTOR,
            **more,
        },
    )
