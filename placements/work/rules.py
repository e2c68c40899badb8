"""What waits at the placement desk. Each rule names its source in law where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from placements.models import (
    Breach,
    Child,
    LegalStatus,
    MissingSpell,
    Notice,
    PeriodOfCare,
    Placement,
    Reservation,
)
from placements.notices import working_days_after
from placements.open_to import allocated_to, open_to, without_severed
from placements.work import lines
from placements.work.days import latest_start_over
from placements.work.querysets import EMERGENCY_WORKING_DAYS
from sufficiency.core.access import Action, Reach, Role
from sufficiency.core.models import User
from sufficiency.core.periods import months_before
from sufficiency.core.work import (
    AT_RISK,
    COMING_UP,
    DECISIONS,
    SINCE,
    WAITING,
    Asked,
    Risk,
    Rule,
    last_working_day_before,
    register,
)

_CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
# How far ahead each looks.
_SOON = timedelta(days=14)
_REVIEWS = timedelta(days=28)
_BIRTHDAYS = timedelta(days=90)

_OWN = frozenset({Role.SOCIAL_WORKER, Role.LEAVING_CARE_ADVISER})
_DESK = frozenset({Role.PLACEMENT_OFFICER, Role.PLACEMENT_MANAGER})
_NIGHT = frozenset({Role.EMERGENCY_DUTY})
_DIRECTOR = frozenset({Role.DIRECTOR})


def _children(asked: Asked) -> Any:
    return Child.objects.visible_to(asked.user).filter(authority=asked.authority)


def _spells(model: Any, asked: Asked, *related: str) -> Any:
    """Of children whose record may be opened, as `visible_to` has it, by the child that each row is of.

    PostgreSQL then begins with the few records of a rule instead of with every child.
    """
    theirs = model.objects.filter(open_to(asked.user, of="child__"), child__authority=asked.authority)
    return without_severed(theirs, child="child_id").select_related("child", *related)


def _mine(path: str) -> Callable[[QuerySet[Any], User, date], QuerySet[Any]]:
    """Of children allocated to the person that day."""

    def keep(found: QuerySet[Any], user: User, day: date) -> QuerySet[Any]:
        return found.filter(**{f"{path}__in": allocated_to(user, day)})

    return keep


def _rule(name: str, on: Any, risk: Risk, one: str, many: str, **more: Any) -> Rule:
    return Rule(
        name=name,
        on=on,
        risk=risk,
        one=one,
        many=many,
        **{
            "action": Action.SEE_CHILDREN,
            "reach": Reach.ALLOCATED,
            "mine": _mine("child"),
            "roles": _OWN | _DESK | _NIGHT | _DIRECTOR,
            **more,
        },
    )


def _since(asked: Asked) -> tuple[date, date]:
    return last_working_day_before(asked.day), asked.day


def _over_emergency_limit(asked: Asked) -> Any:
    began_by = latest_start_over(lambda began: working_days_after(began, EMERGENCY_WORKING_DAYS), asked.day)
    return _where(_spells(Placement, asked)).over_emergency_limit_on(asked.day, began_by=began_by)


def _where(placements: Any) -> Any:
    """With where each is, read apart for the few that are shown: fewer tables to a query, and sooner planned."""
    return placements.prefetch_related("household", "home")


RULES: tuple[Rule, ...] = (
    _rule(
        "waiting",
        WAITING,
        Risk.CHILD,
        "child without a home",
        "children without a home",
        find=lambda asked: _children(asked).waiting_for_a_home_on(asked.day),
        line=lines.waiting,
        mine=_mine("pk"),
        why="Looked after today, with no placement recorded. Children Act 1989, s22A and s22C.",
        in_note=True,
    ),
    _rule(
        "unlawful",
        AT_RISK,
        Risk.CHILD,
        "child in an unregistered home, or under 16 in supported accommodation",
        "children in an unregistered home, or under 16 in supported accommodation",
        find=lambda asked: _spells(Placement, asked).unlawful_on(asked.day).prefetch_related("breaches"),
        line=lines.unlawful,
        why=f"Care Standards Act 2000, s11; {_CARE_PLANNING}, reg 27A.",
        in_note=True,
    ),
    _rule(
        "emergency-limit",
        AT_RISK,
        Risk.LIMIT,
        "emergency placement over its limit",
        "emergency placements over their limit",
        find=_over_emergency_limit,
        line=lines.over_emergency_limit,
        why=f"Outside the terms of approval for six working days at most: {_CARE_PLANNING}, reg 23.",
    ),
    _rule(
        "connected-person",
        AT_RISK,
        Risk.LIMIT,
        "temporary approval of a connected person that runs out",
        "temporary approvals of connected persons that run out",
        find=lambda asked: _spells(Breach, asked).of_connected_persons(asked.day, until=asked.day + _REVIEWS),
        line=lines.connected_person,
        why=f"16 weeks from the start, if approved at all: {_CARE_PLANNING}, regs 24 and 25.",
    ),
    _rule(
        "missing",
        AT_RISK,
        Risk.CHILD,
        "child missing",
        "children missing",
        find=lambda asked: _spells(MissingSpell, asked).missing_on(asked.day),
        line=lines.missing,
        why="Missing or away without authorisation, as returns tell it.",
        in_note=True,
    ),
    _rule(
        "notice-given",
        AT_RISK,
        Risk.LIMIT,
        "child whose carers gave notice",
        "children whose carers gave notice",
        find=lambda asked: _where(_spells(Placement, asked)).where_notice_was_given_on(asked.day),
        line=lines.notice_given,
        why="The household is on hold because its carers gave notice.",
        in_note=True,
    ),
    _rule(
        "breaches",
        AT_RISK,
        Risk.DUTY,
        "other rule broken",
        "other rules broken",
        find=lambda asked: _spells(Breach, asked).open_on(asked.day).without_rules_of_their_own(),
        line=lines.breach,
        why="Recorded because it is so, and to be put right.",
    ),
    _rule(
        "orders",
        COMING_UP,
        Risk.LIMIT,
        "order expiring",
        "orders expiring",
        find=lambda asked: _spells(LegalStatus, asked).expiring_by(asked.day + _SOON, day=asked.day),
        line=lines.order_ending,
        why="Police protection lasts 72 hours, an emergency protection order 8 days, a child assessment order "
        "7 days, unless extended; others end as recorded. Children Act 1989, ss 43, 45 and 46.",
        in_note=True,
    ),
    _rule(
        "notices-to-send",
        DECISIONS,
        Risk.DUTY,
        "person to tell",
        "people to tell",
        find=lambda asked: _spells(Notice, asked, "deed").to_send_on(asked.day, until=asked.day + _SOON),
        line=lines.notice_to_send,
        why=f"Who must be told of a placement and of its end: {_CARE_PLANNING}, regs 13 and 14.",
        action=Action.RECORD_PLACEMENTS,
        reach=Reach.AUTHORITY,
        roles=_DESK | _NIGHT,
    ),
    _rule(
        "reviews",
        COMING_UP,
        Risk.DUTY,
        "review of a care plan due",
        "reviews of care plans due",
        find=lambda asked: _children(asked).with_review_due_by(asked.day + _REVIEWS, day=asked.day),
        line=lines.review,
        mine=_mine("pk"),
        why="Within 20 working days, then three months, then every six months, as far as reviews are on record "
        f"here: {_CARE_PLANNING}, reg 33.",
        roles=_OWN | _DESK,
    ),
    _rule(
        "turning-18",
        COMING_UP,
        Risk.COMING,
        "18th birthday within 90 days",
        "18th birthdays within 90 days",
        find=lambda asked: _children(asked).turning_18_by(asked.day + _BIRTHDAYS, day=asked.day),
        line=lines.turning_18,
        mine=_mine("pk"),
        why="Care ends on the 18th birthday. Children Act 1989, s105(1).",
        roles=_OWN | _DESK | _DIRECTOR,
    ),
    _rule(
        "reservations",
        COMING_UP,
        Risk.COMING,
        "kept place that ends",
        "kept places that end",
        find=lambda asked: _spells(Reservation, asked, "household").ending_by(
            asked.day + _SOON, day=asked.day
        ),
        line=lines.reservation_ending,
        why="Matched or being introduced, and the place is kept no longer than this.",
        roles=_DESK,
    ),
    _rule(
        "not-linked",
        COMING_UP,
        Risk.COMING,
        "placement whose home is not linked",
        "placements whose home is not linked",
        find=lambda asked: (
            _spells(Placement, asked)
            .home_not_yet_linked()
            .filter(dates__contains=asked.day, child__date_of_birth__gt=months_before(asked.day, 216))
            .exclude(code="P1")
            .order_by("dates__startswith", "pk")
        ),
        line=lines.not_linked,
        why="A return names no home. Until it is linked, no place is counted as taken.",
        action=Action.LINK_HOMES,
        reach=Reach.AUTHORITY,
        roles=_DESK | {Role.ANALYST},
        href=lambda: reverse("placements:link-list"),
    ),
    _rule(
        "came",
        SINCE,
        Risk.COMING,
        "child who came into care",
        "children who came into care",
        find=lambda asked: _spells(PeriodOfCare, asked).began_in(*_since(asked)),
        line=lines.came,
        roles=_NIGHT | _DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
    _rule(
        "moved",
        SINCE,
        Risk.COMING,
        "child who moved",
        "children who moved",
        find=lambda asked: _spells(Placement, asked).moves_in(*_since(asked)),
        line=lines.moved,
        roles=_NIGHT | _DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
    _rule(
        "left",
        SINCE,
        Risk.COMING,
        "child who left care",
        "children who left care",
        find=lambda asked: _spells(PeriodOfCare, asked).left_in(*_since(asked)),
        line=lines.left,
        roles=_NIGHT | _DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
