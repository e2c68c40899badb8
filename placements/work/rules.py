"""What waits at the placement desk. Each rule names its source in law where there is one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from placements.models import (
    Breach,
    LegalStatus,
    MissingSpell,
    Notice,
    PeriodOfCare,
    Placement,
    Reservation,
)
from placements.notices import working_days_after
from placements.work import lines
from placements.work.asking import (
    DESK,
    DIRECTOR,
    NIGHT,
    OWN,
    children_of,
    desk_rule,
    mine_by,
    of_all,
    spells_of,
)
from placements.work.days import latest_start_over
from placements.work.querysets import EMERGENCY_WORKING_DAYS
from sufficiency.core.access import Action, Reach, Role
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


def _since(asked: Asked) -> tuple[date, date]:
    return last_working_day_before(asked.day), asked.day


def _over_emergency_limit(asked: Asked) -> Any:
    began_by = latest_start_over(lambda began: working_days_after(began, EMERGENCY_WORKING_DAYS), asked.day)
    return _where(spells_of(Placement, asked)).over_emergency_limit_on(asked.day, began_by=began_by)


def _where(placements: Any) -> Any:
    """With where each is, read apart for the few that are shown: fewer tables to a query, and sooner planned."""
    return placements.prefetch_related("household", "home")


RULES: tuple[Rule, ...] = (
    desk_rule(
        "waiting",
        WAITING,
        Risk.CHILD,
        "child without a home",
        "children without a home",
        find=lambda asked: children_of(asked).waiting_for_a_home_on(asked.day, first=of_all(asked)),
        line=lines.waiting,
        mine=mine_by("pk"),
        why="Looked after today, with no placement recorded. Children Act 1989, s22A and s22C.",
        in_note=True,
    ),
    desk_rule(
        "unlawful",
        AT_RISK,
        Risk.CHILD,
        "child in an unregistered home, or under 16 in supported accommodation",
        "children in an unregistered home, or under 16 in supported accommodation",
        find=lambda asked: spells_of(Placement, asked).unlawful_on(asked.day).prefetch_related("breaches"),
        line=lines.unlawful,
        why=f"Care Standards Act 2000, s11; {_CARE_PLANNING}, reg 27A.",
        in_note=True,
    ),
    desk_rule(
        "emergency-limit",
        AT_RISK,
        Risk.LIMIT,
        "emergency placement over its limit",
        "emergency placements over their limit",
        find=_over_emergency_limit,
        line=lines.over_emergency_limit,
        why=f"Outside the terms of approval for six working days at most: {_CARE_PLANNING}, reg 23.",
    ),
    desk_rule(
        "connected-person",
        AT_RISK,
        Risk.LIMIT,
        "temporary approval of a connected person that runs out",
        "temporary approvals of connected persons that run out",
        find=lambda asked: spells_of(Breach, asked).of_connected_persons(
            asked.day, until=asked.day + _REVIEWS
        ),
        line=lines.connected_person,
        why=f"16 weeks from the start, if approved at all: {_CARE_PLANNING}, regs 24 and 25.",
    ),
    desk_rule(
        "missing",
        AT_RISK,
        Risk.CHILD,
        "child missing",
        "children missing",
        find=lambda asked: spells_of(MissingSpell, asked).missing_on(asked.day),
        line=lines.missing,
        why="Missing or away without authorisation, as returns tell it.",
        in_note=True,
    ),
    desk_rule(
        "notice-given",
        AT_RISK,
        Risk.LIMIT,
        "child whose carers gave notice",
        "children whose carers gave notice",
        find=lambda asked: _where(spells_of(Placement, asked)).where_notice_was_given_on(asked.day),
        line=lines.notice_given,
        why="The household is on hold because its carers gave notice.",
        in_note=True,
    ),
    desk_rule(
        "breaches",
        AT_RISK,
        Risk.DUTY,
        "other rule broken",
        "other rules broken",
        find=lambda asked: spells_of(Breach, asked).open_on(asked.day).without_rules_of_their_own(),
        line=lines.breach,
        why="Recorded because it is so, and to be put right.",
    ),
    desk_rule(
        "orders",
        COMING_UP,
        Risk.LIMIT,
        "order expiring",
        "orders expiring",
        find=lambda asked: spells_of(LegalStatus, asked).expiring_by(asked.day + _SOON, day=asked.day),
        line=lines.order_ending,
        why="Police protection lasts 72 hours, an emergency protection order 8 days, a child assessment order "
        "7 days, unless extended; others end as recorded. Children Act 1989, ss 43, 45 and 46.",
        in_note=True,
    ),
    desk_rule(
        "notices-to-send",
        DECISIONS,
        Risk.DUTY,
        "person to tell",
        "people to tell",
        find=lambda asked: spells_of(Notice, asked, "deed").to_send_on(asked.day, until=asked.day + _SOON),
        line=lines.notice_to_send,
        why=f"Who must be told of a placement and of its end: {_CARE_PLANNING}, regs 13 and 14.",
        action=Action.RECORD_PLACEMENTS,
        reach=Reach.AUTHORITY,
        roles=DESK | NIGHT,
    ),
    desk_rule(
        "reviews",
        COMING_UP,
        Risk.DUTY,
        "review of a care plan due",
        "reviews of care plans due",
        find=lambda asked: children_of(asked).with_review_due_by(
            asked.day + _REVIEWS, day=asked.day, first=of_all(asked)
        ),
        line=lines.review,
        mine=mine_by("pk"),
        why="Within 20 working days, then three months, then every six months, as far as reviews are on record "
        f"here: {_CARE_PLANNING}, reg 33.",
        roles=OWN | DESK,
    ),
    desk_rule(
        "turning-18",
        COMING_UP,
        Risk.COMING,
        "18th birthday within 90 days",
        "18th birthdays within 90 days",
        find=lambda asked: children_of(asked).turning_18_by(asked.day + _BIRTHDAYS, day=asked.day),
        line=lines.turning_18,
        mine=mine_by("pk"),
        why="Care ends on the 18th birthday. Children Act 1989, s105(1).",
        roles=OWN | DESK | DIRECTOR,
    ),
    desk_rule(
        "reservations",
        COMING_UP,
        Risk.COMING,
        "kept place that ends",
        "kept places that end",
        find=lambda asked: spells_of(Reservation, asked, "household").ending_by(
            asked.day + _SOON, day=asked.day
        ),
        line=lines.reservation_ending,
        why="Matched or being introduced, and the place is kept no longer than this.",
        roles=DESK,
    ),
    desk_rule(
        "not-linked",
        COMING_UP,
        Risk.COMING,
        "placement whose home is not linked",
        "placements whose home is not linked",
        find=lambda asked: (
            spells_of(Placement, asked)
            .to_be_linked_on(asked.day)
            .filter(child__date_of_birth__gt=months_before(asked.day, 216))
            .order_by("dates__startswith", "pk")
        ),
        line=lines.not_linked,
        why="A return names no home. Until it is linked, no place is counted as taken.",
        action=Action.LINK_HOMES,
        reach=Reach.AUTHORITY,
        roles=DESK | {Role.ANALYST},
        href=lambda: reverse("placements:link-list"),
    ),
    desk_rule(
        "came",
        SINCE,
        Risk.COMING,
        "child who came into care",
        "children who came into care",
        find=lambda asked: spells_of(PeriodOfCare, asked).began_in(*_since(asked)),
        line=lines.came,
        roles=NIGHT | DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
    desk_rule(
        "moved",
        SINCE,
        Risk.COMING,
        "child who moved",
        "children who moved",
        find=lambda asked: spells_of(Placement, asked).moves_in(*_since(asked)),
        line=lines.moved,
        roles=NIGHT | DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
    desk_rule(
        "left",
        SINCE,
        Risk.COMING,
        "child who left care",
        "children who left care",
        find=lambda asked: spells_of(PeriodOfCare, asked).left_in(*_since(asked)),
        line=lines.left,
        roles=NIGHT | DIRECTOR | {Role.PLACEMENT_MANAGER},
        in_note=True,
    ),
)


def add() -> None:
    """Put these on the page of work."""
    register(*RULES)
